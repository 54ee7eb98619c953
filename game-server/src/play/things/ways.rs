//! Ways of a dungeon: out, through doors, by switches, from floor to floor.

use super::character;
use crate::play::atlas::Atlas;
use crate::play::dungeon::{Dungeons, Fixture, Inside, kept};
use crate::play::keep::Keeper;
use crate::play::quests;
use crate::play::requests::{Asker, Done};
use crate::play::travel::travel;
use crate::store::Change;
use bevy::prelude::World;
use protocol::{Refusal, SpaceId};
use seed::{Mm, Point};
use simulation::inventory::Mark;
use worldgen::FeatureKind;

/// Up and out, a step in front of the mouth.
pub(super) fn go_up(world: &mut World, asker: Asker, fixture: Fixture) -> Done {
    let site = world.resource::<Dungeons>().site(fixture.instance).ok_or(Refusal::Gone)?;
    let land = world.resource::<Atlas>().land().clone();
    let mouth = land.site(site).ok_or(Refusal::Gone)?.at;
    let at = Point { x: mouth.x, z: mouth.z + Mm(1500) };
    let feet = land.height(at);
    travel(world, asker.entity, SpaceId::OVERWORLD, at, feet);
    Ok(None)
}

/// A locked door, with the key of its lock, which is used up.
pub(super) fn unlock(world: &mut World, asker: Asker, fixture: Fixture) -> Done {
    let dungeons = world.resource::<Dungeons>();
    let instance = dungeons.get(fixture.instance).ok_or(Refusal::Gone)?;
    let mut record = instance.record.clone();
    if record.opened.contains(&fixture.feature) {
        return Err(Refusal::NothingHappens);
    }
    let dungeon = &instance.ground.dungeon;
    let door = dungeon.feature(fixture.feature).map(|feature| feature.kind);
    let Some(FeatureKind::Door { lock }) = door else { return Err(Refusal::Gone) };
    let fits = |feature: &worldgen::Feature| match feature.kind {
        FeatureKind::Key { item, lock: of } if of == lock => Some((item, feature.id)),
        _ => None,
    };
    let (key, lying) = dungeon.features.iter().find_map(fits).ok_or(Refusal::Locked)?;
    let found = record.spent.contains(&lying);
    let mut next = character(world, asker)?;
    match next.inventory.find(key, Mark::Dungeon(record.site)) {
        Some(place) => {
            next.inventory.take(place, 1)?;
        }
        // A companion who has gone away with the key locks nobody out: it was found.
        None if found => {}
        None => return Err(Refusal::Locked),
    }
    record.opened.insert(fixture.feature);
    let change = Change {
        characters: vec![(asker.wallet, next.clone())],
        world: vec![kept(fixture.instance, &record)],
        ..Change::default()
    };
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    if let Some(instance) = world.resource_mut::<Dungeons>().get_mut(fixture.instance) {
        instance.keep(record);
    }
    quests::put(world, asker.entity, next, ticket);
    Ok(Some(ticket))
}

/// A hidden door that was found, or a switch that is pulled: for good, and for everybody.
pub(super) fn open_way(world: &mut World, fixture: Fixture) -> Done {
    let instance = world.resource::<Dungeons>().get(fixture.instance).ok_or(Refusal::Gone)?;
    let mut record = instance.record.clone();
    if !record.opened.insert(fixture.feature) {
        return Err(Refusal::NothingHappens);
    }
    let change = Change { world: vec![kept(fixture.instance, &record)], ..Change::default() };
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    if let Some(instance) = world.resource_mut::<Dungeons>().get_mut(fixture.instance) {
        instance.keep(record);
    }
    Ok(Some(ticket))
}

/// Stairs, or a jump down a shaft: to another place of the same dungeon.
pub(super) fn change_floor(world: &mut World, asker: Asker, fixture: Fixture) -> Done {
    let instance = world.resource::<Dungeons>().get(fixture.instance).ok_or(Refusal::Gone)?;
    let feature = instance.ground.dungeon.feature(fixture.feature).ok_or(Refusal::Gone)?;
    let (FeatureKind::Stairs { to, .. } | FeatureKind::Shaft { to }) = feature.kind else {
        return Err(Refusal::NothingHappens);
    };
    let space = Inside(fixture.instance).space();
    travel(world, asker.entity, space, worldgen::Dungeon::middle(to), Mm(0));
    Ok(None)
}
