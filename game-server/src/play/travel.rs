//! From one space into another.

use crate::play::dungeon::Dungeons;
use crate::play::index::Where;
use crate::play::keep::{Keeper, note_place};
use crate::play::player::{Moves, Player};
use crate::play::sight::Sight;
use crate::play::wire::Outbox;
use bevy::prelude::*;
use protocol::{Event, SpaceId};
use seed::{Mm, Point};
use simulation::Mover;

/// Puts a player into a place, perhaps of another space. The player sees nothing of it before it is
/// on disk.
pub(crate) fn travel(world: &mut World, entity: Entity, space: SpaceId, at: Point, feet: Mm) {
    let dungeon = world.resource::<Dungeons>().site(space.0);
    if let Some(mut moves) = world.get_mut::<Moves>(entity) {
        let (stamina, winded) = (moves.mover.stamina, moves.mover.winded);
        moves.mover = Mover { at, feet, stamina, winded, ..Mover::default() };
    }
    if let Some(mut place) = world.get_mut::<Where>(entity) {
        *place = Where { space, at, feet };
    }
    let (Some(moves), Some(place)) =
        (world.get::<Moves>(entity).copied(), world.get::<Where>(entity).copied())
    else {
        return;
    };
    let Some(mut player) = world.get_mut::<Player>(entity) else {
        return;
    };
    player.talk = None;
    note_place(&mut player.character, &place, &moves);
    let (client, wallet, character) = (player.client, player.wallet, player.character.clone());
    // Refused: where somebody stands is saved again in a few seconds.
    let ticket = world.resource_mut::<Keeper>().character(wallet, &character).unwrap_or_default();
    if let Some(mut sight) = world.get_mut::<Sight>(entity) {
        *sight = Sight::starting_after(ticket);
    }
    let mover = moves.mover;
    world.resource_mut::<Outbox>().after(ticket, client, Event::Space { space, dungeon, mover });
}
