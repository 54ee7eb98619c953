//! The chain under the game: which items are recorded, by whom, and the thread that sees to it.
//!
//! ```text
//! tick --Change { reward, operation }--> store thread --> world.redb <-- outbox --HTTP--> RPC
//!   |                                                        ^ |                           |
//!   |<------------ news (bounded) ---- thread "chain" <------|-'        embedded chain <---'
//!   '---- questions (bounded) -------> (founds the world,    |               |
//!                                       looks at operations) '-- keeper -----'
//! ```
//!
//! # Invariants
//! - A tick neither waits for this nor depends on it: when the chain does not start or fails, the game
//!   goes on, rewards are given, and their operations wait in the database for the next start.
//! - What a player is told of a record was read from the chain after it had become final there.

mod authority;
mod founding;
mod item;
mod ties;
mod watch;
mod worker;

pub(crate) use ties::{News, Ties};
pub use worker::{Chain, Founded};

#[cfg(test)]
pub(crate) use ties::pair;

use seedbound_interface::{Key, addresses};

/// The program that all of it is about.
const PROGRAM: Key = addresses::PROGRAM;
/// Which of the authority's worlds this is: a data directory has one.
const NONCE: u64 = 0;
/// The class of quests' rewards in its world.
const REWARDS: u32 = 1;
