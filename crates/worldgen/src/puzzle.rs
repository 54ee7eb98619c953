//! Puzzles: the lamp puzzle here, and [`family`], which draws one of any family with a proof and a
//! measure.
//!
//! The lamp puzzle: each lever flips some lamps; all lamps must burn.
//! With `n` levers and `n` lamps, pulling a set of levers flips the sum of their rows over GF(2)
//! ("Lights Out" on an arbitrary graph; Anderson and Feil, "Turning Lights Out with Linear Algebra",
//! 1998). The wiring that is generated is invertible, so that there is exactly one set of levers
//! that lights every lamp, whatever the start: players who pull at random can never get stuck.

use seed::Canonical;
use serde::{Deserialize, Serialize};

pub mod beams;
pub mod board;
pub mod circuit;
mod draw;
pub mod family;
pub mod household;
pub mod ice_slide;
mod lamps;
mod linear;
pub mod observe;
pub mod place;
pub mod play;
pub mod push_blocks;
pub mod rules;
pub mod rune_lock;

pub use draw::{PUZZLE_DOMAIN, puzzle_path};
pub use family::{
    Generated, Measure, PuzzleProof, PuzzleState, generate, of_dungeon, of_settlement,
};
pub use play::{Move, Position};
pub use ruleset::PuzzleKind;

/// Most levers that a puzzle can have: a state is 16 bits.
pub const MAX_LEVERS: u8 = 16;

/// A lamp puzzle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Puzzle {
    /// How many levers, and lamps.
    pub levers: u8,
    /// For each lever the lamps that it flips: bit `i` is lamp `i`.
    pub wiring: Vec<u16>,
    /// The lamps that burn at the start. Never all of them.
    pub start: u16,
}

impl Canonical for Puzzle {
    const KIND: &'static str = "puzzle.lamps";
}

/// A solution that anybody can check by pulling: see [`Proof::holds`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The levers, in the order of pulling (any order does).
    pub pulls: Vec<u8>,
    /// The lamps after each pull; the last state has all lamps burning.
    pub lamps: Vec<u16>,
}

impl Puzzle {
    /// The state in which all lamps burn.
    #[must_use]
    pub fn solved(&self) -> u16 {
        all_lamps(self.levers)
    }

    /// The lamps after pulling a lever; a lever that is not there changes nothing.
    #[must_use]
    pub fn after(&self, lamps: u16, lever: u8) -> u16 {
        lamps ^ self.wiring.get(usize::from(lever)).copied().unwrap_or(0)
    }

    /// All lamps burn.
    #[must_use]
    pub fn is_solved(&self, lamps: u16) -> bool {
        lamps & self.solved() == self.solved()
    }

    /// The levers that light every lamp from `lamps`, ascending, by Gaussian elimination over GF(2).
    /// `None` when no set does, which cannot happen to a generated puzzle.
    #[must_use]
    pub fn solve(&self, lamps: u16) -> Option<Vec<u8>> {
        let missing = self.solved() & !lamps;
        linear::combination(&self.wiring, missing).map(|set| linear::members(set).collect())
    }

    /// The wiring fits the number of levers and is invertible, and the start is not solved. For
    /// puzzles that came from outside.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let lamps = self.solved();
        (1..=MAX_LEVERS).contains(&self.levers)
            && self.wiring.len() == usize::from(self.levers)
            && self.wiring.iter().all(|row| row & !lamps == 0)
            && linear::rank(&self.wiring) == u32::from(self.levers)
            && self.start & !lamps == 0
            && !self.is_solved(self.start)
    }

    /// The solution from the start, pull by pull; `None` when there is none.
    #[must_use]
    pub fn proof(&self) -> Option<Proof> {
        let pulls = self.solve(self.start)?;
        let mut now = self.start;
        let step = |&lever: &u8| {
            now = self.after(now, lever);
            now
        };
        let lamps = pulls.iter().map(step).collect();
        Some(Proof { pulls, lamps })
    }
}

impl Proof {
    /// Pulling as the proof says leads through its states to all lamps burning.
    #[must_use]
    pub fn holds(&self, puzzle: &Puzzle) -> bool {
        let mut now = puzzle.start;
        self.pulls.len() == self.lamps.len()
            && self.pulls.iter().zip(&self.lamps).all(|(&lever, &lamps)| {
                now = puzzle.after(now, lever);
                lever < puzzle.levers && now == lamps
            })
            && puzzle.is_solved(now)
    }
}

/// All of `levers` lamps burning.
const fn all_lamps(levers: u8) -> u16 {
    if levers >= MAX_LEVERS { u16::MAX } else { (1 << levers) - 1 }
}
