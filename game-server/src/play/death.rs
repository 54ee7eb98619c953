//! Death: what the dead leave and who is credited; players fall and get up again.

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::creature::{Beast, Dens, OfDen, note_death};
use crate::play::dungeon::{Dungeons, Fixture, after_death, kept};
use crate::play::fight::Vital;
use crate::play::index::Where;
use crate::play::keep::Keeper;
use crate::play::player::{Player, home};
use crate::play::travel::travel;
use crate::play::wire::Outbox;
use crate::play::{loot, quests};
use crate::store::Change;
use bevy::prelude::*;
use protocol::{Event, SpaceId};
use seed::Mm;
use simulation::{Body, Deed};

/// How far companions may be and still share in a kill.
const SHARED: Mm = Mm(60_000);

/// Creatures that died in this tick, and by whom.
#[derive(Resource, Default)]
pub(crate) struct Dead(pub(crate) Vec<(Entity, Entity)>);

/// The dead: experience, loot, quests; and players fall.
pub(crate) fn bury(world: &mut World) {
    let dead = std::mem::take(&mut world.resource_mut::<Dead>().0);
    for (entity, by) in dead {
        if !bury_creature(world, entity, by) {
            world.resource_mut::<Dead>().0.push((entity, by));
        }
    }
    let now = world.resource::<Clock>().tick;
    let mut fallen = Vec::new();
    let mut risen = Vec::new();
    for (entity, player, vital) in world.query::<(Entity, &Player, &Vital)>().iter(world) {
        match player.rises {
            None if !vital.0.alive() => fallen.push(entity),
            Some(at) if now >= at => risen.push(entity),
            _ => {}
        }
    }
    for entity in fallen {
        fall(world, entity);
    }
    for entity in risen {
        rise(world, entity);
    }
}

/// False when the disk refused; then nothing has changed and it is tried again.
fn bury_creature(world: &mut World, entity: Entity, by: Entity) -> bool {
    let found =
        world.query::<(&Beast, &Where, Option<&OfDen>, Option<&Fixture>)>().get(world, entity).map(
            |(beast, place, den, fixture)| (beast.clone(), *place, den.copied(), fixture.copied()),
        );
    let Ok((beast, place, den, fixture)) = found else {
        return true;
    };
    let rules = world.resource::<Atlas>().land().rules().clone();
    let creature = rules.creature(beast.kind).clone();
    let mut change = Change::default();
    let dungeons = world.resource::<Dungeons>();
    let record = fixture
        .and_then(|fixture| Some((fixture.instance, after_death(dungeons, &fixture, &beast)?)));
    let boss_of = record.as_ref().and_then(|(_, record)| beast.boss.then_some(record.site));
    if let Some((instance, record)) = &record {
        change.world.push(kept(*instance, record));
    }
    let drop = loot::of_kill(world, &creature, &beast, &place);
    let sharers = sharers(world, by, &place);
    let witnesses = if boss_of.is_some() { present(world, place.space) } else { Vec::new() };
    let experience =
        u32::from(beast.level).saturating_add(1).saturating_mul(creature.experience) / 2;
    let mut next = Vec::new();
    let absent = witnesses.iter().filter(|witness| !sharers.contains(witness));
    for &entity in sharers.iter().chain(absent) {
        let Some(player) = world.get::<Player>(entity) else {
            continue;
        };
        let mut character = player.character.clone();
        let mut gained = 0;
        let mut moved = Vec::new();
        if sharers.contains(&entity) {
            character.kills = character.kills.saturating_add(1);
            gained = character.gain(experience, &rules.balance.levels);
            if place.space == SpaceId::OVERWORLD {
                let deed = Deed::Killed { creature: beast.kind, at: place.at };
                moved = quests::record(world, &mut character, &deed);
            }
        }
        if entity == by {
            character.coins = character.coins.saturating_add(drop.coins);
        }
        // Who lies dead in the same dungeon saw the guardian fall, too.
        if let Some(site) = boss_of {
            moved.extend(quests::record(world, &mut character, &Deed::SlewBoss(site)));
        }
        change.characters.push((player.wallet, character.clone()));
        next.push((entity, character, gained, moved));
    }
    if let Some((key, bytes)) = &drop.kept {
        change.world.push((key.clone(), bytes.clone()));
    }
    let Ok(ticket) = world.resource_mut::<Keeper>().commit(change) else {
        return false;
    };
    if let Some((instance, record)) = record
        && let Some(instance) = world.resource_mut::<Dungeons>().get_mut(instance)
    {
        // What it kept stands open now.
        instance.keep(record);
    }
    let age = world.resource::<Clock>().age;
    if let Some(den) = den {
        note_death(&mut world.resource_mut::<Dens>(), &den, age);
    }
    for (entity, character, gained, moved) in next {
        quests::put(world, entity, character, ticket);
        quests::announce(world, entity, ticket, gained, &moved);
    }
    loot::lay(world, drop);
    world.despawn(entity);
    true
}

/// Players in a space.
pub(crate) fn present(world: &mut World, space: SpaceId) -> Vec<Entity> {
    let mut players = world.query_filtered::<(Entity, &Where), With<Player>>();
    players
        .iter(world)
        .filter(|(_, place)| place.space == space)
        .map(|(entity, _)| entity)
        .collect()
}

/// The killer and companions near by.
fn sharers(world: &mut World, by: Entity, place: &Where) -> Vec<Entity> {
    let Some(killer) = world.get::<Player>(by) else {
        return Vec::new();
    };
    let party = killer.party;
    let mut sharers = vec![by];
    if party.is_some() {
        for (entity, player, other) in world.query::<(Entity, &Player, &Where)>().iter(world) {
            let near =
                other.space == place.space && other.at.distance(place.at) <= i64::from(SHARED.0);
            if entity != by && player.party == party && near && player.alive() {
                sharers.push(entity);
            }
        }
    }
    sharers
}

fn fall(world: &mut World, entity: Entity) {
    let now = world.resource::<Clock>().tick;
    let wait = world.resource::<Atlas>().land().rules().balance.respawn_ticks;
    let Some(mut player) = world.get_mut::<Player>(entity) else {
        return;
    };
    player.rises = Some(now.saturating_add(wait));
    player.talk = None;
    player.character.deaths += 1;
    player.character.health = 0;
    let (client, wallet, character) = (player.client, player.wallet, player.character.clone());
    // Refused: the next save brings it along.
    let _ = world.resource_mut::<Keeper>().character(wallet, &character);
    let mut outbox = world.resource_mut::<Outbox>();
    outbox.tell(client, Event::Died { respawn_ticks: wait });
    outbox.tell(client, Event::DialogueEnd);
}

fn rise(world: &mut World, entity: Entity) {
    let land = world.resource::<Atlas>().land().clone();
    let (at, feet) = home(&land);
    if !world.resource_mut::<Atlas>().want_around(at) {
        return;
    }
    let Some(mut player) = world.get_mut::<Player>(entity) else {
        return;
    };
    player.rises = None;
    player.fought_at = None;
    player.character.health = player.sheet.health;
    let health = player.sheet.health;
    if let Some(mut vital) = world.get_mut::<Vital>(entity) {
        vital.0 = Body::whole(health);
    }
    travel(world, entity, SpaceId::OVERWORLD, at, feet);
}
