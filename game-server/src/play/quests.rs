//! Deeds move quests; only what the server saw happen counts.

use crate::play::atlas::Atlas;
use crate::play::player::Player;
use crate::play::wire::Outbox;
use crate::store::Ticket;
use bevy::prelude::*;
use protocol::Event;
use simulation::{Character, Deed};
use worldgen::{Quest, QuestId};

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
