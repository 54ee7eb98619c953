//! Coming into the world, and back into a body that was left in a fight.

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::dungeon::{Dungeons, Inside};
use crate::play::fight::Vital;
use crate::play::index::{Doing, Facing, Index, Thing, Where};
use crate::play::keep::{Keeper, note_place};
use crate::play::party::Parties;
use crate::play::player::{Moves, Player, home, mover_of};
use crate::play::relics::Relics;
use crate::play::sight::Sight;
use crate::play::wire::{Outbox, Wire};
use crate::store::Ticket;
use bevy::prelude::*;
use bevy_renet::RenetServer;
use protocol::{EntityKind, Event, Kick, NetId, SpaceId};
use renet::ClientId;
use simulation::{Body, Character, Mover};
use std::collections::{BTreeMap, BTreeSet};
use transport::Wallet;
use worldgen::SiteId;

/// Characters that are not in the world now.
#[derive(Resource, Default)]
pub(crate) struct Roster {
    pub(crate) characters: BTreeMap<Wallet, Character>,
    /// Whose character is in the world, or will be at the end of this system.
    present: BTreeSet<Wallet>,
    /// What a new player reads first.
    pub(crate) greeting: String,
}

impl Roster {
    /// Everybody is away.
    pub(crate) const fn new(characters: BTreeMap<Wallet, Character>, greeting: String) -> Self {
        Self { characters, present: BTreeSet::new(), greeting }
    }

    /// A character leaves the world.
    pub(crate) fn goes(&mut self, wallet: Wallet, character: Character) {
        self.characters.insert(wallet, character);
        self.present.remove(&wallet);
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
    relics: ResMut<'w, Relics>,
    players: Query<'w, 's, Inhabitant>,
}

type Inhabitant = (Entity, &'static mut Player, &'static Where, &'static Moves, &'static Thing);

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
        let wallet = ticket.wallet;
        let mut bodies = door.players.iter();
        let body = bodies.find(|(_, player, ..)| player.wallet == wallet);
        let body = body.map(|(entity, player, ..)| (entity, player.client, player.lingers));
        let done = match body {
            Some((entity, _, Some(_))) => take_over(&mut door, client, entity),
            Some((_, other, None)) => {
                take_out(&mut door, other);
                false
            }
            // Came in a moment ago from elsewhere; is taken out from there next time.
            None if door.roster.present.contains(&wallet) => false,
            None => enter(&mut door, client, wallet, &ticket.name),
        };
        if !done {
            door.wire.arriving.push_back(client);
        }
    }
}

/// Ends another connection of the same wallet: it is told in this tick and leaves in the next.
fn take_out(door: &mut Entrance, other: ClientId) {
    if !door.wire.leaving.contains(&other) {
        door.outbox.tell(other, Event::Goodbye(Kick::JoinedElsewhere));
        door.wire.leaving.push(other);
    }
}

/// Gives a body that was left in a fight back to its player; false while that cannot be kept.
fn take_over(door: &mut Entrance, client: ClientId, entity: Entity) -> bool {
    let Ok((_, mut player, place, moves, thing)) = door.players.get_mut(entity) else {
        return false;
    };
    note_place(&mut player.character, place, moves);
    let Ok(ticket) = door.keeper.character(player.wallet, &player.character) else {
        return false;
    };
    player.take_over(client);
    let arrival = Arrival {
        you: thing.id,
        new: false,
        space: place.space,
        dungeon: door.dungeons.site(place.space.0),
        mover: moves.mover,
    };
    let tick = door.clock.tick;
    welcome(&mut door.outbox, ticket, &player, arrival, tick, &door.atlas);
    let inventory = &player.character.inventory;
    door.relics.greet(inventory, client, player.wallet, ticket, &mut door.outbox);
    if let Some(rises) = player.rises {
        let respawn_ticks = rises.saturating_sub(tick);
        door.outbox.after(ticket, client, Event::Died { respawn_ticks });
    }
    door.commands.entity(entity).insert(Sight::starting_after(ticket));
    if let Some(entry) = door.wire.clients.get_mut(&client) {
        entry.player = Some(entity);
    }
    door.parties.changed(player.wallet);
    tracing::info!(name = %player.character.name, "a player came back into a fight");
    true
}

/// What is told first, besides the character itself.
struct Arrival {
    you: NetId,
    new: bool,
    space: SpaceId,
    dungeon: Option<SiteId>,
    mover: Mover,
}

/// Tells a player all that a client must know to begin.
fn welcome(
    outbox: &mut Outbox,
    ticket: Ticket,
    player: &Player,
    arrival: Arrival,
    tick: u32,
    atlas: &Atlas,
) {
    let Arrival { you, new, space, dungeon, mover } = arrival;
    let name = player.character.name.clone();
    let inventory = player.character.inventory.clone();
    for event in [
        Event::Welcome { you, name, tick, new },
        Event::Space { space, dungeon, mover },
        player.stats(),
        Event::Inventory(inventory),
        player.quests(atlas),
    ] {
        outbox.after(ticket, player.client, event);
    }
}

/// Puts a character into the world; false while the land is not known yet.
fn enter(door: &mut Entrance, client: ClientId, wallet: Wallet, name: &str) -> bool {
    let land = door.atlas.land().clone();
    let rules = land.rules().clone();
    let known = door.roster.characters.get(&wallet).cloned();
    let new = known.is_none();
    if new && name_taken(door, name) {
        door.outbox.tell(client, Event::Goodbye(Kick::NameTaken(name.to_owned())));
        door.wire.leaving.push(client);
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
    // What is below is made with its region. A site that is no dungeon any more stays shut.
    let below = character.inside.and_then(|(instance, _)| door.dungeons.site_of(instance));
    let layout = below.and_then(|site| door.atlas.dungeon(site));
    if let Some(site) = below {
        ready &= door.atlas.region((site.x, site.z)).is_some();
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
    match character.inside.take().zip(layout) {
        Some(((instance, at), layout)) if door.dungeons.revive(instance, &layout, &rules) => {
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

    let name = player.character.name.clone();
    let arrival = Arrival { you: id, new, space, dungeon, mover };
    welcome(&mut door.outbox, ticket, &player, arrival, door.clock.tick, &door.atlas);
    door.relics.greet(&player.character.inventory, client, wallet, ticket, &mut door.outbox);
    if new && !door.roster.greeting.is_empty() {
        door.outbox.after(ticket, client, Event::Notice(door.roster.greeting.clone()));
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
    let here = door.players.iter().map(|(_, player, ..)| &player.character);
    away.chain(here).any(|character| character.name.eq_ignore_ascii_case(name))
}
