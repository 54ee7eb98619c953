//! What becomes of an item on the chain.

use serde::{Deserialize, Serialize};

/// How far the record of an item is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordState {
    /// It will be recorded; it is an item of the game meanwhile.
    Waiting,
    /// It is recorded, and final: the token is in the player's wallet.
    Recorded {
        /// The token's mint.
        mint: [u8; 32],
        /// The name of its class.
        class: String,
        /// Its serial number in its class and rarity, from 1.
        number: u32,
        /// How many of its class and rarity there may ever be; `u32::MAX`: no limit.
        cap: u32,
        /// The chain's slot in which it was minted.
        slot: u64,
    },
    /// It will never be recorded; it stays an item of the game.
    Refused {
        /// For people.
        why: String,
    },
}
