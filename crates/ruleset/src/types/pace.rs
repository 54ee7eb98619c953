//! How much happens in a region's past, and how old those grow whom it happens to.

use super::Share;
use serde::Serialize;

/// How much happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaceRules {
    /// In one of so many years something begins by itself in a settlement, above zero.
    pub years_apart: u32,
    /// Events of a region; beyond, nothing new begins.
    pub most_events: u16,
    /// Settlements of a region that are no more, 1 of them at least where there is room.
    pub most_ruins: u16,
    /// Famous things of a region.
    pub most_things: u16,
    /// Battles of a war, inclusive.
    pub battles: (u8, u8),
}

impl Default for PaceRules {
    /// Tuned so that a region of eight settlements has some hundred events: a chronicle that one can
    /// read at a sitting.
    fn default() -> Self {
        Self { years_apart: 60, most_events: 400, most_ruins: 3, most_things: 40, battles: (1, 2) }
    }
}

/// How old people of the past are when things happen to them, in years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureRules {
    /// Age from which one takes part.
    pub grown: u16,
    /// Age from which one stays at home.
    pub old: u16,
    /// Age at which one is first told of, inclusive; not below `grown`, below `old`.
    pub age: (u16, u16),
    /// How long people live who die of age, inclusive; above `grown`.
    pub lifetime: (u16, u16),
    /// How old the parent of a child may be at most.
    pub oldest_parent: u16,
    /// Who takes part was told of already, where there is somebody.
    pub again: Share,
    /// Somebody new is of a family that died out.
    pub extinct: Share,
}

impl Default for FigureRules {
    fn default() -> Self {
        Self {
            grown: 18,
            old: 66,
            age: (20, 52),
            lifetime: (48, 84),
            oldest_parent: 45,
            again: Share::new(400),
            extinct: Share::new(200),
        }
    }
}
