//! From a journey to a session.

use super::{Connection, Live, Phase, failure};
use crate::local_server::{self, OwnServer};
use crate::options::Options;
use crate::paths::DataDir;
use crate::play::{Chain, Notice, Realm, Tone, forget};
use crate::screens::{Destination, Failure, Journey, Remedy, Screen, Step, Steps};
use crate::settings::Settings;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use session::{Joined, Joining, KnownServers, Session, SessionError};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread;
use transport::{PlayerKey, Wallet};

/// The line whose thread is gone.
const THREAD_GONE: &str = "The thread that was at it has ended without a word.";

/// Digits of the ruleset's hash that are shown.
const HASH_DIGITS: usize = 8;

/// Begins a journey.
pub(super) fn set_out(
    mut connection: ResMut<Connection>,
    mut steps: ResMut<Steps>,
    journey: Option<Res<Journey>>,
    data: Res<DataDir>,
    options: Res<crate::app::Asked>,
    mut commands: Commands,
) {
    commands.queue(forget);
    commands.remove_resource::<Failure>();
    commands.remove_resource::<OwnServer>();
    let Some(journey) = journey else {
        connection.phase = Phase::Idle;
        return;
    };
    *steps = Steps::start(journey.to == Destination::Here);
    connection.phase = match &journey.to {
        Destination::Here => start_server(&data, &options.0),
        Destination::There(address) => {
            let known = KnownServers::at(data.0.join("known-servers"));
            join(address.clone(), journey.name.clone(), &data, Some(known))
        }
    };
}

fn start_server(data: &DataDir, options: &Options) -> Phase {
    let (sender, receiver) = mpsc::channel();
    let world = data.own_world();
    let seed = options.seed.clone();
    thread::spawn(move || {
        // Nobody waits any more: the server is stopped when it is dropped.
        let _ = sender.send(local_server::start(&world, seed.as_deref()));
    });
    Phase::Starting(Mutex::new(receiver))
}

fn join(server: String, name: String, data: &DataDir, known: Option<KnownServers>) -> Phase {
    let (sender, receiver) = mpsc::channel();
    let wallet = data.0.join(transport::PLAYER_KEY_FILE);
    thread::spawn(move || {
        let joined =
            PlayerKey::load_or_create(&wallet).map_err(SessionError::from).and_then(|key| {
                let known = known.as_ref();
                let joining = Joining { server: &server, name: &name, key: &key, known };
                Ok((session::join(&joining)?, Arc::new(key)))
            });
        // Nobody waits any more: the login is let go.
        let _ = sender.send(joined);
    });
    Phase::Joining(Mutex::new(receiver))
}

/// What the way needs.
#[derive(SystemParam)]
pub(super) struct Way<'w, 's> {
    connection: ResMut<'w, Connection>,
    steps: ResMut<'w, Steps>,
    journey: Option<Res<'w, Journey>>,
    data: Res<'w, DataDir>,
    settings: Res<'w, Settings>,
    next: ResMut<'w, NextState<Screen>>,
    notices: MessageWriter<'w, Notice>,
    commands: Commands<'w, 's>,
}

impl Way<'_, '_> {
    fn fail(&mut self, failure: Failure) {
        tracing::warn!(what = %failure.what, why = %failure.why, "the journey ended");
        self.connection.phase = Phase::Idle;
        self.commands.insert_resource(failure);
        self.next.set(Screen::Ended);
    }
}

/// Takes the next step when what it waits for has come.
pub(super) fn proceed(mut way: Way, screen: Res<State<Screen>>) {
    if *screen.get() != Screen::Loading {
        return;
    }
    match &mut way.connection.phase {
        Phase::Starting(receiver) => match poll(receiver) {
            Poll::Waiting => {}
            Poll::Gone => way.fail(gone()),
            Poll::Done(Err(error)) => way.fail(failure::of_server(&error)),
            Poll::Done(Ok(server)) => {
                let name = way.journey.as_ref().map(|journey| journey.name.clone());
                way.steps.reach(Step::LogIn, server.invite());
                // Its key stands in the invite; ports change, so it is not remembered.
                way.connection.phase =
                    join(server.invite().to_owned(), name.unwrap_or_default(), &way.data, None);
                way.commands.insert_resource(server);
            }
        },
        Phase::Joining(receiver) => match poll(receiver) {
            Poll::Waiting => {}
            Poll::Gone => way.fail(gone()),
            Poll::Done(Err(error)) => way.fail(failure::of_session(&error)),
            Poll::Done(Ok((joined, key))) => enter(&mut way, joined, key),
        },
        Phase::Idle | Phase::Live(_) => {}
    }
}

fn enter(way: &mut Way, joined: Joined, key: Arc<PlayerKey>) {
    let Joined { logged_in, world, first_time } = joined;
    let name = logged_in.world.name.clone();
    way.steps.reach(Step::Connect, format!("{name}, ruleset {}", world.rules().title));
    if first_time {
        way.notices.write(Notice::new("You meet this server for the first time.", Tone::Plain));
    }
    match Session::connect(logged_in, session::Options { predict: true }, world.clone()) {
        Ok(mut session) => {
            let ruleset = world.rules().hash().to_string().chars().take(HASH_DIGITS).collect();
            let wallet = Some(*key.wallet().as_bytes());
            way.commands.insert_resource(Chain { wallet, ruleset, ..Chain::default() });
            // The session signs what was asked for here, and nothing else.
            session.sign_with(key);
            for text in &way.settings.trusted_programs {
                match text.parse::<Wallet>() {
                    Ok(program) => session.trust_program(*program.as_bytes()),
                    Err(_) => {
                        let words = format!("settings.toml trusts {text:?}, which is no address");
                        way.notices.write(Notice::new(words, Tone::Bad));
                    }
                }
            }
            way.commands.insert_resource(Realm(world));
            way.connection.phase = Phase::Live(Box::new(Live::new(session)));
        }
        Err(error) => way.fail(failure::of_session(&error)),
    }
}

enum Poll<T> {
    Waiting,
    Gone,
    Done(T),
}

fn poll<T>(receiver: &mut Mutex<Receiver<T>>) -> Poll<T> {
    let receiver = receiver.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
    match receiver.try_recv() {
        Ok(done) => Poll::Done(done),
        Err(TryRecvError::Empty) => Poll::Waiting,
        Err(TryRecvError::Disconnected) => Poll::Gone,
    }
}

fn gone() -> Failure {
    Failure::new(
        "That did not work",
        THREAD_GONE,
        "Try again; if it repeats, report it.",
        Remedy::Retry,
    )
}
