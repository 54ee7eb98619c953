//! Arcs: long enough, with a turn, and nobody sent to themselves.

use super::quests::chosen;
use super::report::Report;
use crate::raw;
use crate::types::{ArcKind, ArcPart, ArcPattern, Role};
use std::ops::Range;

const NAMES: &[&str] = &["giver", "rival", "victim", "witness", "place", "direction"];

pub(super) fn arcs(report: &mut Report<'_>, raw: raw::Arcs) -> Vec<ArcPattern> {
    report.file("arcs.toml");
    if !raw.arc.is_empty() {
        report.names("arc", raw.arc.iter().map(|arc| &arc.get_ref().name));
    }
    let mut arcs = Vec::new();
    for arc in raw.arc {
        let span = arc.span();
        let arc = arc.into_inner();
        let count = arc.part.len();
        if !(3..=5).contains(&count) {
            let what = format!("the arc {:?} has {count} parts", arc.name.get_ref());
            report.tell(&span, what, "write 3 to 5 [[arc.part]]");
        }
        if !arc.part.iter().skip(1).any(|part| part.get_ref().turn) {
            let what = format!("the arc {:?} has no turn", arc.name.get_ref());
            report.tell(&span, what, "set `turn = true` in a part behind the first");
        }
        let parts = arc.part.into_iter();
        let parts = parts
            .map(|part| {
                let span = part.span();
                self::part(report, &part.into_inner(), &span)
            })
            .collect();
        arcs.push(ArcPattern { name: arc.name.into_inner(), parts });
    }
    arcs
}

fn part(report: &mut Report<'_>, raw: &raw::Part, span: &Range<usize>) -> ArcPart {
    let (kind, giver) = (*raw.kind.get_ref(), *raw.giver.get_ref());
    let to = match &raw.to {
        Some(to) => *to.get_ref(),
        None if kind.is_with_somebody() => {
            report.tell(span, "this part does not say with whom", "add `to = \"rival\"`");
            Role::Rival
        }
        None if giver == Role::Rival => Role::Giver,
        None => Role::Rival,
    };
    if to == giver {
        let span = raw.to.as_ref().map_or_else(|| span.clone(), |to| to.span());
        report.tell(&span, "giver and to are the same", "name another role");
    }
    let mut known = NAMES.to_vec();
    known.extend(match kind {
        ArcKind::Deliver | ArcKind::Persuade => &["item"][..],
        ArcKind::Fetch => &["item", "count"],
        ArcKind::FindOut => &["dungeon"],
        ArcKind::Explore | ArcKind::Solve => &["dungeon"],
        ArcKind::Hunt => &["creature", "creatures", "count"],
        ArcKind::Delve => &["dungeon", "item", "boss"],
    });
    ArcPart {
        kind,
        giver,
        to,
        turn: raw.turn,
        title: chosen(report, "title", &raw.title, 80, &known),
        offer: chosen(report, "offer", &raw.offer, 600, &known),
    }
}
