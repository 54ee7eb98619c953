//! How much happens in the past, to people of which age, and what follows from what.

use super::report::Report;
use crate::raw::{Whole, Wholes, pace as raw};
use crate::types::{FigureRules, Follow, PaceRules};
use toml::Spanned;

pub(super) fn pace(report: &mut Report<'_>, raw: &raw::Pace) -> PaceRules {
    let usual = PaceRules::default();
    let mut most = |field: &str, value: &Option<Whole>, usual: u16, bounds: (i64, i64)| {
        report.whole_or(field, value.as_ref(), usual, bounds)
    };
    let most_events = most("most_events", &raw.most_events, usual.most_events, (20, 4_000));
    let most_ruins = most("most_ruins", &raw.most_ruins, usual.most_ruins, (1, 9));
    // Each is lost by an event; room for these is kept beyond `most_events`.
    let most_things = most("most_things", &raw.most_things, usual.most_things, (0, 60));
    PaceRules {
        years_apart: report.whole_or(
            "years_apart",
            raw.years_apart.as_ref(),
            usual.years_apart,
            (1, 10_000),
        ),
        most_events,
        most_ruins,
        most_things,
        battles: raw
            .battles
            .as_ref()
            .map_or(usual.battles, |range| report.wholes("battles", range, (1, 20))),
    }
}

pub(super) fn figures(report: &mut Report<'_>, raw: &raw::Figures) -> FigureRules {
    let usual = FigureRules::default();
    let grown: u16 = report.whole_or("grown", raw.grown.as_ref(), usual.grown, (1, 49));
    let old: u16 = report.whole_or("old", raw.old.as_ref(), usual.old, (2, 1_000));
    let oldest = raw.oldest_parent.as_ref();
    let oldest_parent = report.whole_or("oldest_parent", oldest, usual.oldest_parent, (1, 1_000));
    let mut years = |field: &str, range: &Option<Wholes>, usual: (u16, u16)| {
        range.as_ref().map_or(usual, |range| report.wholes(field, range, (1, 1_000)))
    };
    let age = years("age", &raw.age, usual.age);
    let lifetime = years("lifetime", &raw.lifetime, usual.lifetime);
    // Told at what was written: one of the two numbers was, or both are the usual ones.
    let mut told = |at: [Option<std::ops::Range<usize>>; 2], what: String, hint: &str| {
        if let Some(at) = at.into_iter().flatten().next() {
            report.tell(&at, what, hint);
        }
    };
    let span = |range: &Option<Wholes>| range.as_ref().map(Spanned::span);
    let one = |number: &Option<Whole>| number.as_ref().map(Spanned::span);
    if age.0 < grown {
        let what = format!("people are told of at {}, and grown at {grown}", age.0);
        told([span(&raw.age), one(&raw.grown)], what, "write an age from grown on");
    }
    if age.1 >= old {
        let what = format!("people are told of at {}, and old at {old}", age.1);
        told([span(&raw.age), one(&raw.old)], what, "write an age below old");
    }
    if lifetime.0 <= grown {
        let what = format!("people die at {}, and are grown at {grown}", lifetime.0);
        told([span(&raw.lifetime), one(&raw.grown)], what, "write longer lives");
    }
    if oldest_parent < grown {
        let what = format!("nobody is a parent: grown at {grown}, too old at {oldest_parent}");
        told([one(&raw.oldest_parent), one(&raw.grown)], what, "write an age from grown on");
    }
    FigureRules {
        grown,
        old,
        age,
        lifetime,
        oldest_parent,
        again: report.share("again_per_mille", raw.again_per_mille.as_ref(), usual.again),
        extinct: report.share("extinct_per_mille", raw.extinct_per_mille.as_ref(), usual.extinct),
    }
}

/// Everything that may follow, as it is written or else as usual.
pub(super) fn follows(report: &mut Report<'_>, raw: &[Spanned<raw::Follow>]) -> Vec<Follow> {
    let mut follows = Follow::USUAL.to_vec();
    for (number, spanned) in raw.iter().enumerate() {
        let row = spanned.get_ref();
        let (after, kind) = (*row.after.get_ref(), *row.kind.get_ref());
        let same = |other: &Spanned<raw::Follow>| {
            let other = other.get_ref();
            (*other.after.get_ref(), *other.kind.get_ref()) == (after, kind)
        };
        if raw[..number].iter().any(same) {
            let what = format!("{kind:?} after {after:?} is there twice");
            report.tell(&row.kind.span(), what, "write one [[follow]] for a pair");
        }
        let share = report.share("per_mille", Some(&row.per_mille), crate::Share::default());
        let Some(follow) =
            follows.iter_mut().find(|follow| (follow.after, follow.kind) == (after, kind))
        else {
            let known = Follow::USUAL.iter().filter(|follow| follow.after == after);
            let known: Vec<String> = known.map(|follow| format!("{:?}", follow.kind)).collect();
            let hint = match known.as_slice() {
                [] => format!("nothing follows from {after:?} but what it is a part of"),
                known => format!("after {after:?} may come {}", known.join(", ")),
            };
            report.tell(&row.kind.span(), format!("{kind:?} never follows from {after:?}"), hint);
            continue;
        };
        follow.share = share;
        match &row.years {
            Some(years) if follow.is_at_once() => {
                let what = format!("{kind:?} comes at once with {after:?}");
                report.tell(&years.span(), what, "drop `years`");
            }
            Some(years) => follow.years = report.wholes("years", years, (0, 1_000)),
            None => {}
        }
    }
    follows
}
