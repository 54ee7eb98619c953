//! Deeds move quests; only what the server saw happen counts.

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::index::Where;
use crate::play::keep::Keeper;
use crate::play::player::Player;
use crate::play::wire::Outbox;
use crate::store::Ticket;
use bevy::prelude::*;
use protocol::{Event, SpaceId};
use seed::Point;
use simulation::{Character, Deed};
use worldgen::{Objective, Quest, QuestId};

/// Moves a character's quests on by a deed; returns those that moved.
pub(crate) fn record(world: &World, character: &mut Character, deed: &Deed) -> Vec<QuestId> {
    let atlas = world.resource::<Atlas>();
    let active: Vec<QuestId> = character.quests.active().keys().copied().collect();
    let moves = |id: &QuestId| {
        let quest = atlas.quest(*id)?;
        character.quests.record(quest, deed).then_some(*id)
    };
    active.iter().filter_map(moves).collect()
}

/// Ticks between two looks at who has reached a place that is to be looked at.
const LOOK_TICKS: u32 = 10;

/// Moves the quests of those who have come to a place that they were sent to look at.
pub(crate) fn look_around(world: &mut World) {
    if !world.resource::<Clock>().tick.is_multiple_of(LOOK_TICKS) {
        return;
    }
    let mut players = world.query::<(Entity, &Player, &Where)>();
    let seekers: Vec<(Entity, Deed)> = players
        .iter(world)
        .filter(|(_, player, place)| player.alive() && place.space == SpaceId::OVERWORLD)
        .filter(|(_, player, place)| {
            let atlas = world.resource::<Atlas>();
            let mut sent =
                player.character.quests.active().keys().filter_map(|&id| atlas.quest(id));
            sent.any(|quest| player.character.quests.open(quest).any(|due| reached(due, place.at)))
        })
        .map(|(entity, _, place)| (entity, Deed::Reached(place.at)))
        .collect();
    for (entity, deed) in seekers {
        let Some(player) = world.get::<Player>(entity) else { continue };
        let (wallet, mut next) = (player.wallet, player.character.clone());
        let moved = record(world, &mut next, &deed);
        // Where the disk is behind, the next look finds it again.
        let Ok(ticket) = world.resource_mut::<Keeper>().character(wallet, &next) else { continue };
        put(world, entity, next, ticket);
        announce(world, entity, ticket, 0, &moved);
    }
}

fn reached(due: &Objective, here: Point) -> bool {
    matches!(due, Objective::Explore { at, within, .. } if at.distance(here) <= i64::from(within.0))
}

/// Puts a changed character in place.
pub(crate) fn put(world: &mut World, entity: Entity, character: Character, ticket: Ticket) {
    world.resource_scope(|world, mut outbox: Mut<Outbox>| {
        world.resource_scope(|world, atlas: Mut<Atlas>| {
            if let Some(mut player) = world.get_mut::<Player>(entity) {
                player.put(character, ticket, &atlas, &mut outbox);
            }
        });
    });
}

/// Tells what a deed brought.
pub(crate) fn announce(
    world: &mut World,
    entity: Entity,
    ticket: Ticket,
    levels: u16,
    moved: &[QuestId],
) {
    let Some(player) = world.get::<Player>(entity) else {
        return;
    };
    let (client, level) = (player.client, player.character.level);
    let done: Vec<Quest> = moved
        .iter()
        .filter(|id| player.character.quests.done().contains(id))
        .filter_map(|id| world.resource::<Atlas>().quest(*id).cloned())
        .collect();
    let mut outbox = world.resource_mut::<Outbox>();
    for quest in done {
        outbox.after(ticket, client, Event::QuestDone { quest: quest.id, title: quest.title });
    }
    if levels > 0 {
        outbox.after(ticket, client, Event::Notice(format!("You have reached level {level}.")));
    }
}
