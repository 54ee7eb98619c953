//! What falls from the dead and lies in chests.
//!
//! Every roll comes from the world's secret and the drop's identity ([`ItemSource`]), so that it can
//! be derived again once the secret is revealed.

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::creature::Beast;
use crate::play::dungeon::Dungeons;
use crate::play::index::{Doing, Index, Thing, Where};
use crate::play::keep::{Keeper, value};
use crate::play::sealed::{self, Hoard};
use crate::play::things::{DropRecord, Lying, Perishes};
use crate::store::WorldKey;
use bevy::prelude::*;
use protocol::EntityKind;
use ruleset::Creature;
use simulation::Stack;
use worldgen::{Item, ItemSource};

/// What a dead creature leaves.
pub(crate) struct Spoils {
    pub(crate) coins: u32,
    /// What falls, and how it is kept.
    pub(crate) kept: Option<(WorldKey, Option<Vec<u8>>)>,
    lying: Option<(u64, Where, Stack, u64)>,
}

/// Rolls what a creature leaves.
pub(crate) fn of_kill(world: &mut World, kind: &Creature, beast: &Beast, place: &Where) -> Spoils {
    let serial = world.resource_mut::<Keeper>().serial();
    let rules = world.resource::<Atlas>().land().rules().clone();
    let source = ItemSource::Kill { serial };
    let mut stream = world.resource::<Dungeons>().secret.stream("loot", &source.path());
    let low = i32::try_from(kind.coins.0).unwrap_or(0);
    let high = i32::try_from(kind.coins.1).unwrap_or(0);
    let coins = stream.range(low, high).unsigned_abs();
    if !beast.boss && !stream.chance(u32::from(kind.drops_per_mille), 1000) {
        return Spoils { coins, kept: None, lying: None };
    }
    let level = beast.level + if beast.boss { 2 } else { 0 };
    let sealed = beast.boss.then(|| sealed::found(world, &source, beast.level, Hoard::Boss));
    let stack = sealed.flatten().unwrap_or_else(|| {
        let item = Item::roll(&rules, &mut stream, level);
        Stack { item, count: 1, mark: None, source: Some(source) }
    });
    fall(world, serial, *place, stack, coins)
}

/// Something falls to the ground.
pub(crate) fn fall(world: &World, serial: u64, place: Where, stack: Stack, coins: u32) -> Spoils {
    let age = world.resource::<Clock>().age;
    let ticks = world.resource::<Atlas>().land().rules().balance.drop_ticks;
    let until = age + u64::from(ticks);
    let record = DropRecord {
        space: place.space,
        at: place.at,
        feet: place.feet,
        stack: stack.clone(),
        until,
    };
    let kept = (WorldKey::Drop(serial), value(&record));
    Spoils { coins, kept: Some(kept), lying: Some((serial, place, stack, until)) }
}

/// Puts what fell into the world.
pub(crate) fn lay(world: &mut World, spoils: Spoils) {
    if let Some((serial, place, stack, until)) = spoils.lying {
        lie(world, serial, place, stack, until);
    }
}

/// Puts something on the ground.
pub(crate) fn lie(world: &mut World, serial: u64, place: Where, stack: Stack, until: u64) {
    let id = world.resource_mut::<Index>().name();
    let kind = EntityKind::Drop { item: stack.item.clone(), count: stack.count };
    world.spawn((
        Thing { id, kind },
        place,
        Doing::default(),
        Lying(stack),
        Perishes { serial, until },
    ));
}

/// What an ordinary chest holds: two rolls and some coins.
pub(crate) fn of_chest(world: &World, source: &ItemSource, level: u16) -> (Vec<Stack>, u32) {
    let rules = world.resource::<Atlas>().land().rules().clone();
    let mut stream = world.resource::<Dungeons>().secret.stream("loot", &source.path());
    let coins = stream.range(5, 15).unsigned_abs() * u32::from(level.max(1));
    let roll = |stream: &mut seed::Stream| Item::roll(&rules, stream, level);
    let items = [roll(&mut stream), roll(&mut stream)];
    let stack = |item| Stack { item, count: 1, mark: None, source: Some(source.clone()) };
    (items.into_iter().map(stack).collect(), coins)
}
