//! What is found when a world is opened.

use super::{Names, WorldKey};
use seed::{ContentAddress, WorldSecret, WorldSeed};
use simulation::Character;
use std::collections::BTreeMap;
use transport::Wallet;

/// What a world is made from. Fixed when the world is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldIdentity {
    /// The public seed.
    pub seed: WorldSeed,
    /// The ruleset's name.
    pub ruleset_name: String,
    /// The ruleset's hash.
    pub ruleset_hash: ContentAddress,
    /// [`seed::GENERATOR_VERSION`] of the server that made it.
    pub generator_version: u32,
}

/// Everything that was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// Characters by wallet.
    pub characters: BTreeMap<Wallet, Character>,
    /// Names and whose they are.
    pub names: Names,
    /// Things of the world.
    pub world: BTreeMap<WorldKey, Vec<u8>>,
    /// The world's clock, in ticks since it was made.
    pub clock: u64,
    /// The world's secret.
    pub secret: WorldSecret,
    /// The world was made just now.
    pub new: bool,
}
