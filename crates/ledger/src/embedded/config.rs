//! What the embedded chain is started with.

use super::EmbeddedError;
use solana_pubkey::Pubkey;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

/// How the embedded chain runs.
#[derive(Clone, Debug)]
pub struct EmbeddedConfig {
    /// Where the RPC listens. Loopback only; port 0 takes a free one.
    pub rpc: SocketAddr,
    /// Time between slots, 20 ms to 10 s. A roll takes some 40 slots, and a blockhash lives for 150.
    pub slot_time: Duration,
    /// What a new chain begins with. Ignored when there is one already.
    pub genesis: Genesis,
    /// Programs that are there from the start. They are not stored: each start brings its own.
    pub programs: Vec<Program>,
}

/// What a new chain begins with.
#[derive(Clone, Debug, Default)]
pub struct Genesis {
    /// Wallets and their lamports. Nobody can make lamports later.
    pub funded: Vec<(Pubkey, u64)>,
}

/// A program and its address.
#[derive(Clone, Debug)]
pub struct Program {
    /// Its address.
    pub address: Pubkey,
    /// The built `.so`.
    pub elf: Vec<u8>,
}

impl Default for EmbeddedConfig {
    fn default() -> Self {
        Self {
            rpc: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            // A roll's 40 slots take 8 s, and somebody who signs by hand has 30 s.
            slot_time: Duration::from_millis(200),
            genesis: Genesis::default(),
            programs: Vec::new(),
        }
    }
}

impl EmbeddedConfig {
    /// Refuses what would not run or would open the chain to others.
    pub(super) fn check(&self) -> Result<(), EmbeddedError> {
        if !self.rpc.ip().is_loopback() {
            return Err(EmbeddedError::NotLoopback { address: self.rpc });
        }
        if !(Duration::from_millis(20)..=Duration::from_secs(10)).contains(&self.slot_time) {
            return Err(EmbeddedError::SlotTime { given: self.slot_time });
        }
        Ok(())
    }
}
