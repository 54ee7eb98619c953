//! Items: a base, a rarity, affixes.

mod look;
mod roll;

pub use look::{Look, Named, set_bonus};

use crate::{FeatureId, QuestId, SiteId};
use ruleset::{AffixId, ItemId, Rarity};
use seed::Canonical;
use serde::{Deserialize, Serialize};

/// An item as generated; what it is worth in play follows from the ruleset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Item {
    /// The base.
    pub base: ItemId,
    /// Level, from 1.
    pub level: u16,
    /// Rarity.
    pub rarity: Rarity,
    /// Affixes with their amounts, sorted.
    pub affixes: Vec<(AffixId, u16)>,
}

impl Canonical for Item {
    const KIND: &'static str = "item";
}

/// What an item comes from: the name of its drop, from which its stream is derived.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ItemSource {
    /// The `serial`-th kill that the world has counted.
    Kill {
        /// Counts all kills of a world.
        serial: u64,
    },
    /// A chest of a dungeon, opened in the `visit`-th instance of it.
    Chest {
        /// The dungeon.
        dungeon: SiteId,
        /// The chest.
        feature: FeatureId,
        /// Counts the instances of all dungeons of a world.
        visit: u64,
    },
    /// The reward of a quest.
    Quest(QuestId),
}

impl Item {
    /// An item of a base as it is made: common, without affixes.
    #[must_use]
    pub const fn plain(base: ItemId) -> Self {
        Self { base, level: 1, rarity: Rarity::Common, affixes: Vec::new() }
    }
}
