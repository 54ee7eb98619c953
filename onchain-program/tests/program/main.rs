//! The real program in LiteSVM: the committed `program/seedbound.so`, not the crate.
mod chain;
mod game;
mod first_relic;
