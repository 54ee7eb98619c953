//! What is written on walls.

use crate::play::dungeon::Dungeons;
use crate::play::requests::{Asker, Done};
use crate::play::wire::Outbox;
use bevy::prelude::World;
use protocol::{Event, Refusal, SpaceId};

/// Tells who asks what an inscription says.
pub(super) fn read(world: &mut World, asker: Asker, space: SpaceId, line: u8) -> Done {
    let ground = world.resource::<Dungeons>().ground(space).ok_or(Refusal::Gone)?;
    let lore = ground.dungeon.lore.get(usize::from(line)).ok_or(Refusal::Gone)?;
    let text = format!("It says: {}", lore.text);
    world.resource_mut::<Outbox>().tell(asker.client, Event::Notice(text));
    Ok(None)
}
