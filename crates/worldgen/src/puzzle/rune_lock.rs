//! Rune locks: an ordered word of different runes that follows from clues.
//!
//! Every clue is true of the word. Clues are added while they rule something out, until one word is left;
//! then each clue that the others already say is dropped, so that none is superfluous.

mod clue;

use super::rules::{Raw, Rules, Search};
use ruleset::Rune;
use seed::Stream;
use serde::{Deserialize, Serialize};

pub use clue::RuneClue;

/// A lock and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuneLock {
    /// Runes on each dial: the first so many of the ruleset.
    pub runes: u8,
    /// Strokes of each rune.
    pub strokes: Vec<u8>,
    /// The word that opens it: a rune for each dial, all different.
    pub code: Vec<u8>,
    /// What the dials show at the start.
    pub start: Vec<u8>,
    /// What is said of the word; together they leave one word, and none can be spared.
    pub clues: Vec<RuneClue>,
}

/// Turning a dial to a rune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dial {
    /// Which dial, from 0.
    pub dial: u8,
    /// Which rune it shows then.
    pub rune: u8,
}

impl RuneLock {
    /// How many words fit all clues but one (`None`: all clues), counted up to `most`, and the nodes of
    /// the search.
    #[must_use]
    pub fn count(&self, without: Option<usize>, most: u32) -> (u32, u64) {
        let clues: Vec<&RuneClue> = (self.clues.iter().enumerate())
            .filter(|(index, _)| Some(*index) != without)
            .map(|(_, clue)| clue)
            .collect();
        let dials = self.code.len();
        let (mut found, mut nodes) = (0, 0);
        let mut stack: Vec<Vec<u8>> = vec![Vec::new()];
        while let Some(word) = stack.pop() {
            nodes += 1;
            if !clues.iter().all(|clue| clue.may_hold(&word, dials, &self.strokes)) {
                continue;
            }
            if word.len() == dials {
                found += 1;
                if found >= most {
                    break;
                }
                continue;
            }
            for rune in (0..self.runes).rev().filter(|rune| !word.contains(rune)) {
                let mut longer = word.clone();
                longer.push(rune);
                stack.push(longer);
            }
        }
        (found, nodes)
    }
}

impl Rules for RuneLock {
    type State = Vec<u8>;
    type Move = Dial;

    fn start(&self) -> Vec<u8> {
        self.start.clone()
    }

    fn moves(&self, state: &Vec<u8>) -> Vec<Dial> {
        let dials = (0..).zip(state);
        dials
            .flat_map(|(dial, &now)| {
                (0..self.runes)
                    .filter(move |&rune| rune != now)
                    .map(move |rune| Dial { dial, rune })
            })
            .collect()
    }

    fn apply(&self, state: &Vec<u8>, step: Dial) -> Option<Vec<u8>> {
        let mut next = state.clone();
        let dial = next.get_mut(usize::from(step.dial)).filter(|_| step.rune < self.runes)?;
        *dial = step.rune;
        Some(next)
    }

    fn is_solved(&self, state: &Vec<u8>) -> bool {
        *state == self.code
    }
}

/// A lock whose word follows from its clues, the turns that open it, and its measure.
pub(super) fn draw(
    stream: &mut Stream,
    dials: u8,
    runes: u8,
    table: &[Rune],
) -> (RuneLock, Vec<Dial>, Raw) {
    let runes = runes.min(table.len().min(9) as u8).max(1);
    let dials = dials.clamp(1, runes);
    let strokes: Vec<u8> = table.iter().take(usize::from(runes)).map(|rune| rune.strokes).collect();
    let mut code: Vec<u8> = (0..runes).collect();
    stream.shuffle(&mut code);
    code.truncate(usize::from(dials));
    let mut pool = clue::all(&code, &strokes);
    stream.shuffle(&mut pool);
    let clues = chosen(&pool, &code, runes, &strokes);
    // The dials show something else than the word in half of the places at least.
    let mut start = code.clone();
    let mut places: Vec<usize> = (0..code.len()).collect();
    stream.shuffle(&mut places);
    let wrong = stream.range(code.len().div_ceil(2) as i32, code.len() as i32) as usize;
    for &place in &places[..wrong] {
        let shift = if runes > 1 { 1 + stream.below(u32::from(runes) - 1) as u8 } else { 0 };
        start[place] = (code[place] + shift) % runes;
    }
    let turned = (0..).zip(&code).filter(|(dial, rune)| start[usize::from(*dial)] != **rune);
    let moves: Vec<Dial> = turned.map(|(dial, &rune)| Dial { dial, rune }).collect();
    let lock = RuneLock { runes, strokes, code, start, clues };
    let (found, nodes) = lock.count(None, 2);
    let raw = Raw {
        shortest: moves.len() as u32,
        effort: nodes,
        search: Search::Backtracking,
        branching: u32::from(dials) * u32::from(runes - 1) * 1000,
        unique: found == 1,
    };
    (lock, moves, raw)
}

/// Clues of the pool that leave one word, none superfluous. Which words fit a clue is worked out once a
/// clue, as one bit a word.
fn chosen(pool: &[RuneClue], code: &[u8], runes: u8, strokes: &[u8]) -> Vec<RuneClue> {
    let words = words(code.len(), runes);
    let fits = |clue: &RuneClue| -> Vec<u64> {
        let block = |block: &[Vec<u8>]| {
            let fit = |word: &Vec<u8>| clue.may_hold(word, code.len(), strokes);
            block.iter().rev().fold(0_u64, |bits, word| bits << 1 | u64::from(fit(word)))
        };
        words.chunks(64).map(block).collect()
    };
    let count = |bits: &[u64]| bits.iter().map(|word| word.count_ones()).sum::<u32>();
    let mut left: Vec<u64> = vec![u64::MAX; words.len().div_ceil(64)];
    let mut taken: Vec<(RuneClue, Vec<u64>)> = Vec::new();
    let mut still = words.len() as u32;
    for clue in pool {
        if still <= 1 {
            break;
        }
        let bits = fits(clue);
        let next: Vec<u64> = left.iter().zip(&bits).map(|(a, b)| a & b).collect();
        if count(&next) < still {
            still = count(&next);
            left = next;
            taken.push((*clue, bits));
        }
    }
    // Early clues are the likelier to be said again by later ones.
    let mut index = 0;
    while index < taken.len() {
        let others = taken.iter().enumerate().filter(|(other, _)| *other != index);
        let mut rest = vec![u64::MAX; words.len().div_ceil(64)];
        for (_, (_, bits)) in others {
            rest.iter_mut().zip(bits).for_each(|(rest, bits)| *rest &= bits);
        }
        // Without any clue the last block would count words that are not there.
        if taken.len() > 1 && count(&rest) == 1 {
            taken.remove(index);
        } else {
            index += 1;
        }
    }
    taken.into_iter().map(|(clue, _)| clue).collect()
}

/// All words of so many different runes.
fn words(dials: usize, runes: u8) -> Vec<Vec<u8>> {
    let mut words: Vec<Vec<u8>> = vec![Vec::new()];
    for _ in 0..dials {
        let longer = |word: &Vec<u8>| {
            let word = word.clone();
            let free = (0..runes).filter(|rune| !word.contains(rune)).collect::<Vec<u8>>();
            free.into_iter().map(move |rune| [&word[..], &[rune]].concat())
        };
        words = words.iter().flat_map(longer).collect();
    }
    words
}
