//! What becomes of an item on the chain.

use crate::{Key, Token};
use serde::{Deserialize, Serialize};

/// How far the record of an item is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordState {
    /// It will be recorded; it is an item of the game meanwhile. Of a sealed relic: its ticket is on the
    /// way, it cannot be opened yet.
    Waiting,
    /// A sealed relic whose ticket is on the chain: it can be opened.
    Sealed,
    /// A relic that was opened: nobody knows yet what it is.
    Rolling {
        /// The hash of this slot decides, together with the operator's secret.
        target_slot: u64,
        /// The hash was locked.
        locked: bool,
        /// The newest slot.
        slot: u64,
        /// If it is not revealed by this slot, the ticket comes back.
        deadline_slot: u64,
    },
    /// It is recorded, and final: the token is in the player's wallet.
    Recorded(Box<Recorded>),
    /// Lamports that were paid into the wallet are there.
    Paid,
    /// It will never be recorded; it stays an item of the game.
    Refused {
        /// For people.
        why: String,
    },
}

/// A token, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The token.
    pub token: Token,
    /// Its mint.
    pub mint: Key,
    /// The name of its class.
    pub class: String,
    /// How many of its class and rarity there may ever be; `u32::MAX`: no limit.
    pub cap: u32,
    /// The chain's slot in which it was minted.
    pub slot: u64,
    /// The roll that it came out of; `None`: it was a reward.
    pub proof: Option<RollProof>,
}

/// Everything that a roll's outcome follows from, with the weights of its class: who wants can work it
/// out again (`seedbound_interface::odds`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollProof {
    /// The roll's account.
    pub roll: Key,
    /// Its place in the epoch.
    pub index: u32,
    /// The slot whose hash was locked.
    pub locked_slot: u64,
    /// That hash.
    pub slot_hash: Key,
    /// The operator's link of the epoch's chain of hashes.
    pub preimage: Key,
    /// What the player added.
    pub nonce: Key,
    /// The hash that rarity and item follow from.
    pub result: Key,
    /// The rarity that was rolled; the token's is less where a cap was spent.
    pub rolled: u8,
}
