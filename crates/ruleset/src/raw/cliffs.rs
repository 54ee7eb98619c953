//! `[cliffs]` of `terrain.toml` as it is written.

use super::{Decimals, Whole};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cliffs {
    pub land_per_mille: Whole,
    pub coast_per_mille: Whole,
    pub wavelength: Whole,
    pub height: Decimals,
}
