//! The table of a running crowd, and the summary at its end.

use super::measure::Spread;
use crate::terminal::Screen;
use serde::Serialize;
use std::fmt;
use std::io::Write;
use std::time::Duration;

/// What happened since the last row.
pub(super) struct Interval {
    pub(super) at: Duration,
    pub(super) inside: usize,
    pub(super) lost: usize,
    pub(super) lateness_ms: Spread,
    pub(super) bytes_down: f64,
    pub(super) bytes_up: f64,
    pub(super) snapshots: f64,
    pub(super) round_trip_ms: Spread,
    pub(super) busy: f64,
}

/// Prints rows.
pub(super) struct Table<'s> {
    screen: &'s Screen,
    to_stderr: bool,
    rows: usize,
}

impl<'s> Table<'s> {
    pub(super) const fn new(screen: &'s Screen, to_stderr: bool) -> Self {
        Self { screen, to_stderr, rows: 0 }
    }

    /// Prints a row, and now and then the header.
    pub(super) fn row(&mut self, now: &Interval) {
        if self.rows.is_multiple_of(20) {
            self.line(&self.screen.dim(
                "          |      bots      | each: bytes a second | snapshots | round trip ms | own \
                 ticks late ms     |",
            ));
            self.line(&self.screen.dim(
                "     time | inside    lost |     down         up |  a second |   p50     p99 |   \
                 p50    p99     max | busy",
            ));
        }
        self.rows += 1;
        let (trip, late) = (now.round_trip_ms, now.lateness_ms);
        self.line(&format!(
            "{:>7.0} s | {:>6} {:>7} | {:>8.0} {:>10.0} | {:>9.1} | {:>5.1} {:>7.1} | {:>5.2} {:>6.1} \
             {:>7.1} | {:>3.0} %",
            now.at.as_secs_f64(),
            now.inside,
            now.lost,
            now.bytes_down,
            now.bytes_up,
            now.snapshots,
            trip.p50,
            trip.p99,
            late.p50,
            late.p99,
            late.max,
            now.busy * 100.0,
        ));
    }

    fn line(&self, text: &str) {
        // The bots go on when nobody reads their table.
        let _ = if self.to_stderr {
            writeln!(std::io::stderr(), "{text}").map_err(anyhow::Error::from)
        } else {
            self.screen.print(text)
        };
    }
}

/// What came of it. Rates are for each client, over the time in which all were in.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    /// Bots that were asked for.
    pub(super) count: u32,
    /// Bots that got into the world.
    pub(super) connected: u32,
    /// Bots that did not.
    pub(super) failed: u32,
    /// Bots whose connection ended before its time.
    pub(super) dropped: u32,
    /// Why the first of those failed.
    pub(super) first_failure: Option<String>,
    /// How long they stayed.
    pub(super) seconds: u32,
    /// How long it took until all were in.
    pub(super) all_in_seconds: Option<f64>,
    /// UDP payload received.
    pub(super) bytes_down_per_second: f64,
    /// UDP payload sent.
    pub(super) bytes_up_per_second: f64,
    /// Snapshots used.
    pub(super) snapshots_per_second: f64,
    /// Of a request and its answer.
    pub(super) round_trip_ms: Spread,
    /// How late this program's own slots began: if large, it was the bottleneck.
    pub(super) lateness_ms: Spread,
    /// Messages that could not be read.
    pub(super) undecodable: u64,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Spread { p50, p99, max } = self.round_trip_ms;
        writeln!(f, "\n{} of {} bots got in", self.connected, self.count)?;
        if let Some(seconds) = self.all_in_seconds {
            writeln!(f, "  all in after     {seconds:.1} s")?;
        }
        writeln!(f, "  lost on the way  {}", self.dropped)?;
        writeln!(f, "  down each        {:.0} B/s", self.bytes_down_per_second)?;
        writeln!(f, "  up each          {:.0} B/s", self.bytes_up_per_second)?;
        writeln!(f, "  snapshots each   {:.1} a second", self.snapshots_per_second)?;
        writeln!(f, "  round trip       p50 {p50:.1} ms, p99 {p99:.1} ms, max {max:.1} ms")?;
        let Spread { p50, p99, max } = self.lateness_ms;
        writeln!(f, "  own lateness     p50 {p50:.2} ms, p99 {p99:.1} ms, max {max:.1} ms")?;
        if self.undecodable > 0 {
            writeln!(f, "  unread messages  {}", self.undecodable)?;
        }
        if let Some(why) = &self.first_failure {
            writeln!(f, "  first failure    {why}")?;
        }
        Ok(())
    }
}
