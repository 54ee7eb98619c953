//! The bounded line of changes in front of the writer, and what the writer reports back.

use super::{Change, Refusal, Refused, Ticket};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use transport::Wallet;

#[derive(Debug)]
pub(super) struct Queue {
    state: Mutex<State>,
    filled: Condvar,
    capacity: usize,
    durable: AtomicU64,
    waiting: AtomicUsize,
    commit_micros: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    pending: Vec<Change>,
    entries: usize,
    last: u64,
    closed: bool,
    failed: Option<String>,
    /// Who has a character, counting what waits.
    played: BTreeSet<Wallet>,
}

/// What the writer takes at once: all that waits.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) changes: Vec<Change>,
    /// The ticket of the last.
    pub(super) last: Ticket,
}

impl Queue {
    /// Room for `capacity` entries. A larger change is taken when nothing waits.
    pub(super) fn new(capacity: usize, played: BTreeSet<Wallet>) -> Self {
        Self {
            state: Mutex::new(State { played, ..State::default() }),
            filled: Condvar::new(),
            capacity,
            durable: AtomicU64::new(0),
            waiting: AtomicUsize::new(0),
            commit_micros: AtomicU64::new(0),
        }
    }

    pub(super) fn push(&self, change: Change) -> Result<Ticket, Refused> {
        let entries = change.entries();
        let mut state = self.lock();
        let reason = if state.failed.is_some() {
            Some(Refusal::Failed)
        } else if state.closed {
            Some(Refusal::Closed)
        } else if state.entries > 0 && state.entries + entries > self.capacity {
            Some(Refusal::Busy)
        } else {
            None
        };
        if let Some(reason) = reason {
            return Err(Refused { change: Box::new(change), reason });
        }
        state.played.extend(change.characters.iter().map(|(wallet, _)| *wallet));
        state.pending.push(change);
        state.entries += entries;
        state.last += 1;
        let ticket = Ticket(state.last);
        self.waiting.store(state.entries, Ordering::Relaxed);
        drop(state);
        self.filled.notify_one();
        Ok(ticket)
    }

    /// Waits for changes; `None` when the queue is closed and empty.
    pub(super) fn take(&self) -> Option<Batch> {
        let mut state = self.lock();
        while state.pending.is_empty() {
            if state.closed {
                return None;
            }
            state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.entries = 0;
        let batch = Batch { changes: std::mem::take(&mut state.pending), last: Ticket(state.last) };
        self.waiting.store(0, Ordering::Relaxed);
        Some(batch)
    }

    /// The writer says: everything up to `ticket` is on disk.
    pub(super) fn written(&self, ticket: Ticket, took: Duration) {
        self.commit_micros
            .store(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
        self.durable.store(ticket.0, Ordering::Release);
    }

    /// The writer says: it can go on no longer. What waits is lost.
    pub(super) fn fail(&self, why: String) {
        let mut state = self.lock();
        state.pending.clear();
        state.entries = 0;
        state.failed.get_or_insert(why);
        self.waiting.store(0, Ordering::Relaxed);
    }

    /// Nothing more comes; the writer ends when it has written what waits.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.filled.notify_one();
    }

    pub(super) fn has_character(&self, wallet: Wallet) -> bool {
        self.lock().played.contains(&wallet)
    }

    pub(super) fn durable(&self) -> Ticket {
        Ticket(self.durable.load(Ordering::Acquire))
    }

    #[cfg(test)]
    pub(super) fn newest(&self) -> Ticket {
        Ticket(self.lock().last)
    }

    pub(super) fn failed(&self) -> Option<String> {
        self.lock().failed.clone()
    }

    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    pub(super) fn commit_micros(&self) -> u64 {
        self.commit_micros.load(Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing in here leaves the state half changed, so a poisoned lock is as good as any.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(clock: u64) -> Change {
        Change { clock: Some(clock), ..Change::default() }
    }

    #[test]
    fn a_full_queue_hands_the_change_back_and_keeps_the_others_in_order() {
        let queue = Queue::new(3, BTreeSet::new());
        for number in 1..=3 {
            assert_eq!(queue.push(change(number)).expect("there is room"), Ticket(number));
        }
        let refused = queue.push(change(4)).expect_err("it is full");
        assert_eq!(refused.reason, Refusal::Busy);
        assert_eq!(*refused.change, change(4));
        assert_eq!(queue.waiting(), 3);

        let batch = queue.take().expect("there is work");
        assert_eq!(batch.changes, [change(1), change(2), change(3)]);
        assert_eq!(batch.last, Ticket(3));
        assert_eq!(queue.durable(), Ticket::NONE, "taken is not written");
        assert_eq!(queue.push(change(4)).expect("there is room again"), Ticket(4));
    }

    #[test]
    fn a_change_larger_than_the_queue_goes_through_when_nothing_waits() {
        let queue = Queue::new(2, BTreeSet::new());
        let large = Change {
            names: vec![],
            world: vec![(crate::store::WorldKey::Drop(1), None); 9],
            ..change(1)
        };
        queue.push(large.clone()).expect("nothing waits");
        assert_eq!(queue.push(large).expect_err("now something waits").reason, Refusal::Busy);
    }

    #[test]
    fn after_a_failure_or_the_end_nothing_is_taken() {
        let queue = Queue::new(9, BTreeSet::new());
        queue.push(change(1)).expect("open");
        queue.close();
        assert_eq!(queue.push(change(2)).expect_err("closed").reason, Refusal::Closed);
        assert!(queue.take().is_some(), "what waited is still written");
        assert!(queue.take().is_none());

        let queue = Queue::new(9, BTreeSet::new());
        queue.push(change(1)).expect("open");
        queue.fail("disk full".to_owned());
        assert_eq!(queue.push(change(2)).expect_err("failed").reason, Refusal::Failed);
        assert_eq!(queue.failed().as_deref(), Some("disk full"));
    }
}
