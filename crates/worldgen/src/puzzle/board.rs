//! Square boards of at most 16 by 16 cells, numbered row by row from the north-west.

use serde::{Deserialize, Serialize};

/// A step on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// Up.
    North,
    /// To the right.
    East,
    /// Down.
    South,
    /// To the left.
    West,
}

impl Step {
    /// All four.
    pub const ALL: [Self; 4] = [Self::North, Self::East, Self::South, Self::West];

    /// The cell one step on; `None` over the edge.
    #[must_use]
    pub fn from(self, cell: u8, edge: u8) -> Option<u8> {
        let (x, y) = (cell % edge.max(1), cell / edge.max(1));
        match self {
            Self::North => (y > 0).then(|| cell - edge),
            Self::East => (x + 1 < edge).then(|| cell + 1),
            Self::South => (y + 1 < edge).then(|| cell + edge),
            Self::West => (x > 0).then(|| cell - 1),
        }
    }

    /// The other way.
    #[must_use]
    pub const fn back(self) -> Self {
        match self {
            Self::North => Self::South,
            Self::East => Self::West,
            Self::South => Self::North,
            Self::West => Self::East,
        }
    }

    /// Where a beam goes on after a mirror: `/` when `rising`, else `\`.
    #[must_use]
    pub const fn turned(self, rising: bool) -> Self {
        match (self, rising) {
            (Self::North, true) | (Self::South, false) => Self::East,
            (Self::East, true) | (Self::West, false) => Self::North,
            (Self::South, true) | (Self::North, false) => Self::West,
            (Self::West, true) | (Self::East, false) => Self::South,
        }
    }
}

/// The state of `at` in a row of flags; false outside.
pub(super) fn flag(flags: &[bool], at: u8) -> bool {
    flags.get(usize::from(at)).copied().unwrap_or(false)
}
