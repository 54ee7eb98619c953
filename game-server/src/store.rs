//! What outlives the process: characters, names and changes to the world, in one redb file.
//!
//! ```text
//! tick, logins --commit(Change)--> bounded queue --all that waits--> thread "store": one transaction
//!      ^                                                                    |  fsync
//!      '------------------------- durable() -> Ticket <---------------------'
//! ```
//!
//! # Invariants
//! - A [`Change`] is applied whole or not at all; several may share a transaction.
//! - Tickets are numbered from 1 in the order of [`StoreHandle::commit`], which is the order in
//!   which changes are applied. When [`StoreHandle::durable`] says *n*, changes 1 to *n* are on
//!   disk.
//! - No call waits for the disk except [`Store::open`] and [`Store::close`]. A full queue or a dead
//!   writer refuses the change and hands it back.
//! - What cannot be read is an error; nothing is then overwritten.

mod change;
mod character;
mod error;
mod file;
mod names;
#[cfg(test)]
mod power;
mod queue;
mod reading;
mod saved;
mod tables;
mod world_key;
mod writer;

use crate::data_dir::DataDir;
use redb::Database;
use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use transport::Wallet;

pub use change::{Change, NameChange, Ticket};
pub use error::{CharacterError, Refusal, Refused, StoreError};
pub use file::WorldFile;
pub use names::Names;
pub use saved::{Saved, WorldIdentity};
pub use world_key::WorldKey;

use queue::Queue;

/// How much may wait for the disk, in entries (see [`Change::entries`]): some seconds of play of a
/// thousand players, and at a few kB a character less than 100 MB.
pub const QUEUE_ENTRIES: usize = 16_384;

/// The open database and its writer thread. Dropping it writes what waits, like [`Self::close`],
/// but tells nobody of a failure.
#[derive(Debug)]
pub struct Store {
    handle: StoreHandle,
    /// The writer's, and of whoever else writes to the same file.
    database: Weak<Database>,
    writer: Option<JoinHandle<Result<(), String>>>,
}

/// A way to the store that may be cloned and shared.
#[derive(Clone, Debug)]
pub struct StoreHandle {
    queue: Arc<Queue>,
}

impl Store {
    /// Opens the world in `dir`, or makes it. To learn which world is there before saying which is
    /// wanted, use [`WorldFile`].
    ///
    /// # Errors
    /// [`StoreError`], which says what to do.
    pub fn open(dir: &DataDir, identity: &WorldIdentity) -> Result<(Self, Saved), StoreError> {
        WorldFile::open(dir)?.into_store(identity)
    }

    /// Starts the writer of an open database, in which these wallets have a character.
    pub(crate) fn start(
        database: impl Into<Arc<Database>>,
        capacity: usize,
        played: BTreeSet<Wallet>,
    ) -> Result<Self, StoreError> {
        let queue = Arc::new(Queue::new(capacity, played));
        let database = database.into();
        let shared = Arc::downgrade(&database);
        let writer = writer::start(database, Arc::clone(&queue)).map_err(StoreError::Thread)?;
        Ok(Self { handle: StoreHandle { queue }, database: shared, writer: Some(writer) })
    }

    /// A way to the store that others may hold. It refuses changes once this is closed.
    #[must_use]
    pub fn handle(&self) -> StoreHandle {
        self.handle.clone()
    }

    /// The open file, for tables of others in it (the chain). `None` once the writer has ended.
    #[must_use]
    pub fn database(&self) -> Option<Arc<Database>> {
        self.database.upgrade()
    }

    /// See [`StoreHandle::commit`].
    ///
    /// # Errors
    /// [`Refused`], with the change.
    pub fn commit(&self, change: Change) -> Result<Ticket, Refused> {
        self.handle.commit(change)
    }

    /// See [`StoreHandle::durable`].
    #[must_use]
    pub fn durable(&self) -> Ticket {
        self.handle.durable()
    }

    /// See [`StoreHandle::failed`].
    #[must_use]
    pub fn failed(&self) -> Option<String> {
        self.handle.failed()
    }

    /// Writes what waits and closes the file.
    ///
    /// # Errors
    /// [`StoreError::Writer`] when something could not be written.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.finish()
    }

    fn finish(&mut self) -> Result<(), StoreError> {
        self.handle.queue.close();
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let ended = writer.join().unwrap_or_else(|_| Err("the writer thread panicked".to_owned()));
        ended.map_err(|why| StoreError::Writer { why })
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Err(error) = self.finish() {
            tracing::error!(%error, "the store did not close in order");
        }
    }
}

impl StoreHandle {
    /// Puts a change in line and returns at once. It is on disk when [`Self::durable`] has reached
    /// its ticket, not before.
    ///
    /// # Errors
    /// [`Refused`] with the change, when too much waits, or the writer has failed or was closed.
    pub fn commit(&self, change: Change) -> Result<Ticket, Refused> {
        self.queue.push(change)
    }

    /// The highest ticket whose transaction is on disk; all lower ones are too. [`Ticket::NONE`]
    /// before the first.
    #[must_use]
    pub fn durable(&self) -> Ticket {
        self.queue.durable()
    }

    /// The ticket of the newest change.
    #[cfg(test)]
    pub(crate) fn newest(&self) -> Ticket {
        self.queue.newest()
    }

    /// Why nothing is written any more (disk full, …). Until the server is started anew it stays so.
    #[must_use]
    pub fn failed(&self) -> Option<String> {
        self.queue.failed()
    }

    /// Whether a wallet has a character, counting one that waits for the disk.
    #[must_use]
    pub fn has_character(&self, wallet: Wallet) -> bool {
        self.queue.has_character(wallet)
    }

    /// Entries that wait for the disk.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.queue.waiting()
    }

    /// How long the newest transaction took, encoding and fsync included, in microseconds.
    #[must_use]
    pub fn commit_micros(&self) -> u64 {
        self.queue.commit_micros()
    }
}
