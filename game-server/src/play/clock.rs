//! The world's time, counted in ticks since the world began.

use bevy::prelude::*;

/// The world's time.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    /// Ticks since the world began; goes on after a restart.
    pub(crate) age: u64,
    /// Ticks since the server started; what snapshots carry.
    pub(crate) tick: u32,
}

/// A tick is over.
pub(crate) fn advance(mut clock: ResMut<Clock>) {
    clock.age += 1;
    clock.tick = clock.tick.wrapping_add(1);
}
