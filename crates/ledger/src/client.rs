//! Reading the chain: what a world, a class, a roll or an item is, by the program's own records.
//!
//! For the game and the command line. It believes its node for what accounts hold, and nothing else:
//! addresses are derived, owners and layouts are checked, and an item is taken for one only if class,
//! group, serial number and proof agree.

mod error;
mod holdings;
mod item;
mod market;
mod mint;
mod scan;
mod sending;
mod tickets;
mod views;

pub use error::ReadError;
pub use holdings::Holdings;
pub use item::{Item, Origin};
pub use market::{Listing, Offer};
pub use sending::{Outcome, Sent};
pub use tickets::{Receipt, ReceiptKind};
pub use views::{Class, ClassKind, Epoch, Rarity, Roll, RollState, World};

use anchor_client::CommitmentConfig;
use seedbound_interface::{Key, accounts};
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::RpcClient;
use std::time::Duration;

/// A way to the chain through one node.
pub struct ChainClient {
    rpc: RpcClient,
    program: Key,
}

impl std::fmt::Debug for ChainClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChainClient").field("url", &self.rpc.url()).finish_non_exhaustive()
    }
}

/// An account's owner and data.
struct Found {
    owner: Key,
    data: Vec<u8>,
}

impl ChainClient {
    /// Connects and checks that this is the right chain and that the program is there. `genesis` is
    /// the genesis hash that was pinned, if one was; [`Self::genesis`] tells which to pin.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`], [`ReadError::WrongCluster`], [`ReadError::ProgramMissing`].
    pub fn connect(
        url: &str,
        program: Key,
        genesis: Option<[u8; 32]>,
        timeout: Duration,
    ) -> Result<Self, ReadError> {
        let commitment = CommitmentConfig::finalized();
        let rpc = RpcClient::new_with_timeout_and_commitment(url, timeout, commitment);
        let client = Self { rpc, program };
        let found = client.genesis()?;
        if let Some(expected) = genesis.filter(|expected| *expected != found) {
            return Err(ReadError::WrongCluster { expected, found });
        }
        let there = client.rpc.get_multiple_accounts(&[program.into()])?.pop().flatten();
        if !there.is_some_and(|account| account.executable) {
            return Err(ReadError::ProgramMissing { program: program.into() });
        }
        Ok(client)
    }

    /// The chain's genesis hash.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn genesis(&self) -> Result<[u8; 32], ReadError> {
        Ok(self.rpc.get_genesis_hash()?.to_bytes())
    }

    /// The program's address.
    #[must_use]
    pub fn program(&self) -> Key {
        self.program
    }

    /// Checks that a fee payer has at least `needed` lamports; returns what it has.
    ///
    /// # Errors
    /// [`ReadError::PayerUnfunded`], [`ReadError::RpcDown`].
    pub fn check_payer(&self, payer: &Key, needed: u64) -> Result<u64, ReadError> {
        let lamports = self.rpc.get_balance(&Pubkey::from(*payer))?;
        if lamports < needed {
            return Err(ReadError::PayerUnfunded { payer: (*payer).into(), lamports, needed });
        }
        Ok(lamports)
    }

    /// A world.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn world(&self, address: &Key) -> Result<World, ReadError> {
        let data = self.of_program(address)?;
        accounts::World::of(&data[..])
            .map(|world| World::of(*address, &world))
            .ok_or_else(|| version(address))
    }

    /// A class of items: its odds, caps and how many were made.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn class(&self, address: &Key) -> Result<Class, ReadError> {
        let data = self.of_program(address)?;
        accounts::ItemClass::of(&data[..])
            .map(|class| Class::of(*address, &class))
            .ok_or_else(|| version(address))
    }

    /// An epoch of a world.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn epoch(&self, address: &Key) -> Result<Epoch, ReadError> {
        let data = self.of_program(address)?;
        accounts::Epoch::of(&data[..])
            .map(|epoch| Epoch::of(*address, &epoch))
            .ok_or_else(|| version(address))
    }

    /// A roll, at whatever stage.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn roll(&self, address: &Key) -> Result<Roll, ReadError> {
        let data = self.of_program(address)?;
        accounts::Roll::of(&data[..])
            .map(|roll| Roll::of(*address, &roll))
            .ok_or_else(|| version(address))
    }

    /// The data of an account of the program.
    fn of_program(&self, address: &Key) -> Result<Vec<u8>, ReadError> {
        let found = self.found(address)?;
        if found.owner != self.program {
            return Err(ReadError::Counterfeit {
                address: (*address).into(),
                why: "it belongs to another program".to_owned(),
            });
        }
        Ok(found.data)
    }

    fn found(&self, address: &Key) -> Result<Found, ReadError> {
        let found = self.found_many(&[*address])?.pop().flatten();
        found.ok_or_else(|| ReadError::Missing { address: (*address).into() })
    }
}

/// An account of the program that we cannot read is of another version.
fn version(address: &Key) -> ReadError {
    ReadError::ProgramVersion { address: (*address).into() }
}
