//! The settings' window.

use super::{Menu, window};
use crate::settings::{MOUSE_RANGE, Settings, VIEW_RANGE};
use crate::theme::{self, colour, label, slider, text};
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, SliderValue, ValueChange, observe};

/// A line that shows a setting's value.
#[derive(Component, Clone, Copy)]
enum Shown {
    View,
    Mouse,
}

#[derive(Component)]
struct InvertButton;

/// Adds the window.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Menu::Settings), build)
        .add_systems(Update, show.run_if(in_state(Menu::Settings)));
}

fn build(mut commands: Commands, settings: Res<Settings>) {
    let (view, mouse) = (settings.view_distance, settings.mouse_sensitivity);
    window::open(&mut commands, Menu::Settings, ("Settings", 460.0), (), |card| {
        card.spawn(caption("View distance", Shown::View));
        card.spawn((slider::slider(view, VIEW_RANGE, 32.0, 410.0), observe(set_view)));
        card.spawn(label(
            "A new distance holds from the next time you enter a world or dungeon.",
            text::SMALL,
            colour::MUTED,
        ));
        card.spawn(caption("Mouse", Shown::Mouse));
        card.spawn((slider::slider(mouse, MOUSE_RANGE, 0.1, 410.0), observe(set_mouse)));
        card.spawn((theme::button_sized("", 410.0), InvertButton, observe(invert)));
    });
}

fn caption(words: &str, shown: Shown) -> impl Bundle {
    (
        Node { justify_content: JustifyContent::SpaceBetween, ..default() },
        children![
            label(words, text::BODY, colour::PARCHMENT),
            (label("", text::BODY, colour::GOLD), shown),
        ],
    )
}

fn show(
    settings: Res<Settings>,
    mut lines: Query<(&Shown, &mut Text)>,
    invert: Query<&Children, With<InvertButton>>,
    mut texts: Query<&mut Text, Without<Shown>>,
) {
    for (shown, mut text) in &mut lines {
        text.set_if_neq(Text(match shown {
            Shown::View => format!("{:.0} m", settings.view_distance),
            Shown::Mouse => format!("{:.1}", settings.mouse_sensitivity),
        }));
    }
    let words =
        if settings.invert_y { "Mouse up looks down: yes" } else { "Mouse up looks down: no" };
    for children in &invert {
        for child in children {
            if let Ok(mut text) = texts.get_mut(*child) {
                text.set_if_neq(Text(words.into()));
            }
        }
    }
}

fn set_view(change: On<ValueChange<f32>>, mut settings: ResMut<Settings>, mut commands: Commands) {
    let steps = (change.value / 32.0).round() * 32.0;
    settings.view_distance = steps.clamp(VIEW_RANGE.0, VIEW_RANGE.1);
    commands.entity(change.source).insert(SliderValue(settings.view_distance));
}

fn set_mouse(change: On<ValueChange<f32>>, mut settings: ResMut<Settings>, mut commands: Commands) {
    let steps = (change.value * 10.0).round() / 10.0;
    settings.mouse_sensitivity = steps.clamp(MOUSE_RANGE.0, MOUSE_RANGE.1);
    commands.entity(change.source).insert(SliderValue(settings.mouse_sensitivity));
}

fn invert(_: On<Activate>, mut settings: ResMut<Settings>) {
    settings.invert_y = !settings.invert_y;
}
