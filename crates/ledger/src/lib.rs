//! The chain: a chain inside the process, and how everybody talks to it or to a remote one.
//!
//! What it is not: it knows nothing of the game. What is minted, granted or sold is the business of
//! who calls it.

#[cfg(feature = "embedded")]
pub mod embedded;
pub mod outbox;
pub mod players_rpc;
