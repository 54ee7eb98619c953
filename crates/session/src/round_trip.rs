//! How long an input takes to the server and back.
//!
//! Measured from sending an input to the first snapshot that has applied it, so that what a player
//! feels is what is shown: the way there and back and the waiting for the server's tick. The
//! transport's own figure waits for acknowledgements, which are spaced.

use std::collections::VecDeque;
use std::time::Duration;

/// Inputs under way that are remembered: three seconds of them.
const REMEMBERED: usize = 60;

/// How long an input takes to the server and back, smoothed (RFC 6298's factor of 1/8).
#[derive(Clone, Debug, Default)]
pub(crate) struct RoundTrip {
    now: Duration,
    sent: VecDeque<(u32, Duration)>,
    smoothed: Option<Duration>,
}

impl RoundTrip {
    pub(crate) fn advance(&mut self, dt: Duration) {
        self.now += dt;
    }

    /// An input went out.
    pub(crate) fn sent(&mut self, sequence: u32) {
        if self.sent.len() == REMEMBERED {
            self.sent.pop_front();
        }
        self.sent.push_back((sequence, self.now));
    }

    /// A snapshot says that this input was applied.
    pub(crate) fn acked(&mut self, sequence: u32) {
        while let Some(&(oldest, at)) = self.sent.front()
            && oldest <= sequence
        {
            self.sent.pop_front();
            if oldest == sequence {
                let sample = self.now.saturating_sub(at);
                self.smoothed = Some(match self.smoothed {
                    Some(before) => before * 7 / 8 + sample / 8,
                    None => sample,
                });
            }
        }
    }

    /// The smoothed time; zero before the first answer.
    pub(crate) fn time(&self) -> Duration {
        self.smoothed.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_from_sending_to_the_snapshot_that_applied_it() {
        let ms = Duration::from_millis;
        let mut trip = RoundTrip::default();
        trip.sent(1);
        trip.advance(ms(50));
        trip.sent(2);
        trip.advance(ms(30));
        trip.acked(1);
        assert_eq!(trip.time(), ms(80));
        trip.acked(1);
        assert_eq!(trip.time(), ms(80), "the same snapshot again says nothing new");
        trip.advance(ms(50));
        trip.acked(2);
        assert_eq!(trip.time(), ms(80));
        for sequence in 3..200 {
            trip.sent(sequence);
        }
        assert!(trip.sent.len() <= REMEMBERED);
    }
}
