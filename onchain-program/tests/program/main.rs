//! The real program in LiteSVM: the committed `program/seedbound.so`, not the crate.
//!
//! `instructions` has a file for each instruction; `guards` runs over all of them alike, `matrix`
//! swaps their accounts, `attacks` tries what an attacker would, `random` looks for what nobody
//! thought of; `costs` and `idl` keep documents true.

mod addresses;
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
