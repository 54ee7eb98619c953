//! The chain inside this process, with our program on it.

use super::PROGRAM;
use super::authority::Authority;
use ledger::embedded::{EmbeddedChain, EmbeddedConfig, Genesis, Program};
use redb::Database;
use std::sync::Arc;

/// The built program, as it is committed.
const ELF: &[u8] = include_bytes!("../../../onchain-program/program/seedbound.so");
/// Lamports that the authority of a new chain has: fees and rents for some hundred million items.
const PURSE: u64 = 1_000_000_000_000_000_000;

/// Starts it. `None`: there is one, and this is not the key that runs it.
pub(super) fn start(
    database: &Arc<Database>,
    authority: &Authority,
) -> anyhow::Result<Option<EmbeddedChain>> {
    let config = EmbeddedConfig {
        genesis: Genesis { funded: vec![(authority.key.into(), PURSE)] },
        programs: vec![Program { address: PROGRAM.into(), elf: ELF.to_vec() }],
        ..EmbeddedConfig::default()
    };
    let chain = EmbeddedChain::start(Arc::clone(database), &config)?;
    if chain.durable_lamports(&authority.key.into())? == 0 {
        chain.shutdown()?;
        return Ok(None);
    }
    Ok(Some(chain))
}
