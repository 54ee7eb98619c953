//! An epoch: one chain of hashes, and the secret at its end.

use crate::account::account;
use crate::{Key, codec::Hash};

account! {
    /// An epoch. The preimage of roll *i* is the one that hashes, *i* + 1 times, to the tip: which
    /// preimage belongs to which roll is settled before the first request.
    Epoch {
        /// The bump of its address.
        bump / set_bump: u8,
        /// Its world; part of its address.
        world / set_world: Key,
        /// Its number, from 1; part of its address.
        number / set_number: u64,
        /// The tip of the chain: the secret, hashed as often as the chain is long.
        chain_tip / set_chain_tip: Hash,
        /// How long the chain is, which is how many rolls the epoch can hold.
        chain_length / set_chain_length: u32,
        /// The newest preimage that was revealed, at first the tip.
        head / set_head: Hash,
        /// How many hashes lie between the tip and the head.
        head_depth / set_head_depth: u32,
        /// The index of the next request.
        requested / set_requested: u32,
        /// The index of the next roll to be revealed or expired; both go in order.
        resolved / set_resolved: u32,
        /// How many expired.
        expired / set_expired: u32,
        /// The slot in which it was opened.
        opened_slot / set_opened_slot: u64,
        /// 1 once it is closed.
        closed / set_closed: u8,
        /// The revealed secret at the chain's end; zero while it is open.
        secret / set_secret: Hash,
        /// The root over everything that the epoch made; zero while it is open.
        content_root / set_content_root: Hash,
    }
}
