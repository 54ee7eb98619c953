//! What a survey counts: shares of named kinds, and spreads of numbers.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts of all seeds so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tally {
    /// How often each kind occurred, by what is counted.
    pub(crate) shares: BTreeMap<String, BTreeMap<String, u64>>,
    /// Values, by what is measured.
    pub(crate) numbers: BTreeMap<String, Vec<u32>>,
    /// Times in microseconds, by what was generated; not compared, since they are the machine's.
    pub(crate) times: BTreeMap<String, Vec<u32>>,
    /// What failed its own proof, with the command that shows it.
    pub(crate) failures: Vec<String>,
}

impl Tally {
    /// Counts one of a kind.
    pub(crate) fn count(&mut self, what: &str, kind: &str) {
        self.count_by(what, kind, 1);
    }

    /// Counts some of a kind.
    pub(crate) fn count_by(&mut self, what: &str, kind: &str, count: u64) {
        let kinds = self.shares.entry(what.to_owned()).or_default();
        *kinds.entry(kind.to_owned()).or_default() += count;
    }

    /// Notes a value.
    pub(crate) fn measure(&mut self, what: &str, value: impl TryInto<u32>) {
        let value = value.try_into().unwrap_or(u32::MAX);
        self.numbers.entry(what.to_owned()).or_default().push(value);
    }

    /// Runs something and notes how long it took.
    pub(crate) fn timed<T>(&mut self, what: &str, work: impl FnOnce() -> T) -> T {
        let start = std::time::Instant::now();
        let made = work();
        let micros = u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX);
        self.times.entry(what.to_owned()).or_default().push(micros);
        made
    }

    /// Takes in another tally.
    pub(crate) fn add(&mut self, other: Self) {
        for (what, kinds) in other.shares {
            for (kind, count) in kinds {
                self.count_by(&what, &kind, count);
            }
        }
        for (what, values) in other.numbers {
            self.numbers.entry(what).or_default().extend(values);
        }
        for (what, values) in other.times {
            self.times.entry(what).or_default().extend(values);
        }
        self.failures.extend(other.failures);
    }

    /// Sorts values, so that the order in which threads finished does not show.
    pub(crate) fn sort(&mut self) {
        self.numbers.values_mut().chain(self.times.values_mut()).for_each(|v| v.sort_unstable());
        self.failures.sort_unstable();
    }
}

/// The value below which so many per mille of sorted values lie; 0 where there are none.
pub(crate) fn quantile(sorted: &[u32], per_mille: usize) -> u32 {
    sorted.get(sorted.len().saturating_sub(1) * per_mille / 1000).copied().unwrap_or(0)
}

/// The mean; 0 where there are no values.
pub(crate) fn mean(values: &[u32]) -> f64 {
    let sum: u64 = values.iter().map(|&value| u64::from(value)).sum();
    if values.is_empty() { 0.0 } else { sum as f64 / values.len() as f64 }
}

/// Counts of sorted values in equal bins, with the first bin's lowest value and a bin's width. The
/// last bin takes the hundredth of the values that lie far out.
pub(crate) fn bins(sorted: &[u32], most: usize) -> (u32, u32, Vec<u64>) {
    let (Some(&low), high) = (sorted.first(), quantile(sorted, 990)) else {
        return (0, 1, Vec::new());
    };
    let span = high.max(low) - low + 1;
    let width = span.div_ceil(u32::try_from(most.max(1)).unwrap_or(u32::MAX)).max(1);
    let mut counts = vec![0; span.div_ceil(width) as usize];
    let last = counts.len() - 1;
    for &value in sorted {
        counts[(((value - low) / width) as usize).min(last)] += 1;
    }
    (low, width, counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_hold_every_value_once() {
        let values: Vec<u32> = (10..110).collect();
        let (low, width, counts) = bins(&values, 20);
        assert_eq!(low, 10);
        assert_eq!(counts.iter().sum::<u64>(), 100);
        assert!(counts.len() <= 20 && width * counts.len() as u32 >= 99, "{width} {counts:?}");
        assert_eq!(bins(&[], 20).2, Vec::<u64>::new());
        assert_eq!(bins(&[7, 7, 7], 20), (7, 1, vec![3]));
    }

    #[test]
    fn tallies_add_up_whatever_the_order() {
        let mut a = Tally::default();
        a.count("biome", "fen");
        a.measure("walk", 3_u32);
        let mut b = Tally::default();
        b.count_by("biome", "fen", 2);
        b.measure("walk", 1_u32);
        let (mut first, mut second) = (a.clone(), b.clone());
        first.add(b);
        second.add(a);
        first.sort();
        second.sort();
        assert_eq!(first, second);
        assert_eq!(first.shares["biome"]["fen"], 3);
        assert_eq!(first.numbers["walk"], [1, 3]);
    }
}
