//! `missions.toml` as it is written.

use super::{Text, Texts, Whole, Wholes};
use crate::types::{EventKind, Pillars, TrapLook};
use serde::Deserialize;
use toml::Spanned;

/// `missions.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Missions {
    pub levels_a_floor: Whole,
    pub upper_rooms: Wholes,
    pub extras: Wholes,
    pub draws: Whole,
    pub stairs: Spanned<Stairs>,
    pub beside: Beside,
    pub budget: Budget,
    #[serde(default)]
    pub room: Vec<Room>,
    #[serde(default)]
    pub trap: Vec<Trap>,
    #[serde(default)]
    pub motive: Vec<Motive>,
    #[serde(default)]
    pub lore: Vec<Text>,
    #[serde(default)]
    pub inscription: Vec<Inscription>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Inscription {
    pub of: Spanned<EventKind>,
    pub texts: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stairs {
    pub open: Whole,
    pub key: Whole,
    pub switch: Whole,
    pub warden: Whole,
    pub valve: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Beside {
    pub secret: Whole,
    pub vault: Whole,
    pub cage: Whole,
    pub gambit: Whole,
    pub shortcut: Whole,
    pub drop: Whole,
    pub hidden: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budget {
    pub creatures: Whole,
    pub creatures_per_level: Whole,
    pub chests: Whole,
    pub traps: Whole,
    pub difficulty: Whole,
    pub difficulty_per_level: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Room {
    pub name: Text,
    #[serde(default)]
    pub themes: Option<Texts>,
    pub pillars: Pillars,
    #[serde(default)]
    pub pool: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Trap {
    pub name: Text,
    #[serde(default)]
    pub themes: Option<Texts>,
    pub damage: Whole,
    pub damage_per_level: Whole,
    #[serde(default)]
    pub look: TrapLook,
    pub colour: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Motive {
    #[serde(default)]
    pub themes: Option<Texts>,
    pub of: Option<Spanned<EventKind>>,
    pub text: Text,
}
