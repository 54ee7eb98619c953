//! Text chat.

use crate::play::index::Where;
use crate::play::player::Player;
use crate::play::requests::{Asker, Done, clean};
use crate::play::wire::{Outbox, hearers};
use bevy::prelude::*;
use protocol::{ChatScope, Event, Refusal};
use renet::ClientId;

/// How far a voice carries.
const VOICE_M: i64 = 30;

/// Says something to whoever the scope reaches.
pub(crate) fn say(world: &mut World, asker: Asker, scope: ChatScope, text: &str) -> Done {
    let text = clean(text)?;
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let (from, party) = (player.character.name.clone(), player.party);
    let place = *world.get::<Where>(asker.entity).ok_or(Refusal::Gone)?;
    let mut players = world.query::<(&Player, &Where)>();
    let to: Vec<ClientId> = match scope {
        ChatScope::Near => hearers(players.iter(world), &place, VOICE_M),
        ChatScope::World => players.iter(world).map(|(player, _)| player.client).collect(),
        ChatScope::Party => players
            .iter(world)
            .filter(|(player, _)| party.is_some() && player.party == party)
            .map(|(player, _)| player.client)
            .collect(),
    };
    let mut outbox = world.resource_mut::<Outbox>();
    for client in to {
        outbox.tell(client, Event::Chat { from: from.clone(), scope, text: text.clone() });
    }
    Ok(None)
}
