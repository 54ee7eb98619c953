//! What a crowd has cost and how it fared: for each row of the table, and in the end.

use super::Crowd;
use crate::bots::measure::Totals;
use crate::bots::report::{Interval, Summary};
use std::time::{Duration, Instant};

impl Crowd {
    /// What came of it.
    pub(in crate::bots) fn summary(&mut self, seconds: u32) -> Summary {
        self.all_late.take_from(&mut self.late);
        self.all_round_trips.take_from(&mut self.round_trips);
        let before = self.steady.map_or_else(Totals::default, |(totals, _)| totals);
        let gained = self.steady_until.since(&before);
        let never = self.count - self.failed - self.bots.len() as u32;
        let outside = self.bots.iter().filter(|bot| !bot.session.view().inside).count() as u32;
        Summary {
            count: self.count,
            connected: self.count - self.failed - never - outside,
            failed: self.failed + never + outside,
            dropped: self.dropped,
            first_failure: self.first_failure.clone(),
            seconds,
            all_in_seconds: self.all_in.map(|time| time.as_secs_f64()),
            bytes_down_per_second: gained.rate(gained.bytes_in),
            bytes_up_per_second: gained.rate(gained.bytes_out),
            snapshots_per_second: gained.rate(gained.snapshots),
            round_trip_ms: self.all_round_trips.spread(),
            lateness_ms: self.all_late.spread(),
            undecodable: self.bots.iter().map(|bot| bot.session.heard().undecodable).sum(),
        }
    }

    pub(super) fn count_totals(&mut self, passed: Duration) {
        let mut totals = Totals { client_seconds: self.totals.client_seconds, ..Totals::default() };
        totals.client_seconds += passed.as_secs_f64() * self.inside() as f64;
        for bot in &self.bots {
            let network = bot.session.network();
            totals.bytes_in += network.bytes_in;
            totals.bytes_out += network.bytes_out;
            totals.snapshots += bot.session.heard().snapshots;
        }
        self.totals = totals;
        self.steady_until = totals;
    }

    pub(super) fn interval(
        &mut self,
        start: Instant,
        length: Duration,
        before: &Totals,
    ) -> Interval {
        let gained = self.totals.since(before);
        let interval = Interval {
            at: start.elapsed(),
            inside: self.inside(),
            lost: self.bots.iter().filter(|bot| bot.ended.is_some()).count() + self.failed as usize,
            lateness_ms: self.late.spread(),
            bytes_down: gained.rate(gained.bytes_in),
            bytes_up: gained.rate(gained.bytes_out),
            snapshots: gained.rate(gained.snapshots),
            round_trip_ms: self.round_trips.spread(),
            busy: self.busy.as_secs_f64() / length.as_secs_f64().max(0.001),
        };
        self.all_late.take_from(&mut self.late);
        self.all_round_trips.take_from(&mut self.round_trips);
        self.busy = Duration::ZERO;
        interval
    }
}
