//! How large settlements get, what stands in them, and how their houses look.

use super::TradeId;
use seed::Mm;
use serde::{Deserialize, Serialize};

/// The index of a rank in [`SettlementRules::ranks`](super::SettlementRules::ranks).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct RankId(pub u16);

/// A size of settlement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rank {
    /// Name for people: `"walled town"`.
    pub name: String,
    /// Buildings of every purpose, inclusive, 3 to 50.
    pub houses: (u8, u8),
    /// What the land around must feed, per mille; not below that of the rank before.
    pub food: u16,
    /// Fields around it, inclusive, at most 20.
    pub fields: (u8, u8),
    /// Workshops among its houses, inclusive.
    pub workshops: (u8, u8),
    /// Buildings that it has in any case.
    pub buildings: Vec<Building>,
    /// Stalls on its market; fewer, where there is no room.
    pub stalls: u8,
    /// How many of 100 dwellings have as many storeys as their culture builds.
    pub high_per_cent: u8,
    /// It has a wall with gates.
    pub walls: bool,
    /// Players may begin in one.
    pub home: bool,
}

impl Rank {
    /// Stalls and high dwellings of a rank of so many houses whose table does not say.
    #[must_use]
    pub const fn usual(houses: u8) -> (u8, u8) {
        match houses {
            0..8 => (0, 8),
            8..17 => (2, 20),
            17..31 => (5, 45),
            _ => (8, 65),
        }
    }
}

/// Where roofs are flat, of cultures that build others too: where it is as hot and as dry as this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FlatRoofs {
    /// The least temperature, per mille.
    pub temperature: u16,
    /// The highest humidity, per mille.
    pub humidity: u16,
}

impl Default for FlatRoofs {
    fn default() -> Self {
        Self { temperature: 640, humidity: 420 }
    }
}

/// A building that a rank demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Building {
    /// Strangers eat and sleep here.
    Inn,
    /// People pray here.
    Temple,
    /// People decide here.
    Hall,
    /// Grain and goods lie here.
    Store,
}

/// A trade that has a house of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Workshop {
    /// Which.
    pub trade: TradeId,
    /// The smallest rank that has one.
    pub from: RankId,
    /// What the land must have for it.
    pub needs: Needs,
}

/// What a workshop needs of the land.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Needs {
    /// Nothing.
    #[default]
    Nothing,
    /// Open water nearby.
    Water,
    /// At least one field.
    Fields,
}

/// How the houses of a culture are built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BuildingStyle {
    /// What walls are of.
    pub material: WallMaterial,
    /// Walls show a timber frame.
    pub timber: bool,
    /// Shapes of roofs, not empty. `Flat` is chosen in hot, dry land, others elsewhere, where there
    /// is a choice.
    pub roofs: Vec<RoofShape>,
    /// What roofs are covered with.
    pub roofing: Roofing,
    /// Rise of a roof on half its span, per mille: where it is hottest, and where it is coldest.
    pub pitch: (u16, u16),
    /// Storeys, inclusive, 1 to 2.
    pub storeys: (u8, u8),
    /// Height of the stone foot below the walls.
    pub foundation: Mm,
    /// Roofs have chimneys.
    pub chimney: bool,
}

impl Default for BuildingStyle {
    /// Plaster on a timber frame under tiled gables.
    fn default() -> Self {
        Self {
            material: WallMaterial::Plaster,
            timber: true,
            roofs: vec![RoofShape::Gable],
            roofing: Roofing::Tile,
            pitch: (600, 1000),
            storeys: (1, 2),
            foundation: Mm(380),
            chimney: true,
        }
    }
}

/// What walls are of.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum WallMaterial {
    /// Plaster over wattle or brick.
    #[default]
    Plaster,
    /// Upright boards.
    Planks,
    /// Lying logs.
    Logs,
    /// Rough stone.
    Stone,
    /// Sun-dried clay.
    Adobe,
}

/// Shape of a roof.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum RoofShape {
    /// Two slopes and two gables.
    #[default]
    Gable,
    /// Four slopes.
    Hip,
    /// A terrace behind a low wall.
    Flat,
}

/// What roofs are covered with.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Roofing {
    /// Tiles, shingles or slates in rows.
    #[default]
    Tile,
    /// Straw or reed, thick and soft.
    Thatch,
    /// Grass on birch bark.
    Turf,
}
