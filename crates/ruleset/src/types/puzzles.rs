//! What puzzles are made of: families with their sizes, runes, lights, and the words of clues.

use super::{Rgb, ThemeId};
use serde::{Deserialize, Serialize};

/// A family of puzzles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PuzzleKind {
    /// Levers flip sets of lamps.
    Lamps,
    /// Sliding over ice from boulder to boulder.
    IceSlide,
    /// Pushing blocks onto plates.
    PushBlocks,
    /// Turning mirrors until each beam meets its crystal.
    Beams,
    /// A code of runes, deduced from clues.
    RuneLock,
    /// Levers, gates and lamps.
    Circuit,
    /// Who lives where, deduced from what people tell.
    Household,
}

impl PuzzleKind {
    /// All of them, in the order of the tables.
    pub const ALL: [Self; 7] = [
        Self::Lamps,
        Self::IceSlide,
        Self::PushBlocks,
        Self::Beams,
        Self::RuneLock,
        Self::Circuit,
        Self::Household,
    ];

    /// The name in tables and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lamps => "lamps",
            Self::IceSlide => "ice-slide",
            Self::PushBlocks => "push-blocks",
            Self::Beams => "beams",
            Self::RuneLock => "rune-lock",
            Self::Circuit => "circuit",
            Self::Household => "household",
        }
    }

    /// What `size` may be: levers, edge of the board in cells, dials or houses.
    #[must_use]
    pub const fn size_bounds(self) -> (u8, u8) {
        match self {
            Self::Lamps => (2, 10),
            Self::IceSlide => (5, 16),
            Self::PushBlocks => (6, 10),
            Self::Beams => (5, 12),
            Self::RuneLock | Self::Household => (3, 5),
            Self::Circuit => (3, 8),
        }
    }

    /// What `pieces` may be: boulders, blocks, mirrors, runes, gates, kinds of things told.
    #[must_use]
    pub const fn piece_bounds(self) -> (u8, u8) {
        match self {
            Self::Lamps => (0, 0),
            Self::IceSlide => (3, 60),
            Self::PushBlocks => (1, 4),
            Self::Beams => (2, 10),
            Self::RuneLock => (4, 9),
            Self::Circuit => (3, 16),
            Self::Household => (1, 3),
        }
    }
}

/// How puzzles are drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PuzzleRules {
    /// Candidates of which the one nearest to the wanted score is kept, 1 to 32.
    pub candidates: u8,
    /// Levels of a dungeon for one step of difficulty, at least 1.
    pub levels_per_difficulty: u16,
    /// One for each [`PuzzleKind`], in the order of [`PuzzleKind::ALL`].
    pub families: Vec<PuzzleFamily>,
    /// Runes, at least as many as a lock's dial can show.
    pub runes: Vec<Rune>,
    /// Lights, one at least.
    pub lights: Vec<Hue>,
    /// Words for the colours of clothes, one at least.
    pub hues: Vec<Hue>,
    /// What inscriptions say of a lock.
    pub rune_clues: RuneWords,
    /// What people tell of each other.
    pub household_clues: HouseholdWords,
}

impl PuzzleRules {
    /// The row of a family.
    #[must_use]
    pub fn family(&self, kind: PuzzleKind) -> &PuzzleFamily {
        self.families.iter().find(|family| family.kind == kind).unwrap_or(&self.families[0])
    }
}

/// How one family is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PuzzleFamily {
    /// Which.
    pub kind: PuzzleKind,
    /// Weight in the draw; 0 turns it off.
    pub weight: u32,
    /// Dungeons of these themes only; empty: of all.
    pub themes: Vec<ThemeId>,
    /// Size at difficulty 1 and 10, within [`PuzzleKind::size_bounds`].
    pub size: (u8, u8),
    /// Pieces at difficulty 1 and 10, within [`PuzzleKind::piece_bounds`].
    pub pieces: (u8, u8),
    /// Raw difficulty that scores 0 and 1000, in thousandths of a bit; ascending.
    pub bits: (u32, u32),
}

/// A rune of a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rune {
    /// Name.
    pub name: String,
    /// Strokes that it is carved with, 1 to 99; each rune has another number.
    pub strokes: u8,
}

/// A colour with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hue {
    /// Name.
    pub name: String,
    /// Colour.
    pub colour: Rgb,
}

/// Words of a lock's clues, with `{rune}`, `{other}`, `{place}`, `{place2}` and `{sum}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the table explains each, and so does the clue that it words")]
pub struct RuneWords {
    pub not_at: String,
    pub odd: String,
    pub even: String,
    pub absent: String,
    pub before: String,
    pub beside: String,
    pub apart: String,
    pub sum: String,
    pub more: String,
    pub either: String,
}

/// Words of a household riddle's clues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the table explains each, and so does the clue that it words")]
pub struct HouseholdWords {
    pub person: String,
    pub trade: String,
    pub clothes: String,
    pub age: String,
    pub house: String,
    pub not_house: String,
    pub same: String,
    pub differ: String,
    pub west: String,
    pub beside: String,
}
