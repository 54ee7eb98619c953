//! Volcanoes.

use seed::Mm;
use serde::Serialize;

/// Where volcanoes stand and how large they are. The default has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VolcanoRules {
    /// Edge of the squares of which each has at most one, metres.
    pub cell_m: u32,
    /// In how many of 1,000 squares one is tried for; it stands where the land is warm and far from
    /// coasts.
    pub per_mille: u16,
    /// Height of the rim above the land around.
    pub height: (Mm, Mm),
    /// How far from its middle it reaches; above zero where there are any.
    pub radius: (Mm, Mm),
}
