//! Out of the world: why, and what to do.

use super::{Failure, Journey, Remedy, Screen, TitleError};
use crate::theme::{self, button, colour, label, panel, text};
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};

/// Adds the screen.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::Ended), build);
}

fn build(mut commands: Commands, failure: Option<Res<Failure>>, journey: Option<Res<Journey>>) {
    let failure = failure.map_or_else(
        || Failure::new("The game ended", "", "Start again from the title.", Remedy::GoBack),
        |failure| failure.clone(),
    );
    let root = (
        panel::screen(colour::NIGHT),
        panel::evening(),
        DespawnOnExit(Screen::Ended),
        TabGroup::new(0),
    );
    commands.spawn(root).with_children(|page| {
        page.spawn(theme::panel(Node {
            width: px(560),
            flex_direction: FlexDirection::Column,
            padding: UiRect::axes(px(30), px(24)),
            row_gap: px(12),
            ..default()
        }))
        .with_children(|card| {
            card.spawn(label(&failure.what, text::HEADING, colour::GOLD));
            card.spawn(panel::rule());
            if !failure.why.is_empty() {
                card.spawn(label(&failure.why, text::BODY, colour::PARCHMENT));
            }
            if !failure.advice.is_empty() {
                card.spawn(label("What to do", text::SMALL, colour::MUTED));
                card.spawn(label(&failure.advice, text::BODY, colour::PARCHMENT));
            }
            card.spawn(Node { column_gap: px(12), margin: UiRect::top(px(8)), ..default() })
                .with_children(|row| {
                    if failure.remedy == Remedy::Retry && journey.is_some() {
                        row.spawn((button("Try again"), observe(retry)));
                    }
                    row.spawn((button(back_words(failure.remedy)), observe(back)));
                });
        });
    });
}

const fn back_words(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Rename => "Choose another name",
        Remedy::Readdress => "Change the address",
        Remedy::Retry | Remedy::GoBack => "Back to the title",
    }
}

fn retry(_: On<Activate>, mut next: ResMut<NextState<Screen>>) {
    next.set(Screen::Loading);
}

fn back(
    _: On<Activate>,
    failure: Option<Res<Failure>>,
    mut errors: ResMut<TitleError>,
    mut next: ResMut<NextState<Screen>>,
) {
    *errors = TitleError::default();
    if let Some(failure) = failure {
        match failure.remedy {
            Remedy::Rename => errors.name = Some(failure.why.clone()),
            Remedy::Readdress => errors.address = Some(failure.why.clone()),
            Remedy::Retry | Remedy::GoBack => {}
        }
    }
    next.set(Screen::Title);
}
