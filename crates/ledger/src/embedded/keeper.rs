//! The thread that writes the chain to disk.
//!
//! It takes all that waits, puts it into one transaction of the database, and says how far it is when
//! that is on disk. Several of the chain's transactions may share one of the database's; none is ever
//! split between two.

use super::progress::Progress;
use super::tables::{self, Landed};
use super::{EmbeddedError, codec};
use redb::{Database, Durability};
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use surfpool_core::solana_account::Account;

/// How many jobs may wait. The executor waits when it is full: the chain is never further ahead of
/// the disk than this.
const QUEUE: usize = 4096;
/// How many share a transaction of the database, so that one is not too long.
const BATCH: usize = 512;

/// Something to keep.
#[derive(Debug)]
pub(super) enum Job {
    /// Change `number` is this transaction.
    Landed {
        /// See [`Progress::begin`].
        number: u64,
        signature: Signature,
        landed: Landed,
        /// What it changed; accounts without lamports are gone.
        accounts: Vec<(Pubkey, Account)>,
    },
    /// Change `number` came to nothing.
    Nothing { number: u64 },
    /// Slots below `slot` will be used from now on; the clock stands at `time`.
    Reserve { slot: u64, time: u64 },
}

/// Starts the thread. It ends when the sender is dropped and all is written, or when it fails.
pub(super) fn start(
    database: &Arc<Database>,
    progress: &Arc<Progress>,
    reserved: u64,
) -> Result<(mpsc::SyncSender<Job>, JoinHandle<()>), EmbeddedError> {
    let (jobs, inbox) = mpsc::sync_channel(QUEUE);
    let (database, progress) = (Arc::clone(database), Arc::clone(progress));
    progress.reserved(reserved);
    let thread = std::thread::Builder::new()
        .name("chain-keeper".to_owned())
        .spawn(move || {
            let mut batch = Vec::with_capacity(BATCH);
            while let Ok(first) = inbox.recv() {
                batch.push(first);
                batch.extend(inbox.try_iter().take(BATCH - 1));
                // A panic ends it like an error: whoever waits for the disk must hear of it.
                let kept = catch_unwind(AssertUnwindSafe(|| keep(&database, &progress, &batch)));
                let why = match kept {
                    Ok(Ok(())) => None,
                    Ok(Err(error)) => Some(error.to_string()),
                    Err(_) => Some("the thread that writes panicked".to_owned()),
                };
                if let Some(why) = why {
                    progress.fail(format!("the chain cannot be written to disk: {why}"));
                    // Dropping the inbox tells the executor.
                    return;
                }
                batch.clear();
            }
        })
        .map_err(EmbeddedError::Thread)?;
    Ok((jobs, thread))
}

fn keep(database: &Database, progress: &Progress, batch: &[Job]) -> Result<(), EmbeddedError> {
    if batch.iter().any(|job| !matches!(job, Job::Nothing { .. })) {
        write(database, batch)?;
        progress.commits.fetch_add(1, Relaxed);
    }
    let mut done = None;
    for job in batch {
        match job {
            Job::Landed { number, .. } | Job::Nothing { number } => done = Some(*number),
            Job::Reserve { slot, .. } => progress.reserved(*slot),
        }
    }
    if let Some(number) = done {
        progress.kept(number);
    }
    Ok(())
}

fn write(database: &Database, batch: &[Job]) -> Result<(), EmbeddedError> {
    let mut transaction = database.begin_write().map_err(EmbeddedError::database)?;
    transaction.set_durability(Durability::Immediate).map_err(EmbeddedError::database)?;
    {
        let mut meta = transaction.open_table(tables::META).map_err(EmbeddedError::database)?;
        let mut stored =
            transaction.open_table(tables::ACCOUNTS).map_err(EmbeddedError::database)?;
        let mut signatures =
            transaction.open_table(tables::SIGNATURES).map_err(EmbeddedError::database)?;
        for job in batch {
            match job {
                Job::Landed { signature, landed, accounts, .. } => {
                    for (address, account) in accounts {
                        let key = address.to_bytes();
                        if account.lamports == 0 {
                            stored.remove(key).map_err(EmbeddedError::database)?;
                        } else {
                            stored
                                .insert(key, &codec::account(account)[..])
                                .map_err(EmbeddedError::database)?;
                        }
                    }
                    signatures
                        .insert(<[u8; 64]>::from(*signature), &codec::landed(landed)[..])
                        .map_err(EmbeddedError::database)?;
                }
                Job::Nothing { .. } => {}
                Job::Reserve { slot, time } => {
                    meta.insert(tables::SLOT, slot).map_err(EmbeddedError::database)?;
                    meta.insert(tables::TIME, time).map_err(EmbeddedError::database)?;
                }
            }
        }
    }
    transaction.commit().map_err(EmbeddedError::database)
}
