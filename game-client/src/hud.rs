//! What lies over the world while one plays.

mod chat;
pub(crate) mod compass;
mod death;
mod debug;
mod hits;
mod notices;
mod plates;
mod prompt;
mod tracker;
mod vitals;

use bevy::prelude::*;

/// Adds all of it.
pub(crate) fn plugin(app: &mut App) {
    app.add_plugins((
        chat::plugin,
        compass::plugin,
        death::plugin,
        debug::plugin,
        hits::plugin,
        notices::plugin,
        plates::plugin,
        prompt::plugin,
        tracker::plugin,
        vitals::plugin,
    ));
}

/// A node that covers the window and catches nothing.
fn overlay() -> impl Bundle {
    (
        Node {
            position_type: PositionType::Absolute,
            width: percent(100),
            height: percent(100),
            ..default()
        },
        Pickable::IGNORE,
        DespawnOnExit(crate::screens::Screen::Playing),
    )
}
