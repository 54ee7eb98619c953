//! Figures of the running game, for the metrics page.

use crate::metrics::Metrics;
use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::dungeon::Dungeons;
use crate::play::index::Index;
use crate::play::keep::Keeper;
use crate::play::wire::Wire;
use bevy::prelude::*;

/// Ticks between two reports.
const EVERY: u32 = 20;

/// Writes the figures, once a second.
pub(crate) fn report(world: &World, metrics: &Metrics) {
    let clock = world.resource::<Clock>();
    if !clock.tick.is_multiple_of(EVERY) {
        return;
    }
    let wire = world.resource::<Wire>();
    metrics.world_ticks.set(clock.age);
    metrics.players.set(wire.clients.len() as u64);
    metrics.entities.set(world.resource::<Index>().count() as u64);
    metrics.chunks.set(world.resource::<Atlas>().ground().chunk_count() as u64);
    metrics.instances.set(world.resource::<Dungeons>().open_count() as u64);
    metrics.set_store(&world.resource::<Keeper>().handle());
    wire.link.report(wire.clients.len(), metrics);
}
