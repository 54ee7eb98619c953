//! Instructions with the accounts that belong together, for whoever sends them: addresses are
//! derived here, so that a client names only what it decides.

mod epochs;
mod market;
mod rolls;
mod world;

pub use market::Terms;
pub use rolls::{Outcome, Request};

use crate::derive;
use crate::{Key, addresses};

/// Where instructions go, what they are about, and who pays their rents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builder {
    /// The program.
    pub program: Key,
    /// The world.
    pub world: Key,
    /// Pays rents, and signs.
    pub payer: Key,
}

/// One item, by what its address is derived from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId {
    /// Its class.
    pub class: Key,
    /// Its rarity.
    pub rarity: u8,
    /// Its serial number.
    pub serial: u32,
}

impl ItemId {
    /// Its mint under `program`.
    #[must_use]
    pub fn mint(&self, program: &Key) -> Key {
        derive::item(program, &self.class, self.rarity, self.serial)
    }
}

const SYSTEM: Key = addresses::SYSTEM_PROGRAM;
const TOKEN: Key = addresses::TOKEN_PROGRAM;
const TOKEN_ACCOUNTS: Key = addresses::TOKEN_ACCOUNT_PROGRAM;
