//! Wording of lines, with the names in braces that each may use.

use super::report::Report;
use crate::raw::{self, Text, Texts};
use crate::types::{Line, LineUse};

pub(super) fn lines(report: &mut Report<'_>, raw: &raw::Lines) -> Vec<Line> {
    report.file("lines.toml");
    let always: &[&str] = &["name", "player", "trade", "work", "place"];
    let uses: [(LineUse, &str, &Texts, &[&str]); 10] = [
        (LineUse::Greeting, "greeting", &raw.greeting, &[]),
        (LineUse::GreetingAgain, "greeting-again", &raw.greeting_again, &[]),
        (LineUse::Work, "work", &raw.work, &["item"]),
        (LineUse::Place, "place", &raw.place, &[]),
        (
            LineUse::Neighbour,
            "neighbour",
            &raw.neighbour,
            &["neighbour", "neighbour-trade", "kin", "topic"],
        ),
        (LineUse::Dungeon, "dungeon", &raw.dungeon, &["dungeon", "direction", "topic"]),
        (LineUse::Unknown, "unknown", &raw.unknown, &["topic"]),
        (LineUse::QuestOpen, "quest-open", &raw.quest_open, &["quest"]),
        (LineUse::NoQuest, "no-quest", &raw.no_quest, &[]),
        (LineUse::Farewell, "farewell", &raw.farewell, &[]),
    ];
    let mut lines = Vec::new();
    for (when, field, texts, extra) in uses {
        report.filled(field, texts);
        let known: Vec<&str> = always.iter().chain(extra).copied().collect();
        for text in texts.get_ref() {
            lines.push(Line { when, text: worded(report, field, text, 300, &known) });
        }
    }
    lines
}

/// A text in which every `{...}` is one of `known`.
pub(super) fn worded(
    report: &mut Report<'_>,
    field: &str,
    text: &Text,
    longest: usize,
    known: &[&str],
) -> String {
    let checked = report.text(field, text, longest);
    let mut rest = checked.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{').and_then(|after| after.split_once('}'));
        let Some((name, after)) = inside.filter(|(name, _)| !name.contains('{')) else {
            let hint = "write both braces, as in {place}";
            report.tell(&text.span(), format!("a brace in {field} has no partner"), hint);
            break;
        };
        if !known.contains(&name) {
            let names: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
            let hint = format!("known here: {}", names.join(", "));
            report.tell(&text.span(), format!("{{{name}}} stands for nothing in {field}"), hint);
        }
        rest = after;
    }
    checked
}
