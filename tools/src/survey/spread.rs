//! Many numbers in little memory: how often each value came up.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Values up to this one are kept as they are; of larger ones three figures are kept, so that a spread
/// holds some thousand different values whatever comes.
const EXACT: u32 = 1_000;

/// Numbers, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spread {
    /// How many.
    count: u64,
    /// Their sum, exact.
    sum: u64,
    /// How often each came up, to three figures.
    values: BTreeMap<u32, u64>,
}

impl Spread {
    /// Takes in a number.
    pub(crate) fn note(&mut self, value: u32) {
        self.count += 1;
        self.sum += u64::from(value);
        *self.values.entry(rounded(value)).or_default() += 1;
    }

    /// Takes in another spread.
    pub(crate) fn add(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
        for (value, count) in other.values {
            *self.values.entry(value).or_default() += count;
        }
    }

    /// How many numbers.
    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// The mean; 0 where there are none.
    pub(crate) fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum as f64 / self.count as f64 }
    }

    /// The value below which so many per mille of them lie; 0 where there are none.
    pub(crate) fn quantile(&self, per_mille: u64) -> u32 {
        let rank = self.count.saturating_sub(1) * per_mille / 1000;
        let mut seen = 0;
        for (&value, &count) in &self.values {
            seen += count;
            if seen > rank {
                return value;
            }
        }
        0
    }

    /// Counts in equal bins, with the first bin's lowest value and a bin's width. The last bin takes
    /// the hundredth of the values that lie far out.
    pub(crate) fn bins(&self, most: usize) -> (u32, u32, Vec<u64>) {
        let Some(&low) = self.values.keys().next() else { return (0, 1, Vec::new()) };
        let span = self.quantile(990).max(low) - low + 1;
        let width = span.div_ceil(u32::try_from(most.max(1)).unwrap_or(u32::MAX)).max(1);
        let mut counts = vec![0; span.div_ceil(width) as usize];
        let last = counts.len() - 1;
        for (&value, &count) in &self.values {
            counts[(((value - low) / width) as usize).min(last)] += count;
        }
        (low, width, counts)
    }
}

/// Three figures of a large number, the rest cut off.
fn rounded(value: u32) -> u32 {
    let mut unit = 1;
    while value / unit >= EXACT {
        unit *= 10;
    }
    value / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: impl IntoIterator<Item = u32>) -> Spread {
        let mut spread = Spread::default();
        values.into_iter().for_each(|value| spread.note(value));
        spread
    }

    #[test]
    fn bins_hold_every_value_once() {
        let (low, width, counts) = of(10..110).bins(20);
        assert_eq!(low, 10);
        assert_eq!(counts.iter().sum::<u64>(), 100);
        assert!(counts.len() <= 20 && width * counts.len() as u32 >= 99, "{width} {counts:?}");
        assert_eq!(of([]).bins(20).2, Vec::<u64>::new());
        assert_eq!(of([7, 7, 7]).bins(20), (7, 1, vec![3]));
    }

    #[test]
    fn quantiles_are_the_values_themselves_and_large_ones_to_three_figures() {
        let spread = of(0..=1_000);
        assert_eq!([0, 500, 990, 1000].map(|at| spread.quantile(at)), [0, 500, 990, 1000]);
        assert_eq!(of([123_456]).quantile(500), 123_000);
        assert!((of([123_456, 1]).mean() - 61_728.5).abs() < 1e-9, "the mean is exact");
    }

    #[test]
    fn a_spread_stays_small_whatever_it_is_told() {
        let spread = of((0..400_000_u32).map(|number| number.wrapping_mul(2_654_435_761)));
        assert_eq!(spread.count(), 400_000);
        assert!(spread.values.len() < 7_400, "{}", spread.values.len());
    }
}
