//! `[volcanoes]` of `terrain.toml` as it is written.

use super::{Decimals, Whole};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Volcanoes {
    pub cell: Whole,
    pub per_mille: Whole,
    pub height: Decimals,
    pub radius: Decimals,
}
