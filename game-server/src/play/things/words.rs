//! What is written on walls: lore, and clues to the puzzle.

use super::boards;
use crate::play::atlas::Atlas;
use crate::play::dungeon::Dungeons;
use crate::play::requests::{Asker, Done};
use crate::play::wire::Outbox;
use bevy::prelude::World;
use protocol::{Event, Refusal, SpaceId};

/// Tells who asks what an inscription says; a clue is remembered.
pub(super) fn read(world: &mut World, asker: Asker, space: SpaceId, line: u8) -> Done {
    let land = world.resource::<Atlas>().land().clone();
    let instance = world.resource::<Dungeons>().get(space.0).ok_or(Refusal::Gone)?;
    // The past was worked out when the dungeon was.
    let lore = land.dungeon_lore(&instance.ground.dungeon).lines;
    let line = usize::from(line);
    let clue = line.checked_sub(lore.len());
    let text = match clue {
        None => lore.get(line).map(|line| line.told.text.clone()),
        Some(clue) => instance.puzzle.puzzle.clues(&land.rules().puzzles).get(clue).cloned(),
    };
    let text = text.ok_or(Refusal::Gone)?;
    let done = match clue {
        Some(clue) => boards::learn(world, space.0, clue as u16)?,
        None => None,
    };
    let event = Event::Notice(format!("It says: {text}"));
    let mut outbox = world.resource_mut::<Outbox>();
    match done {
        Some(ticket) => outbox.after(ticket, asker.client, event),
        None => outbox.tell(asker.client, event),
    }
    Ok(done)
}
