//! How dungeons are planned: what closes the stairs, what lies beside the way, how much lives there.

use super::EventKind;
use crate::{Rgb, ThemeId};
use serde::{Deserialize, Serialize};

/// The tables of `missions.toml`. Without that file: [`MissionRules::default`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissionRules {
    /// A dungeon has one more floor than its theme's fewest for every so many levels, at least 1.
    pub levels_a_floor: u16,
    /// Rooms of a floor that is not the lowest, inclusive, 4 to 9.
    pub upper_rooms: (u8, u8),
    /// Optional parts a floor, inclusive, 0 to 4.
    pub extras: (u8, u8),
    /// Draws of which the one nearest to the wanted difficulty is taken, 1 to 16.
    pub draws: u8,
    /// What closes the stairs down, by weight.
    pub stairs: StairWeights,
    /// What lies beside the way, by weight.
    pub beside: BesideWeights,
    /// How much lives and lies there.
    pub budget: MissionBudget,
    /// Room kinds; empty: rooms are plain.
    pub rooms: Vec<RoomKind>,
    /// Traps; empty: there are none.
    pub traps: Vec<TrapKind>,
    /// Why the boss is there; empty: no reason is told.
    pub motives: Vec<Motive>,
    /// Inscriptions with slots `{dungeon}`, `{boss}`, `{relic}`; empty: walls say nothing.
    pub lore: Vec<String>,
    /// Inscriptions out of the past of the land, which come before the others.
    pub inscriptions: Vec<Inscription>,
}

/// Weights of what closes the stairs to the next floor; at least one is above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StairWeights {
    /// Nothing.
    pub open: u32,
    /// A locked door; its key lies on the same floor.
    pub key: u32,
    /// A portcullis; its switch is on the same floor.
    pub switch: u32,
    /// A gate that opens when its warden is dead.
    pub warden: u32,
    /// A portcullis that opens from below, where one gets through a shaft.
    pub valve: u32,
}

/// Weights of the optional parts; all 0: none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BesideWeights {
    /// A chest behind a hidden door.
    pub secret: u32,
    /// A chest behind a door with a key of its own.
    pub vault: u32,
    /// A chest behind a portcullis.
    pub cage: u32,
    /// A chest in the open with more guards than elsewhere.
    pub gambit: u32,
    /// A portcullis between the entry and what lies behind the lock, opened from behind.
    pub shortcut: u32,
    /// A shaft to the next floor, where its stairs are open.
    pub drop: u32,
    /// A second way between two rooms behind a hidden door.
    pub hidden: u32,
}

/// How much lives and lies in a dungeon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MissionBudget {
    /// Creature points a floor at level 1; a creature costs (health + 5 * damage) at its level.
    pub creatures: u32,
    /// Creature points more for each level and each floor.
    pub creatures_per_level: u32,
    /// Chests a floor at most, 1 to 6 (the treasure not counted).
    pub chests: u8,
    /// Traps a floor at most.
    pub traps: u8,
    /// Wanted difficulty at level 1 (see `worldgen::dungeon::Measures`).
    pub difficulty: u32,
    /// Wanted difficulty more for each level.
    pub difficulty_per_level: u32,
}

/// How a room is built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoomKind {
    /// What it is called: `"crypt"`.
    pub name: String,
    /// In which themes; empty: in all.
    pub themes: Vec<ThemeId>,
    /// How pillars stand.
    pub pillars: Pillars,
    /// Water stands in its middle.
    pub pool: bool,
}

/// How pillars stand in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pillars {
    /// None.
    None,
    /// Two rows along the longer side.
    Rows,
    /// One near each corner.
    Corners,
    /// One in the middle.
    Middle,
}

/// A trap. It shows: a clue lies on its cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrapKind {
    /// What it is called: `"spikes"`.
    pub name: String,
    /// In which themes; empty: in all.
    pub themes: Vec<ThemeId>,
    /// Damage at level 1.
    pub damage: u16,
    /// Damage more for each level.
    pub damage_per_level: u16,
    /// How it shows and strikes.
    pub look: TrapLook,
    /// The colour of what comes out or falls.
    pub colour: Rgb,
}

/// How a trap shows on its cell, and what one sees when it strikes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrapLook {
    /// Points that rise from holes in a plate.
    #[default]
    Spikes,
    /// Something that comes out of a grate: steam, water, bad air.
    Jets,
    /// Something that falls: rocks, slag, ice.
    Fall,
    /// Threads over the floor.
    Web,
}

/// Why a boss is where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Motive {
    /// In which themes; empty: in all.
    pub themes: Vec<ThemeId>,
    /// It follows from an event of this kind, and is told only where there was one; `None`: from
    /// nothing that is known.
    pub of: Option<EventKind>,
    /// One sentence with slots `{dungeon}`, `{boss}`, `{relic}` and, out of an event, those of
    /// [`EventKind::lore_slots`].
    pub text: String,
}

/// What an event of the past left on the walls of the dungeon that it happened in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inscription {
    /// An event of which kind.
    pub of: EventKind,
    /// One or more sentences with the slots of [`EventKind::lore_slots`].
    pub text: String,
}

impl EventKind {
    /// It can happen in a dungeon, or to a thing that lies in one.
    #[must_use]
    pub fn is_below_ground(self) -> bool {
        self.slots().iter().any(|slot| matches!(*slot, "field" | "thing"))
    }

    /// What a sentence in a dungeon may name of an event: `year`, `event` (its phrase), `figure` and
    /// `second` (who took part), `town`, `other` and `lost` (the famous thing), as far as the kind
    /// knows them.
    #[must_use]
    pub fn lore_slots(self) -> Vec<&'static str> {
        let mut slots = vec!["dungeon", "boss", "relic", "year", "event"];
        for (own, slot) in [
            ("first", "figure"),
            ("second", "second"),
            ("town", "town"),
            ("other", "other"),
            ("thing", "lost"),
        ] {
            if self.slots().contains(&own) {
                slots.push(slot);
            }
        }
        slots
    }
}

impl Default for MissionRules {
    fn default() -> Self {
        Self {
            levels_a_floor: 4,
            upper_rooms: (5, 6),
            extras: (1, 2),
            draws: 3,
            stairs: StairWeights { open: 2, key: 2, switch: 2, warden: 2, valve: 1 },
            beside: BesideWeights {
                secret: 3,
                vault: 2,
                cage: 2,
                gambit: 2,
                shortcut: 2,
                drop: 1,
                hidden: 1,
            },
            budget: MissionBudget {
                creatures: 220,
                creatures_per_level: 40,
                chests: 3,
                traps: 2,
                difficulty: 60,
                difficulty_per_level: 12,
            },
            rooms: Vec::new(),
            traps: Vec::new(),
            motives: Vec::new(),
            lore: Vec::new(),
            inscriptions: Vec::new(),
        }
    }
}
