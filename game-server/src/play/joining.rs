//! Coming into the world and leaving it.

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::dungeon::{Dungeons, Inside};
use crate::play::fight::Vital;
use crate::play::index::{Doing, Facing, Index, Thing, Where};
use crate::play::keep::{Keeper, note_place};
use crate::play::party::Parties;
use crate::play::player::{Moves, Player, home, mover_of};
use crate::play::sight::Sight;
use crate::play::wire::{Outbox, Wire};
use bevy::prelude::*;
use bevy_renet::RenetServer;
use protocol::{EntityKind, Event, Kick, SpaceId};
use renet::ClientId;
use simulation::{Body, Character};
use std::collections::{BTreeMap, BTreeSet};
use transport::Wallet;

/// Characters that are not in the world now.
#[derive(Resource, Default)]
pub(crate) struct Roster {
    pub(crate) characters: BTreeMap<Wallet, Character>,
    /// Whose character is in the world, or will be at the end of this phase.
    present: BTreeSet<Wallet>,
    /// What a new player reads first.
    pub(crate) greeting: String,
}

impl Roster {
    /// Everybody is away.
    pub(crate) const fn new(characters: BTreeMap<Wallet, Character>, greeting: String) -> Self {
        Self { characters, present: BTreeSet::new(), greeting }
    }
}

#[derive(bevy::ecs::system::SystemParam)]
pub(crate) struct Entrance<'w, 's> {
    commands: Commands<'w, 's>,
    clock: Res<'w, Clock>,
    wire: ResMut<'w, Wire>,
    renet: ResMut<'w, RenetServer>,
    outbox: ResMut<'w, Outbox>,
    roster: ResMut<'w, Roster>,
    keeper: ResMut<'w, Keeper>,
    atlas: ResMut<'w, Atlas>,
    dungeons: ResMut<'w, Dungeons>,
    parties: ResMut<'w, Parties>,
    index: ResMut<'w, Index>,
    players: Query<'w, 's, (Entity, &'static mut Player, &'static Where, &'static Moves)>,
}

/// Lets in who has connected, once the land around is known.
pub(crate) fn join(mut door: Entrance) {
    for _ in 0..door.wire.arriving.len() {
        let Some(client) = door.wire.arriving.pop_front() else {
            return;
        };
        if !door.wire.clients.contains_key(&client) {
            continue;
        }
        let Some(ticket) = door.wire.link.claim(client) else {
            tracing::debug!("a connection without a login was closed");
            door.renet.disconnect(client);
            continue;
        };
        let present = door.roster.present.contains(&ticket.wallet);
        if take_out(&mut door, ticket.wallet, client) || present {
            // The old connection's player is told now and leaves in the next tick, then we are in.
            door.wire.arriving.push_back(client);
            continue;
        }
        if !enter(&mut door, client, ticket.wallet, &ticket.name) {
            door.wire.arriving.push_back(client);
        }
    }
}

/// Ends another connection of the same wallet; true when there was one.
fn take_out(door: &mut Entrance, wallet: Wallet, client: ClientId) -> bool {
    let other = door
        .players
        .iter()
        .find(|(_, player, _, _)| player.wallet == wallet && player.client != client)
        .map(|(_, player, _, _)| player.client);
    let Some(other) = other else {
        return false;
    };
    if !door.wire.leaving.contains(&other) {
        door.outbox.tell(other, Event::Goodbye(Kick::JoinedElsewhere));
        door.wire.leaving.push(other);
    }
    true
}

/// Puts a character into the world; false while the land is not known yet.
fn enter(door: &mut Entrance, client: ClientId, wallet: Wallet, name: &str) -> bool {
    let land = door.atlas.land().clone();
    let rules = land.rules().clone();
    let known = door.roster.characters.get(&wallet).cloned();
    let new = known.is_none();
    if new && name_taken(door, name) {
        tracing::debug!("a login was overtaken by another of the same name");
        door.renet.disconnect(client);
        return true;
    }
    let mut character = known.unwrap_or_else(|| {
        let (at, feet) = home(&land);
        Character::new(name.to_owned(), &rules, at, feet)
    });
    let mut ready = door.atlas.want_around(character.at);
    for quest in character.quests.active().keys() {
        let coord = (quest.giver.home.x, quest.giver.home.z);
        door.atlas.want_region(coord);
        ready &= door.atlas.region(coord).is_some();
    }
    if !ready {
        return false;
    }
    if character.health == 0 {
        // Died just before the world went down: stands up at home.
        (character.at, character.feet) = home(&land);
        character.inside = None;
        character.health = character.sheet(&rules).health;
    }
    let sheet = character.sheet(&rules);
    let mut mover = mover_of(&character, &sheet);
    let mut space = SpaceId::OVERWORLD;
    let mut dungeon = None;
    match character.inside.take() {
        Some((instance, at)) if door.dungeons.revive(instance, &land) => {
            space = Inside(instance).space();
            dungeon = door.dungeons.site(instance);
            (mover.at, mover.feet) = (at, seed::Mm(0));
            character.inside = Some((instance, at));
        }
        _ => mover.feet = mover.feet.max(land.height(mover.at)),
    }
    let Ok(ticket) = door.keeper.character(wallet, &character) else {
        return false;
    };
    door.roster.characters.remove(&wallet);
    door.roster.present.insert(wallet);
    let id = door.index.name();
    let look = wallet.as_bytes().iter().take(4).fold(0, |look, &byte| look << 8 | u32::from(byte));
    let kind = EntityKind::Player { name: character.name.clone(), level: character.level, look };
    let health = Body { health: character.health.min(sheet.health), max: sheet.health };
    let mut player = Player::new(client, wallet, character, sheet);
    player.party = door.parties.of(wallet);

    let outbox = &mut door.outbox;
    let name = player.character.name.clone();
    let tick = door.clock.tick;
    outbox.after(ticket, client, Event::Welcome { you: id, name: name.clone(), tick, new });
    outbox.after(ticket, client, Event::Space { space, dungeon, mover });
    outbox.after(ticket, client, player.stats());
    outbox.after(ticket, client, Event::Inventory(player.character.inventory.clone()));
    outbox.after(ticket, client, player.quests(&door.atlas));
    if new && !door.roster.greeting.is_empty() {
        outbox.after(ticket, client, Event::Notice(door.roster.greeting.clone()));
    }
    let place = Where { space, at: mover.at, feet: mover.feet };
    let stride = player.sheet.stride;
    let entity = door
        .commands
        .spawn((
            player,
            Moves { mover, stride },
            Thing { id, kind },
            place,
            Facing::default(),
            Doing::default(),
            Vital(health),
            Sight::starting_after(ticket),
        ))
        .id();
    if let Some(entry) = door.wire.clients.get_mut(&client) {
        entry.player = Some(entity);
    }
    door.parties.changed(wallet);
    tracing::info!(%name, wallet = %wallet, new, "a player joined");
    true
}

/// Does another character have this name? A login may be older than another wallet's claim to it.
fn name_taken(door: &Entrance, name: &str) -> bool {
    let away = door.roster.characters.values();
    let here = door.players.iter().map(|(_, player, _, _)| &player.character);
    away.chain(here).any(|character| character.name.eq_ignore_ascii_case(name))
}

/// Takes out who has gone, and keeps what they were.
pub(crate) fn leave(mut door: Entrance) {
    let leaving = std::mem::take(&mut door.wire.leaving);
    for client in leaving {
        let Some(gone) = door.wire.clients.remove(&client) else {
            continue;
        };
        door.wire.link.forget(client);
        if door.renet.is_connected(client) {
            door.renet.disconnect(client);
        }
        let Some(entity) = gone.player else {
            continue;
        };
        if let Ok((_, mut player, place, moves)) = door.players.get_mut(entity) {
            note_place(&mut player.character, place, moves);
            if door.keeper.character(player.wallet, &player.character).is_err() {
                tracing::warn!("a leaving player's last steps could not be saved");
            }
            door.parties.changed(player.wallet);
            tracing::info!(name = %player.character.name, "a player left");
            door.roster.characters.insert(player.wallet, player.character.clone());
            door.roster.present.remove(&player.wallet);
        }
        door.commands.entity(entity).despawn();
    }
}
