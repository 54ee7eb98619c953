//! Using what stands in the world: drops, chests, doors, levers, the mouths of dungeons.

pub(crate) mod boards;
mod ways;
mod words;

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::dungeon::{Dungeons, Fixture, Inside, kept};
use crate::play::index::{Index, Thing, Where};
use crate::play::keep::Keeper;
use crate::play::loot;
use crate::play::party::Parties;
use crate::play::player::Player;
use crate::play::relics::Relics;
use crate::play::requests::{Asker, Done};
use crate::play::sealed::{self, Hoard};
use crate::play::travel::travel;
use crate::play::wire::Outbox;
use crate::play::{quests, talk};
use crate::store::{Change, Ticket, WorldKey};
use bevy::prelude::*;
use ledger::outbox::OperationId;
use protocol::{EntityKind, Event, NetId, Refusal, SpaceId};
use seed::{Mm, Point};
use serde::{Deserialize, Serialize};
use simulation::inventory::Mark;
use simulation::{Character, Deed, InventoryError, Stack};
use std::collections::BTreeSet;
use transport::Wallet;
use ways::{change_floor, go_up, open_way, unlock};
use words::read;
use worldgen::{ItemSource, SiteId};

/// How far an arm reaches, with a step.
pub(crate) const REACH: Mm = Mm(3500);

/// Something lying on the ground.
#[derive(Component, Clone, Debug)]
pub(crate) struct Lying(pub(crate) Stack);

/// It is gone after a while.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Perishes {
    /// Its number in the database.
    pub(crate) serial: u64,
    /// The world's age when it is gone.
    pub(crate) until: u64,
}

/// What is kept of something on the ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DropRecord {
    pub(crate) space: SpaceId,
    pub(crate) at: Point,
    pub(crate) feet: Mm,
    pub(crate) stack: Stack,
    pub(crate) until: u64,
}

/// What lay too long is gone.
pub(crate) fn expire(
    mut commands: Commands,
    clock: Res<Clock>,
    mut keeper: ResMut<Keeper>,
    drops: Query<(Entity, &Perishes)>,
) {
    if !clock.tick.is_multiple_of(100) {
        return;
    }
    for (entity, perishes) in &drops {
        if perishes.until < clock.age {
            let world = vec![(WorldKey::Drop(perishes.serial), None)];
            if keeper.commit(Change { world, ..Change::default() }).is_ok() {
                commands.entity(entity).despawn();
            }
        }
    }
}

/// Uses what stands there.
pub(crate) fn interact(world: &mut World, asker: Asker, target: NetId) -> Done {
    let shown = *world.resource::<Index>().find(target).ok_or(Refusal::Gone)?;
    let own = *world.get::<Where>(asker.entity).ok_or(Refusal::Gone)?;
    if shown.place.space != own.space || shown.place.at.distance(own.at) > i64::from(REACH.0) {
        return Err(Refusal::TooFar);
    }
    if let Some(ground) = world.resource::<Dungeons>().ground(own.space)
        && !ground.reaches(own.at, shown.place.at)
    {
        return Err(Refusal::TooFar);
    }
    let kind = world.get::<Thing>(shown.entity).ok_or(Refusal::Gone)?.kind.clone();
    let fixture = world.get::<Fixture>(shown.entity).copied();
    match (kind, fixture) {
        (EntityKind::Person { person }, _) => {
            talk::open(world, asker, shown.entity, target, person)
        }
        (EntityKind::Drop { .. }, _) => pick_up(world, asker, shown.entity, fixture),
        (EntityKind::Mouth { site }, _) => go_down(world, asker, site),
        (EntityKind::Exit, Some(fixture)) => go_up(world, asker, fixture),
        (EntityKind::Door, Some(fixture)) => unlock(world, asker, fixture),
        (EntityKind::Secret | EntityKind::Switch, Some(fixture)) => open_way(world, fixture),
        (EntityKind::Stairs { .. } | EntityKind::Shaft, Some(fixture)) => {
            change_floor(world, asker, fixture)
        }
        (EntityKind::Lever { index }, Some(fixture)) => boards::pull(world, fixture, index),
        (EntityKind::Board, Some(fixture)) => boards::open(world, asker, fixture, target),
        (EntityKind::Inscription { line }, _) => read(world, asker, own.space, line),
        (EntityKind::Chest { treasure }, Some(fixture)) => {
            open_chest(world, asker, fixture, treasure)
        }
        _ => Err(Refusal::NothingHappens),
    }
}

/// Who asks, as kept.
fn character(world: &World, asker: Asker) -> Result<Character, Refusal> {
    world.get::<Player>(asker.entity).map(|player| player.character.clone()).ok_or(Refusal::Gone)
}

fn pick_up(world: &mut World, asker: Asker, entity: Entity, fixture: Option<Fixture>) -> Done {
    let mut stack = world.get::<Lying>(entity).ok_or(Refusal::Gone)?.0.clone();
    let land = world.resource::<Atlas>().land().clone();
    let rules = land.rules().clone();
    // Somebody's on the chain (dropped by an older server): it comes out of that wallet, or not at all.
    if stack.mark.is_some_and(|mark| mark.operation().is_some()) {
        return Err(InventoryError::OnChain.into());
    }
    let relics = world.resource::<Relics>();
    let operation = sealed::take(relics, land.seed(), asker.wallet, &mut stack);
    let recorded = operation.as_ref().map(|operation| operation.id);
    let mut next = character(world, asker)?;
    next.inventory.add(&rules, stack)?;
    let mut change = Change::character(asker.wallet, next.clone());
    change.operations.extend(operation);
    if let Some(perishes) = world.get::<Perishes>(entity) {
        change.world.push((WorldKey::Drop(perishes.serial), None));
    }
    let mut spent = None;
    if let Some(fixture) = fixture
        && let Some(instance) = world.resource::<Dungeons>().get(fixture.instance)
    {
        let mut record = instance.record.clone();
        record.spent.insert(fixture.feature);
        change.world.push(kept(fixture.instance, &record));
        spent = Some((fixture.instance, record));
    }
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    if let Some((id, record)) = spent
        && let Some(instance) = world.resource_mut::<Dungeons>().get_mut(id)
    {
        instance.keep(record);
    }
    world.despawn(entity);
    quests::put(world, asker.entity, next, ticket);
    note(world, asker, ticket, recorded);
    Ok(Some(ticket))
}

/// Something on the chain was begun together with a change.
fn note(world: &mut World, asker: Asker, ticket: Ticket, id: Option<OperationId>) {
    let Some(id) = id else { return };
    world.resource_scope(|world, mut outbox: Mut<Outbox>| {
        world.resource_mut::<Relics>().kept(id, asker.client, ticket, &mut outbox);
    });
}

fn go_down(world: &mut World, asker: Asker, site: SiteId) -> Done {
    let layout = world.resource_mut::<Atlas>().dungeon(site).ok_or(Refusal::NotReady)?;
    let rules = world.resource::<Atlas>().land().rules().clone();
    let age = world.resource::<Clock>().age;
    let mut guests = world.resource::<Parties>().members(asker.wallet);
    guests.insert(asker.wallet);
    let mut next = character(world, asker)?;
    let back = comes_back(world, &next, site);
    let companion = companion_inside(world, site, &guests);
    let known = companion.or_else(|| world.resource::<Dungeons>().find(site, &guests, back));
    let id = known.unwrap_or_else(|| world.resource_mut::<Keeper>().serial());
    // A new one is opened once the database has taken it.
    let fresh = if known.is_some() {
        world.resource_mut::<Dungeons>().revive(id, &layout, &rules);
        None
    } else {
        Some(world.resource::<Dungeons>().plan(id, site, guests.clone(), layout, &rules, age))
    };
    let moved = quests::record(world, &mut next, &Deed::Entered(site));
    next.known.insert(site);
    // Where one stands again when the dungeon is gone meanwhile.
    let own = *world.get::<Where>(asker.entity).ok_or(Refusal::Gone)?;
    (next.at, next.feet) = (own.at, own.feet);
    let dungeons = world.resource::<Dungeons>();
    let instance = fresh.as_ref().or_else(|| dungeons.get(id)).ok_or(Refusal::NothingHappens)?;
    let entrance = instance.ground.dungeon.entrance();
    let mut record = instance.record.clone();
    record.guests.insert(asker.wallet);
    record.visited = age;
    let mut also = Vec::new();
    let (solved, boss_dead) = (record.solved, record.boss_dead);
    if solved {
        also = quests::record(world, &mut next, &Deed::Solved(site));
    }
    if boss_dead {
        also.extend(quests::record(world, &mut next, &Deed::SlewBoss(site)));
    }
    next.inside = Some((id, entrance));
    let change = Change {
        characters: vec![(asker.wallet, next.clone())],
        world: vec![kept(id, &record)],
        ..Change::default()
    };
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    let mut dungeons = world.resource_mut::<Dungeons>();
    if let Some(fresh) = fresh {
        dungeons.open(id, fresh);
    }
    if let Some(instance) = dungeons.get_mut(id) {
        instance.keep(record);
    }
    quests::put(world, asker.entity, next, ticket);
    quests::announce(world, asker.entity, ticket, 0, &[moved, also].concat());
    travel(world, asker.entity, Inside(id).space(), entrance, Mm(0));
    Ok(Some(ticket))
}

/// The instance of a dungeon in which one of these is now: a party stays together, whatever each of
/// them wants there.
fn companion_inside(world: &mut World, site: SiteId, guests: &BTreeSet<Wallet>) -> Option<u64> {
    let mut players = world.query::<(&Player, &Where)>();
    let dungeons = world.resource::<Dungeons>();
    let inside = |(player, place): (&Player, &Where)| {
        let here = guests.contains(&player.wallet) && dungeons.site(place.space.0) == Some(site);
        here.then_some(place.space.0)
    };
    players.iter(world).filter_map(inside).min()
}

fn open_chest(world: &mut World, asker: Asker, fixture: Fixture, treasure: bool) -> Done {
    let dungeons = world.resource::<Dungeons>();
    let instance = dungeons.get(fixture.instance).ok_or(Refusal::Gone)?;
    let mut record = instance.record.clone();
    let dungeon = instance.ground.dungeon.clone();
    if treasure && !record.boss_dead {
        return Err(Refusal::Guarded);
    }
    let rules = world.resource::<Atlas>().land().rules().clone();
    let relic = rules.theme(dungeon.theme).relic;
    let mark = Mark::Dungeon(record.site);
    let mut next = character(world, asker)?;
    let opened = record.spent.contains(&fixture.feature);
    // Everybody of the party who is sent for the relic finds one; the rest of the chest is for
    // whoever opens it.
    let wants = treasure && sent(world, &next, relic, record.site);
    if opened && !wants {
        return Err(Refusal::NothingHappens);
    }
    let mut found = Vec::new();
    let mut operation = None;
    if wants && next.inventory.find(relic, mark).is_none() {
        found.push(Stack { mark: Some(mark), ..Stack::plain(relic, 1) });
    }
    if !opened {
        let source = ItemSource::Chest {
            dungeon: record.site,
            feature: fixture.feature,
            visit: fixture.instance,
        };
        let level = dungeon.level + if treasure { 2 } else { 0 };
        let (stacks, coins) = loot::of_chest(world, &source, level);
        found.extend(stacks);
        let hoard = if treasure { Hoard::Treasure } else { Hoard::Chest };
        if let Some(mut relic) = sealed::found(world, &source, dungeon.level, hoard) {
            let seed = world.resource::<Atlas>().land().seed();
            let relics = world.resource::<Relics>();
            operation = sealed::take(relics, seed, asker.wallet, &mut relic);
            found.push(relic);
        }
        next.coins = next.coins.saturating_add(coins);
    }
    for stack in &found {
        next.inventory.add(&rules, stack.clone())?;
    }
    let moved = if wants {
        let deed = Deed::Fetched { item: relic, dungeon: record.site };
        quests::record(world, &mut next, &deed)
    } else {
        Vec::new()
    };
    record.spent.insert(fixture.feature);
    record.looted |= treasure;
    let begun = operation.as_ref().map(|operation| operation.id);
    let change = Change {
        characters: vec![(asker.wallet, next.clone())],
        world: vec![kept(fixture.instance, &record)],
        operations: operation.into_iter().collect(),
        ..Change::default()
    };
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    if let Some(instance) = world.resource_mut::<Dungeons>().get_mut(fixture.instance) {
        instance.keep(record);
    }
    quests::put(world, asker.entity, next, ticket);
    quests::announce(world, asker.entity, ticket, 0, &moved);
    note(world, asker, ticket, begun);
    let names: Vec<String> = found.iter().map(|stack| stack.item.name(&rules)).collect();
    let text = format!("In the chest: {}.", names.join(", "));
    world.resource_mut::<Outbox>().after(ticket, asker.client, Event::Notice(text));
    Ok(Some(ticket))
}

/// Is the relic of a dungeon all that this character still wants from it?
fn comes_back(world: &World, character: &Character, site: SiteId) -> bool {
    let rules = world.resource::<Atlas>().land().rules();
    rules.themes.iter().any(|theme| sent(world, character, theme.relic, site))
}

/// Does a quest of this character wait for the relic of a dungeon?
fn sent(world: &World, character: &Character, relic: ruleset::ItemId, site: SiteId) -> bool {
    use worldgen::Objective::Fetch;
    let atlas = world.resource::<Atlas>();
    let due = |id| character.quests.due(atlas.quest(id)?);
    let waits =
        |id| matches!(due(id), Some(Fetch { item, dungeon }) if *item == relic && *dungeon == site);
    character.quests.active().keys().any(|&id| waits(id))
}
