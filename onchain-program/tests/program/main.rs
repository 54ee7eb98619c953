//! The real program in LiteSVM: the committed `program/seedbound.so`, not the crate.
mod cases;
mod chain;
mod first_relic;
mod game;
mod guards;
mod instructions;
mod matrix;
