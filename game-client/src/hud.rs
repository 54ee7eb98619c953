//! What lies over the world while one plays.

mod chat;
pub(crate) mod compass;
mod death;
mod debug;
mod hits;
mod notices;
mod plates;
mod prompt;
mod reveal;
mod tracker;
mod vitals;

use crate::menus::Menu;
use crate::schedule::ClientSystems;
use crate::screens::Screen;
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
        reveal::plugin,
        tracker::plugin,
        vitals::plugin,
    ));
    app.add_systems(Update, make_way.after(ClientSystems::Show).run_if(in_state(Screen::Playing)));
}

/// A part of the HUD that makes way for windows.
#[derive(Component, Clone, Copy, PartialEq, Eq)]
enum MakesWay {
    /// For every window.
    ForAll,
    /// For a dialogue only.
    ForTalk,
}

/// Shows and hides what makes way.
fn make_way(menu: Res<State<Menu>>, mut parts: Query<(&MakesWay, &mut Visibility)>) {
    for (way, mut visibility) in &mut parts {
        let hidden = match menu.get() {
            Menu::None => false,
            Menu::Dialogue => true,
            _ => *way == MakesWay::ForAll,
        };
        let wanted = if hidden { Visibility::Hidden } else { Visibility::Inherited };
        visibility.set_if_neq(wanted);
    }
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
        DespawnOnExit(Screen::Playing),
    )
}
