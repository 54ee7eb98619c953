//! The order of everything, said once.
//!
//! One update of the app is one tick of 50 ms. `Intake` drains the sockets, the worker threads and
//! the players' requests; `Simulate` moves everything; `Resolve` lets blows, deeds and deaths take
//! effect; `Publish` tells each player what changed and saves. Slow work (terrain, disk, login)
//! runs on threads of its own; only `Intake` drains what they send.

use crate::play;
use bevy::app::{App, Update};
use bevy::ecs::schedule::{IntoScheduleConfigs, SystemSet};
use std::time::Duration;

/// Length of a tick.
pub(crate) const TICK: Duration = Duration::from_millis(50);

/// The phases of a tick, in order.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PhaseSystems {
    /// What came in from outside.
    Intake,
    /// Everything moves.
    Simulate,
    /// What follows from the moves.
    Resolve,
    /// What goes out.
    Publish,
}

/// Adds the phases and all that happens in them.
pub(crate) fn plugin(app: &mut App) {
    use PhaseSystems::{Intake, Publish, Resolve, Simulate};
    app.configure_sets(Update, (Intake, Simulate, Resolve, Publish).chain());
    app.add_systems(
        Update,
        (
            (
                play::atlas::receive,
                play::wire::receive,
                // First out, then in: who is sent away for another hears why before that.
                play::leaving::leave,
                play::joining::join,
                play::wire::decode,
                play::requests::answer,
                play::relics::hear,
                play::deals::expire,
                play::trade::look,
                play::holdings::retry,
            )
                .chain()
                .in_set(Intake),
            (
                play::index::rebuild,
                play::player::step,
                play::creature::decide,
                play::creature::step,
                play::traps::spring,
                play::fight::fly,
            )
                .chain()
                .in_set(Simulate),
            (
                play::fight::strike,
                play::death::bury,
                play::quests::look_around,
                play::fight::regain,
                play::creature::populate,
                play::people::populate,
                play::dungeon::tend,
                play::things::expire,
            )
                .chain()
                .in_set(Resolve),
            (
                play::wire::release,
                play::party::tell,
                play::index::refresh,
                play::sight::look,
                play::sight::tell,
                play::keep::save,
                play::wire::send,
                play::clock::advance,
            )
                .chain()
                .in_set(Publish),
        ),
    );
}
