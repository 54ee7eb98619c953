//! Wording of the past.

use super::pace;
use super::report::Report;
use super::words::worded;
use crate::raw::Texts;
use crate::raw::past as raw;
use crate::types::{EventKind, EventWording, HistoryRules};

/// The year that the game is played in where the file does not say.
const PRESENT: u16 = 400;

pub(super) fn history(report: &mut Report<'_>, raw: raw::Past) -> HistoryRules {
    report.file("history.toml");
    let present = report.whole_or("present", raw.present.as_ref(), PRESENT, (60, 9_999));
    // Founders come of age before the first year that is told.
    let bounds = (50, i64::from(present) - 1);
    let span =
        raw.span.as_ref().map_or((50, present / 2 + 1), |span| report.wholes("span", span, bounds));
    let matters = list(report, "matters", raw.matters.as_ref(), &[]);
    let sicknesses = list(report, "sicknesses", raw.sicknesses.as_ref(), &[]);
    let epithets = list(report, "epithets", raw.epithets.as_ref(), &[]);
    let needs = [
        (EventKind::Quarrel, "matters", matters.is_empty()),
        (EventKind::Plague, "sicknesses", sicknesses.is_empty()),
        (EventKind::Forging, "epithets", epithets.is_empty()),
    ];
    let mut events: Vec<EventWording> = Vec::new();
    let first = raw.event.first().map(|event| event.get_ref().kind.span());
    for event in raw.event {
        let span = event.span();
        let event = event.into_inner();
        let kind = *event.kind.get_ref();
        if events.iter().any(|known| known.kind == kind) {
            let hint = "write one [[event]] a kind, with all its texts";
            report.tell(&event.kind.span(), format!("{kind:?} is there twice"), hint);
        }
        for (_, list, _) in needs.iter().filter(|need| need.0 == kind && need.2) {
            let what = format!("{kind:?} draws from {list}, which is empty");
            report.tell(&span, what, format!("write {list} = [\"...\"]"));
        }
        events.push(wording(report, kind, event));
    }
    if let Some(first) = first.filter(|_| events.iter().all(|event| event.weight == 0)) {
        let hint = "give a kind such as \"flood\" or \"quarrel\" a weight above zero";
        report.tell(&first, "no event happens by itself", hint);
    }
    HistoryRules {
        present,
        span,
        matters,
        sicknesses,
        epithets,
        events,
        pace: pace::pace(report, &raw.pace),
        figures: pace::figures(report, &raw.figures),
        follows: pace::follows(report, &raw.follow),
    }
}

fn wording(report: &mut Report<'_>, kind: EventKind, raw: raw::EventWording) -> EventWording {
    let weight = report.whole_or("weight", raw.weight.as_ref(), 0, (0, 1_000_000));
    if let Some(at) = raw.weight.as_ref().filter(|_| weight > 0 && !kind.by_itself()) {
        let what = format!("{kind:?} has a weight, but only follows from other events");
        report.tell(&at.span(), what, "drop `weight`");
    }
    let slots = kind.slots();
    let with_cause: Vec<&str> = slots.iter().copied().chain(["cause"]).collect();
    report.filled("texts", &raw.texts);
    let count = raw.count.as_ref().map_or(kind.usual_count(), |count| {
        if !slots.contains(&"count") {
            report.tell(&count.span(), format!("{kind:?} counts nothing"), "drop `count`");
        }
        report.wholes("count", count, (1, 10_000))
    });
    EventWording {
        kind,
        weight,
        count,
        phrase: worded(report, "phrase", &raw.phrase, 120, slots),
        texts: list(report, "texts", Some(&raw.texts), slots),
        because: list(report, "because", raw.because.as_ref(), &with_cause),
    }
}

/// A list of texts that may be left out.
pub(super) fn list(
    report: &mut Report<'_>,
    field: &str,
    list: Option<&Texts>,
    known: &[&str],
) -> Vec<String> {
    let texts = list.map(|list| list.get_ref().as_slice()).unwrap_or_default();
    texts.iter().map(|text| worded(report, field, text, 400, known)).collect()
}
