//! What Seedbound's on-chain program and its clients agree on: layouts of accounts, derivation of
//! addresses, instructions with their accounts and arguments, numbered errors, and the pure part of
//! a roll.
//!
//! It is no client: it neither signs nor sends. Keys are plain 32 bytes and instructions plain
//! data, so that any Solana library, of any version, can carry them. It depends on nothing; the
//! feature `std` adds `derive`, which finds addresses off chain, and `build`, which puts instructions
//! together.
//!
//! Invariants: layouts and discriminators change only together with the IDL (`idls/seedbound.json`,
//! which a test of the program derives from the tables here), and error numbers are append only.
#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod account;
pub mod accounts;
pub mod addresses;
#[cfg(feature = "std")]
pub mod build;
pub mod codec;
#[cfg(feature = "std")]
pub mod derive;
pub mod error;
pub mod hash_chain;
pub mod instruction;
pub mod instructions;
pub mod limits;
pub mod metadata;
pub mod odds;
pub mod seeds;
pub mod sha256;
pub mod wide;

pub use codec::{Hash, PerRarity, Text};
pub use error::Error;
pub use limits::RARITIES;

/// An address on the chain.
pub type Key = [u8; 32];
