//! The real command, as somebody types it, against a real chain with the real program.

mod chain;
mod deploy;
mod door;
mod market;
mod support;
mod wallet;
mod worlds;
