//! Things that clients see.

use ruleset::{CreatureId, Rarity};
use seed::{Mm, Point};
use serde::{Deserialize, Serialize};
use worldgen::{Item, PersonId, SiteId};

/// Names a thing while the server runs. Never reused before a restart.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct NetId(pub u32);

/// A space that things share: 0 is the overworld, others are instances of dungeons.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct SpaceId(pub u64);

impl SpaceId {
    /// The overworld.
    pub const OVERWORLD: Self = Self(0);
}

/// What a thing is. Sent once, when it comes into sight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntityKind {
    /// A player.
    Player {
        /// Name.
        name: String,
        /// Level.
        level: u16,
        /// From which the looks are derived.
        look: u32,
    },
    /// Somebody who lives here; name and looks follow from the world.
    Person {
        /// Who.
        person: PersonId,
    },
    /// A creature.
    Creature {
        /// Which.
        creature: CreatureId,
        /// Level.
        level: u16,
        /// The boss of a dungeon.
        boss: bool,
    },
    /// Something lying on the ground.
    Drop {
        /// What.
        item: Item,
        /// How many.
        count: u16,
    },
    /// An arrow in flight.
    Projectile,
    /// The mouth of a dungeon, in the overworld. Interact to go down.
    Mouth {
        /// Which.
        site: SiteId,
    },
    /// The way out, in a dungeon. Interact to go up.
    Exit,
    /// A locked door. State 1: open. Interact with a key to open.
    Door,
    /// The puzzle's gate, a portcullis, or a gate that a warden keeps. State 1: open.
    Gate,
    /// A lever. State 1: down. Interact to pull.
    Lever {
        /// Its number.
        index: u8,
    },
    /// A table with a puzzle. State 1: solved. Interact to bend over it.
    Board,
    /// A lamp. State 1: burns.
    Lamp {
        /// Its number.
        index: u8,
    },
    /// A chest. State 1: open. Interact to open.
    Chest {
        /// The treasure's chest.
        treasure: bool,
    },
    /// The switch of a portcullis (which is a [`EntityKind::Gate`]). State 1: pulled. Interact to pull.
    Switch,
    /// A hidden door: a piece of wall. State 1: open. Interact to open.
    Secret,
    /// Stairs to another floor. Interact to take them.
    Stairs {
        /// They lead down.
        down: bool,
    },
    /// A hole. Interact to jump down; one cannot come back this way.
    Shaft,
    /// A trap. State 0: set; 1: somebody stands on it, and it is about to strike; 2: it strikes. It does
    /// not harm who is in the air.
    Trap {
        /// The index of its kind in the ruleset's `missions.traps`.
        trap: u16,
    },
    /// Words on a wall. Interact to read them.
    Inscription {
        /// The index of the line in the dungeon's lore.
        line: u8,
    },
}

impl EntityKind {
    /// The rarity that it shows, if any.
    #[must_use]
    pub const fn rarity(&self) -> Option<Rarity> {
        match self {
            Self::Drop { item, .. } => Some(item.rarity),
            _ => None,
        }
    }
}

/// Everything about a thing that comes into sight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityInfo {
    /// Its name on the wire.
    pub id: NetId,
    /// What it is.
    pub kind: EntityKind,
    /// Where.
    pub at: Point,
    /// Height of its feet.
    pub feet: Mm,
    /// Its turn, in 256ths from south over east.
    pub turn: u8,
    /// [`Pose`] of a body, or the state of a thing.
    pub state: u8,
    /// Health as a share of 255.
    pub health: u8,
}

/// What a body is doing, as its `state`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Pose {
    /// Stands.
    #[default]
    Idle = 0,
    /// Walks.
    Walk = 1,
    /// Runs.
    Run = 2,
    /// In the air.
    Air = 3,
    /// Swims.
    Swim = 4,
    /// Strikes.
    Strike = 5,
    /// Shoots.
    Shoot = 6,
    /// Dead.
    Dead = 7,
}

impl Pose {
    /// The pose of a state; standing for an unknown one.
    #[must_use]
    pub const fn of(state: u8) -> Self {
        match state {
            1 => Self::Walk,
            2 => Self::Run,
            3 => Self::Air,
            4 => Self::Swim,
            5 => Self::Strike,
            6 => Self::Shoot,
            7 => Self::Dead,
            _ => Self::Idle,
        }
    }
}
