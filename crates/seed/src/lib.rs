//! Seeds, named streams, canonical bytes, content addresses and fixed point.
//!
//! Everything that Seedbound generates is a pure function of (generator version, ruleset hash,
//! world seed, path). This crate holds what that sentence is made of, and nothing that knows what a
//! world is.
//!
//! # Invariants
//! - A [`Stream`] is named by its seed, its domain and its path; the same name gives the same
//!   values on every machine. There is one stream per thing and purpose, and none is handed around.
//! - What is hashed or sent holds integers only: lengths are millimetres ([`Mm`]).
//! - No clock, no ambient randomness, no hash-map iteration.

mod canonical;
mod fixed;
mod secret;
mod stream;
mod world_seed;

pub use canonical::{Canonical, ContentAddress, HexError, hex, unhex};
pub use fixed::{Mm, Point, isqrt};
pub use secret::WorldSecret;
pub use stream::{Path, Stream};
pub use world_seed::WorldSeed;

/// The version of everything that turns seeds into content. Bumped whenever a golden hash changes.
pub const GENERATOR_VERSION: u32 = 4;
