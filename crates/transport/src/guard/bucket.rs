//! A token bucket: so much a second on average, so much at once.

use std::time::Duration;

/// Holds up to `burst` units and refills at `rate` units a second.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bucket {
    rate: f64,
    burst: f64,
    level: f64,
    filled_at: Duration,
}

impl Bucket {
    /// A full bucket. `rate` is in units a second.
    pub(crate) fn new(rate: f64, burst: f64, now: Duration) -> Self {
        Self { rate, burst, level: burst, filled_at: now }
    }

    /// Takes `units` if they are there.
    pub(crate) fn take(&mut self, units: f64, now: Duration) -> bool {
        self.fill(now);
        if self.level < units {
            return false;
        }
        self.level -= units;
        true
    }

    /// Whether nothing was taken for so long that the bucket is as good as new.
    pub(crate) fn is_full(&mut self, now: Duration) -> bool {
        self.fill(now);
        self.level >= self.burst
    }

    /// Whole seconds, at least one, until `units` can be taken.
    pub(crate) fn wait_seconds(&self, units: f64) -> u64 {
        let missing = (units - self.level).max(0.0);
        (missing / self.rate.max(f64::MIN_POSITIVE)).ceil().clamp(1.0, 3_600.0) as u64
    }

    fn fill(&mut self, now: Duration) {
        let elapsed = now.saturating_sub(self.filled_at).as_secs_f64();
        self.filled_at = self.filled_at.max(now);
        self.level = (self.level + elapsed * self.rate).min(self.burst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_the_rate_then_no_credit_for_a_clock_that_runs_back() {
        let second = Duration::from_secs;
        let mut bucket = Bucket::new(2.0, 3.0, second(10));
        assert!((0..3).all(|_| bucket.take(1.0, second(10))));
        assert!(!bucket.take(1.0, second(10)));
        assert!(bucket.take(1.0, second(11)));
        assert!(bucket.take(1.0, second(11)));
        assert!(!bucket.take(1.0, second(11)));
        assert!(!bucket.take(1.0, second(5)));
        assert!(!bucket.is_full(second(12)));
        assert!(bucket.is_full(second(13)));
    }
}
