//! The chain under the game: which items are recorded, rolled and sold, by whom, and the threads that
//! see to it.
//!
//! ```text
//! tick --Change { reward, operation }--> store thread --> world.redb <-- outbox --HTTP--.
//!   |                                                        ^ |                        v
//!   |<--- news (bounded) --- thread "chain" <----------------|-'        embedded chain, or a node
//!   |---- questions -------> founds the world, looks at      |               |          ^
//!   |                        operations, owes rolls          '---- keeper ---'          |
//!   |<--- news, boards ----- thread "counter" ------------------------------------------'
//!   '---- orders ----------> prepares and sends deals, looks into wallets, reads the market
//! ```
//!
//! # Invariants
//! - A tick neither waits for this nor depends on it: when the chain does not start or fails, the game
//!   goes on, rewards are given, and their operations wait in the database for the next start.
//! - What a player is told of a record, a deal or a wallet was read from the chain after it had become
//!   final there.
//! - Nothing of a deal is kept by the game before it is final: a crash loses no item and makes none.

mod authority;
mod board;
mod counter;
mod embedded;
mod founding;
mod item;
mod rolls;
mod ties;
mod watch;
mod work;
mod worker;

pub(crate) use board::{Board, Listed};
pub(crate) use item::{REWARDS, ROLLED};
pub(crate) use ties::{Held, Holdings, News, Order, Ties, Want};
pub use worker::{Chain, Founded};

#[cfg(test)]
pub(crate) use ties::{Desk, pair};

use seedbound_interface::{Key, addresses};

/// The program, where nobody says otherwise.
pub(crate) const PROGRAM: Key = addresses::PROGRAM;
/// Which of the authority's worlds this is: a data directory has one.
const NONCE: u64 = 0;

/// Where the chain is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Inside this process.
    Embedded,
    /// Behind this node.
    Remote {
        /// Its RPC address.
        url: String,
        /// Where the program is on that chain.
        program: Key,
    },
}

impl Place {
    /// Where the program is.
    pub(crate) fn program(&self) -> Key {
        match self {
            Self::Embedded => PROGRAM,
            Self::Remote { program, .. } => *program,
        }
    }
}
