//! A receipt: that an operation of the world was done, and what it was.

use crate::account::account;
use crate::{Key, codec::Hash};

account! {
    /// A receipt, one for each operation id, never closed. That of a granted ticket is the ticket.
    Receipt {
        /// The bump of its address.
        bump / set_bump: u8,
        /// The world that did it; part of its address.
        world / set_world: Key,
        /// The operation's id; part of its address.
        operation / set_operation: Hash,
        /// 1: a ticket was granted. 2: an item was granted. 3: lamports were paid.
        kind / set_kind: u8,
        /// The hash of what was done: see `payload`.
        payload_hash / set_payload_hash: Hash,
        /// Whom it was done for.
        player / set_player: Key,
        /// The class that the ticket or item is of; zero for a payment.
        class / set_class: Key,
        /// The slot in which it was done.
        slot / set_slot: u64,
        /// The item that was minted for it; zero where none was.
        mint / set_mint: Key,
        /// 1 while a ticket can be used.
        spendable / set_spendable: u8,
        /// How many rolls a ticket was used for: more than one only where rolls expired.
        attempts / set_attempts: u8,
    }
}

/// [`Receipt::kind`] of a granted ticket.
pub const KIND_TICKET: u8 = 1;
/// [`Receipt::kind`] of a granted item.
pub const KIND_ITEM: u8 = 2;
/// [`Receipt::kind`] of a payment.
pub const KIND_PAYMENT: u8 = 3;
