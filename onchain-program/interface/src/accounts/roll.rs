//! A roll, from request to outcome. It stays: it is the proof of the item.

use crate::account::account;
use crate::{Key, codec::Hash};

account! {
    /// A roll: everything that its outcome follows from.
    Roll {
        /// The bump of its address.
        bump / set_bump: u8,
        /// The world.
        world / set_world: Key,
        /// The class that is rolled.
        class / set_class: Key,
        /// The epoch whose chain it takes its preimage from.
        epoch / set_epoch: Key,
        /// The ticket that was burned for it; part of its address.
        ticket / set_ticket: Key,
        /// Which use of the ticket it is, from 0; part of its address.
        attempt / set_attempt: u8,
        /// Who asked, and who gets the item.
        player / set_player: Key,
        /// Its place in the epoch, which names its preimage.
        index / set_index: u32,
        /// What the player added.
        nonce / set_nonce: Hash,
        /// The hash of weights and caps when it was asked for.
        table_hash / set_table_hash: Hash,
        /// 1 requested, 2 locked, 3 settled, 4 expired.
        state / set_state: u8,
        /// The hash of the first slot from here on counts.
        target_slot / set_target_slot: u64,
        /// The last slot in which it can be revealed.
        deadline_slot / set_deadline_slot: u64,
        /// The slot whose hash was locked.
        locked_slot / set_locked_slot: u64,
        /// The slot in which it was locked.
        locked_at / set_locked_at: u64,
        /// The locked hash.
        slot_hash / set_slot_hash: Hash,
        /// The revealed preimage.
        preimage / set_preimage: Hash,
        /// The hash that the rarity follows from, and everything else of the item.
        result / set_result: Hash,
        /// The rarity that was rolled.
        rolled_rarity / set_rolled_rarity: u8,
        /// The rarity that was minted: less where a cap was spent, 255 where all were.
        rarity / set_rarity: u8,
        /// The item's serial number in its class and rarity.
        serial / set_serial: u32,
        /// The item; zero before it is settled and where all caps were spent.
        mint / set_mint: Key,
        /// The slot in which it was settled, and the item minted, or in which it expired; 0 before.
        ended_slot / set_ended_slot: u64,
    }
}

/// [`Roll::state`] after the request.
pub const REQUESTED: u8 = 1;
/// [`Roll::state`] after the lock.
pub const LOCKED: u8 = 2;
/// [`Roll::state`] after the reveal.
pub const SETTLED: u8 = 3;
/// [`Roll::state`] after the deadline was missed.
pub const EXPIRED: u8 = 4;
/// [`Roll::rarity`] where every cap was spent: the ticket went back.
pub const NO_RARITY: u8 = 255;
