//! `economy.toml` as it is written.

use super::{Whole, Wholes};
use serde::Deserialize;
use toml::Spanned;

/// `economy.toml`; what is left out is as in [`crate::EconomyRules::default`].
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Economy {
    pub output: Option<Whole>,
    pub input: Option<Whole>,
    pub stores: Option<Whole>,
    pub price_per_mille: Option<Wholes>,
    pub reach: Option<Whole>,
    pub way_per_mille: Option<Whole>,
    pub field_per_mille: Option<Wholes>,
    pub no_water_per_mille: Option<Whole>,
    #[serde(default)]
    pub water: Vec<Spanned<Water>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Water {
    pub within: Whole,
    pub per_mille: Whole,
}
