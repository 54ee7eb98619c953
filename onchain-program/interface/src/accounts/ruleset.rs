//! A ruleset on record, under the key that earns its royalties.

use crate::account::account;
use crate::{Key, codec::Hash, codec::Text, limits};

account! {
    /// A ruleset. Its lamports are its rent and the royalties that were not collected yet.
    Ruleset {
        /// The bump of its address.
        bump / set_bump: u8,
        /// Who published it and earns its royalties; part of its address.
        author / set_author: Key,
        /// The hash of its content; part of its address.
        hash / set_hash: Hash,
        /// The author's share of sales, in hundredths of a percent; never changes.
        royalty / set_royalty: u16,
        /// Lamports from sales that were not collected yet.
        earned / set_earned: u64,
        /// Where its content can be had.
        uri / set_uri: Text<{ limits::URI }>,
    }
}
