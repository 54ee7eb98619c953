//! Weather: what the sky does, and how often over which biome.

use super::BiomeId;
use serde::{Deserialize, Serialize};

/// The index of a kind of weather in [`WeatherRules::kinds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WeatherId(pub u16);

/// How the sky behaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WeatherRules {
    /// How long one weather stays, hours, inclusive; the low end is above zero.
    pub spell_hours: (u32, u32),
    /// How far across one weather is, metres.
    pub front_m: u32,
    /// How far the fronts drift in an hour, metres.
    pub drift_m: u32,
    /// Kinds of weather from fair to foul; not empty.
    pub kinds: Vec<WeatherKind>,
    /// What the sky does over each biome, by [`BiomeId`]; empty for a biome under water, over which
    /// the weather of the land's climate goes on.
    pub skies: Vec<Vec<WeatherChance>>,
}

impl WeatherRules {
    /// The weather of a biome from fair to foul; empty for one under water.
    #[must_use]
    pub fn sky(&self, biome: BiomeId) -> &[WeatherChance] {
        self.skies.get(usize::from(biome.0)).map_or(&[], Vec::as_slice)
    }

    /// The kind with this id; `None` for an id of another ruleset.
    #[must_use]
    pub fn kind(&self, id: WeatherId) -> Option<&WeatherKind> {
        self.kinds.get(usize::from(id.0))
    }
}

/// A kind of weather. Strengths are per mille of the strongest there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WeatherKind {
    /// Name for people and tables.
    pub name: String,
    /// How much of the sky is covered.
    pub cloud: u16,
    /// How hard it rains.
    pub rain: u16,
    /// How hard it snows.
    pub snow: u16,
    /// How hard the wind blows.
    pub wind: u16,
    /// How thick the air is: fog, driven sand, haze.
    pub fog: u16,
}

/// How often a kind of weather is over a biome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WeatherChance {
    /// Which.
    pub kind: WeatherId,
    /// Weight in the draw, above zero.
    pub weight: u16,
}
