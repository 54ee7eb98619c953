//! Pause: the world goes on, the player rests.

use super::{Menu, window};
use crate::connection::LeaveWorld;
use crate::play::Place;
use crate::theme::{self, button, colour, label, text};
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};

/// Adds the pause.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Menu::Pause), build);
}

fn build(mut commands: Commands, place: Res<Place>) {
    let name = place.name.clone();
    window::open(&mut commands, Menu::Pause, ("Rest", 360.0), (), |card| {
        card.spawn(label(
            format!("{name}, the world goes on without you."),
            text::SMALL,
            colour::MUTED,
        ));
        card.spawn((wide("Resume"), observe(go_to(Menu::None))));
        card.spawn((wide("Settings"), observe(go_to(Menu::Settings))));
        card.spawn((wide("Leave the world"), observe(leave)));
        card.spawn((wide("Quit"), observe(quit)));
        card.spawn(theme::panel::rule());
        for (keys, what) in HELP {
            card.spawn((
                Node { justify_content: JustifyContent::SpaceBetween, ..default() },
                children![
                    label(keys, text::SMALL, colour::GOLD),
                    label(what, text::SMALL, colour::MUTED)
                ],
            ));
        }
    });
}

const HELP: [(&str, &str); 8] = [
    ("W A S D, Shift, Space", "walk, run, jump"),
    ("Left and right mouse", "strike, shoot"),
    ("E, Tab", "use what is near, next target"),
    ("I, M, J, P", "pack, map, quests, party"),
    ("K, T", "market, trade with who asks"),
    ("Enter", "chat"),
    ("Wheel", "camera near and far"),
    ("F3", "frames and connection"),
];

fn wide(words: &str) -> impl Bundle {
    button::button_sized(words, 312.0)
}

fn go_to(menu: Menu) -> impl FnMut(On<Activate>, ResMut<NextState<Menu>>) {
    move |_, mut next| next.set(menu)
}

fn leave(_: On<Activate>, mut leave: MessageWriter<LeaveWorld>) {
    leave.write(LeaveWorld { quit: false });
}

fn quit(_: On<Activate>, mut leave: MessageWriter<LeaveWorld>) {
    leave.write(LeaveWorld { quit: true });
}
