//! Puzzles: sizes that a family can be built in, enough runes, words that name what they must.

use super::report::Report;
use super::words::worded;
use crate::raw::{Text, puzzles as raw};
use crate::types::{
    DungeonTheme, HouseholdWords, Hue, PuzzleFamily, PuzzleKind, PuzzleRules, Rune, RuneWords,
    ThemeId,
};
use std::ops::Range;

/// `themes` is `None` for the built-in table, which may name themes that this ruleset has not.
pub(super) fn puzzles(
    report: &mut Report<'_>,
    raw: &raw::Puzzles,
    themes: Option<&[DungeonTheme]>,
) -> PuzzleRules {
    report.file("puzzles.toml");
    let families = families(report, raw, themes);
    PuzzleRules {
        candidates: report.whole("candidates", &raw.candidates, (1, 32)),
        levels_per_difficulty: report.whole(
            "levels_per_difficulty",
            &raw.levels_per_difficulty,
            (1, 1000),
        ),
        runes: runes(report, raw, &families),
        families,
        lights: hues(report, "light", &raw.light, needed_by(raw, PuzzleKind::Beams)),
        hues: hues(report, "hue", &raw.hue, needed_by(raw, PuzzleKind::Household)),
        rune_clues: rune_words(report, &raw.rune_clues),
        household_clues: household_words(report, &raw.household_clues),
    }
}

fn families(
    report: &mut Report<'_>,
    raw: &raw::Puzzles,
    themes: Option<&[DungeonTheme]>,
) -> Vec<PuzzleFamily> {
    let mut families = Vec::new();
    for kind in PuzzleKind::ALL {
        let mut rows = raw.family.iter().filter(|row| *row.get_ref().kind.get_ref() == kind);
        let Some(row) = rows.next() else {
            let name = kind.name();
            let hint = format!("add a [[family]] with kind = {name:?}; weight = 0 turns it off");
            report.tell_file(format!("there is no family {name:?}"), hint);
            continue;
        };
        for again in rows {
            let what = format!("family {:?} is there twice", kind.name());
            report.tell(&again.get_ref().kind.span(), what, "drop one of them");
        }
        families.push(family(report, row.get_ref(), kind, themes));
    }
    // Some puzzle must be there for every dungeon: one that is bound to no theme.
    let open = |family: &PuzzleFamily| {
        family.kind != PuzzleKind::Household && family.weight > 0 && family.themes.is_empty()
    };
    if families.len() == PuzzleKind::ALL.len() && !families.iter().any(open) {
        let what = "no family is left for a dungeon: all weights are zero or bound to themes";
        let span = raw.family.first().map_or(0..0, |row| row.get_ref().weight.span());
        report.tell(&span, what, "raise a weight of one without `themes`");
    }
    families
}

fn family(
    report: &mut Report<'_>,
    row: &raw::Family,
    kind: PuzzleKind,
    themes: Option<&[DungeonTheme]>,
) -> PuzzleFamily {
    let wide = |(low, high): (u8, u8)| (i64::from(low), i64::from(high));
    let size: (u8, u8) = report.wholes("size", &row.size, wide(kind.size_bounds()));
    let bounds = kind.piece_bounds();
    let pieces = match &row.pieces {
        Some(pieces) => report.wholes("pieces", pieces, wide(bounds)),
        None if bounds.1 == 0 => (0, 0),
        None => {
            let hint = format!("add pieces = [{}, {}]", bounds.0, bounds.1);
            report.tell(&row.kind.span(), format!("{:?} needs pieces", kind.name()), hint);
            bounds
        }
    };
    if kind == PuzzleKind::RuneLock && (pieces.0 < size.0 || pieces.1 < size.1) {
        let span = row.pieces.as_ref().map_or(row.size.span(), toml::Spanned::span);
        report.tell(&span, "a lock has more dials than runes", "raise pieces to size at least");
    }
    let bits = report.lengths("bits", &row.bits, (0, 64_000));
    if bits.0 >= bits.1 {
        report.tell(&row.bits.span(), "bits is an empty range", "write the lower end first");
    }
    let mut known = Vec::new();
    for name in &row.themes {
        if let Some(themes) = themes {
            let names = themes.iter().map(|theme| theme.name.as_str());
            known.push(ThemeId(report.reference("theme", name, names)));
        }
    }
    PuzzleFamily {
        kind,
        weight: report.whole("weight", &row.weight, (0, 1_000_000)),
        themes: known,
        size,
        pieces,
        bits: (bits.0.0.unsigned_abs(), bits.1.0.unsigned_abs()),
    }
}

fn runes(report: &mut Report<'_>, raw: &raw::Puzzles, families: &[PuzzleFamily]) -> Vec<Rune> {
    let needed_by = needed_by(raw, PuzzleKind::RuneLock);
    report.names_for("rune", raw.rune.iter().map(|rune| &rune.name), needed_by);
    let most = families.iter().filter(|family| family.kind == PuzzleKind::RuneLock);
    let most = most.map(|family| usize::from(family.pieces.1)).max().unwrap_or(0);
    if raw.rune.len() < most {
        let what = format!("{} runes for locks of {most}", raw.rune.len());
        report.tell_file(what, "add a [[rune]], or lower the lock's pieces");
    }
    let mut runes: Vec<Rune> = Vec::new();
    for rune in &raw.rune {
        let strokes: u8 = report.whole("strokes", &rune.strokes, (1, 99));
        if runes.iter().any(|other| other.strokes == strokes) {
            let what = format!("another rune has {strokes} strokes too");
            report.tell(&rune.strokes.span(), what, "give each rune another number");
        }
        runes.push(Rune { name: rune.name.get_ref().clone(), strokes });
    }
    runes
}

/// Where the family stands that draws from a table.
fn needed_by(raw: &raw::Puzzles, kind: PuzzleKind) -> Option<Range<usize>> {
    let row = raw.family.iter().find(|row| *row.get_ref().kind.get_ref() == kind)?;
    Some(row.get_ref().kind.span())
}

fn hues(
    report: &mut Report<'_>,
    kind: &str,
    raw: &[raw::Hue],
    needed_by: Option<Range<usize>>,
) -> Vec<Hue> {
    report.names_for(kind, raw.iter().map(|hue| &hue.name), needed_by);
    let hue = |hue: &raw::Hue| Hue {
        name: hue.name.get_ref().clone(),
        colour: report.colour("colour", &hue.colour),
    };
    raw.iter().map(hue).collect()
}

/// A sentence that names each of `needed` and nothing else.
fn sentence(report: &mut Report<'_>, field: &str, text: &Text, needed: &[&str]) -> String {
    let checked = worded(report, field, text, 200, needed);
    for name in needed {
        if !checked.contains(&format!("{{{name}}}")) {
            let hint = format!("put {{{name}}} into the sentence");
            report.tell(&text.span(), format!("{field} does not say {{{name}}}"), hint);
        }
    }
    checked
}

fn rune_words(report: &mut Report<'_>, raw: &raw::RuneClues) -> RuneWords {
    let pair = &["rune", "other"];
    RuneWords {
        not_at: sentence(report, "not_at", &raw.not_at, &["rune", "place"]),
        odd: sentence(report, "odd", &raw.odd, &["rune"]),
        even: sentence(report, "even", &raw.even, &["rune"]),
        absent: sentence(report, "absent", &raw.absent, &["rune"]),
        before: sentence(report, "before", &raw.before, pair),
        beside: sentence(report, "beside", &raw.beside, pair),
        apart: sentence(report, "apart", &raw.apart, pair),
        sum: sentence(report, "sum", &raw.sum, &["place", "place2", "sum"]),
        more: sentence(report, "more", &raw.more, &["place", "place2"]),
        either: sentence(report, "either", &raw.either, &["rune", "other", "place"]),
    }
}

fn household_words(report: &mut Report<'_>, raw: &raw::HouseholdClues) -> HouseholdWords {
    let pair = &["one", "other"];
    HouseholdWords {
        person: sentence(report, "person", &raw.person, &["name"]),
        trade: sentence(report, "trade", &raw.trade, &["trade"]),
        clothes: sentence(report, "clothes", &raw.clothes, &["colour"]),
        age: sentence(report, "age", &raw.age, &["age"]),
        house: sentence(report, "house", &raw.house, &["one", "house"]),
        not_house: sentence(report, "not_house", &raw.not_house, &["one", "house"]),
        same: sentence(report, "same", &raw.same, pair),
        differ: sentence(report, "differ", &raw.differ, pair),
        west: sentence(report, "west", &raw.west, pair),
        beside: sentence(report, "beside", &raw.beside, pair),
    }
}
