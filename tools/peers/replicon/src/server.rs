//! A headless Bevy app with bevy_replicon's server and a crowd in it.

use crate::crowd::{Crowd, Walker};
use bevy::ecs::schedule::ScheduleLabel;
use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy_replicon::prelude::*;
use bevy_replicon::server::visibility::client_visibility::ClientVisibility;
use bevy_replicon::server::visibility::filters_mask::FilterBit;
use bevy_replicon::server::visibility::registry::FilterRegistry;
use bevy_replicon::shared::backend::channels::{ClientChannel, ServerChannel};
use bevy_replicon::shared::replication::registry::ReplicationRegistry;
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Where something is, in units of 20 mm, as our own snapshots round it, and its turn.
#[derive(Component, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Position {
    x: i32,
    z: i32,
    y: i32,
    turn: u8,
}

/// What it does and how it is.
#[derive(Component, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct State {
    pose: u8,
    health: u8,
}

/// What was measured.
#[derive(Resource, Default)]
pub struct Figures {
    /// Milliseconds in replicon's send systems, a tick each.
    pub send_ms: Vec<f64>,
    /// Milliseconds in our telling it who sees whom, a tick each.
    pub visibility_ms: Vec<f64>,
    /// Bytes that a transport would have been given.
    pub bytes: usize,
    /// Things in sight, over clients and ticks.
    pub seen: usize,
}

#[derive(Resource)]
struct Started(Instant);

/// The app and what it is fed from.
pub struct Server {
    app: App,
    crowd: Crowd,
    things: Vec<Entity>,
    clients: Vec<Entity>,
    seen: Vec<Vec<usize>>,
    hiding: FilterBit,
}

impl Server {
    pub fn new(count: usize) -> Self {
        let mut app = App::new();
        app.add_plugins((
            MinimalPlugins,
            StatesPlugin,
            RepliconPlugins.set(RepliconSharedPlugin { auth_method: AuthMethod::None }).set(
                ServerPlugin {
                    tick_schedule: Some(PostUpdate.intern()),
                    ..ServerPlugin::default()
                },
            ),
        ))
        .replicate::<Position>()
        .replicate::<State>()
        .init_resource::<Figures>()
        .insert_resource(Started(Instant::now()))
        .add_systems(
            PostUpdate,
            (
                start.after(ServerSystems::IncrementTick).before(ServerSystems::Send),
                stop.after(ServerSystems::Send).before(ServerSystems::SendPackets),
            ),
        );
        app.finish();
        let world = app.world_mut();
        world.resource_mut::<NextState<ServerState>>().set(ServerState::Running);
        let hiding = world.resource_scope(|world, mut filters: Mut<FilterRegistry>| {
            world.resource_scope(|world, mut registry: Mut<ReplicationRegistry>| {
                let lifetime = ScopeLifetime::WhileVisible;
                filters.register_scope::<Entity>(world, &mut registry, lifetime)
            })
        });
        app.update();

        let crowd = Crowd::new(count);
        let world = app.world_mut();
        let spawn = |walker| world.spawn((Replicated, position(walker), state(walker))).id();
        let things: Vec<Entity> = crowd.walkers.iter().map(spawn).collect();
        let connect = |_| app.world_mut().spawn(ConnectedClient { max_size: 1200 }).id();
        let clients: Vec<Entity> = (0..count).map(connect).collect();
        let seen = vec![Vec::new(); count];
        let mut server = Self { app, crowd, things, clients, seen, hiding };
        server.hide_all();
        server
    }

    /// One tick: everybody walks, sight changes, replicon sends, the clients acknowledge.
    pub fn tick(&mut self) {
        self.crowd.step();
        for (&thing, walker) in self.things.iter().zip(&self.crowd.walkers) {
            let mut thing = self.app.world_mut().entity_mut(thing);
            if let Some(mut place) = thing.get_mut::<Position>() {
                place.set_if_neq(position(walker));
            }
            if let Some(mut looks) = thing.get_mut::<State>() {
                looks.set_if_neq(state(walker));
            }
        }
        self.look();
        self.app.update();
        self.acknowledge();
    }

    /// Forgets what was measured.
    pub fn reset(&mut self) {
        self.app.world_mut().insert_resource(Figures::default());
    }

    pub fn figures(&self) -> &Figures {
        self.app.world().resource()
    }

    fn hide_all(&mut self) {
        for &client in &self.clients {
            if let Some(mut sight) = self.app.world_mut().get_mut::<ClientVisibility>(client) {
                for &thing in &self.things {
                    sight.set(thing, self.hiding, false);
                }
            }
        }
    }

    /// Tells replicon only what came into sight and what went out of it.
    fn look(&mut self) {
        let now = self.crowd.in_sight(self.clients.len());
        let began = Instant::now();
        let mut count = 0;
        for ((&client, before), after) in self.clients.iter().zip(&mut self.seen).zip(now) {
            count += after.len();
            let mut sight = self.app.world_mut().get_mut::<ClientVisibility>(client);
            let sight = sight.as_mut().expect("clients have a visibility once they are connected");
            for &gone in before.iter().filter(|thing| after.binary_search(thing).is_err()) {
                sight.set(self.things[gone], self.hiding, false);
            }
            for &new in after.iter().filter(|thing| before.binary_search(thing).is_err()) {
                sight.set(self.things[new], self.hiding, true);
            }
            *before = after;
        }
        let mut figures = self.app.world_mut().resource_mut::<Figures>();
        figures.visibility_ms.push(began.elapsed().as_secs_f64() * 1000.0);
        figures.seen += count;
    }

    /// Takes the messages as a transport would, and acknowledges mutations as a client would: a
    /// mutation message starts with a byte of flags and the two bytes that name it.
    fn acknowledge(&mut self) {
        let mut messages = self.app.world_mut().resource_mut::<ServerMessages>();
        let sent: Vec<_> = messages.drain_sent().collect();
        let bytes: usize = sent.iter().map(|(.., message)| message.len()).sum();
        for (client, channel, message) in sent {
            if channel == usize::from(ServerChannel::Mutations) {
                messages.insert_received(client, ClientChannel::MutationAcks, message.slice(1..3));
            }
        }
        self.app.world_mut().resource_mut::<Figures>().bytes += bytes;
    }
}

fn start(mut started: ResMut<Started>) {
    started.0 = Instant::now();
}

fn stop(started: Res<Started>, mut figures: ResMut<Figures>) {
    figures.send_ms.push(started.0.elapsed().as_secs_f64() * 1000.0);
}

fn position(walker: &Walker) -> Position {
    let units = |metres: f32| (metres * 50.0) as i32;
    let turn = (walker.heading * 40.743_665).rem_euclid(256.0) as u8;
    Position { x: units(walker.x), z: units(walker.z), y: 0, turn }
}

fn state(walker: &Walker) -> State {
    State { pose: walker.pose, health: 255 }
}
