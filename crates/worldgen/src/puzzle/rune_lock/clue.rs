//! What can be said of a lock's word, and when it is true.

use ruleset::PuzzleRules;
use serde::{Deserialize, Serialize};

/// A statement about a word. Runes are indices of the ruleset's, dials count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RuneClue {
    /// The rune stands elsewhere, or nowhere.
    NotAt(u8, u8),
    /// The rune stands at the first, third or fifth dial.
    Odd(u8),
    /// The rune stands at the second or fourth dial.
    Even(u8),
    /// The rune is not in the word.
    Absent(u8),
    /// Both are in the word, the first one earlier.
    Before(u8, u8),
    /// Both are in the word, side by side.
    Beside(u8, u8),
    /// Both are in the word, not side by side.
    Apart(u8, u8),
    /// The runes at two dials have so many strokes together.
    Sum(u8, u8, u8),
    /// The rune at the first dial has more strokes than that at the second.
    More(u8, u8),
    /// At the dial stands one of two runes.
    Either(u8, u8, u8),
}

impl RuneClue {
    /// The beginning of a word of `dials` runes can still be completed as far as this clue can tell; for
    /// a whole word: the clue is true.
    #[must_use]
    pub fn may_hold(self, word: &[u8], dials: usize, strokes: &[u8]) -> bool {
        let open = word.len() < dials;
        let place = |rune: u8| word.iter().position(|&other| other == rune);
        let at = |dial: u8| word.get(usize::from(dial)).copied();
        let weight = |rune: u8| u32::from(strokes.get(usize::from(rune)).copied().unwrap_or(0));
        let pair = |one, other, fits: fn(usize, usize) -> bool| match (place(one), place(other)) {
            (Some(one), Some(other)) => fits(one, other),
            _ => open,
        };
        match self {
            Self::NotAt(rune, dial) => at(dial) != Some(rune),
            Self::Odd(rune) => place(rune).map_or(open, |place| place % 2 == 0),
            Self::Even(rune) => place(rune).map_or(open, |place| place % 2 == 1),
            Self::Absent(rune) => place(rune).is_none(),
            Self::Before(one, other) => match (place(one), place(other)) {
                (Some(one), Some(other)) => one < other,
                (None, Some(_)) => false,
                _ => open,
            },
            Self::Beside(one, other) => pair(one, other, |one, other| one.abs_diff(other) == 1),
            Self::Apart(one, other) => pair(one, other, |one, other| one.abs_diff(other) > 1),
            Self::Sum(one, other, sum) => match (at(one), at(other)) {
                (Some(one), Some(other)) => weight(one) + weight(other) == u32::from(sum),
                _ => open,
            },
            Self::More(one, other) => match (at(one), at(other)) {
                (Some(one), Some(other)) => weight(one) > weight(other),
                _ => open,
            },
            Self::Either(dial, one, other) => at(dial).is_none_or(|at| at == one || at == other),
        }
    }

    /// The clue in the ruleset's words; runes by name, dials counted from 1.
    #[must_use]
    pub fn words(self, rules: &PuzzleRules) -> String {
        let table = &rules.rune_clues;
        let rune =
            |rune: u8| rules.runes.get(usize::from(rune)).map_or("?", |rune| rune.name.as_str());
        let say = |text: &str, runes: [u8; 2], dials: [u8; 2], sum: u8| {
            text.replace("{rune}", rune(runes[0]))
                .replace("{other}", rune(runes[1]))
                .replace("{place}", &(u32::from(dials[0]) + 1).to_string())
                .replace("{place2}", &(u32::from(dials[1]) + 1).to_string())
                .replace("{sum}", &sum.to_string())
        };
        match self {
            Self::NotAt(one, dial) => say(&table.not_at, [one; 2], [dial; 2], 0),
            Self::Odd(one) => say(&table.odd, [one; 2], [0; 2], 0),
            Self::Even(one) => say(&table.even, [one; 2], [0; 2], 0),
            Self::Absent(one) => say(&table.absent, [one; 2], [0; 2], 0),
            Self::Before(one, other) => say(&table.before, [one, other], [0; 2], 0),
            Self::Beside(one, other) => say(&table.beside, [one, other], [0; 2], 0),
            Self::Apart(one, other) => say(&table.apart, [one, other], [0; 2], 0),
            Self::Sum(one, other, sum) => say(&table.sum, [0; 2], [one, other], sum),
            Self::More(one, other) => say(&table.more, [0; 2], [one, other], 0),
            Self::Either(dial, one, other) => say(&table.either, [one, other], [dial; 2], 0),
        }
    }
}

/// Everything true that can be said of a word. Together it leaves that word alone: each dial has two
/// [`RuneClue::Either`] that meet in its rune, or there are but two runes and order tells them apart.
pub(super) fn all(code: &[u8], strokes: &[u8]) -> Vec<RuneClue> {
    let (runes, dials) = (0..strokes.len() as u8, 0..code.len() as u8);
    let mut clues = Vec::new();
    for rune in runes.clone() {
        clues.extend([RuneClue::Odd(rune), RuneClue::Even(rune), RuneClue::Absent(rune)]);
        clues.extend(dials.clone().map(|dial| RuneClue::NotAt(rune, dial)));
        for other in runes.clone().filter(|&other| other != rune) {
            clues.push(RuneClue::Before(rune, other));
            if rune < other {
                clues.extend([RuneClue::Beside(rune, other), RuneClue::Apart(rune, other)]);
                clues.extend(dials.clone().map(|dial| RuneClue::Either(dial, rune, other)));
            }
        }
    }
    let weight = |dial: u8| strokes.get(usize::from(code[usize::from(dial)])).copied().unwrap_or(0);
    for one in dials.clone() {
        for other in dials.clone().filter(|&other| other != one) {
            clues.push(RuneClue::More(one, other));
            if one < other {
                clues.push(RuneClue::Sum(one, other, weight(one).saturating_add(weight(other))));
            }
        }
    }
    clues.retain(|clue| clue.may_hold(code, code.len(), strokes));
    clues
}
