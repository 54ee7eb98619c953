//! Chat: the latest lines, and a line to type in.

use crate::controls::InHand;
use crate::play::{AskServer, Heard};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{self, colour, field, label, text};
use bevy::input_focus::{FocusCause, InputFocus};
use bevy::prelude::*;
use bevy::text::EditableText;
use bevy::ui_widgets::{Activate, observe};
use protocol::{Ask, ChatScope, Event};
use std::collections::VecDeque;

/// Lines that are shown.
const SHOWN: usize = 8;
/// Most characters of a line.
const WORDS: usize = 200;
/// How long a line stays when nobody types, seconds.
const STAYS: f32 = 14.0;

/// The latest lines, oldest first, each with the time when it came.
#[derive(Resource, Default)]
struct Log {
    lines: VecDeque<(String, Color, f32)>,
}

/// The line being typed.
#[derive(Resource)]
struct Draft {
    scope: ChatScope,
    /// Enter was used up in this frame.
    sent: bool,
}

#[derive(Component)]
struct Lines;

#[derive(Component)]
struct Entry;

#[derive(Component)]
struct EntryField;

#[derive(Component)]
struct ScopeButton;

/// Adds the chat.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Log>()
        .insert_resource(Draft { scope: ChatScope::Near, sent: false })
        .add_systems(OnEnter(Screen::Playing), build)
        .add_systems(
            Update,
            (
                open.in_set(ClientSystems::Steer),
                (hear, show_lines, show_entry).chain().in_set(ClientSystems::Show),
            )
                .run_if(in_state(Screen::Playing)),
        );
}

fn build(mut commands: Commands, mut log: ResMut<Log>) {
    log.lines.clear();
    let root = (
        Node {
            position_type: PositionType::Absolute,
            left: px(16),
            bottom: px(112),
            width: px(400),
            flex_direction: FlexDirection::Column,
            row_gap: px(5),
            ..default()
        },
        Pickable::IGNORE,
        super::MakesWay::ForAll,
        DespawnOnExit(Screen::Playing),
    );
    commands.spawn(root).with_children(|chat| {
        chat.spawn((
            Node { flex_direction: FlexDirection::Column, ..default() },
            Lines,
            Pickable::IGNORE,
        ));
        chat.spawn((
            Node {
                column_gap: px(6),
                align_items: AlignItems::Center,
                display: Display::None,
                ..default()
            },
            Entry,
        ))
        .with_children(|row| {
            row.spawn((theme::button_sized("Near", 76.0), ScopeButton, observe(next_scope)));
            row.spawn((field::field("", WORDS, px(318)), EntryField)).observe(send);
        });
    });
}

fn open(
    keys: Res<ButtonInput<KeyCode>>,
    in_hand: Res<InHand>,
    mut draft: ResMut<Draft>,
    fields: Query<Entity, With<EntryField>>,
    focus: Option<ResMut<InputFocus>>,
) {
    let sent = std::mem::take(&mut draft.bypass_change_detection().sent);
    let wants = keys.just_pressed(KeyCode::Enter) || keys.just_pressed(KeyCode::NumpadEnter);
    if wants
        && !sent
        && in_hand.0
        && let (Ok(entry), Some(mut focus)) = (fields.single(), focus)
    {
        focus.set(entry, FocusCause::Navigated);
    }
}

fn send(
    submitted: On<field::Submitted>,
    mut fields: Query<&mut EditableText>,
    mut draft: ResMut<Draft>,
    mut focus: ResMut<InputFocus>,
    mut ask: MessageWriter<AskServer>,
) {
    draft.sent = true;
    focus.clear();
    if let Ok(mut field) = fields.get_mut(submitted.entity) {
        field.clear();
    }
    let (scope, text) = addressed(&submitted.text, draft.scope);
    if !text.is_empty() {
        draft.scope = scope;
        ask.write(AskServer(Ask::Chat { scope, text: text.to_owned() }));
    }
}

/// A line may begin with its scope: /n, /p, /w.
fn addressed(line: &str, usual: ChatScope) -> (ChatScope, &str) {
    let scopes = [("/n", ChatScope::Near), ("/p", ChatScope::Party), ("/w", ChatScope::World)];
    for (prefix, scope) in scopes {
        if let Some(rest) = line.strip_prefix(prefix)
            && (rest.is_empty() || rest.starts_with(' '))
        {
            return (scope, rest.trim());
        }
    }
    (usual, line.trim())
}

fn next_scope(_: On<Activate>, mut draft: ResMut<Draft>) {
    draft.scope = match draft.scope {
        ChatScope::Near => ChatScope::Party,
        ChatScope::Party => ChatScope::World,
        ChatScope::World => ChatScope::Near,
    };
}

const fn scope_words(scope: ChatScope) -> &'static str {
    match scope {
        ChatScope::Near => "Near",
        ChatScope::Party => "Party",
        ChatScope::World => "World",
    }
}

fn hear(mut heard: MessageReader<Heard>, mut log: ResMut<Log>, time: Res<Time>) {
    for Heard(event) in heard.read() {
        let line = match event {
            Event::Chat { from, scope, text } => {
                let tint = match scope {
                    ChatScope::Near => colour::PARCHMENT,
                    ChatScope::Party => colour::GOOD,
                    ChatScope::World => colour::GOLD,
                };
                (format!("[{}] {from}: {text}", scope_words(*scope)), tint)
            }
            _ => continue,
        };
        if log.lines.len() == SHOWN {
            log.lines.pop_front();
        }
        log.lines.push_back((line.0, line.1, time.elapsed_secs()));
    }
}

fn show_lines(
    mut commands: Commands,
    log: Res<Log>,
    typing: Res<field::Typing>,
    time: Res<Time>,
    lists: Query<Entity, With<Lines>>,
    mut shown: Local<usize>,
) {
    let now = time.elapsed_secs();
    let fresh = log.lines.iter().filter(|line| typing.0 || now - line.2 < STAYS).count();
    if !log.is_changed() && *shown == fresh {
        return;
    }
    *shown = fresh;
    let Ok(list) = lists.single() else {
        return;
    };
    commands.entity(list).despawn_children().with_children(|list| {
        for (line, tint, _) in log.lines.iter().skip(log.lines.len() - fresh) {
            list.spawn((
                label(line, text::SMALL + 1.0, *tint),
                BackgroundColor(colour::GLASS),
                Node { padding: UiRect::axes(px(6), px(1)), ..default() },
            ));
        }
    });
}

fn show_entry(
    draft: Res<Draft>,
    focus: Option<Res<InputFocus>>,
    fields: Query<Entity, With<EntryField>>,
    mut entries: Query<&mut Node, With<Entry>>,
    buttons: Query<&Children, With<ScopeButton>>,
    mut texts: Query<&mut Text>,
) {
    let focused = focus.and_then(|focus| focus.get());
    let open = focused.is_some() && fields.single().ok() == focused;
    for mut node in &mut entries {
        let display = if open { Display::Flex } else { Display::None };
        if node.display != display {
            node.display = display;
        }
    }
    for child in buttons.iter().flatten() {
        if let Ok(mut text) = texts.get_mut(*child) {
            text.set_if_neq(Text(scope_words(draft.scope).into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_name_its_scope() {
        let near = ChatScope::Near;
        assert_eq!(addressed("hello there", near), (near, "hello there"));
        assert_eq!(addressed("/w hello", near), (ChatScope::World, "hello"));
        assert_eq!(addressed("/p", near), (ChatScope::Party, ""));
        assert_eq!(addressed("/who", near), (near, "/who"));
    }
}
