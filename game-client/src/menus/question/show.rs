//! How a question looks.

use super::{Answer, Asking, Fault, PriceField, Priced, Question, Then};
use crate::menus::window;
use crate::screens::Screen;
use crate::theme::{self, button, colour, field, label, panel, text};
use crate::wording::price;
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::input_focus::{FocusCause, InputFocus};
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};

/// Above every window.
const LAYER: i32 = 45;
/// Most characters of a price.
const DIGITS: usize = 18;

/// The question on the screen.
#[derive(Component)]
pub(super) struct Popup;

/// Shows the question that is open.
pub(super) fn build(
    mut commands: Commands,
    question: Res<Question>,
    open: Query<Entity, With<Popup>>,
    focus: Option<ResMut<InputFocus>>,
) {
    if !question.is_changed() {
        return;
    }
    for old in &open {
        commands.entity(old).despawn();
    }
    let Some(asking) = &question.0 else {
        return;
    };
    let mut entry = None;
    commands
        .spawn((
            panel::screen(colour::SHADE),
            Popup,
            GlobalZIndex(LAYER),
            TabGroup::modal(),
            DespawnOnExit(Screen::Playing),
        ))
        .with_children(|page| {
            page.spawn(theme::panel(Node {
                width: px(460),
                flex_direction: FlexDirection::Column,
                padding: UiRect::axes(px(24), px(18)),
                row_gap: px(10),
                ..default()
            }))
            .with_children(|card| entry = fill(card, asking));
        });
    if let (Some(entry), Some(mut focus)) = (entry, focus) {
        focus.set(entry, FocusCause::Navigated);
    }
}

/// Fills the card; the field, where there is one.
fn fill(card: &mut ChildSpawnerCommands, asking: &Asking) -> Option<Entity> {
    let tint = if asking.grave { colour::BAD } else { colour::GOLD };
    card.spawn(label(&asking.title, text::SUBHEADING, tint));
    for line in &asking.lines {
        card.spawn(label(line, text::BODY, colour::PARCHMENT));
    }
    let entry = match &asking.then {
        Then::Price(priced) => {
            let initial = match priced {
                Priced::List(_) => String::new(),
                Priced::Reprice(_, now) => price::number(*now),
            };
            let mut entry = None;
            card.spawn(window::row()).with_children(|row| {
                let mut field = row.spawn((
                    field::field(&initial, DIGITS, px(180)),
                    Name::new("price"),
                    PriceField,
                ));
                field.observe(|_: On<field::Submitted>, mut answer: Answer| answer.yes());
                entry = Some(field.id());
                row.spawn(label("marks", text::BODY, colour::MUTED));
            });
            card.spawn((label("", text::BODY, colour::BAD), Fault));
            entry
        }
        _ => None,
    };
    card.spawn(Node { column_gap: px(10), ..default() }).with_children(|row| {
        row.spawn((
            button::first_button(asking.yes, 190.0),
            observe(|_: On<Activate>, mut answer: Answer| answer.yes()),
        ));
        if asking.then != Then::Nothing {
            row.spawn((
                theme::button_sized("Not now", 140.0),
                observe(|_: On<Activate>, mut question: ResMut<Question>| question.0 = None),
            ));
        }
    });
    entry
}
