//! The chain: one inside this process, and how everybody talks to it or to a remote one.
//!
//! - `embedded`: Surfpool's machine with our database under it (feature `embedded`).
//! - [`outbox`]: what the server has decided is done on chain exactly once.
//! - [`sponsor`]: the server pays, the player signs.
//! - [`client`]: worlds, classes, rolls and items, read and checked.
//! - [`players_rpc`]: the chain for players, filtered and rationed.
//!
//! What it is not: it knows nothing of the game. What is granted or sold, and why, is the business of
//! who calls it. It holds no keys and no second format for them: a player's wallet is the key of the
//! player's identity, and callers bring it.

mod choice;
pub mod client;
#[cfg(feature = "embedded")]
pub mod embedded;
pub mod outbox;
pub mod players_rpc;
pub mod sponsor;

pub use choice::{ChainChoice, ChoiceError};
