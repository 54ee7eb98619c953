//! What items are made of, what belongs together, and what is told of them.

use super::{ItemId, Rgb, Slot, StatKind};
use serde::Serialize;

/// All of it; empty where the ruleset says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Crafts {
    /// What affixes may come to; `None`: whatever they are.
    pub budget: Option<Budget>,
    /// Materials.
    pub materials: Vec<Material>,
    /// Sets.
    pub sets: Vec<ItemSet>,
    /// Lines about items, with `{base}` and `{material}`.
    pub flavour: Vec<String>,
    /// Second names of relics.
    pub epithet: Vec<String>,
    /// Lines about relics, with `{name}`, `{base}`, `{maker}`, `{place}` and `{epithet}`.
    pub legend: Vec<String>,
    /// Lines about famous things of the past, with `{name}`, `{base}`, `{maker}`, `{town}`, `{made}`
    /// (the year), `{last}` (who lost it), `{gone}` (the year) and `{place}` (where it lies).
    pub famous: Vec<String>,
    /// Lines about items out of dungeons, with `{base}`, `{material}`, `{dungeon}` and what happened
    /// there: `{event}`, `{year}`, `{figure}`.
    pub found: Vec<String>,
}

/// Points that an item's affixes may come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Budget {
    /// For each affix, at level 1.
    pub affix: u32,
    /// More for each affix at every fifth level.
    pub affix_per_five_levels: u32,
    /// What a point of health, stamina, damage, protection, speed and recovery costs; above zero.
    pub cost: [u32; 6],
}

impl Budget {
    /// What a point of a property costs.
    #[must_use]
    pub const fn cost(&self, stat: StatKind) -> u32 {
        self.cost[match stat {
            StatKind::Health => 0,
            StatKind::Stamina => 1,
            StatKind::Damage => 2,
            StatKind::Protection => 3,
            StatKind::Speed => 4,
            StatKind::Recovery => 5,
        }]
    }

    /// Points for each affix of an item of a level.
    #[must_use]
    pub fn per_affix(&self, level: u16) -> u32 {
        self.affix + self.affix_per_five_levels * (u32::from(level) / 5)
    }
}

/// What an item may be made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Material {
    /// Name for people and tables.
    pub name: String,
    /// How it reads before a name.
    pub adjective: String,
    /// Slots of items that are made of it, not empty.
    pub slots: Vec<Slot>,
    /// Its colour.
    pub colour: Rgb,
    /// Lowest level of items of it.
    pub from_level: u16,
    /// Weight in the draw, above zero.
    pub weight: u32,
    /// What it makes of an item's worth, per cent.
    pub value_per_cent: u16,
}

/// Items that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemSet {
    /// Name for people.
    pub name: String,
    /// Its bases, at least two, each of another slot.
    pub members: Vec<ItemId>,
    /// From how many worn members on, what, and by how much.
    pub bonus: Vec<(u8, StatKind, u16)>,
}
