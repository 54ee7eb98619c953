//! Wording of quests, with the names in braces that each may use and the choices in brackets.

use super::grounds;
use super::report::Report;
use super::words::worded;
use crate::raw::{self, QuestText, Text, Texts};
use crate::types::{QuestTexts, Temperament};

const PARTS: &[&str] = &["giver", "place", "trade"];

pub(super) fn quests(
    report: &mut Report<'_>,
    raw: &raw::Quests,
    axes: &[Temperament],
) -> QuestTexts {
    report.file("quests.toml");
    report.filled("thanks", &raw.thanks);
    let mut kind = |name: &str, texts: &[QuestText], own: &[&str], needed: bool| {
        if texts.is_empty() && needed {
            let hint = format!("write at least one [[{name}]]");
            report.tell_file(format!("there is no wording for {name}"), hint);
        }
        let known: Vec<&str> = ["giver", "place", "direction"].iter().chain(own).copied().collect();
        texts
            .iter()
            .map(|text| {
                (
                    chosen(report, "title", &text.title, 80, &known),
                    chosen(report, "offer", &text.offer, 600, &known),
                )
            })
            .collect()
    };
    let deliver = kind("deliver", &raw.deliver, &["person", "item"], true);
    let hunt = kind("hunt", &raw.hunt, &["creature", "creatures", "count"], true);
    let delve = kind("delve", &raw.delve, &["item", "dungeon", "boss"], true);
    let fetch = kind("fetch", &raw.fetch, &["person", "item", "count"], false);
    let explore = kind("explore", &raw.explore, &["goal"], false);
    let find_out = kind("find-out", &raw.find_out, &["person", "dungeon"], false);
    let persuade = kind("persuade", &raw.persuade, &["person", "item"], false);
    let build = kind("build", &raw.build, &["person", "maker", "item", "count"], false);
    let solve = kind("solve", &raw.solve, &["dungeon"], false);
    let escort = kind("escort", &raw.escort, &["person", "goal"], false);
    let grounded = grounds::grounded(report, &raw.grounded);
    let asides = grounds::asides(report, &raw.aside);
    let persuasion = raw.persuasion.as_ref();
    let persuasion =
        persuasion.map_or_else(Default::default, |raw| grounds::persuasion(report, raw, axes));
    let mut list = |field: &str, texts: Option<&Texts>, known: &[&str]| {
        let texts = texts.map_or(&[][..], |texts| texts.get_ref());
        texts.iter().map(|text| chosen(report, field, text, 400, known)).collect()
    };
    QuestTexts {
        deliver,
        hunt,
        delve,
        fetch,
        explore,
        find_out,
        persuade,
        build,
        solve,
        escort,
        thanks: list("thanks", Some(&raw.thanks), PARTS),
        opening: list("opening", raw.opening.as_ref(), PARTS),
        closing: list("closing", raw.closing.as_ref(), PARTS),
        refusal: list("refusal", raw.refusal.as_ref(), PARTS),
        hunt_instead: list("hunt-instead", raw.hunt_instead.as_ref(), &["other"]),
        deliver_instead: list("deliver-instead", raw.deliver_instead.as_ref(), &["other"]),
        grounded,
        asides,
        persuasion,
    }
}

/// A text with names in braces, in which every `[` opens a choice that a `]` ends.
pub(super) fn chosen(
    report: &mut Report<'_>,
    field: &str,
    text: &Text,
    longest: usize,
    known: &[&str],
) -> String {
    let checked = worded(report, field, text, longest, known);
    let mut rest = checked.as_str();
    while let Some(at) = rest.find(['[', ']']) {
        let inside = rest[at..].strip_prefix('[').and_then(|after| after.split_once(']'));
        let Some((choice, after)) = inside.filter(|(choice, _)| !choice.contains('[')) else {
            let hint = "write both brackets, as in [this|that]";
            report.tell(&text.span(), format!("a bracket in {field} has no partner"), hint);
            break;
        };
        if !choice.contains('|') {
            let hint =
                format!("write [{choice}|...] with another wording, or leave the brackets out");
            report.tell(&text.span(), format!("[{choice}] in {field} leaves no choice"), hint);
        }
        rest = after;
    }
    checked
}
