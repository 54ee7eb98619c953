//! The real program in LiteSVM: the committed `program/seedbound.so`, not the crate.
mod attacks;
mod cases;
mod chain;
mod costs;
mod first_relic;
mod game;
mod guards;
mod idl;
mod instructions;
mod matrix;
mod random;
