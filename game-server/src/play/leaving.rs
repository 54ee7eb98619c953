//! Leaving the world.
//!
//! Whoever leaves in a fight, in order or not, leaves the body behind for a while: it can be hurt as
//! before, and who comes back meanwhile takes it over (see [`joining`](super::joining)). So pulling
//! the plug saves nobody. How long is the ruleset's to say (`fight`, `linger` in `balance.toml`).

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::deals::Deals;
use crate::play::index::Where;
use crate::play::joining::Roster;
use crate::play::keep::{Keeper, note_place};
use crate::play::party::Parties;
use crate::play::player::{Moves, Player};
use crate::play::relics::{Relics, parted};
use crate::play::wire::Wire;
use bevy::prelude::*;
use bevy_renet::RenetServer;
use renet::ClientId;
use ruleset::Balance;

/// Ticks that a connection stays up after its player has gone: a goodbye that got lost is repeated
/// after 250 ms. Nothing that comes in meanwhile is read.
pub(crate) const FAREWELL_TICKS: u32 = 8;

#[derive(bevy::ecs::system::SystemParam)]
pub(crate) struct Exit<'w, 's> {
    commands: Commands<'w, 's>,
    clock: Res<'w, Clock>,
    atlas: Res<'w, Atlas>,
    wire: ResMut<'w, Wire>,
    renet: ResMut<'w, RenetServer>,
    roster: ResMut<'w, Roster>,
    keeper: ResMut<'w, Keeper>,
    parties: ResMut<'w, Parties>,
    relics: ResMut<'w, Relics>,
    deals: ResMut<'w, Deals>,
    players: Query<'w, 's, (Entity, &'static mut Player, &'static Where, &'static Moves)>,
}

/// Takes out who has gone and who has lingered long enough, and keeps what they were.
pub(crate) fn leave(mut door: Exit) {
    let now = door.clock.tick;
    for client in std::mem::take(&mut door.wire.leaving) {
        let Some(gone) = door.wire.clients.remove(&client) else {
            continue;
        };
        door.wire.link.forget(client);
        door.wire.closing.push_back((now.saturating_add(FAREWELL_TICKS), client));
        let Some(entity) = gone.player else {
            continue;
        };
        if let Ok((_, mut player, _, _)) = door.players.get_mut(entity) {
            let ticks = stay(&player, now, &door.atlas.land().rules().balance);
            player.let_go();
            player.lingers = Some(now.saturating_add(ticks));
            door.parties.changed(player.wallet);
        }
    }
    while let Some(&(when, client)) = door.wire.closing.front()
        && when <= now
    {
        door.wire.closing.pop_front();
        if door.renet.is_connected(client) {
            door.renet.disconnect(client);
        }
    }
    let over = |player: &Player| player.lingers.is_some_and(|until| now >= until);
    let gone = door.players.iter().filter(|(_, player, _, _)| over(player));
    let gone: Vec<Entity> = gone.map(|(entity, ..)| entity).collect();
    for entity in gone {
        take_out(&mut door, entity);
    }
}

fn take_out(door: &mut Exit, entity: Entity) {
    if let Ok((_, mut player, place, moves)) = door.players.get_mut(entity) {
        note_place(&mut player.character, place, moves);
        if door.keeper.character(player.wallet, &player.character).is_err() {
            tracing::warn!("a leaving player's last steps could not be saved");
        }
        parted(&mut door.relics, &mut door.deals, &player);
        tracing::info!(name = %player.character.name, "a player left");
        door.roster.goes(player.wallet, player.character.clone());
    }
    door.commands.entity(entity).despawn();
}

/// Takes everybody out at once, fights or not: the world stops.
pub(crate) fn leave_all(world: &mut World) {
    let clients: Vec<ClientId> = world.resource::<Wire>().clients.keys().copied().collect();
    world.resource_mut::<Wire>().leaving.extend(clients);
    for mut player in world.query::<&mut Player>().iter_mut(world) {
        player.fought_at = None;
        player.lingers = player.lingers.map(|_| 0);
    }
    let _ = world.run_system_cached(leave);
}

/// Ticks that the body of a player would stay who left now; 0: none.
pub(crate) fn stays(world: &World, entity: Entity) -> u32 {
    let balance = &world.resource::<Atlas>().land().rules().balance;
    let now = world.resource::<Clock>().tick;
    world.get::<Player>(entity).map_or(0, |player| stay(player, now, balance))
}

fn stay(player: &Player, now: u32, balance: &Balance) -> u32 {
    if player.fights(now, balance.fight_ticks) { balance.linger_ticks } else { 0 }
}
