//! What the server does, in numbers that anybody may write and the metrics page reads. Writing is
//! an atomic operation, so that measuring never slows a tick.

mod histogram;
mod text;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

pub use histogram::Histogram;

/// A number that several threads use.
#[derive(Debug, Default)]
pub struct Number(AtomicU64);

impl Number {
    /// Sets it.
    pub fn set(&self, value: u64) {
        self.0.store(value, Ordering::Relaxed);
    }

    /// Adds to it.
    pub fn add(&self, value: u64) {
        self.0.fetch_add(value, Ordering::Relaxed);
    }

    /// Reads it.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Everything that is measured. Names end in what they count; totals only grow.
#[derive(Debug)]
pub struct Metrics {
    /// How long ticks take.
    pub tick: Histogram,
    /// The world's clock, in ticks.
    pub world_ticks: Number,
    /// Players in the world.
    pub players: Number,
    /// Players at most.
    pub player_limit: Number,
    /// UDP packets received, in total.
    pub packets_in: Number,
    /// UDP packets sent, in total.
    pub packets_out: Number,
    /// UDP payload bytes received, in total.
    pub bytes_in: Number,
    /// UDP payload bytes sent, in total.
    pub bytes_out: Number,
    /// UDP packets that the system did not take, in total.
    pub send_failures: Number,
    /// Entries that wait for the disk.
    pub store_waiting: Number,
    /// How long the newest transaction took, microseconds.
    pub store_commit_micros: Number,
    /// 1 when nothing can be saved any more.
    pub store_failed: Number,
    /// Logins that were admitted, in total.
    pub logins_admitted: Number,
    /// Logins that were refused, in total.
    pub logins_refused: Number,
    /// Chunks of terrain in memory.
    pub chunks: Number,
    /// Entities of the world.
    pub entities: Number,
    /// Dungeon instances that run.
    pub instances: Number,
    /// The chain's slot.
    pub chain_slot: Number,
    /// Operations that wait for the chain.
    pub chain_waiting: Number,
    /// Operations that became final since the start, in total.
    pub chain_recorded: Number,
    /// Operations that failed for good since the start, in total.
    pub chain_refused: Number,
    /// 1 when nothing is recorded on the chain.
    pub chain_failed: Number,
    /// Relics that were opened and have no outcome yet.
    pub chain_rolling: Number,
    dropped: Mutex<Vec<(&'static str, u64)>>,
    started: Instant,
    /// Milliseconds after the start at which the newest tick ended, plus 1; 0: none did.
    last_tick: Number,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            tick: Histogram::default(),
            world_ticks: Number::default(),
            players: Number::default(),
            player_limit: Number::default(),
            packets_in: Number::default(),
            packets_out: Number::default(),
            bytes_in: Number::default(),
            bytes_out: Number::default(),
            send_failures: Number::default(),
            store_waiting: Number::default(),
            store_commit_micros: Number::default(),
            store_failed: Number::default(),
            logins_admitted: Number::default(),
            logins_refused: Number::default(),
            chunks: Number::default(),
            entities: Number::default(),
            instances: Number::default(),
            chain_slot: Number::default(),
            chain_waiting: Number::default(),
            chain_recorded: Number::default(),
            chain_refused: Number::default(),
            chain_failed: Number::default(),
            chain_rolling: Number::default(),
            dropped: Mutex::default(),
            started: Instant::now(),
            last_tick: Number::default(),
        }
    }
}

impl Metrics {
    /// Counts a tick.
    pub fn observe_tick(&self, took: Duration) {
        self.tick.observe(took);
        self.last_tick.set(self.millis() + 1);
    }

    /// How long ago the newest tick ended; `None` before the first.
    #[must_use]
    pub fn since_last_tick(&self) -> Option<Duration> {
        let last = self.last_tick.read().checked_sub(1)?;
        Some(Duration::from_millis(self.millis().saturating_sub(last)))
    }

    /// Takes over the transport's totals; once a second is enough.
    pub fn set_transport(&self, counters: &transport::Counters) {
        self.packets_in.set(counters.packets_in);
        self.packets_out.set(counters.packets_out);
        self.bytes_in.set(counters.bytes_in);
        self.bytes_out.set(counters.bytes_out);
        self.send_failures.set(counters.send_failures);
        let mut dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
        dropped.clear();
        dropped.extend(counters.drops());
    }

    /// Takes over the state of the store.
    pub fn set_store(&self, store: &crate::store::StoreHandle) {
        self.store_waiting.set(store.waiting() as u64);
        self.store_commit_micros.set(store.commit_micros());
        self.store_failed.set(u64::from(store.failed().is_some()));
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The metrics page: Prometheus' text exposition format 0.0.4
    /// (<https://prometheus.io/docs/instrumenting/exposition_formats/>).
    #[must_use]
    pub fn render(&self) -> String {
        let dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner).clone();
        text::render(self, &dropped, self.started.elapsed())
    }
}
