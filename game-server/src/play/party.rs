//! Parties: up to four who share dungeons and kills.

use crate::play::joining::Roster;
use crate::play::keep::{Keeper, value};
use crate::play::player::Player;
use crate::play::requests::{Asker, Done};
use crate::play::wire::Outbox;
use crate::store::{Change, WorldKey};
use bevy::prelude::*;
use protocol::{Event, PartyMember, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use transport::Wallet;

/// Most members.
const MEMBERS: usize = 4;

/// Names a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct PartyId(pub(crate) u64);

/// All parties, kept over restarts.
#[derive(Resource, Default)]
pub(crate) struct Parties {
    parties: BTreeMap<PartyId, BTreeSet<Wallet>>,
    changed: BTreeSet<Wallet>,
}

impl Parties {
    pub(crate) const fn new(parties: BTreeMap<PartyId, BTreeSet<Wallet>>) -> Self {
        Self { parties, changed: BTreeSet::new() }
    }

    /// The party of a wallet.
    pub(crate) fn of(&self, wallet: Wallet) -> Option<PartyId> {
        self.parties.iter().find(|(_, members)| members.contains(&wallet)).map(|(&id, _)| id)
    }

    /// Is a wallet in a party with somebody else? One who waits alone for an answer is not.
    fn bound(&self, wallet: Wallet) -> bool {
        self.members(wallet).len() > 1
    }

    /// Everybody in the party of a wallet; empty without one.
    pub(crate) fn members(&self, wallet: Wallet) -> BTreeSet<Wallet> {
        let party = self.of(wallet).and_then(|id| self.parties.get(&id));
        party.cloned().unwrap_or_default()
    }

    /// Somebody came or went: the party is told.
    pub(crate) fn changed(&mut self, wallet: Wallet) {
        self.changed.insert(wallet);
    }
}

/// Asks somebody to join.
pub(crate) fn invite(world: &mut World, asker: Asker, name: &str) -> Done {
    let nobody = || Refusal::NobodyOfThatName(name.chars().take(20).collect());
    let found = world
        .query::<(Entity, &Player)>()
        .iter(world)
        .filter(|(_, player)| player.lingers.is_none())
        .find(|(_, player)| player.character.name.eq_ignore_ascii_case(name))
        .map(|(entity, player)| (entity, player.client, player.wallet));
    let (other, client, wallet) = found.ok_or_else(nobody)?;
    if other == asker.entity {
        return Err(Refusal::PartyClosed);
    }
    let parties = world.resource::<Parties>();
    if parties.bound(wallet) || parties.members(asker.wallet).len() >= MEMBERS {
        return Err(Refusal::PartyClosed);
    }
    let (id, ticket) = match parties.of(asker.wallet) {
        Some(id) => (id, None),
        None => {
            let id = PartyId(world.resource_mut::<Keeper>().serial());
            let ticket = set(world, id, BTreeSet::from([asker.wallet]))?;
            (id, Some(ticket))
        }
    };
    if let Some(mut player) = world.get_mut::<Player>(other) {
        player.invited = Some(id);
    }
    let by = world.get::<Player>(asker.entity).map(|player| player.character.name.clone());
    let invited = Event::Invited { by: by.unwrap_or_default() };
    world.resource_mut::<Outbox>().tell(client, invited);
    Ok(ticket)
}

/// Joins the party that one was asked to join.
pub(crate) fn join(world: &mut World, asker: Asker) -> Done {
    let mut player = world.get_mut::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let id = player.invited.take().ok_or(Refusal::NotInvited)?;
    let parties = world.resource::<Parties>();
    let mut members = parties.parties.get(&id).cloned().ok_or(Refusal::PartyClosed)?;
    if parties.bound(asker.wallet) || members.contains(&asker.wallet) || members.len() >= MEMBERS {
        return Err(Refusal::PartyClosed);
    }
    if let Some(own) = parties.of(asker.wallet) {
        // Waited alone for somebody's answer.
        set(world, own, BTreeSet::new())?;
    }
    members.insert(asker.wallet);
    set(world, id, members).map(Some)
}

/// Leaves the party.
pub(crate) fn leave(world: &mut World, asker: Asker) -> Done {
    let parties = world.resource::<Parties>();
    let id = parties.of(asker.wallet).ok_or(Refusal::NotInvited)?;
    let mut members = parties.members(asker.wallet);
    members.remove(&asker.wallet);
    set(world, id, members).map(Some)
}

fn set(
    world: &mut World,
    id: PartyId,
    members: BTreeSet<Wallet>,
) -> Result<crate::store::Ticket, Refusal> {
    let bytes = if members.is_empty() { None } else { value(&members) };
    let change = Change { world: vec![(WorldKey::Party(id.0), bytes)], ..Change::default() };
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    let before = {
        let mut parties = world.resource_mut::<Parties>();
        let before = parties.parties.remove(&id).unwrap_or_default();
        if !members.is_empty() {
            parties.parties.insert(id, members.clone());
        }
        before
    };
    announce(world, ticket, &before.union(&members).copied().collect());
    Ok(ticket)
}

/// Tells these players who is in their party now.
fn announce(world: &mut World, ticket: crate::store::Ticket, wallets: &BTreeSet<Wallet>) {
    let mut online = BTreeMap::new();
    for (entity, player) in world.query::<(Entity, &Player)>().iter(world) {
        let member = PartyMember {
            name: player.character.name.clone(),
            level: player.character.level,
            online: player.lingers.is_none(),
        };
        online.insert(player.wallet, (entity, player.client, member));
    }
    for wallet in wallets {
        let Some((entity, client, _)) = online.get(wallet) else {
            continue;
        };
        let parties = world.resource::<Parties>();
        let party = parties.of(*wallet);
        let roster = &world.resource::<Roster>().characters;
        let member = |wallet: &Wallet| match online.get(wallet) {
            Some((_, _, member)) => Some(member.clone()),
            None => roster.get(wallet).map(|character| PartyMember {
                name: character.name.clone(),
                level: character.level,
                online: false,
            }),
        };
        let members: Vec<PartyMember> =
            parties.members(*wallet).iter().filter_map(member).collect();
        if let Some(mut player) = world.get_mut::<Player>(*entity) {
            player.party = party;
        }
        world.resource_mut::<Outbox>().after(ticket, *client, Event::Party(members));
    }
}

/// Tells parties whose members came or went.
pub(crate) fn tell(world: &mut World) {
    let changed = std::mem::take(&mut world.resource_mut::<Parties>().changed);
    if changed.is_empty() {
        return;
    }
    let parties = world.resource::<Parties>();
    let wallets = changed.iter().flat_map(|&wallet| parties.members(wallet)).collect();
    announce(world, crate::store::Ticket::default(), &wallets);
}
