//! What the server gives: tickets, items and payments, as operations of the outbox.

use super::{Operation, OperationId};
use seedbound_interface::Key;
use seedbound_interface::accounts::receipt::{KIND_ITEM, KIND_PAYMENT, KIND_TICKET};
use seedbound_interface::odds::{PlainSha256, payload_hash, payment_hash};
use serde::{Deserialize, Serialize};

/// The rarity that stands in a ticket's payload, as it has none.
const NO_RARITY: u8 = 255;

/// What the server gives a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grant {
    /// The right to one roll of a class that is rolled.
    Ticket {
        /// The class's account.
        class: Key,
        /// The player's wallet.
        player: Key,
    },
    /// An item of a class that is granted.
    Item {
        /// The class's account.
        class: Key,
        /// The player's wallet.
        player: Key,
        /// The item's rarity.
        rarity: u8,
    },
    /// Lamports out of the payer's purse.
    Payment {
        /// The player's wallet.
        player: Key,
        /// How many: at least 1, and as many as leave the wallet with what keeps it alive.
        lamports: u64,
    },
}

impl Grant {
    /// The operation that gives it. Whoever repeats it uses the same id.
    #[must_use]
    pub fn operation(&self, id: OperationId) -> Operation {
        let granted = |kind, class: &Key, player: &Key, rarity| Operation {
            id,
            kind,
            payload_hash: payload_hash(&PlainSha256, kind, class, player, rarity).0,
            payload: [&class[..], player, &[rarity]].concat(),
        };
        match self {
            Self::Ticket { class, player } => granted(KIND_TICKET, class, player, NO_RARITY),
            Self::Item { class, player, rarity } => granted(KIND_ITEM, class, player, *rarity),
            Self::Payment { player, lamports } => Operation {
                id,
                kind: KIND_PAYMENT,
                payload_hash: payment_hash(&PlainSha256, player, *lamports).0,
                payload: [&player[..], &lamports.to_le_bytes()].concat(),
            },
        }
    }

    /// The grant of such an operation; `None` when it is none.
    #[must_use]
    pub fn of(operation: &Operation) -> Option<Self> {
        let (class, rest) = operation.payload.split_first_chunk::<32>()?;
        if operation.kind == KIND_PAYMENT {
            let lamports = u64::from_le_bytes(rest.try_into().ok()?);
            return Some(Self::Payment { player: *class, lamports });
        }
        let (player, rest) = rest.split_first_chunk::<32>()?;
        match (operation.kind, rest) {
            (KIND_TICKET, [NO_RARITY]) => Some(Self::Ticket { class: *class, player: *player }),
            (KIND_ITEM, [rarity]) => {
                Some(Self::Item { class: *class, player: *player, rarity: *rarity })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_comes_back_from_its_operation() {
        let id = OperationId([3; 32]);
        for grant in [
            Grant::Ticket { class: [1; 32], player: [2; 32] },
            Grant::Item { class: [1; 32], player: [2; 32], rarity: 4 },
            Grant::Payment { player: [2; 32], lamports: 0x0102_0304_0506_0708 },
        ] {
            let operation = grant.operation(id);
            assert_eq!(Grant::of(&operation), Some(grant));
            let mut cut = operation;
            cut.payload.pop();
            assert_eq!(Grant::of(&cut), None);
        }
    }
}
