//! A world to test in, and its players.
//!
//! The harness waits, some seconds at most, for the land before each tick and for the disk before a
//! tick is published, so that what happens in which tick follows from seed, secret and messages alone.

use super::client::Client;
use super::local::{End, Lobby};
use crate::data_dir::DataDir;
use crate::game::{Founding, build, drain};
use crate::metrics::Metrics;
use crate::play::atlas::{self, Atlas};
use crate::play::index::Where;
use crate::play::joining::Roster;
use crate::play::keep::Keeper;
use crate::play::player::{Moves, Player};
use crate::play::wire;
use crate::schedule::PhaseSystems;
use crate::store::{Saved, Store, WorldIdentity};
use bevy::app::{App, Update};
use bevy::prelude::{Entity, IntoScheduleConfigs, Res, Resource, World};
use protocol::{Ask, Channel, EntityKind, Kick, NetId, Outcome, RequestId, SpaceId};
use seed::{GENERATOR_VERSION, WorldSeed};
use simulation::{Buttons, Character, Heading, Mover};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use transport::{SessionTicket, Wallet};
use worldgen::World as Land;

/// How long the disk or the land may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);
/// The world's secret in all tests.
pub(super) const SECRET: [u8; 32] = [7; 32];

/// Names a player of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Who(usize);

/// A world and who plays in it.
pub(super) struct Game {
    app: Option<App>,
    lobby: Lobby,
    clients: Vec<Client>,
    dir: DataDir,
    _place: tempfile::TempDir,
}

/// The land of all tests: ruleset `core`, a fixed seed. Shared, since it is costly and never changes.
pub(super) fn land() -> Land {
    static LAND: OnceLock<Land> = OnceLock::new();
    let make = || {
        let rules = ruleset::load(&ruleset::find("core").expect("found")).expect("loads");
        Land::new(WorldSeed::from_text("hollow"), Arc::new(rules))
    };
    LAND.get_or_init(make).clone()
}

pub(super) fn wallet(name: &str) -> Wallet {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
    Wallet::from_bytes(bytes)
}

fn found(dir: &DataDir, lobby: &Lobby) -> App {
    let land = land();
    let identity = WorldIdentity {
        seed: land.seed(),
        ruleset_name: land.rules().name.clone(),
        ruleset_hash: land.rules().hash(),
        generator_version: GENERATOR_VERSION,
    };
    let (store, saved) = Store::open(dir, &identity).expect("opens");
    let founding =
        Founding { land, store, saved, greeting: String::new(), view_distance: 60, ties: None };
    let mut app = build(founding, Box::new(lobby.clone())).expect("founded");
    let publish = PhaseSystems::Publish;
    app.add_systems(Update, wait_for_disk.in_set(publish).before(wire::release));
    app
}

/// In the world: the disk is not waited for.
#[derive(Resource)]
pub(super) struct SlowDisk;

/// Everything that the tick has changed is on disk before anybody is told.
fn wait_for_disk(keeper: Res<Keeper>, slow: Option<Res<SlowDisk>>) {
    let began = Instant::now();
    while slow.is_none() && keeper.durable() < keeper.handle().newest() && keeper.failed().is_none()
    {
        assert!(began.elapsed() < PATIENCE, "the disk takes too long");
        std::thread::sleep(Duration::from_micros(100));
    }
}

impl Game {
    pub(super) fn new() -> Self {
        let place = tempfile::tempdir().expect("a temporary directory");
        let dir = DataDir::open(place.path()).expect("opens");
        write_secret(&dir);
        let lobby = Lobby::default();
        let app = Some(found(&dir, &lobby));
        Self { app, lobby, clients: Vec::new(), dir, _place: place }
    }

    /// Stops in order and starts again from what is on disk. Everybody is out.
    pub(super) fn restart(&mut self) {
        let app = self.app.take().expect("runs");
        drain(app, &Metrics::default(), Kick::ShuttingDown).expect("saved");
        self.lobby.ends().clear();
        self.app = Some(found(&self.dir, &self.lobby));
    }

    /// Stops in order; returns what is on disk.
    pub(super) fn stop(mut self) -> Saved {
        let app = self.app.take().expect("runs");
        drain(app, &Metrics::default(), Kick::ShuttingDown).expect("saved");
        let land = land();
        let identity = WorldIdentity {
            seed: land.seed(),
            ruleset_name: land.rules().name.clone(),
            ruleset_hash: land.rules().hash(),
            generator_version: GENERATOR_VERSION,
        };
        Store::open(&self.dir, &identity).expect("opens").1
    }

    pub(super) fn world(&mut self) -> &mut World {
        self.app.as_mut().expect("runs").world_mut()
    }

    pub(super) fn at(&self) -> &World {
        self.app.as_ref().expect("runs").world()
    }

    pub(super) fn tick(&mut self) {
        self.settle();
        self.app.as_mut().expect("runs").update();
        let mut ends = self.lobby.ends();
        for client in &mut self.clients {
            if let Some(end) = ends.get_mut(&client.id) {
                client.hear(end);
            }
        }
    }

    pub(super) fn ticks(&mut self, count: u32) {
        (0..count).for_each(|_| self.tick());
    }

    /// Ticks until something is so, `most` times at most.
    pub(super) fn until(&mut self, most: u32, what: &str, so: impl Fn(&Self) -> bool) {
        for _ in 0..most {
            if so(self) {
                return;
            }
            self.tick();
        }
        assert!(so(self), "not within {most} ticks: {what}");
    }

    /// Waits for the land, and for the disk where something was saved while publishing.
    fn settle(&mut self) {
        let began = Instant::now();
        let world = self.world();
        world.run_system_cached(wait_for_disk).expect("waits");
        while !world.resource::<Atlas>().is_idle() {
            assert!(began.elapsed() < PATIENCE, "the land takes too long");
            world.run_system_cached(atlas::receive).expect("receives");
            std::thread::sleep(Duration::from_micros(100));
        }
    }

    /// A connection of somebody who logged in under this name.
    pub(super) fn connect(&mut self, name: &str) -> Who {
        let ticket = SessionTicket { wallet: wallet(name), name: name.to_owned() };
        self.connect_as(Some(ticket), name)
    }

    pub(super) fn connect_as(&mut self, ticket: Option<SessionTicket>, name: &str) -> Who {
        let number = self.clients.len();
        let id = 1000 + number as u64;
        let wallet = ticket.as_ref().map_or_else(|| wallet(name), |ticket| ticket.wallet);
        self.lobby.ends().insert(id, End::new(ticket));
        self.clients.push(Client::new(id, wallet, name));
        Who(number)
    }

    /// Connects and waits for the welcome and the first look around.
    pub(super) fn join(&mut self, name: &str) -> Who {
        let who = self.connect(name);
        self.until(20, "the welcome", |game| game[who].snapshot.is_some());
        self.ticks(12);
        who
    }

    /// The connection breaks, without a word.
    pub(super) fn cut(&mut self, who: Who) {
        let id = self[who].id;
        self.lobby.ends().get_mut(&id).expect("connected").gone = true;
        self.tick();
    }

    /// Sends a request; the answer may come in a later tick.
    pub(super) fn send(&mut self, who: Who, ask: Ask) -> RequestId {
        let client = &mut self.clients[who.0];
        client.ask(self.lobby.ends().get_mut(&client.id).expect("connected"), ask)
    }

    /// Sends a request and waits for its answer.
    pub(super) fn ask(&mut self, who: Who, ask: Ask) -> Outcome {
        let id = self.send(who, ask);
        self.until(20, "an answer", |game| !game[who].answers(id).is_empty());
        self[who].answers(id).remove(0)
    }

    pub(super) fn interact(&mut self, who: Who, target: NetId) -> Outcome {
        self.ask(who, Ask::Interact { target })
    }

    /// Sends bytes of any kind.
    pub(super) fn send_bytes(&mut self, who: Who, channel: Channel, bytes: Vec<u8>) {
        let id = self[who].id;
        self.lobby.ends().get_mut(&id).expect("connected").renet.send_message(channel, bytes);
    }

    /// Sends the input of a tick.
    pub(super) fn input(&mut self, who: Who, walk: Heading, aim: Heading, buttons: Buttons) {
        let client = &mut self.clients[who.0];
        let mut ends = self.lobby.ends();
        client.input(ends.get_mut(&client.id).expect("connected"), walk, aim, buttons);
    }

    /// The player's entity, if the character is in the world.
    pub(super) fn body(&mut self, who: Who) -> Option<Entity> {
        let wallet = self[who].wallet;
        let mut players = self.world().query::<(Entity, &Player)>();
        let world = self.world();
        players.iter(world).find(|(_, player)| player.wallet == wallet).map(|(entity, _)| entity)
    }

    /// Reaches into a player.
    pub(super) fn player(&mut self, who: Who) -> bevy::prelude::Mut<'_, Player> {
        let body = self.body(who).expect("in the world");
        self.world().get_mut::<Player>(body).expect("a player")
    }

    /// The character, in the world or out of it.
    pub(super) fn character(&mut self, who: Who) -> Character {
        match self.body(who) {
            Some(_) => self.player(who).character.clone(),
            None => self.at().resource::<Roster>().characters[&self[who].wallet].clone(),
        }
    }

    pub(super) fn stands(&mut self, who: Who) -> Where {
        let body = self.body(who).expect("in the world");
        *self.world().get::<Where>(body).expect("a place")
    }

    /// Puts a player somewhere, and lets everybody look around.
    pub(super) fn put(&mut self, who: Who, place: Where) {
        let body = self.body(who).expect("in the world");
        let mut moves = self.world().get_mut::<Moves>(body).expect("moves");
        moves.mover = Mover { at: place.at, feet: place.feet, ..moves.mover };
        *self.world().get_mut::<Where>(body).expect("a place") = place;
        if place.space == SpaceId::OVERWORLD {
            self.world().resource_mut::<Atlas>().want_around(place.at);
        }
        self.ticks(12);
    }

    /// A thing that this player sees.
    pub(super) fn sight(&mut self, who: Who, fits: impl Fn(&EntityKind) -> bool) -> NetId {
        self.until(40, "it comes into sight", |game| game[who].sees(&fits).is_some());
        self[who].sees(&fits).expect("in sight")
    }
}

impl std::ops::Index<Who> for Game {
    type Output = Client;

    fn index(&self, who: Who) -> &Client {
        &self.clients[who.0]
    }
}

fn write_secret(dir: &DataDir) {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(dir.secret_file())
        .expect("a secret");
    file.write_all(seed::hex(&SECRET).as_bytes()).expect("written");
}
