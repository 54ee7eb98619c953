//! Dungeons: one floor of rooms and corridors on a grid of square cells.
//!
//! A dungeon always holds: an entrance; a locked door whose key lies in reach; a puzzle room whose
//! gate opens when all its lamps are lit; a boss that guards the treasure room behind that gate;
//! chests and creatures on the way.

use crate::SiteId;
use ruleset::{CreatureId, ItemId, ThemeId};
use seed::{Canonical, Point};
use serde::{Deserialize, Serialize};

mod corridor;
mod fixed;
mod furnish;
mod generate;
mod inhabit;
mod layout;
mod plan;
mod prove;
mod solve;
mod walk;

pub use generate::{Generated, MAX_ATTEMPTS, generate, generate_counted, generate_in, theme_of};
pub use solve::{Action, Step};

/// Edge of a cell in millimetres.
pub const CELL_MM: i32 = 2000;

/// A dungeon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dungeon {
    /// The site that it belongs to.
    pub id: SiteId,
    /// Its name.
    pub name: String,
    /// How it looks.
    pub theme: ThemeId,
    /// Level of what lives here.
    pub level: u16,
    /// Cells from west to east.
    pub width: u16,
    /// Cells from north to south.
    pub depth: u16,
    /// `width * depth` cells, row by row from the north.
    pub cells: Vec<Cell>,
    /// Rooms; the first is the entrance.
    pub rooms: Vec<Room>,
    /// What stands and lives in it, in the order of [`Feature::id`].
    pub features: Vec<Feature>,
    /// How many levers (and lamps) the puzzle has. Wiring and start come from the world's secret.
    pub levers: u8,
}

impl Canonical for Dungeon {
    const KIND: &'static str = "dungeon";
}

/// A square of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Not passable.
    Rock,
    /// Passable.
    Floor,
    /// Passable once the door (a [`FeatureKind::Door`] here) is open.
    Door,
    /// Passable once the puzzle is solved (a [`FeatureKind::Gate`] here).
    Gate,
}

/// A rectangle of floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    /// What it is for.
    pub role: RoomRole,
    /// Western column and northern row.
    pub min: (u16, u16),
    /// Eastern column and southern row, inclusive.
    pub max: (u16, u16),
}

/// What a room is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoomRole {
    /// One comes in here.
    Entrance,
    /// Creatures, perhaps a chest.
    Plain,
    /// The key lies here.
    Key,
    /// Levers and lamps; behind the locked door.
    Puzzle,
    /// The boss; behind the puzzle's gate.
    Boss,
    /// The treasure; behind the boss.
    Treasure,
}

/// Number of a feature in its dungeon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FeatureId(pub u16);

/// Something in a dungeon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Feature {
    /// Its number.
    pub id: FeatureId,
    /// Its cell: column and row.
    pub cell: (u16, u16),
    /// What it is.
    pub kind: FeatureKind,
}

/// What a feature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum FeatureKind {
    /// The way out; one stands here on entering.
    Entrance,
    /// A locked door; opens with a key of this dungeon, which it uses up.
    Door,
    /// The puzzle's gate.
    Gate,
    /// The key, lying on the floor.
    Key {
        /// Which item it is.
        item: ItemId,
    },
    /// A lever of the puzzle.
    Lever {
        /// Its number, from 0.
        index: u8,
    },
    /// A lamp of the puzzle.
    Lamp {
        /// Its number, from 0.
        index: u8,
    },
    /// A chest.
    Chest {
        /// The treasure room's chest: holds the relic, opens only when the boss is dead.
        treasure: bool,
    },
    /// A creature.
    Creature {
        /// Which.
        creature: CreatureId,
        /// Its level.
        level: u16,
        /// The boss.
        boss: bool,
    },
}

impl Dungeon {
    /// The cell in column `x`, row `z`; [`Cell::Rock`] outside.
    #[must_use]
    pub fn cell(&self, x: i32, z: i32) -> Cell {
        if x < 0 || z < 0 || x >= i32::from(self.width) || z >= i32::from(self.depth) {
            return Cell::Rock;
        }
        self.cells[(z * i32::from(self.width) + x) as usize]
    }

    /// The middle of a cell, in the dungeon's own coordinates (the corner of cell `(0, 0)` is the
    /// origin).
    #[must_use]
    pub fn middle(cell: (u16, u16)) -> Point {
        let half = CELL_MM / 2;
        Point::new(i32::from(cell.0) * CELL_MM + half, i32::from(cell.1) * CELL_MM + half)
    }

    /// The feature with this number.
    #[must_use]
    pub fn feature(&self, id: FeatureId) -> Option<&Feature> {
        self.features.get(usize::from(id.0))
    }

    /// Where one stands on entering.
    #[must_use]
    pub fn entrance(&self) -> Point {
        self.features
            .iter()
            .find(|feature| feature.kind == FeatureKind::Entrance)
            .map_or_else(Point::default, |feature| Self::middle(feature.cell))
    }
}
