//! `landmarks.toml` as it is written.

use super::{Decimals, Text, Texts, Whole};
use crate::types::LandmarkShape;
use serde::Deserialize;
use toml::Spanned;

/// `landmarks.toml`; a pack without it has no landmarks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Landmarks {
    #[serde(default)]
    pub landmark: Vec<Spanned<Landmark>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Landmark {
    pub name: Text,
    pub shape: LandmarkShape,
    pub names: Texts,
    pub height: Decimals,
    pub colour: Text,
    pub above: Decimals,
    pub slope_per_mille: Whole,
    pub biomes: Option<Texts>,
    pub prominent: Spanned<bool>,
    pub per_mille: Whole,
}
