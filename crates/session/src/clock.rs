//! The server's time as far as a client can know it.
//!
//! Snapshots carry the server's tick and arrive with jitter. The clock runs by the client's own time
//! and is pulled gently towards what arrives, so that what is drawn from it moves evenly.

use simulation::TICKS_PER_SECOND;
use std::time::Duration;

/// How far behind the server others are drawn, in ticks: 100 ms. Two snapshots fit into it, so that
/// one may be lost without a visible halt.
const BEHIND: f64 = 2.0;
/// Share of the difference that one snapshot takes away. A jitter of 20 ms then shows as 2 ms.
const PULL: f64 = 0.1;
/// A difference above this many ticks is no jitter but a stall: the clock jumps.
const STALL: f64 = 8.0;

/// The server's time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    now: Option<f64>,
    drawn: f64,
}

impl Clock {
    /// Time passes.
    pub(crate) fn advance(&mut self, dt: Duration) {
        if let Some(now) = &mut self.now {
            *now += dt.as_secs_f64() * f64::from(TICKS_PER_SECOND);
            self.drawn = self.drawn.max(*now - BEHIND);
        }
    }

    /// A snapshot of this tick arrived.
    pub(crate) fn heard(&mut self, tick: u32) {
        let tick = f64::from(tick);
        match &mut self.now {
            Some(now) if (tick - *now).abs() < STALL => *now += (tick - *now) * PULL,
            _ => {
                self.now = Some(tick);
                self.drawn = tick - BEHIND;
            }
        }
    }

    /// The time to draw others at, in ticks. Never runs backwards but for a stall.
    pub(crate) const fn drawn(&self) -> f64 {
        self.drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_time_never_runs_backwards_under_jitter() {
        let mut clock = Clock::default();
        clock.heard(100);
        let mut before = clock.drawn();
        for frame in 1..2_000_u32 {
            clock.advance(Duration::from_micros(16_667));
            // A snapshot each third frame, up to 60 ms late in a pattern.
            if frame % 3 == 0 {
                clock.heard(100 + frame / 3 - frame % 2);
            }
            assert!(clock.drawn() >= before, "frame {frame}");
            before = clock.drawn();
        }
        let expected = 100.0 + 2_000.0 / 3.0;
        assert!((before + BEHIND - expected).abs() < 2.0, "{before}");
    }

    #[test]
    fn a_stall_is_caught_up_with_at_once() {
        let mut clock = Clock::default();
        clock.heard(10);
        clock.heard(500);
        assert!((clock.drawn() - 498.0).abs() < 0.01);
    }
}
