//! The dedicated server: a Bevy app without a screen, at 20 ticks a second.
//!
//! It owns the truth: inputs come in, the world moves, what changed goes out. Slow work runs on
//! threads of its own behind bounded channels: terrain (`play::atlas`), the database ([`store`]),
//! the chain ([`chain`]), logins and metrics ([`web`]).
//!
//! ```text
//!  sockets ─┐                                       ┌─> sockets
//!  atlas  ──┼─> Intake ─> Simulate ─> Resolve ─> Publish ─> store ─┐
//!  store <──┘      (one update of the app = one tick)  <───────────┘
//! ```
//!
//! # Invariants
//! - What a player is told of a request is on disk before it is told.
//! - Nothing from outside ends the process.

mod game;
mod play;
mod schedule;

pub mod chain;
pub mod config;
pub mod data_dir;
pub mod metrics;
pub mod parts;
pub mod shutdown;
pub mod startup;
pub mod store;
pub mod web;

pub use game::{Opened, run};
