//! The key that runs the world on the chain. It pays, signs and grants; whoever has it can grant what
//! the caps still allow, so its file is kept like the other secrets of the data directory.

use super::NONCE;
use crate::data_dir::DataDir;
use anyhow::Context;
use seedbound_interface::{Key, derive};
use solana_keypair::{Keypair, Signer};
use transport::PlayerKey;

/// The key, and what follows from it.
pub(super) struct Authority {
    pub(super) keypair: Keypair,
    /// Its address.
    pub(super) key: Key,
    /// The program.
    pub(super) program: Key,
    /// The world that it runs.
    pub(super) world: Key,
}

impl Authority {
    /// Reads the key, or makes one. The file has the format and the mode of a player's key.
    pub(super) fn load_or_create(dir: &DataDir, program: Key) -> anyhow::Result<Self> {
        let key = PlayerKey::load_or_create(&dir.authority_file())?;
        dir.sync().with_context(|| format!("cannot write to {}", dir.path().display()))?;
        let keypair = Keypair::try_from(&key.to_keypair_bytes()[..])
            .map_err(|_| anyhow::anyhow!("{} is no keypair", dir.authority_file().display()))?;
        Ok(Self::new(keypair, program))
    }

    pub(super) fn new(keypair: Keypair, program: Key) -> Self {
        let key = keypair.pubkey().to_bytes();
        let world = derive::world(&program, &key, NONCE);
        Self { keypair, key, program, world }
    }
}
