//! One type for the puzzles of all families, one for their proofs.

use super::super::board::Step;
use super::super::rules::solves;
use super::super::{
    Puzzle, beams::Beams, circuit::Circuit, household::Household, household::Place,
    ice_slide::IceSlide, push_blocks::PushBlocks, rune_lock::Dial, rune_lock::RuneLock,
};
use ruleset::PuzzleKind;
use seed::Canonical;
use serde::{Deserialize, Serialize};

/// A puzzle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PuzzleState {
    /// Levers and lamps.
    Lamps(Puzzle),
    /// Ice and boulders.
    IceSlide(IceSlide),
    /// Blocks and plates.
    PushBlocks(PushBlocks),
    /// Beams and mirrors.
    Beams(Beams),
    /// Runes and clues.
    RuneLock(RuneLock),
    /// Levers and gates.
    Circuit(Circuit),
    /// Who lives where.
    Household(Household),
}

/// Moves that solve a puzzle of the same family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PuzzleProof {
    /// Levers to pull.
    Lamps(Vec<u8>),
    /// Ways to slide.
    IceSlide(Vec<Step>),
    /// Steps and pushes.
    PushBlocks(Vec<Step>),
    /// Mirrors to turn.
    Beams(Vec<u8>),
    /// Dials to turn.
    RuneLock(Vec<Dial>),
    /// Levers to pull.
    Circuit(Vec<u8>),
    /// What belongs where.
    Household(Vec<Place>),
}

impl Canonical for PuzzleState {
    const KIND: &'static str = "puzzle.any";
}

impl PuzzleState {
    /// The family.
    #[must_use]
    pub const fn kind(&self) -> PuzzleKind {
        match self {
            Self::Lamps(_) => PuzzleKind::Lamps,
            Self::IceSlide(_) => PuzzleKind::IceSlide,
            Self::PushBlocks(_) => PuzzleKind::PushBlocks,
            Self::Beams(_) => PuzzleKind::Beams,
            Self::RuneLock(_) => PuzzleKind::RuneLock,
            Self::Circuit(_) => PuzzleKind::Circuit,
            Self::Household(_) => PuzzleKind::Household,
        }
    }
}

impl PuzzleProof {
    /// The moves are allowed from the start, one after the other, and solve the puzzle.
    #[must_use]
    pub fn holds(&self, puzzle: &PuzzleState) -> bool {
        match (puzzle, self) {
            (PuzzleState::Lamps(puzzle), Self::Lamps(moves)) => solves(puzzle, moves),
            (PuzzleState::IceSlide(puzzle), Self::IceSlide(moves)) => solves(puzzle, moves),
            (PuzzleState::PushBlocks(puzzle), Self::PushBlocks(moves)) => solves(puzzle, moves),
            (PuzzleState::Beams(puzzle), Self::Beams(moves)) => solves(puzzle, moves),
            (PuzzleState::RuneLock(puzzle), Self::RuneLock(moves)) => solves(puzzle, moves),
            (PuzzleState::Circuit(puzzle), Self::Circuit(moves)) => solves(puzzle, moves),
            (PuzzleState::Household(puzzle), Self::Household(moves)) => solves(puzzle, moves),
            _ => false,
        }
    }

    /// How many moves.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Lamps(moves) | Self::Beams(moves) | Self::Circuit(moves) => moves.len(),
            Self::IceSlide(moves) | Self::PushBlocks(moves) => moves.len(),
            Self::RuneLock(moves) => moves.len(),
            Self::Household(moves) => moves.len(),
        }
    }

    /// There is nothing to do, which no generated puzzle has.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
