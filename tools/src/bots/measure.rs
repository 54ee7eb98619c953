//! Samples and what is read from them.

use serde::Serialize;

/// Numbers that were measured.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples(Vec<f32>);

/// What samples say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(super) struct Spread {
    /// The median.
    pub(super) p50: f32,
    /// 99 of 100 are not above.
    pub(super) p99: f32,
    /// The greatest.
    pub(super) max: f32,
}

impl Samples {
    pub(super) fn add(&mut self, value: f32) {
        self.0.push(value);
    }

    /// Adds what another has, and empties it.
    pub(super) fn take_from(&mut self, other: &mut Self) {
        self.0.append(&mut other.0);
    }

    /// Median, 99th percentile (nearest rank) and maximum; zeros where nothing was measured.
    pub(super) fn spread(&self) -> Spread {
        let mut sorted = self.0.clone();
        sorted.sort_by(f32::total_cmp);
        let rank = |per_cent: usize| {
            let index = (sorted.len() * per_cent).div_ceil(100).saturating_sub(1);
            sorted.get(index).copied().unwrap_or(0.0)
        };
        Spread { p50: rank(50), p99: rank(99), max: rank(100) }
    }
}

/// Totals that only grow; two of them give a rate.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Totals {
    /// Bytes received, UDP payload.
    pub(super) bytes_in: u64,
    /// Bytes sent, UDP payload.
    pub(super) bytes_out: u64,
    /// Snapshots used.
    pub(super) snapshots: u64,
    /// Seconds that clients were connected, added up.
    pub(super) client_seconds: f64,
}

impl Totals {
    /// What was added since `before`.
    pub(super) fn since(&self, before: &Self) -> Self {
        Self {
            bytes_in: self.bytes_in - before.bytes_in,
            bytes_out: self.bytes_out - before.bytes_out,
            snapshots: self.snapshots - before.snapshots,
            client_seconds: self.client_seconds - before.client_seconds,
        }
    }

    /// A count as a rate for each client.
    pub(super) fn rate(&self, count: u64) -> f64 {
        if self.client_seconds > 0.0 { count as f64 / self.client_seconds } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_the_nearest_ones() {
        let mut samples = Samples::default();
        assert_eq!(samples.spread(), Spread::default());
        for value in (1..=200_u8).rev() {
            samples.add(value.into());
        }
        assert_eq!(samples.spread(), Spread { p50: 100.0, p99: 198.0, max: 200.0 });
    }

    #[test]
    fn rates_are_per_client_and_second() {
        let before = Totals { bytes_in: 1_000, client_seconds: 2.0, ..Totals::default() };
        let now = Totals { bytes_in: 9_000, client_seconds: 6.0, ..Totals::default() };
        let gained = now.since(&before);
        assert!((gained.rate(gained.bytes_in) - 2_000.0).abs() < 1e-9);
    }
}
