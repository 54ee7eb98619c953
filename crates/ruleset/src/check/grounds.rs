//! Quests that follow from something, and how people are won over.

use super::quests::chosen;
use super::report::Report;
use crate::raw;
use crate::types::{ArcKind, Aside, GroundKind, GroundText, PersuasionRules, Temperament};

/// What a kind of quest names of itself.
const fn own(kind: ArcKind) -> &'static [&'static str] {
    match kind {
        ArcKind::Deliver | ArcKind::Persuade => &["person", "item"],
        ArcKind::Fetch => &["person", "item", "count"],
        ArcKind::FindOut => &["person", "dungeon"],
        ArcKind::Explore => &["goal"],
        ArcKind::Hunt => &["creature", "creatures", "count"],
        ArcKind::Solve => &["dungeon"],
        ArcKind::Delve => &["item", "dungeon", "boss"],
    }
}

pub(super) fn grounded(report: &mut Report<'_>, raw: &[raw::Grounded]) -> Vec<GroundText> {
    let mut texts = Vec::new();
    for raw in raw {
        let (kind, ground) = (*raw.kind.get_ref(), raw.ground);
        if !ground.kinds().contains(&kind) {
            let kinds: Vec<String> =
                ground.kinds().iter().map(|kind| format!("{kind:?}").to_lowercase()).collect();
            let hint = format!("{ground:?} leads to {}", kinds.join(", "));
            report.tell(&raw.kind.span(), format!("no {kind:?} follows from {ground:?}"), hint);
        }
        let known: Vec<&str> =
            [&["giver", "place", "direction"][..], own(kind), ground.slots()].concat();
        let title = chosen(report, "title", &raw.title, 80, &known);
        let offer = chosen(report, "offer", &raw.offer, 600, &known);
        texts.push(GroundText { kind, ground, words: (title, offer) });
    }
    texts
}

pub(super) fn asides(report: &mut Report<'_>, raw: &[raw::Asides]) -> Vec<Aside> {
    let mut asides = Vec::new();
    for raw in raw {
        let ground = *raw.ground.get_ref();
        if !ground.is_asidable() {
            let hint = "use kin, feud, lost or past, or write a [[grounded]] text";
            report.tell(&raw.ground.span(), format!("{ground:?} is not said beside"), hint);
        }
        report.filled("texts", &raw.texts);
        let about: &[&str] = match ground {
            GroundKind::Lost | GroundKind::Past => &[],
            _ => &["person"],
        };
        let known: Vec<&str> = [&["giver", "place"][..], about, ground.slots()].concat();
        for text in raw.texts.get_ref() {
            let text = chosen(report, "texts", text, 300, &known);
            asides.push(Aside { ground, text });
        }
    }
    asides
}

pub(super) fn persuasion(
    report: &mut Report<'_>,
    raw: &toml::Spanned<raw::Persuasion>,
    axes: &[Temperament],
) -> PersuasionRules {
    let raw = raw.get_ref();
    let mut temperament = vec![0_i16; axes.len()];
    // A ruleset whose people have no temperament may keep the table.
    let inclinations = raw.temperament.iter().filter(|_| !axes.is_empty());
    for inclination in inclinations {
        let known = axes.iter().map(|axis| axis.name.as_str());
        let axis = report.reference("temperament", &inclination.axis, known);
        let points = report.whole("points", &inclination.points, (-10, 10));
        if let Some(at) = temperament.get_mut(usize::from(axis)) {
            *at = points;
        }
    }
    let rules = PersuasionRules {
        base: report.whole("base", &raw.base, (-100, 100)),
        opinion: report.whole("opinion", &raw.opinion, (0, 10)),
        gift: report.whole("gift", &raw.gift, (0, 100)),
        liked: report.whole("liked", &raw.liked, (0, 400)),
        disliked: report.whole("disliked", &raw.disliked, (-100, 0)),
        temperament,
    };
    let hard: i16 = rules.temperament.iter().map(|points| 3 * points.abs()).sum();
    let least = hard + 10 * rules.opinion - rules.base;
    if rules.liked < least {
        let what = "somebody can be won over by nothing";
        report.tell(
            &raw.liked.span(),
            what,
            format!("raise liked to {least}, or lower the other points"),
        );
    }
    if rules.liked < rules.gift {
        let hint = format!("raise liked to {}", rules.gift);
        report.tell(&raw.liked.span(), "a gift that is liked is worth less than any", hint);
    }
    rules
}
