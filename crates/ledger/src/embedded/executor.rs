//! The thread that runs transactions, one after the other, and closes slots.
//!
//! It is the only one that changes the machine. A panic inside Surfpool may leave the machine half
//! changed, so the chain then stops: what is on disk is whole, and the next start begins from there.

use super::EmbeddedError;
use super::keeper::Job;
use super::machine::{Machine, Ran};
use super::progress::Progress;
use super::tables;
use redb::Database;
use solana_transaction::versioned::VersionedTransaction;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Transactions that may wait for their turn; more are refused as "busy".
const QUEUE: usize = 1024;
/// Slots that are written down as used before they are. A kill costs at most so many; a roll that
/// waits for a slot of before still finds it, as slot hashes are kept for 512.
const AHEAD: u64 = 64;
/// Transactions of which the details are kept in memory for `getTransaction`: up to 10 kB of logs each.
/// What keeps one from running twice is the table of signatures, not this.
const REMEMBERED: usize = 2048;

/// What the RPC asks of the executor.
#[derive(Debug)]
pub(super) enum Command {
    /// Run this transaction, the signatures of which were verified, and answer.
    Run(Box<VersionedTransaction>, oneshot::Sender<Answer>),
    /// Finish what waits and end.
    Stop,
}

/// What became of a transaction.
#[derive(Debug)]
pub(super) enum Answer {
    /// It ran, now or before; on disk when [`Progress::settled`].
    Landed { before: bool },
    /// It did not; the error is a `TransactionError` as JSON where there is one.
    Rejected { error: Option<serde_json::Value>, why: String },
}

/// Starts the thread. It ends at [`Command::Stop`], when all senders are gone, or when it fails.
pub(super) fn start(
    machine: Machine,
    database: Arc<Database>,
    progress: Arc<Progress>,
    jobs: mpsc::SyncSender<Job>,
    slot_time: Duration,
) -> Result<(mpsc::SyncSender<Command>, JoinHandle<()>), EmbeddedError> {
    let (commands, inbox) = mpsc::sync_channel(QUEUE);
    let mut executor = Executor {
        machine,
        database,
        progress: Arc::clone(&progress),
        jobs,
        reserved: 0,
        remembered: VecDeque::new(),
    };
    let thread = std::thread::Builder::new()
        .name("chain-executor".to_owned())
        .spawn(move || {
            let ended = catch_unwind(AssertUnwindSafe(|| executor.work(&inbox, slot_time)));
            match ended {
                Ok(Ok(())) => {}
                Ok(Err(reason)) => progress.fail(reason),
                Err(panic) => progress.fail(format!("Surfpool panicked: {}", words(&*panic))),
            }
        })
        .map_err(EmbeddedError::Thread)?;
    Ok((commands, thread))
}

struct Executor {
    machine: Machine,
    database: Arc<Database>,
    progress: Arc<Progress>,
    jobs: mpsc::SyncSender<Job>,
    /// Slots below this were sent to be written down.
    reserved: u64,
    remembered: VecDeque<String>,
}

impl Executor {
    fn work(&mut self, inbox: &mpsc::Receiver<Command>, slot_time: Duration) -> Result<(), String> {
        // Read once: what is waited for is what was reserved, or the wait has no end.
        let first = self.machine.slot();
        self.reserve(first + AHEAD)?;
        if !self.progress.wait_reserved(first) {
            return Ok(());
        }
        let mut due = Instant::now() + slot_time;
        loop {
            let now = Instant::now();
            if now >= due {
                self.tick()?;
                // A late slot is not made up for.
                due = now + slot_time;
                continue;
            }
            match inbox.recv_timeout(due - now) {
                Ok(Command::Run(transaction, answer)) => {
                    let result = self.run(*transaction)?;
                    // Who asked may have gone; the transaction has run all the same.
                    let _ = answer.send(result);
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Ok(Command::Stop) | Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        // In order: the next start goes on with the very next slot.
        self.reserve(self.machine.slot() + 1)
    }

    fn tick(&mut self) -> Result<(), String> {
        let next = self.machine.slot() + 1;
        if next + AHEAD / 2 >= self.reserved {
            self.reserve(next + AHEAD)?;
        }
        if !self.progress.wait_reserved(next) {
            return Err("the chain cannot be written to disk".to_owned());
        }
        let slot = self.machine.next_slot()?;
        self.progress.at_slot(slot);
        Ok(())
    }

    fn run(&mut self, transaction: VersionedTransaction) -> Result<Answer, String> {
        let Some(signature) = transaction.signatures.first().copied() else {
            return Ok(Answer::Rejected { error: None, why: "it is not signed".to_owned() });
        };
        let name = signature.to_string();
        let in_memory = self
            .machine
            .locker
            .with_svm_reader(|svm| svm.transactions.contains_key(&name))
            .map_err(|error| error.to_string())?;
        let on_disk =
            tables::landed(&self.database, &signature).map_err(|error| error.to_string())?;
        if in_memory || on_disk.is_some() {
            return Ok(Answer::Landed { before: true });
        }

        let number = self.progress.begin();
        match self.machine.run(transaction)? {
            Ran::Landed { landed, accounts } => {
                self.progress.landed.fetch_add(1, Relaxed);
                self.progress.landed_failed.fetch_add(u64::from(landed.error.is_some()), Relaxed);
                self.send(Job::Landed { number, signature, landed, accounts })?;
                self.remembered.push_back(name);
                if self.remembered.len() > REMEMBERED
                    && let Some(oldest) = self.remembered.pop_front()
                {
                    self.machine.forget(oldest, false)?;
                }
                Ok(Answer::Landed { before: false })
            }
            Ran::Rejected { error, why } => {
                self.progress.rejected.fetch_add(1, Relaxed);
                self.send(Job::Nothing { number })?;
                Ok(Answer::Rejected { error, why })
            }
        }
    }

    fn reserve(&mut self, slot: u64) -> Result<(), String> {
        self.reserved = slot;
        self.send(Job::Reserve { slot, time: self.machine.time() })
    }

    fn send(&self, job: Job) -> Result<(), String> {
        self.jobs.send(job).map_err(|_| "the chain's keeper has ended".to_owned())
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no words".to_owned())
}
