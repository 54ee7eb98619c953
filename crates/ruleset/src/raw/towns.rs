//! Ranks of settlements, their workshops, and styles of building, as they are written.

use super::{Decimal, Text, Whole, Wholes};
use crate::types::{Building, Needs, RoofShape, Roofing, WallMaterial};
use serde::Deserialize;
use toml::Spanned;

/// A `[[rank]]` of `settlements.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rank {
    pub name: Text,
    pub houses: Wholes,
    pub food: Whole,
    pub fields: Option<Wholes>,
    pub workshops: Option<Wholes>,
    #[serde(default)]
    pub buildings: Vec<Building>,
    pub stalls: Option<Whole>,
    pub high_per_cent: Option<Whole>,
    #[serde(default)]
    pub walls: bool,
    #[serde(default)]
    pub home: bool,
}

/// `[flat_roofs]` of `settlements.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlatRoofs {
    pub temperature: Whole,
    pub humidity: Whole,
}

/// A `[[workshop]]` of `settlements.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Workshop {
    pub trade: Text,
    pub from: Option<Text>,
    #[serde(default)]
    pub needs: Needs,
}

/// A `[culture.style]` of `cultures.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Style {
    pub material: WallMaterial,
    #[serde(default)]
    pub timber: bool,
    pub roofs: Spanned<Vec<RoofShape>>,
    #[serde(default)]
    pub roofing: Roofing,
    pub pitch: Wholes,
    pub storeys: Wholes,
    pub foundation: Decimal,
    #[serde(default)]
    pub chimney: bool,
}
