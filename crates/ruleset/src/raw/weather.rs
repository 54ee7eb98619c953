//! `weather.toml` as it is written.

use super::{Text, Texts, Whole, Wholes};
use serde::Deserialize;

/// `weather.toml`; a pack without it has [`DEFAULT`], whose skies follow from the biomes' climates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeatherTable {
    pub spell_hours: Wholes,
    pub front: Whole,
    pub drift: Whole,
    #[serde(default)]
    pub weather: Vec<Weather>,
    #[serde(default)]
    pub sky: Vec<Sky>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weather {
    pub name: Text,
    pub cloud: Option<Whole>,
    pub rain: Option<Whole>,
    pub snow: Option<Whole>,
    pub wind: Option<Whole>,
    pub fog: Option<Whole>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sky {
    pub biomes: Texts,
    pub weather: toml::Spanned<Vec<Chance>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chance {
    pub kind: Text,
    pub weight: Whole,
}

/// Kinds that any pack gets along with.
pub(crate) const DEFAULT: &str = r#"
spell_hours = [3, 9]
front = 4000
drift = 250
[[weather]]
name = "clear"
cloud = 80
wind = 200
[[weather]]
name = "cloud"
cloud = 650
wind = 300
[[weather]]
name = "fog"
cloud = 400
wind = 40
fog = 800
[[weather]]
name = "rain"
cloud = 900
rain = 550
wind = 450
[[weather]]
name = "snow"
cloud = 850
snow = 550
wind = 350
"#;
