//! A histogram of durations.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper ends of the buckets in microseconds. Fine around the 25 ms at which a tick of 50 ms has
/// used half of its time, which is the aim for 1,000 players.
pub(super) const BOUNDS: [u64; 28] = [
    250, 500, 1_000, 1_500, 2_500, 3_500, 5_000, 6_000, 7_000, 8_000, 10_000, 12_000, 14_000,
    16_000, 18_000, 20_000, 22_500, 25_000, 27_500, 30_000, 32_500, 35_000, 40_000, 45_000, 50_000,
    75_000, 100_000, 250_000,
];

/// How often something took how long.
#[derive(Debug, Default)]
pub struct Histogram {
    /// By bucket; the last is for what is above all bounds.
    counts: [AtomicU64; BOUNDS.len() + 1],
    sum_micros: AtomicU64,
    longest_micros: AtomicU64,
}

/// A histogram at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// How many took at most as long as the bound of that index.
    pub(super) up_to: [u64; BOUNDS.len()],
    pub(super) count: u64,
    pub(super) sum_micros: u64,
    pub(super) longest_micros: u64,
}

impl Histogram {
    /// Counts one.
    pub fn observe(&self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.partition_point(|&bound| bound < micros);
        if let Some(count) = self.counts.get(bucket) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        self.sum_micros.fetch_add(micros, Ordering::Relaxed);
        self.longest_micros.fetch_max(micros, Ordering::Relaxed);
    }

    pub(super) fn read(&self) -> Reading {
        let mut total = 0;
        let mut up_to = [0; BOUNDS.len()];
        let mut counts = self.counts.iter().map(|count| count.load(Ordering::Relaxed));
        for (entry, count) in up_to.iter_mut().zip(counts.by_ref()) {
            total += count;
            *entry = total;
        }
        Reading {
            up_to,
            count: total + counts.sum::<u64>(),
            sum_micros: self.sum_micros.load(Ordering::Relaxed),
            longest_micros: self.longest_micros.load(Ordering::Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_cumulative_and_hold_their_upper_end() {
        let histogram = Histogram::default();
        for micros in [1, 250, 251, 25_000, 25_001, 9_000_000] {
            histogram.observe(Duration::from_micros(micros));
        }
        let reading = histogram.read();
        let at = |bound| {
            reading.up_to[BOUNDS.iter().position(|&other| other == bound).expect("a bound")]
        };
        assert_eq!(
            [at(250), at(500), at(20_000), at(25_000), at(35_000), at(250_000)],
            [2, 3, 3, 4, 5, 5]
        );
        assert_eq!(reading.count, 6);
        assert_eq!(reading.sum_micros, 1 + 250 + 251 + 25_000 + 25_001 + 9_000_000);
        assert_eq!(reading.longest_micros, 9_000_000);
    }
}
