//! How far the chain is, seen from all its threads.
//!
//! The executor numbers transactions before it runs them; the keeper says up to which number all is
//! on disk. Who reads the chain's state notes the number begun last *after* reading and waits for the
//! keeper to reach it: nothing that was seen can then be lost.

use super::EmbeddedError;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed, Ordering::SeqCst};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Whether the chain runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainHealth {
    /// It does.
    Running,
    /// It has stopped by itself, for this reason, and answers nothing.
    Failed(String),
}

/// What the chain has done since it was started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChainCounters {
    /// Transactions that ran and paid their fee, failed ones among them.
    pub landed: u64,
    /// Of those, the ones that failed.
    pub landed_failed: u64,
    /// Transactions that were not let in: no fee, no blockhash, ran before.
    pub rejected: u64,
    /// Requests answered by the RPC.
    pub requests: u64,
    /// Requests whose handler panicked; each was answered with an error.
    pub panics: u64,
    /// Transactions of the database that the keeper made; each holds one or more of the chain's.
    pub commits: u64,
}

/// Shared by executor, keeper and RPC.
#[derive(Debug)]
pub(super) struct Progress {
    begun: AtomicU64,
    durable: watch::Sender<u64>,
    slot: AtomicU64,
    reserved: Mutex<u64>,
    moved: Condvar,
    failed: Mutex<Option<String>>,
    pub(super) landed: AtomicU64,
    pub(super) landed_failed: AtomicU64,
    pub(super) rejected: AtomicU64,
    pub(super) requests: AtomicU64,
    pub(super) panics: AtomicU64,
    pub(super) commits: AtomicU64,
}

impl Progress {
    pub(super) fn new(slot: u64) -> Self {
        Self {
            begun: AtomicU64::new(0),
            durable: watch::Sender::new(0),
            slot: AtomicU64::new(slot),
            reserved: Mutex::new(0),
            moved: Condvar::new(),
            failed: Mutex::new(None),
            landed: AtomicU64::new(0),
            landed_failed: AtomicU64::new(0),
            rejected: AtomicU64::new(0),
            requests: AtomicU64::new(0),
            panics: AtomicU64::new(0),
            commits: AtomicU64::new(0),
        }
    }

    /// The executor is about to change the state; returns the number of this change, from 1.
    pub(super) fn begin(&self) -> u64 {
        self.begun.fetch_add(1, SeqCst) + 1
    }

    /// The keeper has everything up to `number` on disk.
    pub(super) fn kept(&self, number: u64) {
        self.durable.send_replace(number);
        self.wake();
    }

    /// Waits until what the caller may have read so far is on disk. `false` when the chain failed.
    pub(super) async fn settled(&self) -> bool {
        let seen = self.begun.load(SeqCst);
        let mut durable = self.durable.subscribe();
        loop {
            if self.has_failed() {
                return false;
            }
            if *durable.borrow_and_update() >= seen {
                return true;
            }
            if durable.changed().await.is_err() {
                return false;
            }
        }
    }

    /// Asks `check` again and again, each time the disk got further, until it answers `Some` or the
    /// time is over.
    pub(super) fn wait_until<T>(
        &self,
        timeout: Duration,
        check: impl Fn() -> Result<Option<T>, EmbeddedError>,
    ) -> Result<Option<T>, EmbeddedError> {
        let deadline = Instant::now() + timeout;
        loop {
            // Taken before the check, so that a change between the check and the wait is not missed.
            let guard = self.reserved.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = check()? {
                return Ok(Some(found));
            }
            if let ChainHealth::Failed(reason) = self.health() {
                return Err(EmbeddedError::Failed { reason });
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            drop(self.moved.wait_timeout(guard, left));
        }
    }

    pub(super) fn slot(&self) -> u64 {
        self.slot.load(Relaxed)
    }

    pub(super) fn at_slot(&self, slot: u64) {
        self.slot.store(slot, Relaxed);
    }

    /// The keeper has written that slots below `slot` may be used.
    pub(super) fn reserved(&self, slot: u64) {
        *self.reserved.lock().unwrap_or_else(PoisonError::into_inner) = slot;
        self.moved.notify_all();
    }

    /// Waits until `slot` may be used. `false` when the chain failed.
    pub(super) fn wait_reserved(&self, slot: u64) -> bool {
        let mut reserved = self.reserved.lock().unwrap_or_else(PoisonError::into_inner);
        while *reserved <= slot {
            if self.has_failed() {
                return false;
            }
            reserved = self.moved.wait(reserved).unwrap_or_else(PoisonError::into_inner);
        }
        true
    }

    /// The first failure stays; later ones are its consequences.
    pub(super) fn fail(&self, reason: String) {
        tracing::error!(%reason, "the embedded chain stops");
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(reason);
        self.durable.send_modify(|_| ());
        self.wake();
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    pub(super) fn health(&self) -> ChainHealth {
        match &*self.failed.lock().unwrap_or_else(PoisonError::into_inner) {
            None => ChainHealth::Running,
            Some(reason) => ChainHealth::Failed(reason.clone()),
        }
    }

    pub(super) fn counters(&self) -> ChainCounters {
        ChainCounters {
            landed: self.landed.load(Relaxed),
            landed_failed: self.landed_failed.load(Relaxed),
            rejected: self.rejected.load(Relaxed),
            requests: self.requests.load(Relaxed),
            panics: self.panics.load(Relaxed),
            commits: self.commits.load(Relaxed),
        }
    }

    /// Wakes [`Self::wait_until`] and [`Self::wait_reserved`]; through the lock, so that nobody is
    /// between looking and waiting.
    fn wake(&self) {
        drop(self.reserved.lock().unwrap_or_else(PoisonError::into_inner));
        self.moved.notify_all();
    }
}
