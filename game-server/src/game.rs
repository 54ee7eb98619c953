//! The running game: an app made from what was opened at the start, ticked until it is told to stop.

use crate::chain::Ties;
use crate::metrics::Metrics;
use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::creature::Dens;
use crate::play::deals::Deals;
use crate::play::death::Dead;
use crate::play::dungeon::{Dungeons, InstanceRecord, KEPT_EMPTY};
use crate::play::fight::Blows;
use crate::play::index::Index;
use crate::play::joining::Roster;
use crate::play::keep::{Keeper, SERIAL_STEP, SERIALS, value};
use crate::play::link::{Link, Network};
use crate::play::loot;
use crate::play::market::Sales;
use crate::play::party::{Parties, PartyId};
use crate::play::people::Peopled;
use crate::play::relics::Relics;
use crate::play::sight::View;
use crate::play::things::DropRecord;
use crate::play::trade::Tables;
use crate::play::wire::{Outbox, Requests, Wire};
use crate::play::{index::Where, leaving};
use crate::schedule::{self, TICK};
use crate::shutdown::Shutdown;
use crate::store::{Change, Saved, Store, WorldKey};
use anyhow::{Context, anyhow};
use bevy::app::App;
use bevy::ecs::world::World;
use bevy_renet::RenetServer;
use ledger::outbox::OperationId;
use protocol::{Channel, Event, Kick, SpaceId, connection_config, encode};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Instant;
use transport::{LoginDesk, ServerTransport, Wallet};
use worldgen::World as Land;

/// Ticks in which connections are told goodbye and the disk is written before a stop.
const GOODBYE_TICKS: u32 = 5;

/// What a game is made from.
pub struct Opened {
    /// The generated world.
    pub land: Land,
    /// Its database.
    pub store: Store,
    /// What was in it.
    pub saved: Saved,
    /// The sockets.
    pub transport: ServerTransport,
    /// Who logged in.
    pub desk: Arc<Mutex<LoginDesk>>,
    /// What new players read first; may be empty.
    pub greeting: String,
    /// Where figures go.
    pub metrics: Arc<Metrics>,
    /// Set from outside to stop.
    pub shutdown: Shutdown,
    /// How far players see others, metres.
    pub view_distance: u16,
    /// The way to the chain; `None`: nothing is recorded.
    pub(crate) ties: Option<Ties>,
}

/// Runs the game until it is told to stop, then says goodbye and writes everything.
///
/// # Errors
/// When the saved world cannot be understood, a thread does not start, or the last write fails.
pub fn run(opened: Opened) -> anyhow::Result<()> {
    let Opened {
        land,
        store,
        saved,
        transport,
        desk,
        greeting,
        metrics,
        shutdown,
        view_distance,
        ties,
    } = opened;
    let link = Box::new(Network::new(transport, desk));
    let mut app = build(Founding { land, store, saved, greeting, view_distance, ties }, link)?;
    let mut next = Instant::now();
    while !shutdown.requested() {
        tick(&mut app, &metrics);
        if let Some(why) = broken(app.world()) {
            let drained = drain(app, &metrics, Kick::CannotGoOn);
            return Err(drained.err().unwrap_or_else(|| anyhow!("stopped")).context(why));
        }
        next += TICK;
        let now = Instant::now();
        if next > now {
            std::thread::sleep(next - now);
        } else if now - next > 10 * TICK {
            // A stall (a suspended machine): the lost ticks are not run after it.
            next = now;
        }
    }
    drain(app, &metrics, Kick::ShuttingDown)
}

/// Why the game cannot go on: better a clear end than a world that forgets or does not grow.
fn broken(world: &World) -> Option<String> {
    if let Some(why) = world.resource::<Keeper>().failed() {
        return Some(format!(
            "nothing can be saved any more ({why}); what players were told is saved; free the disk or mend it and start again"
        ));
    }
    if world.resource::<Wire>().link.is_broken() {
        return Some("the thread that sends has ended, see the log; start again".to_owned());
    }
    let broken = world.resource::<Atlas>().broken();
    broken.then(|| "the thread that makes the land has ended, see the log; start again".to_owned())
}

/// One tick, measured.
fn tick(app: &mut App, metrics: &Metrics) {
    let start = Instant::now();
    app.update();
    metrics.observe_tick(start.elapsed());
    crate::play::figures::report(app.world(), metrics);
}

/// What a world is founded on; see [`Opened`].
pub(crate) struct Founding {
    pub(crate) land: Land,
    pub(crate) store: Store,
    pub(crate) saved: Saved,
    pub(crate) greeting: String,
    pub(crate) view_distance: u16,
    pub(crate) ties: Option<Ties>,
}

/// An app with the world as it was saved.
pub(crate) fn build(founding: Founding, link: Box<dyn Link>) -> anyhow::Result<App> {
    let Founding { land, store, saved, greeting, view_distance, ties } = founding;
    let Saved { characters, world: things, clock, secret, .. } = saved;
    let mut serials = SERIAL_STEP;
    let mut instances = BTreeMap::new();
    let mut parties: BTreeMap<PartyId, BTreeSet<Wallet>> = BTreeMap::new();
    let mut drops: Vec<(u64, DropRecord)> = Vec::new();
    let mut gone: Vec<(WorldKey, Option<Vec<u8>>)> = Vec::new();
    let mut recorded: Vec<(OperationId, worldgen::Item)> = Vec::new();
    let mut sales = BTreeMap::new();
    let mut payments = BTreeMap::new();
    for (key, bytes) in &things {
        match key {
            WorldKey::Counter(name) if name == SERIALS => serials = read(key, bytes)?,
            WorldKey::Instance(id) => {
                let record: InstanceRecord = read(key, bytes)?;
                if record.visited + KEPT_EMPTY < clock {
                    gone.push((key.clone(), None));
                } else {
                    instances.insert(*id, record);
                }
            }
            WorldKey::Party(id) => {
                parties.insert(PartyId(*id), read(key, bytes)?);
            }
            WorldKey::Drop(serial) => drops.push((*serial, read(key, bytes)?)),
            WorldKey::Recorded(operation) => {
                let item: worldgen::Item = read(key, bytes)?;
                recorded.push((OperationId(*operation), item));
            }
            WorldKey::Sale(serial) => {
                sales.insert(*serial, read(key, bytes)?);
            }
            WorldKey::Payment(operation) => {
                payments.insert(*operation, read(key, bytes)?);
            }
            WorldKey::Counter(_) | WorldKey::Place(_) => {}
        }
    }
    // Numbers up to here may have been used; the reserve for this run is written before any is.
    let mut keeper = Keeper::new(store, serials);
    drops.retain(|(serial, drop)| {
        let stays = drop.space == SpaceId::OVERWORLD || instances.contains_key(&drop.space.0);
        if !stays {
            gone.push((WorldKey::Drop(*serial), None));
        }
        stays
    });
    let mut world = gone;
    world.push((WorldKey::counter(SERIALS), value(&(serials + 2 * SERIAL_STEP))));
    keeper
        .commit(Change { world, ..Change::default() })
        .map_err(|refusal| anyhow!("the database does not take anything: {refusal}"))?;

    let mut relics = Relics::new(ties);
    payments.keys().for_each(|id| relics.ask(OperationId(*id)));
    recorded.iter().for_each(|(id, item)| relics.remember(*id, item));

    let mut app = App::new();
    app.add_plugins(bevy::app::TaskPoolPlugin::default());
    // Everything is in one chain: nothing would run at once, and one thread costs less.
    app.edit_schedule(bevy::app::Update, |schedule| {
        schedule.set_executor(bevy::ecs::schedule::SingleThreadedExecutor::new());
    });
    app.insert_resource(Atlas::start(land).context("cannot start the thread for terrain")?)
        .insert_resource(Clock { age: clock, tick: 1 })
        .insert_resource(Dungeons::new(instances, secret))
        .insert_resource(keeper)
        .insert_resource(Parties::new(parties))
        .insert_resource(relics)
        .insert_resource(Sales::new(sales, payments))
        .insert_resource(RenetServer::new(transport::bounded(connection_config())))
        .insert_resource(Roster::new(characters, greeting))
        .insert_resource(View::metres(view_distance))
        .insert_resource(Wire::new(link))
        .init_resource::<Blows>()
        .init_resource::<Dead>()
        .init_resource::<Deals>()
        .init_resource::<Dens>()
        .init_resource::<Index>()
        .init_resource::<Outbox>()
        .init_resource::<Peopled>()
        .init_resource::<Requests>()
        .init_resource::<Tables>();
    schedule::plugin(&mut app);
    for (serial, DropRecord { space, at, feet, stack, until }) in drops {
        loot::lie(app.world_mut(), serial, Where { space, at, feet }, stack, until);
    }
    Ok(app)
}

fn read<T: DeserializeOwned>(key: &WorldKey, bytes: &[u8]) -> anyhow::Result<T> {
    protocol::decode(bytes, usize::MAX).with_context(|| {
        format!("the saved world has an entry that this server cannot read ({key:?}); restore a backup or use the server version that wrote it")
    })
}

/// Says goodbye, takes everybody out and writes everything.
pub(crate) fn drain(mut app: App, metrics: &Metrics, why: Kick) -> anyhow::Result<()> {
    let world = app.world_mut();
    {
        let wire = world.resource::<Wire>();
        wire.link.close();
        let clients: Vec<u64> = wire.clients.keys().copied().collect();
        tracing::info!(players = clients.len(), "shutting down");
        let goodbye = encode(&Event::Goodbye(why));
        let mut renet = world.resource_mut::<RenetServer>();
        for client in clients {
            renet.send_message(client, Channel::Talk, goodbye.clone());
        }
    }
    // What is waiting for the disk is told before the goodbye is acknowledged.
    for _ in 0..GOODBYE_TICKS {
        tick(&mut app, metrics);
        std::thread::sleep(TICK);
    }
    let world = app.world_mut();
    leaving::leave_all(world);
    world.resource_scope(|world: &mut World, mut wire: bevy::prelude::Mut<Wire>| {
        let mut renet = world.resource_mut::<RenetServer>();
        wire.link.end(&mut renet.0);
    });
    let clock = *world.resource::<Clock>();
    let Some(mut keeper) = world.remove_resource::<Keeper>() else {
        return Ok(());
    };
    // Refused only by a broken database, which closing reports.
    let _ = keeper.commit(Change { clock: Some(clock.age), ..Change::default() });
    keeper.close().context("the last changes could not be written")?;
    tracing::info!("everything is saved");
    Ok(())
}
