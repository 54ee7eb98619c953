//! Talking with somebody: what they say, what one may answer, and one's own words.

use super::Menu;
use crate::play::{AskServer, Realm, Talk};
use crate::schedule::ClientSystems;
use crate::theme::button::{Painted, pushable};
use crate::theme::{self, colour, field, label, panel, text};
use bevy::input_focus::InputFocus;
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};
use protocol::{Ask, Choice, Dialogue, Topic};

/// The keys of the choices, in order.
const DIGITS: [KeyCode; 9] = [
    KeyCode::Digit1,
    KeyCode::Digit2,
    KeyCode::Digit3,
    KeyCode::Digit4,
    KeyCode::Digit5,
    KeyCode::Digit6,
    KeyCode::Digit7,
    KeyCode::Digit8,
    KeyCode::Digit9,
];

/// Most characters of one's own words.
const WORDS: usize = 200;

#[derive(Component)]
struct TalkWindow;

/// Adds the window.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (build, press_digits).in_set(ClientSystems::Show).run_if(in_state(Menu::Dialogue)),
    )
    .add_systems(OnExit(Menu::Dialogue), drop_focus);
}

fn drop_focus(focus: Option<ResMut<InputFocus>>) {
    if let Some(mut focus) = focus {
        focus.clear();
    }
}

fn build(
    mut commands: Commands,
    talk: Res<Talk>,
    realm: Option<Res<Realm>>,
    open: Query<Entity, With<TalkWindow>>,
) {
    if !talk.is_changed() && !open.is_empty() {
        return;
    }
    for old in &open {
        commands.entity(old).despawn();
    }
    let Some(dialogue) = &talk.0 else {
        return;
    };
    let trade = realm.and_then(|realm| {
        let person = realm.0.person(dialogue.person)?;
        Some(realm.0.rules().trade(person.trade).name.clone())
    });
    // At the bottom, so that the person stays in sight.
    let root = (
        Node {
            position_type: PositionType::Absolute,
            bottom: px(26),
            width: percent(100),
            justify_content: JustifyContent::Center,
            ..default()
        },
        TalkWindow,
        GlobalZIndex(20),
        DespawnOnExit(Menu::Dialogue),
        TabGroup::modal(),
    );
    commands.spawn(root).with_children(|page| {
        page.spawn(theme::panel(Node {
            width: px(760),
            flex_direction: FlexDirection::Column,
            padding: UiRect::axes(px(22), px(14)),
            row_gap: px(7),
            ..default()
        }))
        .with_children(|card| fill(card, dialogue, trade.as_deref()));
    });
}

fn fill(card: &mut ChildSpawnerCommands, dialogue: &Dialogue, trade: Option<&str>) {
    card.spawn(Node { column_gap: px(12), align_items: AlignItems::Baseline, ..default() })
        .with_children(|row| {
            row.spawn(label(&dialogue.name, text::HEADING, colour::GOLD));
            if let Some(trade) = trade {
                row.spawn(label(trade, text::BODY, colour::MUTED));
            }
        });
    card.spawn(panel::rule());
    card.spawn(label(&dialogue.text, text::BODY + 1.5, colour::PARCHMENT));
    card.spawn(Node { height: px(2), ..default() });
    let columns = Node {
        display: Display::Grid,
        grid_template_columns: RepeatedGridTrack::flex(2, 1.0),
        column_gap: px(7),
        row_gap: px(6),
        ..default()
    };
    card.spawn(columns).with_children(|grid| {
        for (index, choice) in dialogue.choices.iter().enumerate() {
            grid.spawn(answer(index, choice));
        }
    });
    card.spawn(Node { column_gap: px(10), align_items: AlignItems::Center, ..default() })
        .with_children(|row| {
            row.spawn(label("Say", text::SMALL, colour::MUTED));
            row.spawn(field::field("", WORDS, px(672))).observe(say);
        });
}

/// An answer, with the key that gives it.
fn answer(index: usize, choice: &Choice) -> impl Bundle {
    let topic = choice.topic;
    let node = Node { padding: UiRect::axes(px(10), px(5)), column_gap: px(10), ..default() };
    let number = if index < DIGITS.len() { format!("{}", index + 1) } else { " ".into() };
    (
        pushable(Painted::quiet(frame_of(topic)), node),
        observe(move |_: On<Activate>, mut ask: MessageWriter<AskServer>| {
            ask.write(AskServer(Ask::Choose { topic }));
        }),
        children![
            label(number, text::BODY, colour::GOLD),
            label(&choice.label, text::BODY, colour::PARCHMENT),
        ],
    )
}

/// What moves a quest stands out.
const fn frame_of(topic: Topic) -> Color {
    match topic {
        Topic::Quest(_)
        | Topic::Accept(_)
        | Topic::Deliver(_)
        | Topic::Report(_)
        | Topic::FindOut(_)
        | Topic::Persuade(_)
        | Topic::Collect(_) => colour::GOLD,
        _ => colour::BRONZE_DARK,
    }
}

fn say(
    said: On<field::Submitted>,
    mut fields: Query<&mut bevy::text::EditableText>,
    mut ask: MessageWriter<AskServer>,
) {
    if said.text.is_empty() {
        return;
    }
    ask.write(AskServer(Ask::Say { text: said.text.clone() }));
    if let Ok(mut field) = fields.get_mut(said.entity) {
        field.clear();
    }
}

fn press_digits(
    keys: Res<ButtonInput<KeyCode>>,
    typing: Res<field::Typing>,
    talk: Res<Talk>,
    mut ask: MessageWriter<AskServer>,
) {
    let Some(dialogue) = talk.0.as_ref().filter(|_| !typing.0) else {
        return;
    };
    for (key, choice) in DIGITS.iter().zip(&dialogue.choices) {
        if keys.just_pressed(*key) {
            ask.write(AskServer(Ask::Choose { topic: choice.topic }));
        }
    }
}
