//! A chain inside this process: Surfpool's virtual machine in memory, our database under it.
//!
//! ```text
//! wallets, outbox --HTTP on loopback--> rpc --> executor --> (accounts of one transaction) --> keeper
//!                                        ^      runs transactions                              one redb
//!                                        |      and makes slots                                transaction
//!                                        '------ "all up to n is on disk" <-----------------------'
//! ```
//!
//! Surfpool's own storage commits account by account, and its Geyser events leave out the fee of a
//! failed transaction. So only its machine is used: one thread runs one transaction after the other,
//! compares what the transaction could write before and after, and hands that to the keeper as a
//! whole.
//!
//! # Invariants
//! - No answer leaves the RPC before everything that it may have seen is on disk. So whatever anybody
//!   was told is final, and "finalized" is what is durable here.
//! - A transaction is in the database whole, with its signature and outcome, or not at all.
//! - A signature that is in the database never runs again, not after a restart either.
//! - Slots and blockhashes only go upwards, across restarts too.
//! - There is no way to make lamports or accounts from outside: methods that could are not registered.
//!
//! What it is not: a proof against its operator. Its slot hashes follow from the slot's number.

mod codec;
mod config;
mod error;
mod executor;
mod keeper;
mod machine;
mod methods;
mod no_index;
mod progress;
mod rpc;
mod scan;
mod tables;

use redb::Database;
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

pub use config::{EmbeddedConfig, Genesis, Program};
pub use error::EmbeddedError;
pub use progress::{ChainCounters, ChainHealth};
pub use tables::Landed;

use executor::Command;
use progress::Progress;

/// A running chain. Dropping it stops it like [`Self::shutdown`].
#[derive(Debug)]
pub struct EmbeddedChain {
    progress: Arc<Progress>,
    database: Arc<Database>,
    genesis: [u8; 32],
    address: SocketAddr,
    rpc: Option<rpc::Server>,
    commands: Option<mpsc::SyncSender<Command>>,
    executor: Option<JoinHandle<()>>,
    keeper: Option<JoinHandle<()>>,
}

impl EmbeddedChain {
    /// Starts the chain that is in `database`, or a new one, and its RPC. When this returns, requests
    /// are answered.
    ///
    /// # Errors
    /// [`EmbeddedError`]; nothing is left running then.
    pub fn start(database: Arc<Database>, config: &EmbeddedConfig) -> Result<Self, EmbeddedError> {
        config.check()?;
        let listener = rpc::bind(config.rpc)?;
        let address = listener.local_addr().map_err(EmbeddedError::Listen)?;
        let stored = tables::open_or_create(&database, &config.genesis)?;
        let machine = machine::build(&database, &stored, config)?;
        let progress = Arc::new(Progress::new(machine.slot()));

        let (jobs, keeper) = keeper::start(&database, &progress, stored.reserved_slot)?;
        let (commands, executor) = executor::start(
            machine.clone(),
            Arc::clone(&database),
            Arc::clone(&progress),
            jobs,
            config.slot_time,
        )?;
        let mut chain = Self {
            progress,
            database,
            genesis: stored.genesis,
            address,
            rpc: None,
            commands: Some(commands.clone()),
            executor: Some(executor),
            keeper: Some(keeper),
        };
        let node = rpc::Node::new(
            machine,
            Arc::clone(&chain.database),
            Arc::clone(&chain.progress),
            commands,
        );
        chain.rpc = Some(rpc::serve(listener, node)?);
        Ok(chain)
    }

    /// Where the RPC listens; always loopback.
    #[must_use]
    pub fn rpc_address(&self) -> SocketAddr {
        self.address
    }

    /// The RPC's address as the Solana command line takes it.
    #[must_use]
    pub fn rpc_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What tells this chain from every other: 32 random bytes, made with it.
    #[must_use]
    pub fn genesis_hash(&self) -> [u8; 32] {
        self.genesis
    }

    /// Whether it runs. Once it has failed it answers no request until it is started anew.
    #[must_use]
    pub fn health(&self) -> ChainHealth {
        self.progress.health()
    }

    /// What it has done since it was started.
    #[must_use]
    pub fn counters(&self) -> ChainCounters {
        self.progress.counters()
    }

    /// The slot in which the next transaction runs.
    #[must_use]
    pub fn slot(&self) -> u64 {
        self.progress.slot()
    }

    /// What became of a transaction, if it is on disk. `None`: it did not run, or is not durable yet.
    ///
    /// # Errors
    /// [`EmbeddedError::Database`].
    pub fn durable(&self, signature: &Signature) -> Result<Option<Landed>, EmbeddedError> {
        tables::landed(&self.database, signature)
    }

    /// Waits until a transaction is on disk; `None` when it is not there in time.
    ///
    /// # Errors
    /// [`EmbeddedError::Failed`] when the chain fails meanwhile, [`EmbeddedError::Database`].
    pub fn wait_durable(
        &self,
        signature: &Signature,
        timeout: Duration,
    ) -> Result<Option<Landed>, EmbeddedError> {
        self.progress.wait_until(timeout, || self.durable(signature))
    }

    /// Lamports of an account on disk; 0 when there is none.
    ///
    /// # Errors
    /// [`EmbeddedError::Database`], [`EmbeddedError::Damaged`].
    pub fn durable_lamports(&self, address: &Pubkey) -> Result<u64, EmbeddedError> {
        tables::lamports(&self.database, address)
    }

    /// Answers a JSON-RPC request from this process, as the socket would. Waits for the disk like
    /// every answer: not to be called from a tick.
    ///
    /// # Panics
    /// When called from an async task; those give it to a blocking thread.
    #[must_use]
    pub fn call(&self, request: &[u8]) -> Vec<u8> {
        self.rpc.as_ref().map_or_else(methods::unavailable, |server| server.call(request))
    }

    /// Stops: no new requests, what waits is written, all threads have ended when this returns.
    ///
    /// # Errors
    /// [`EmbeddedError::Failed`] when it had failed before or a thread panicked.
    pub fn shutdown(mut self) -> Result<(), EmbeddedError> {
        self.stop()
    }

    fn stop(&mut self) -> Result<(), EmbeddedError> {
        drop(self.rpc.take());
        if let Some(commands) = self.commands.take() {
            // A full queue is drained first; a dead executor needs no word.
            let _ = commands.send(Command::Stop);
        }
        // The executor's end closes the keeper's queue, which ends the keeper.
        for (thread, name) in [(self.executor.take(), "executor"), (self.keeper.take(), "keeper")] {
            if thread.is_some_and(|thread| thread.join().is_err()) {
                self.progress.fail(format!("the chain's {name} panicked"));
            }
        }
        match self.progress.health() {
            ChainHealth::Running => Ok(()),
            ChainHealth::Failed(reason) => Err(EmbeddedError::Failed { reason }),
        }
    }
}

impl Drop for EmbeddedChain {
    fn drop(&mut self) {
        if self.executor.is_some()
            && let Err(error) = self.stop()
        {
            tracing::error!(%error, "the embedded chain did not stop in order");
        }
    }
}
