//! What the outbox has done and how it is.

use super::NodeError;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// What the outbox has done since it was started, and how much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxCounters {
    /// Operations that wait or are under way.
    pub open: u64,
    /// Transactions signed.
    pub signed: u64,
    /// Times that bytes were sent again.
    pub resent: u64,
    /// Attempts that expired without a receipt.
    pub expired: u64,
    /// Transactions that ran with an error that may pass.
    pub rebuilt: u64,
    /// Operations that became final.
    pub finished: u64,
    /// Operations that failed for good.
    pub failed: u64,
    /// Requests that the node did not answer well.
    pub node_errors: u64,
    /// Of those, the ones in which it wanted to be asked less.
    pub rate_limited: u64,
    /// Open operations whose records cannot be read, of those that were looked at.
    pub damaged: u64,
}

/// How the outbox is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxHealth {
    /// Nothing stands in its way.
    Well,
    /// The node's newest answer was an error; it goes on trying. How long this has lasted tells a hiccup
    /// from an outage.
    Node {
        /// The newest error.
        error: NodeError,
        /// When the first of these rounds began to fail; since then none has come to its end.
        since: Instant,
    },
    /// Some operations cannot be read: they stay where they are, and the others are done. Putting such
    /// an operation in again writes it anew.
    Damaged {
        /// How many.
        operations: u64,
    },
    /// The fee payer has not enough for the next fees; it goes on when it has.
    Unfunded {
        /// What it has.
        lamports: u64,
    },
    /// It has stopped, for this reason. Operations stay open until the server is started anew.
    Stopped(String),
}

#[derive(Debug, Default)]
pub(super) struct Status {
    pub(super) open: AtomicU64,
    pub(super) signed: AtomicU64,
    pub(super) resent: AtomicU64,
    pub(super) expired: AtomicU64,
    pub(super) rebuilt: AtomicU64,
    pub(super) finished: AtomicU64,
    pub(super) failed: AtomicU64,
    pub(super) node_errors: AtomicU64,
    pub(super) rate_limited: AtomicU64,
    pub(super) damaged: AtomicU64,
    health: Mutex<Option<OutboxHealth>>,
}

impl Status {
    pub(super) fn counters(&self) -> OutboxCounters {
        OutboxCounters {
            open: self.open.load(Relaxed),
            signed: self.signed.load(Relaxed),
            resent: self.resent.load(Relaxed),
            expired: self.expired.load(Relaxed),
            rebuilt: self.rebuilt.load(Relaxed),
            finished: self.finished.load(Relaxed),
            failed: self.failed.load(Relaxed),
            node_errors: self.node_errors.load(Relaxed),
            rate_limited: self.rate_limited.load(Relaxed),
            damaged: self.damaged.load(Relaxed),
        }
    }

    pub(super) fn health(&self) -> OutboxHealth {
        let health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        health.clone().unwrap_or(OutboxHealth::Well)
    }

    pub(super) fn is(&self, health: OutboxHealth) {
        *self.health.lock().unwrap_or_else(PoisonError::into_inner) = Some(health);
    }

    /// A round has come to nothing because of the node.
    pub(super) fn is_without_node(&self, error: NodeError) {
        let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        let since = match &*health {
            Some(OutboxHealth::Node { since, .. }) => *since,
            _ => Instant::now(),
        };
        *health = Some(OutboxHealth::Node { error, since });
    }

    pub(super) fn node_error(&self, error: &NodeError) {
        self.node_errors.fetch_add(1, Relaxed);
        self.rate_limited.fetch_add(u64::from(*error == NodeError::RateLimited), Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_began_with_its_first_error_and_is_over_with_the_first_good_round() {
        let status = Status::default();
        let since = || match status.health() {
            OutboxHealth::Node { since, .. } => since,
            health => panic!("{health:?}"),
        };
        status.is_without_node(NodeError::Behind);
        let first = since();
        std::thread::sleep(std::time::Duration::from_millis(2));
        status.is_without_node(NodeError::RateLimited);
        let newest = status.health();
        assert_eq!(newest, OutboxHealth::Node { error: NodeError::RateLimited, since: first });
        status.is(OutboxHealth::Well);
        status.is_without_node(NodeError::Behind);
        assert!(since() > first);
    }
}
