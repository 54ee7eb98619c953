//! Cliffs.

use seed::Mm;
use serde::Serialize;

/// Where the land breaks off in cliffs, and how high these are. The default has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CliffRules {
    /// In how much of the land there are lines of cliffs, per mille; these take up a part of it.
    pub land_per_mille: u16,
    /// Along how much of the coasts the land breaks off, per mille, with gaps.
    pub coast_per_mille: u16,
    /// From one line of cliffs to the next, metres, roughly; above zero where there are any.
    pub wavelength_m: u32,
    /// Height of a face where it is whole.
    pub height: (Mm, Mm),
}
