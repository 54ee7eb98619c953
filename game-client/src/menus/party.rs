//! The party: who plays together, and who asks.

use super::{Menu, window};
use crate::play::{AskServer, Invitation, Notice, Party, Place, Tone};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{self, colour, field, label, text};
use bevy::prelude::*;
use bevy::text::EditableText;
use bevy::ui_widgets::{Activate, observe};
use protocol::Ask;

#[derive(Component)]
struct PartyWindow;

#[derive(Component)]
struct NameField;

#[derive(Component)]
struct Popup;

/// Adds the window and the popup.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Update, build.run_if(in_state(Menu::Party))).add_systems(
        Update,
        ask_back.in_set(ClientSystems::Show).run_if(in_state(Screen::Playing)),
    );
}

fn build(
    mut commands: Commands,
    party: Res<Party>,
    place: Res<Place>,
    open: Query<Entity, With<PartyWindow>>,
) {
    if !party.is_changed() && !open.is_empty() {
        return;
    }
    for old in &open {
        commands.entity(old).despawn();
    }
    window::open(&mut commands, Menu::Party, ("Party", 460.0), PartyWindow, |card| {
        if party.0.is_empty() {
            card.spawn(label(
                "You travel alone. A party shares its dungeons.",
                text::BODY,
                colour::PARCHMENT,
            ));
        }
        for member in &party.0 {
            let (state, tint) =
                if member.online { ("", colour::PARCHMENT) } else { (" - away", colour::MUTED) };
            let own = if member.name == place.name { " (you)" } else { "" };
            let line = format!("{}{own}, level {}{state}", member.name, member.level);
            card.spawn(label(line, text::BODY, tint));
        }
        card.spawn(theme::panel::rule());
        card.spawn(label("Ask somebody to join you", text::SMALL, colour::MUTED));
        card.spawn(window::row()).with_children(|row| {
            row.spawn((field::field("", 20, px(270)), NameField)).observe(
                |entered: On<field::Submitted>, asker: Asker| invite(&entered.text, asker),
            );
            row.spawn((theme::button_sized("Ask", 120.0), observe(on_ask)));
        });
        if !party.0.is_empty() {
            card.spawn((theme::button_sized("Leave the party", 414.0), observe(leave)));
        }
    });
}

/// What inviting needs.
#[derive(bevy::ecs::system::SystemParam)]
struct Asker<'w> {
    ask: MessageWriter<'w, AskServer>,
    notices: MessageWriter<'w, Notice>,
}

fn on_ask(_: On<Activate>, fields: Query<&EditableText, With<NameField>>, asker: Asker) {
    if let Ok(field) = fields.single() {
        invite(&field::value(field), asker);
    }
}

fn invite(name: &str, mut asker: Asker) {
    if name.is_empty() {
        asker.notices.write(Notice::new("Enter a player's name first.", Tone::Bad));
        return;
    }
    asker.ask.write(AskServer(Ask::Invite { name: name.to_owned() }));
    asker.notices.write(Notice::new(format!("You ask {name} to join you."), Tone::Plain));
}

fn leave(_: On<Activate>, mut ask: MessageWriter<AskServer>) {
    ask.write(AskServer(Ask::LeaveParty));
}

/// The popup while somebody asks. It takes no mouse: Y and N answer it, or a click in a window.
fn ask_back(
    mut commands: Commands,
    mut invitation: ResMut<Invitation>,
    keys: Res<ButtonInput<KeyCode>>,
    typing: Res<field::Typing>,
    popups: Query<Entity, With<Popup>>,
    mut ask: MessageWriter<AskServer>,
) {
    let answer = match (keys.just_pressed(KeyCode::KeyY), keys.just_pressed(KeyCode::KeyN)) {
        _ if typing.0 || invitation.0.is_none() => None,
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    if let Some(joins) = answer {
        if joins {
            ask.write(AskServer(Ask::JoinParty));
        }
        invitation.0 = None;
    }
    if !invitation.is_changed() {
        return;
    }
    for popup in &popups {
        commands.entity(popup).despawn();
    }
    if let Some(by) = &invitation.0 {
        commands.spawn(popup(by));
    }
}

fn popup(by: &str) -> impl Bundle {
    (
        Node {
            position_type: PositionType::Absolute,
            top: percent(16),
            width: percent(100),
            justify_content: JustifyContent::Center,
            ..default()
        },
        Popup,
        GlobalZIndex(30),
        DespawnOnExit(Screen::Playing),
        Pickable::IGNORE,
        children![(
            theme::panel(Node {
                flex_direction: FlexDirection::Column,
                align_items: AlignItems::Center,
                padding: UiRect::axes(px(26), px(14)),
                row_gap: px(8),
                ..default()
            }),
            children![
                label(format!("{by} asks you to join a party"), text::SUBHEADING, colour::GOLD),
                (
                    window::row(),
                    children![
                        (theme::button_sized("Join (Y)", 130.0), observe(accept)),
                        (theme::button_sized("Not now (N)", 130.0), observe(decline)),
                    ],
                ),
            ],
        )],
    )
}

fn accept(_: On<Activate>, mut invitation: ResMut<Invitation>, mut ask: MessageWriter<AskServer>) {
    ask.write(AskServer(Ask::JoinParty));
    invitation.0 = None;
}

fn decline(_: On<Activate>, mut invitation: ResMut<Invitation>) {
    invitation.0 = None;
}
