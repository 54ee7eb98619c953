//! The rules of the game, played: the real schedule with its store and its land, ticked by hand,
//! and clients that exchange the real messages with it, without sockets and without a clock.
//!
//! A test arranges by reaching into the world (where somebody stands, what somebody carries), acts
//! by sending messages, and asserts on what clients are told and on what is kept.

mod boards;
mod chain;
mod chests;
mod client;
mod death;
mod determinism;
mod disk;
mod doors;
mod dungeon;
mod fight;
mod harness;
mod joining;
mod linger;
mod local;
mod market;
mod pack;
mod party;
mod places;
mod quests;
mod relics;
mod requests;
mod sealed;
mod talk;
mod traps;
