//! A trade between two players: both lay something on the table, and both agree, or nothing happens.
//!
//! The table is the server's; this window only shows it and asks for changes. Whatever changes takes
//! both agreements away, and a client agrees to exactly the version of the table that it shows.

mod build;
mod lay;
mod parts;

use super::Menu;
use super::question::Asker;
use crate::play::{About, AskServer, Deals, Notice, Stage, Table, Tone};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use crate::theme::field::Typing;
use bevy::prelude::*;
use protocol::{Ask, Key, TradeAsk};

/// One's own seat at the table.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
struct Seat {
    /// Whom one has asked.
    asked: Option<String>,
    /// When that was, seconds since the start.
    asked_at: f32,
    /// One sits at the table.
    taken: bool,
    /// Who was announced.
    announced: Option<String>,
}

/// How long one's own asking opens the table by itself, seconds: where it was refused, a later table
/// is the other's idea.
const PATIENCE: f32 = 10.0;

/// The token that is described.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Chosen(Option<Key>);

/// Adds the window.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Seat>()
        .init_resource::<Chosen>()
        .add_systems(
            Update,
            (listen, follow, press_key)
                .chain()
                .in_set(ClientSystems::Steer)
                .run_if(in_state(Screen::Playing)),
        )
        .add_systems(
            Update,
            (build::frame, parts::fill)
                .chain()
                .in_set(ClientSystems::Show)
                .run_if(in_state(Menu::Trade)),
        )
        .add_systems(OnEnter(Menu::Trade), |mut asker: Asker| asker.explain(None))
        .add_systems(OnExit(Menu::Trade), get_up)
        .add_systems(OnExit(Screen::Playing), |mut seat: ResMut<Seat>| *seat = Seat::default());
}

/// Notes whom one asks to trade.
fn listen(mut asks: MessageReader<AskServer>, mut seat: ResMut<Seat>, time: Res<Time<Real>>) {
    if seat.asked.is_some() && time.elapsed_secs() - seat.asked_at > PATIENCE {
        seat.asked = None;
    }
    for AskServer(ask) in asks.read() {
        if let Ask::Trade(TradeAsk::Begin { name }) = ask {
            seat.asked = Some(name.clone());
            seat.asked_at = time.elapsed_secs();
        }
    }
}

/// Sits down at the table that one asked for, tells of others, and gets up when it is cleared.
fn follow(
    table: Res<Table>,
    deals: Res<Deals>,
    menu: Res<State<Menu>>,
    mut seat: ResMut<Seat>,
    mut next: ResMut<NextState<Menu>>,
    mut notices: MessageWriter<Notice>,
) {
    match &table.0 {
        Some(_) if seat.taken => {}
        Some(view) if seat.asked.as_ref() == Some(&view.with) => {
            *seat = Seat { taken: true, ..Seat::default() };
            next.set(Menu::Trade);
        }
        Some(view) if seat.announced.as_ref() == Some(&view.with) => {}
        Some(view) => {
            seat.announced = Some(view.with.clone());
            let words = format!("{} wants to trade: press T", view.with);
            notices.write(Notice::new(words, Tone::Good));
        }
        None if seat.taken || seat.announced.is_some() => {
            let done = deals.about(About::Table).is_some_and(|it| it.stage == Stage::Done);
            if seat.taken && !done {
                notices
                    .write(Notice::new("The trade is over; nothing changed hands.", Tone::Plain));
            }
            *seat = Seat::default();
            if *menu.get() == Menu::Trade {
                next.set(Menu::None);
            }
        }
        None => {}
    }
}

/// T takes up what somebody asked.
fn press_key(
    keys: Res<ButtonInput<KeyCode>>,
    typing: Res<Typing>,
    table: Res<Table>,
    menu: Res<State<Menu>>,
    seat: Res<Seat>,
    mut next: ResMut<NextState<Menu>>,
    (mut ask, mut notices): (MessageWriter<AskServer>, MessageWriter<Notice>),
) {
    let busy = matches!(menu.get(), Menu::Trade | Menu::Dialogue | Menu::Pause | Menu::Settings);
    if !keys.just_pressed(KeyCode::KeyT) || typing.0 || busy {
        return;
    }
    match &table.0 {
        Some(_) if seat.taken => next.set(Menu::Trade),
        Some(view) => {
            let name = view.with.clone();
            ask.write(AskServer(Ask::Trade(TradeAsk::Begin { name })));
        }
        None => {
            let words = "Nobody asks you to trade. Go to another player and press E.";
            notices.write(Notice::new(words, Tone::Plain));
        }
    }
}

/// Who closes the window leaves the table.
fn get_up(table: Res<Table>, mut seat: ResMut<Seat>, mut ask: MessageWriter<AskServer>) {
    if table.0.is_some() && seat.taken {
        ask.write(AskServer(Ask::Trade(TradeAsk::Close)));
        // The table is told to be gone; until then it is not announced again.
        let announced = table.0.as_ref().map(|view| view.with.clone());
        *seat = Seat { announced, ..Seat::default() };
    }
}

#[cfg(test)]
mod tests;
