//! Dungeons: floors of rooms and corridors, side by side on one grid of square cells.
//!
//! A mission is grown first ([`mission`]): rooms, what closes the ways between them, and where its
//! keys, switches and wardens are. Then each floor is laid out and dug so that nothing but those
//! ways joins its parts, furnished and inhabited; at last a solver that knows nothing of all this
//! proves that it can be completed and that nobody can be stranded. A dungeon always holds an
//! entrance, a locked door with its key, a puzzle room whose gate opens when all its lamps are lit,
//! and a boss that guards the treasure behind that gate.

use crate::SiteId;
use ruleset::{CreatureId, ItemId, PuzzleKind, ThemeId};
use seed::{Canonical, Point};
use serde::{Deserialize, Serialize};

mod corridor;
mod dig;
mod fixed;
mod furnish;
mod generate;
mod inhabit;
mod layout;
mod lore;
mod measure;
pub mod mission;
mod plan;
mod prove;
mod shape;
mod solve;
pub(crate) mod told;
mod walk;

pub use generate::{Generated, MAX_ATTEMPTS, generate, generate_counted, generate_in, theme_of};
pub use lore::LoreLine;
pub use measure::Measures;
pub use prove::{Flaw, prove};
pub use solve::{Action, Step};
pub use told::{DungeonLore, Told, ToldLine};

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
    /// Of which family the puzzle is. The puzzle itself comes from the world's secret: see
    /// [`crate::puzzle::of_dungeon`].
    pub puzzle: PuzzleKind,
    /// How many levers (and lamps) a lamp puzzle has; 0 where the puzzle is of another family.
    pub levers: u8,
    /// Floors from the top; each is a part of the grid with rock around it.
    pub floors: Vec<Floor>,
    /// How the rooms hang together: [`mission::Way::from`] and `to` are indices of [`Dungeon::rooms`].
    pub ways: Vec<mission::Way>,
    /// Why the boss is here, in a sentence, as far as the dungeon knows it of itself; empty when the
    /// ruleset knows no reason. What the past says of it: [`crate::World::dungeon_lore`].
    pub reason: String,
    /// What is written on the walls, likewise.
    pub lore: Vec<LoreLine>,
}

/// A floor of a dungeon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Floor {
    /// Western column and northern row.
    pub min: (u16, u16),
    /// Eastern column and southern row, inclusive.
    pub max: (u16, u16),
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
    /// Passable once what stands here is open: a [`FeatureKind::Gate`], [`FeatureKind::Portcullis`] or
    /// [`FeatureKind::Seal`].
    Gate,
    /// Looks like rock, passable once it was found (a [`FeatureKind::Secret`] here).
    Secret,
    /// Passable; shallow water.
    Pool,
}

/// A rectangle of floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    /// What it is for.
    pub role: RoomRole,
    /// How it is built: the index of a kind in the ruleset's `missions.rooms`.
    pub kind: Option<u16>,
    /// Its floor, from 0 at the top.
    pub floor: u8,
    /// One can complete the dungeon without it.
    pub optional: bool,
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
    /// Stairs to another floor.
    Stairs,
    /// A stronger creature, whose death opens a gate.
    Warden,
    /// A chest behind a lock.
    Vault,
    /// A chest behind a hidden door.
    Secret,
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
    /// A locked door; opens with the key of the same lock, which it uses up.
    Door {
        /// Its number, from 0: the door before the puzzle.
        lock: u8,
    },
    /// The puzzle's gate.
    Gate,
    /// A portcullis; opens for good when its switch is pulled.
    Portcullis {
        /// The number of its switch, from 0.
        switch: u8,
    },
    /// The switch of a portcullis.
    Switch {
        /// Its number, from 0.
        switch: u8,
    },
    /// A gate that opens when a creature is dead.
    Seal {
        /// The feature that is the creature.
        warden: FeatureId,
    },
    /// A hidden door; opens for who feels along the wall.
    Secret,
    /// Stairs to another floor, where one comes out on theirs.
    Stairs {
        /// The cell of the other stairs.
        to: (u16, u16),
        /// They lead down.
        down: bool,
    },
    /// A hole through which one can jump down, not up.
    Shaft {
        /// The cell where one lands.
        to: (u16, u16),
    },
    /// A trap, in sight of who looks.
    Trap {
        /// The index of its kind in the ruleset's `missions.traps`.
        trap: u16,
    },
    /// A key, lying on the floor.
    Key {
        /// The number of its lock.
        lock: u8,
        /// Which item it is.
        item: ItemId,
    },
    /// A lever of the puzzle.
    Lever {
        /// Its number, from 0.
        index: u8,
    },
    /// A table with a puzzle that is no lamp puzzle on it.
    Board,
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

    /// The floor of a cell, from 0 at the top.
    #[must_use]
    pub fn floor_of(&self, cell: (u16, u16)) -> u8 {
        let inside = |floor: &Floor| floor.min.0 <= cell.0 && cell.0 <= floor.max.0;
        self.floors.iter().zip(0..).find(|(floor, _)| inside(floor)).map_or(0, |(_, number)| number)
    }

    /// The feature that a cell holds.
    #[must_use]
    pub fn feature_at(&self, cell: (u16, u16)) -> Option<&Feature> {
        self.features.iter().find(|feature| feature.cell == cell)
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
