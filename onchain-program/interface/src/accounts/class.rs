//! A class of items: what may be minted, how often, and how the odds lie.

use crate::account::account;
use crate::codec::{Hash, PerRarity, Text};
use crate::{Key, limits};

account! {
    /// A class of items. Weights and caps never change after it is created.
    ItemClass {
        /// The bump of its address.
        bump / set_bump: u8,
        /// Its world; part of its address.
        world / set_world: Key,
        /// Its number in its world; part of its address.
        class_id / set_class_id: u32,
        /// 1: rolled with a ticket. 2: granted by the world. Never both.
        kind / set_kind: u8,
        /// How many rarities it has, at most 8.
        rarity_count / set_rarity_count: u8,
        /// The weight of each rarity; zero beyond their count.
        weights / set_weights: PerRarity,
        /// How many may ever be minted of each rarity.
        caps / set_caps: PerRarity,
        /// How many were minted of each rarity; the next serial number is one more.
        minted / set_minted: PerRarity,
        /// How many were burned.
        burned / set_burned: u32,
        /// The mint that is the Token-2022 group of all its items.
        group / set_group: Key,
        /// The hash of the class's definition in the ruleset.
        content_hash / set_content_hash: Hash,
        /// Its name, which is that of its items too.
        name / set_name: Text<{ limits::NAME }>,
        /// Its symbol.
        symbol / set_symbol: Text<{ limits::SYMBOL }>,
        /// What the web addresses of its items begin with.
        uri / set_uri: Text<{ limits::URI }>,
    }
}

/// [`ItemClass::kind`] of a class that is rolled.
pub const KIND_ROLLED: u8 = 1;
/// [`ItemClass::kind`] of a class that is granted.
pub const KIND_GRANTED: u8 = 2;
