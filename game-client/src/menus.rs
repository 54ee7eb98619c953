//! Windows over the game: one at a time, opened by a key, closed by the same key or Escape.

mod board;
mod dialogue;
mod inventory;
mod map;
mod market;
mod party;
mod pause;
pub(crate) mod question;
mod quests;
mod row;
mod settings;
mod trade;
mod window;

use crate::play::{AskServer, Talk};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::field::Typing;
use bevy::input_focus::InputFocus;
use bevy::prelude::*;
use protocol::{Ask, Topic};
use question::Question;

/// Which window is open.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Menu {
    /// None: the game has mouse and keys.
    #[default]
    None,
    /// Resume, settings, leave, quit.
    Pause,
    /// View distance, mouse.
    Settings,
    /// Pack and equipment.
    Inventory,
    /// The land around.
    Map,
    /// Quests.
    Quests,
    /// Who plays together.
    Party,
    /// What relics are on sale.
    Market,
    /// The table of a trade.
    Trade,
    /// Somebody talks.
    Dialogue,
    /// A puzzle's table.
    Board,
}

/// The keys that open and close windows.
const KEYS: [(KeyCode, Menu); 5] = [
    (KeyCode::KeyI, Menu::Inventory),
    (KeyCode::KeyM, Menu::Map),
    (KeyCode::KeyJ, Menu::Quests),
    (KeyCode::KeyP, Menu::Party),
    (KeyCode::KeyK, Menu::Market),
];

/// Adds the windows.
pub(crate) fn plugin(app: &mut App) {
    app.init_state::<Menu>();
    app.add_plugins((
        board::plugin,
        dialogue::plugin,
        inventory::plugin,
        map::plugin,
        market::plugin,
        party::plugin,
        pause::plugin,
        question::plugin,
        quests::plugin,
        settings::plugin,
        trade::plugin,
    ));
    app.add_systems(
        Update,
        (press_keys, follow_the_talk)
            .chain()
            .in_set(ClientSystems::Steer)
            .run_if(in_state(Screen::Playing)),
    );
    app.add_systems(OnExit(Menu::Dialogue), say_farewell);
}

fn press_keys(
    keys: Res<ButtonInput<KeyCode>>,
    typing: Res<Typing>,
    menu: Res<State<Menu>>,
    mut next: ResMut<NextState<Menu>>,
    mut question: ResMut<Question>,
    focus: Option<ResMut<InputFocus>>,
) {
    if keys.just_pressed(KeyCode::Escape) {
        if question.0.is_some() {
            // The question goes, the window below it stays.
            question.0 = None;
            return;
        }
        if typing.0 && *menu.get() == Menu::None {
            // The first Escape leaves the chat line.
            if let Some(mut focus) = focus {
                focus.clear();
            }
            return;
        }
        next.set(match menu.get() {
            Menu::None => Menu::Pause,
            Menu::Settings => Menu::Pause,
            _ => Menu::None,
        });
        return;
    }
    if typing.0 || question.0.is_some() {
        return;
    }
    for (key, window) in KEYS {
        if keys.just_pressed(key) {
            match menu.get() {
                open if *open == window => next.set(Menu::None),
                Menu::None
                | Menu::Inventory
                | Menu::Map
                | Menu::Quests
                | Menu::Party
                | Menu::Market => next.set(window),
                Menu::Pause | Menu::Settings | Menu::Dialogue | Menu::Trade | Menu::Board => {}
            }
        }
    }
}

/// The dialogue's window opens and closes with the dialogue.
fn follow_the_talk(talk: Res<Talk>, menu: Res<State<Menu>>, mut next: ResMut<NextState<Menu>>) {
    if !talk.is_changed() {
        return;
    }
    match (talk.0.is_some(), *menu.get() == Menu::Dialogue) {
        (true, false) => next.set(Menu::Dialogue),
        (false, true) => next.set(Menu::None),
        _ => {}
    }
}

/// Who walks away says goodbye.
fn say_farewell(mut talk: ResMut<Talk>, mut ask: MessageWriter<AskServer>) {
    if talk.0.is_some() {
        ask.write(AskServer(Ask::Choose { topic: Topic::Farewell }));
        talk.0 = None;
    }
}

#[cfg(test)]
mod tests;
