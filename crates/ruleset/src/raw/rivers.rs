//! `[rivers]` of `terrain.toml` as it is written.

use super::{Decimal, Decimals, Whole};
use serde::Deserialize;

/// What is left out is as in [`crate::RiverRules::default`].
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rivers {
    pub catchment: Option<Whole>,
    pub source_width: Option<Decimal>,
    pub width: Option<Decimals>,
    pub lakes_per_mille: Option<Whole>,
    pub lake_radius: Option<Decimals>,
    pub basin_radius: Option<Decimals>,
    pub lake_depth: Option<Decimal>,
    pub lake_slope_per_mille: Option<Whole>,
}
