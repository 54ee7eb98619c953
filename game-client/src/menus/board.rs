//! A puzzle's table: the board as it stands, and what one can do to it by mouse or keys.
//!
//! The server holds the puzzle; this window shows what it sent and asks for moves.

mod grid;
mod signs;

use super::{Menu, window};
use crate::play::{AskServer, Heard, Place, Realm};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::{self, colour, label, text};
use bevy::prelude::*;
use bevy::ui_widgets::{Activate, observe};
use protocol::{Ask, BoardView, Event};
use ruleset::Ruleset;
use worldgen::puzzle::board::Step;
use worldgen::puzzle::{Move, PuzzleState};

/// The table that one bends over.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub(crate) struct Board(pub(crate) Option<BoardView>);

#[derive(Component)]
struct BoardWindow;

/// Adds the window.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Board>()
        .add_systems(Update, follow.in_set(ClientSystems::Steer).run_if(in_state(Screen::Playing)))
        .add_systems(
            Update,
            (press_keys, build).chain().in_set(ClientSystems::Show).run_if(in_state(Menu::Board)),
        )
        .add_systems(OnExit(Menu::Board), |mut board: ResMut<Board>| board.0 = None)
        .add_systems(OnExit(Screen::Playing), |mut board: ResMut<Board>| board.0 = None);
}

/// Opens the window when the server shows a table, keeps it true, and closes it when one goes away.
fn follow(
    mut heard: MessageReader<Heard>,
    place: Res<Place>,
    mut space: Local<Option<protocol::SpaceId>>,
    menu: Res<State<Menu>>,
    mut board: ResMut<Board>,
    mut next: ResMut<NextState<Menu>>,
) {
    for Heard(event) in heard.read() {
        let Event::Board(view) = event else { continue };
        // What no server of ours sends is not shown.
        let told = view.clues.len() <= usize::from(view.hidden) && view.hidden <= 64;
        if !told || !view.puzzle.is_sound() || !view.puzzle.fits(&view.at) {
            continue;
        }
        let same = board.0.as_ref().is_some_and(|open| open.target == view.target);
        if view.opened && *menu.get() == Menu::None {
            *space = Some(place.space);
            board.0 = Some(view.clone());
            next.set(Menu::Board);
        } else if same {
            board.0 = Some(view.clone());
        }
    }
    let away = place.dead || space.is_some_and(|space| space != place.space);
    if board.0.is_some() && away {
        next.set(Menu::None);
    }
}

/// Arrows or W, A, S, D move what moves; R puts everything back.
fn press_keys(
    keys: Res<ButtonInput<KeyCode>>,
    board: Res<Board>,
    mut ask: MessageWriter<AskServer>,
) {
    let Some(view) = board.0.as_ref().filter(|view| !view.solved) else { return };
    let ways = [
        ([KeyCode::ArrowUp, KeyCode::KeyW], Step::North),
        ([KeyCode::ArrowRight, KeyCode::KeyD], Step::East),
        ([KeyCode::ArrowDown, KeyCode::KeyS], Step::South),
        ([KeyCode::ArrowLeft, KeyCode::KeyA], Step::West),
    ];
    let walks = matches!(view.puzzle, PuzzleState::IceSlide(_) | PuzzleState::PushBlocks(_));
    let way = ways.into_iter().find(|(pair, _)| walks && keys.any_just_pressed(*pair));
    let reset = keys.just_pressed(KeyCode::KeyR).then_some(Move::Reset);
    if let Some(step) = way.map(|(_, step)| Move::Go(step)).or(reset) {
        ask.write(AskServer(Ask::Board { target: view.target, step }));
    }
}

fn build(
    mut commands: Commands,
    board: Res<Board>,
    realm: Option<Res<Realm>>,
    open: Query<Entity, With<BoardWindow>>,
) {
    if !board.is_changed() && !open.is_empty() {
        return;
    }
    for old in &open {
        commands.entity(old).despawn();
    }
    let (Some(view), Some(realm)) = (&board.0, realm) else { return };
    let rules = realm.0.rules();
    let (title, help) = words(&view.puzzle);
    window::open(&mut commands, Menu::Board, (title, 640.0), BoardWindow, |card| {
        let (line, tint) = match view.solved {
            true => ("It is solved. Somewhere a gate has opened.", colour::GOOD),
            false => (help, colour::PARCHMENT),
        };
        card.spawn(label(line, text::BODY, tint));
        draw(card, view, rules);
        if view.hidden > 0 {
            clues(card, view);
        }
        if !view.solved {
            card.spawn(window::row()).with_children(|row| {
                row.spawn((theme::button_sized("Put it back (R)", 180.0), act(view, Move::Reset)));
            });
        }
    });
}

/// What a family is called, and how it is played.
const fn words(puzzle: &PuzzleState) -> (&'static str, &'static str) {
    match puzzle {
        PuzzleState::Lamps(_) => ("Lamps", "Each lever turns some lamps. All must burn."),
        PuzzleState::IceSlide(_) => (
            "The ice",
            "Slide the stone to the ring with the arrow keys. It stops only where something stops it.",
        ),
        PuzzleState::PushBlocks(_) => (
            "The blocks",
            "Push every block onto a plate with the arrow keys. One can push, not pull.",
        ),
        PuzzleState::Beams(_) => (
            "The mirrors",
            "Turn the mirrors with a click until each beam ends in the crystal of its colour.",
        ),
        PuzzleState::RuneLock(_) => (
            "The rune lock",
            "Turn each dial to a rune. What the walls of this place say tells the word.",
        ),
        PuzzleState::Circuit(_) => {
            ("The circuit", "Pull the levers until every lamp burns. Gates join what comes in.")
        }
        PuzzleState::Household(_) => ("The houses", "Say who lives where."),
    }
}

fn draw(card: &mut ChildSpawnerCommands, view: &BoardView, rules: &Ruleset) {
    match &view.puzzle {
        PuzzleState::IceSlide(ice) => grid::ice(card, view, ice),
        PuzzleState::PushBlocks(blocks) => grid::blocks(card, view, blocks),
        PuzzleState::Beams(beams) => grid::beams(card, view, beams, rules),
        PuzzleState::RuneLock(lock) => signs::dials(card, view, lock, rules),
        PuzzleState::Circuit(circuit) => signs::circuit(card, view, circuit),
        // Lamps stand in their room, houses in their settlement.
        PuzzleState::Lamps(_) | PuzzleState::Household(_) => {}
    }
}

/// The clues that were read, and how many were not.
fn clues(card: &mut ChildSpawnerCommands, view: &BoardView) {
    for clue in &view.clues {
        card.spawn(label(format!("- {clue}"), text::BODY, colour::PARCHMENT));
    }
    let left = usize::from(view.hidden).saturating_sub(view.clues.len());
    let line = match left {
        0 => "You have read all that the walls say.".to_owned(),
        1 => "One inscription is still unread.".to_owned(),
        left => format!("{left} inscriptions are still unread."),
    };
    card.spawn(label(line, text::SMALL, colour::MUTED));
}

/// Asks for a move when it is pressed.
fn act(view: &BoardView, step: Move) -> impl Bundle {
    let target = view.target;
    observe(move |_: On<Activate>, mut ask: MessageWriter<AskServer>| {
        ask.write(AskServer(Ask::Board { target, step }));
    })
}
