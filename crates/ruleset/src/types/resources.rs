//! What the land gives.

use super::ItemId;
use serde::Serialize;

/// How often something useful lies in a biome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ResourceChance {
    /// Which: goods.
    pub item: ItemId,
    /// Places with it in 1,000 chunks of the biome, if nothing stands in their way.
    pub per_mille_chunks: u16,
    /// How much there is at a place, inclusive; above zero.
    pub amount: (u8, u8),
    /// It lies at the edge of water; always so for a biome under water.
    pub shore: bool,
}
