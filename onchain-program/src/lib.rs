//! Seedbound's on-chain program: worlds, rulesets, classes of items, epochs, rolls, items and the
//! market.
//!
//! It trusts nobody: each account is checked for flags, address or owner and kind, and each
//! instruction is guards first, action second. Numbers are checked; a refusal has a number of
//! [`seedbound_interface::Error`]. It keeps no secret and draws no chance of its own; what a roll
//! gives follows from what lies in its account.
//!
//! It works under whatever address it is deployed at, and off chain it is an ordinary library, so
//! that the workspace checks it. `docs/onchain.md` tells it from outside.
#![no_std]

// Elsewhere than on the chain, allocator and panic handler are the standard library's.
#[cfg(not(any(target_os = "solana", target_arch = "bpf")))]
extern crate std;

mod cpi;
#[cfg(any(target_os = "solana", target_arch = "bpf"))]
mod entry;
mod fault;
mod guard;
mod instructions;
mod item;
mod process;
mod program_address;
mod runtime;
mod slot_hashes;
mod token;

pub use process::process;
