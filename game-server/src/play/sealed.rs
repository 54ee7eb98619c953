//! Sealed relics: where they are found, whose they become, and opening them.
//!
//! A sealed relic that is found is nobody's. Whoever takes it gets a ticket on the chain, the right to
//! one roll; drop and ticket have the same operation id, so that however often it is tried, there is one.

use crate::chain::{ROLLED, Want};
use crate::play::atlas::Atlas;
use crate::play::deals;
use crate::play::dungeon::Dungeons;
use crate::play::keep::Keeper;
use crate::play::player::Player;
use crate::play::quests;
use crate::play::relics::Relics;
use crate::play::requests::{Asker, Done};
use crate::play::wire::Outbox;
use crate::store::Change;
use bevy::prelude::*;
use ledger::outbox::{Grant, Operation, OperationId};
use protocol::{Event, Key, RecordState, Refusal, RequestId};
use ruleset::RelicClass;
use seed::{Canonical, WorldSeed};
use serde::Serialize;
use simulation::inventory::Mark;
use simulation::{Place, Stack};
use transport::Wallet;
use worldgen::ItemSource;

/// What a sealed relic may lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hoard {
    /// What a dungeon's guardian leaves.
    Boss,
    /// The chest that it guards.
    Treasure,
    /// Any other chest.
    Chest,
    /// What somebody gives for a quest.
    Quest,
}

/// What a ticket's operation id is derived from: the drop, whoever takes it. A quest gives one to each.
#[derive(Serialize)]
struct Found<'a> {
    world: &'a [u8; 32],
    source: &'a ItemSource,
    wallet: Option<&'a [u8; 32]>,
}

impl Canonical for Found<'_> {
    const KIND: &'static str = "ticket-operation";
}

/// The id of the operation that grants the ticket of a sealed relic.
pub(crate) fn operation_id(world: WorldSeed, source: &ItemSource, wallet: Wallet) -> OperationId {
    let wallet = matches!(source, ItemSource::Quest(_)).then_some(wallet.as_bytes());
    OperationId(Found { world: &world.0, source, wallet }.content_address().0)
}

/// The sealed relic that is found there, if any, by the world's secret and the ruleset's table.
pub(crate) fn found(world: &World, source: &ItemSource, level: u16, hoard: Hoard) -> Option<Stack> {
    if !world.resource::<Relics>().records() {
        return None;
    }
    let relics = &world.resource::<Atlas>().land().rules().relics;
    let (index, class) = relics.class_at(level)?;
    let mut stream = world.resource::<Dungeons>().secret.stream("relic", &source.path());
    stream.chance(per_mille(class, hoard).into(), 1000).then(|| Stack {
        mark: Some(Mark::Sealed(index)),
        source: Some(source.clone()),
        ..Stack::plain(relics.sealed, 1)
    })
}

const fn per_mille(class: &RelicClass, hoard: Hoard) -> u16 {
    match hoard {
        Hoard::Boss => class.boss_per_mille,
        Hoard::Treasure => class.treasure_per_mille,
        Hoard::Chest => class.chest_per_mille,
        Hoard::Quest => class.quest_per_mille,
    }
}

/// Makes a sealed relic that somebody takes theirs, and says what is to be done on the chain for it.
/// Nothing where it is none, or there is no chain: then it stays nobody's.
pub(crate) fn take(
    relics: &Relics,
    world: WorldSeed,
    wallet: Wallet,
    stack: &mut Stack,
) -> Option<Operation> {
    let Some(Mark::Sealed(index)) = stack.mark else { return None };
    let class = relics.class(ROLLED + u32::from(index))?;
    let id = operation_id(world, stack.source.as_ref()?, wallet);
    stack.mark = Some(Mark::Ticket { operation: id.0, class: index });
    Some(Grant::Ticket { class, player: *wallet.as_bytes() }.operation(id))
}

/// Opens a sealed relic.
pub(crate) fn open(
    world: &mut World,
    asker: Asker,
    request: RequestId,
    index: u16,
    nonce: Key,
) -> Done {
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let stack = player.character.inventory.at(Place::Pack(index)).ok_or(Refusal::NotSealed)?;
    let operation = match stack.mark {
        Some(Mark::Ticket { operation, .. }) => operation,
        Some(Mark::Sealed(_)) => return claim(world, asker, index),
        _ => return Err(Refusal::NotSealed),
    };
    match world.resource::<Relics>().state(&operation) {
        Some(RecordState::Sealed) => {
            deals::begin(world, asker, request, Want::Open { operation, nonce })
        }
        Some(RecordState::Rolling { .. } | RecordState::Recorded(_)) => Err(Refusal::Rolling),
        Some(RecordState::Waiting | RecordState::Refused { .. } | RecordState::Paid) | None => {
            Err(Refusal::NotRecordedYet)
        }
    }
}

/// Claims a sealed relic that was taken while there was no chain.
fn claim(world: &mut World, asker: Asker, index: u16) -> Done {
    let seed = world.resource::<Atlas>().land().seed();
    let rules = world.resource::<Atlas>().land().rules().clone();
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let mut next = player.character.clone();
    let mut stack = next.inventory.take(Place::Pack(index), 1)?;
    let relics = world.resource::<Relics>();
    let operation = take(relics, seed, asker.wallet, &mut stack).ok_or(Refusal::NoChain)?;
    next.inventory.add(&rules, stack)?;
    let id = operation.id;
    let operations = vec![operation];
    let change = Change { operations, ..Change::character(asker.wallet, next.clone()) };
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    quests::put(world, asker.entity, next, ticket);
    world.resource_scope(|world, mut outbox: Mut<Outbox>| {
        world.resource_mut::<Relics>().kept(id, asker.client, ticket, &mut outbox);
        let text = "The relic is yours now, and can be opened in a moment.";
        outbox.after(ticket, asker.client, Event::Notice(text.to_owned()));
    });
    Ok(Some(ticket))
}
