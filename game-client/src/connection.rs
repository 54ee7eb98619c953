//! The way to a server and the session with it.
//!
//! ```text
//!   Journey --(thread: own server)--> invite --(thread: key, login, ruleset)--> Session
//!   Session --update--> resources and messages of [`crate::play`]     (Listen)
//!   Controls, AskServer --tick, ask, flush--> Session                 (Send)
//!   Session --pose--> scene::Stage                                    (Follow)
//! ```
//!
//! Slow work (starting a process, logging in, loading a ruleset) runs on a thread of its own and
//! comes back through a channel that is asked each frame. Whatever fails becomes a [`Failure`] on
//! the screen that says what to do.

mod begin;
mod deals;
mod failure;
mod listen;
mod live;
mod send;
mod stage;

pub(crate) use live::Live;
pub(crate) use stage::DayOverride;

use crate::local_server::{OwnServer, ServerError};
use crate::schedule::ClientSystems;
use crate::screens::Screen;
use bevy::prelude::*;
use session::{Joined, SessionError};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use transport::PlayerKey;

/// The way to a server, or the session with it.
#[derive(Resource, Default)]
pub(crate) struct Connection {
    phase: Phase,
}

/// What a login comes to: the way in, and the key that signs for the player.
type LogIn = Result<(Joined, Arc<PlayerKey>), SessionError>;

/// How far the way is gone.
#[derive(Default)]
enum Phase {
    /// Nowhere to go.
    #[default]
    Idle,
    /// An own server starts.
    Starting(Mutex<Receiver<Result<OwnServer, ServerError>>>),
    /// Logging in.
    Joining(Mutex<Receiver<LogIn>>),
    /// In session.
    Live(Box<Live>),
}

impl Connection {
    /// The session, once there is one.
    pub(crate) fn live(&self) -> Option<&Live> {
        match &self.phase {
            Phase::Live(live) => Some(live),
            _ => None,
        }
    }

    fn live_mut(&mut self) -> Option<&mut Live> {
        match &mut self.phase {
            Phase::Live(live) => Some(live),
            _ => None,
        }
    }
}

/// The player wants to leave the world, in order.
#[derive(Message, Clone, Copy, Debug)]
pub(crate) struct LeaveWorld {
    /// And the game as well.
    pub(crate) quit: bool,
}

/// Adds the connection.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Connection>()
        .init_resource::<stage::DayOverride>()
        .add_message::<LeaveWorld>()
        .add_systems(OnEnter(Screen::Loading), begin::set_out)
        .add_systems(OnEnter(Screen::Title), hang_up)
        .add_systems(OnEnter(Screen::Ended), hang_up)
        .add_systems(Last, say_goodbye.run_if(on_message::<AppExit>))
        .add_systems(
            Update,
            (
                (begin::proceed, listen::listen).chain().in_set(ClientSystems::Listen),
                send::send.in_set(ClientSystems::Send),
                stage::fill.in_set(ClientSystems::Follow),
            ),
        );
}

/// The window was closed: the server need not wait for a timeout.
fn say_goodbye(mut connection: ResMut<Connection>) {
    if let Some(live) = connection.live_mut() {
        live.session.leave();
        live.session.flush();
    }
}

/// Lets go of session and own server.
fn hang_up(mut connection: ResMut<Connection>, mut commands: Commands) {
    if let Some(live) = connection.live_mut() {
        live.session.leave();
        live.session.flush();
    }
    connection.phase = Phase::Idle;
    commands.remove_resource::<OwnServer>();
}
