//! What the addresses of the program's accounts are derived from. The program accepts the
//! canonical bump only.
//!
//! | account | seeds |
//! | --- | --- |
//! | world | `world`, creator, nonce (u64) |
//! | ruleset | `ruleset`, author, content hash |
//! | class | `class`, world, class id (u32) |
//! | group | `group`, class |
//! | epoch | `epoch`, world, number (u64) |
//! | receipt, ticket | `receipt`, world, operation id (32 bytes) |
//! | roll | `roll`, ticket, attempt (u8) |
//! | item | `item`, class, rarity (u8), serial number (u32) |
//! | listing | `listing`, mint |
//! | escrow | `escrow`, mint |
//!
//! Numbers are little-endian. An item's mint thus says of which class and rarity it is and which
//! one of them, and a roll belongs to one use of one ticket.

use crate::Key;
use crate::codec::Hash;

/// Seeds, joined; a program address is the hash of the joined bytes anyway. The kinds of account
/// start with words none of which begins another, so that no two kinds can meet.
#[derive(Debug, Clone, Copy)]
pub struct Seeds {
    bytes: [u8; 72],
    /// Where each seed ends.
    ends: [u8; 4],
    count: u8,
}

impl Seeds {
    const fn of(kind: &[u8]) -> Self {
        Self { bytes: [0; 72], ends: [0; 4], count: 0 }.and(kind)
    }

    const fn and(mut self, seed: &[u8]) -> Self {
        let start = self.len();
        let mut at = 0;
        while at < seed.len() {
            self.bytes[start + at] = seed[at];
            at += 1;
        }
        self.ends[self.count as usize] = (start + seed.len()) as u8;
        self.count += 1;
        self
    }

    const fn len(&self) -> usize {
        if self.count == 0 { 0 } else { self.ends[self.count as usize - 1] as usize }
    }

    /// The joined bytes.
    #[must_use]
    pub fn joined(&self) -> &[u8] {
        &self.bytes[..self.len()]
    }

    /// How many seeds there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count as usize
    }

    /// The seed at `at`, empty beyond their count.
    #[must_use]
    pub fn seed(&self, at: usize) -> &[u8] {
        if at >= self.count() {
            return &[];
        }
        let start = if at == 0 { 0 } else { usize::from(self.ends[at - 1]) };
        &self.bytes[start..usize::from(self.ends[at])]
    }
}

/// The seeds of a world.
#[must_use]
pub const fn world(creator: &Key, nonce: u64) -> Seeds {
    Seeds::of(b"world").and(creator).and(&nonce.to_le_bytes())
}

/// The seeds of a ruleset.
#[must_use]
pub const fn ruleset(author: &Key, hash: &Hash) -> Seeds {
    // 7 + 32 + 32 bytes.
    Seeds::of(b"ruleset").and(author).and(&hash.0)
}

/// The seeds of a class.
#[must_use]
pub const fn class(world: &Key, class_id: u32) -> Seeds {
    Seeds::of(b"class").and(world).and(&class_id.to_le_bytes())
}

/// The seeds of a class's group.
#[must_use]
pub const fn group(class: &Key) -> Seeds {
    Seeds::of(b"group").and(class)
}

/// The seeds of an epoch.
#[must_use]
pub const fn epoch(world: &Key, number: u64) -> Seeds {
    Seeds::of(b"epoch").and(world).and(&number.to_le_bytes())
}

/// The seeds of a receipt, which is the ticket where a ticket was granted.
#[must_use]
pub const fn receipt(world: &Key, operation: &Hash) -> Seeds {
    Seeds::of(b"receipt").and(world).and(&operation.0)
}

/// The seeds of a roll.
#[must_use]
pub const fn roll(ticket: &Key, attempt: u8) -> Seeds {
    Seeds::of(b"roll").and(ticket).and(&[attempt])
}

/// The seeds of an item's mint.
#[must_use]
pub const fn item(class: &Key, rarity: u8, serial: u32) -> Seeds {
    Seeds::of(b"item").and(class).and(&[rarity]).and(&serial.to_le_bytes())
}

/// The seeds of a listing.
#[must_use]
pub const fn listing(mint: &Key) -> Seeds {
    Seeds::of(b"listing").and(mint)
}

/// The seeds of the token account that holds a listed item.
#[must_use]
pub const fn escrow(mint: &Key) -> Seeds {
    Seeds::of(b"escrow").and(mint)
}
