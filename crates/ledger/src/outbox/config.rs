//! How the outbox behaves towards its node.

use std::time::Duration;

/// How the outbox behaves towards its node.
#[derive(Clone, Debug)]
pub struct OutboxConfig {
    /// How long an answer may take.
    pub timeout: Duration,
    /// Pause between rounds while something is under way.
    pub poll: Duration,
    /// After how long the same bytes are sent again.
    pub resend: Duration,
    /// The pause after a round that came to nothing because of the node; each further one doubles it, up
    /// to fifty times. When the node wants to be asked less it is left alone for ten of these.
    pub backoff: Duration,
    /// Operations under way at once, 1 to 100.
    pub window: usize,
    /// Requests a second that the node is asked at most.
    pub requests_per_second: u32,
    /// Open operations beyond which no more are taken.
    pub open_limit: u64,
    /// What is offered beyond the base fee.
    pub fees: FeePolicy,
}

/// Priority fees. On a chain of our own nothing needs to be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeePolicy {
    /// Offered from the first attempt on, in millionths of a lamport for a unit of computation.
    pub floor: u64,
    /// Never more than this; each expired attempt doubles the offer up to it. 0: none are paid.
    pub ceiling: u64,
}

impl Default for OutboxConfig {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            poll: Duration::from_millis(500),
            resend: Duration::from_secs(2),
            backoff: Duration::from_millis(100),
            window: 32,
            requests_per_second: 40,
            open_limit: 100_000,
            fees: FeePolicy { floor: 0, ceiling: 0 },
        }
    }
}

impl FeePolicy {
    /// The offer of an attempt, counted from 0, where others pay `usual`.
    pub(super) fn offer(self, usual: u64, attempt: u32) -> u64 {
        let doubled = usual.max(self.floor).max(1).checked_shl(attempt.min(32)).unwrap_or(u64::MAX);
        if self.ceiling == 0 { 0 } else { doubled.min(self.ceiling) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_double_up_to_the_ceiling_and_are_nothing_without_one() {
        let policy = FeePolicy { floor: 100, ceiling: 1_000 };
        let offers: Vec<_> = (0..6).map(|attempt| policy.offer(0, attempt)).collect();
        assert_eq!(offers, [100, 200, 400, 800, 1_000, 1_000]);
        assert_eq!(policy.offer(300, 1), 600);
        assert_eq!(policy.offer(u64::MAX, 70), 1_000);
        assert_eq!(FeePolicy { floor: 5, ceiling: 0 }.offer(9, 3), 0);
    }
}
