//! The chain owns the truth: what somebody carries follows what is in the wallet.
//!
//! A relic that was opened becomes what it is; what was sold or given away elsewhere leaves the hands,
//! though not in a fight; what was bought or received elsewhere arrives.

use crate::chain::{Held, Holdings};
use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::keep::Keeper;
use crate::play::player::Player;
use crate::play::quests;
use crate::play::relics::{Relics, record};
use crate::play::wire::Outbox;
use bevy::prelude::*;
use ledger::outbox::OperationId;
use protocol::{Event, RecordState};
use ruleset::{Rarity, Ruleset};
use simulation::inventory::Mark;
use simulation::{Character, Place, Stack};
use std::collections::BTreeMap;
use worldgen::Item;

/// Ticks between two tries to bring what could not be done at once.
const AGAIN: u32 = 40;

/// Places that stay free when something arrives by itself: anybody may send anything to a wallet.
const KEPT_FREE: usize = 3;

/// What waits: for room in the pack, or for the end of a fight. Present while there is something.
#[derive(Component, Default)]
pub(crate) struct Unsettled {
    /// The player was told that there is no room.
    told: bool,
}

/// What came of comparing.
#[derive(Default)]
struct Settled {
    changed: bool,
    /// Something is left for later.
    left: bool,
    full: bool,
    notices: Vec<String>,
    records: Vec<(OperationId, RecordState)>,
    /// What is another's now.
    lost: Vec<OperationId>,
}

/// Tries again what could not be done at once.
pub(crate) fn retry(world: &mut World) {
    if !world.resource::<Clock>().tick.is_multiple_of(AGAIN) {
        return;
    }
    let waiting: Vec<Entity> =
        world.query_filtered::<Entity, With<Unsettled>>().iter(world).collect();
    waiting.into_iter().for_each(|entity| settle(world, entity));
}

/// Brings what a player carries in line with what is in the wallet.
pub(crate) fn settle(world: &mut World, entity: Entity) {
    let Some(player) = world.get::<Player>(entity) else { return };
    let (client, wallet) = (player.client, player.wallet);
    let rules = world.resource::<Atlas>().land().rules().clone();
    let fights = player.fights(world.resource::<Clock>().tick, rules.balance.fight_ticks);
    let mut next = player.character.clone();
    let relics = world.resource::<Relics>();
    let Some(holdings) = relics.holdings(wallet) else { return };
    let tokens: BTreeMap<[u8; 32], &Held> =
        holdings.tokens.iter().map(|held| (held.operation.0, held)).collect();
    let mut settled = Settled::default();
    open_up(relics, &mut next, &rules, &tokens, holdings, &mut settled);
    hand_over(relics, &mut next, &rules, holdings, fights, &mut settled);
    arrive(&mut next, &rules, &tokens, &mut settled);
    let Settled { changed, left, full, notices, records, lost } = settled;
    if changed {
        // Refused: the next look or try does it.
        let Ok(ticket) = world.resource_mut::<Keeper>().character(wallet, &next) else {
            world.entity_mut(entity).insert_if_new(Unsettled::default());
            return;
        };
        world.resource_scope(|world, mut outbox: Mut<Outbox>| {
            for (id, state) in records {
                // The seller may have known it, the buyer does not.
                world.resource_mut::<Relics>().note(id, &state);
                outbox.after(ticket, client, record(id, state));
            }
        });
        let mut relics = world.resource_mut::<Relics>();
        lost.into_iter().for_each(|id| relics.forget(id));
        quests::put(world, entity, next, ticket);
        let mut outbox = world.resource_mut::<Outbox>();
        notices.into_iter().for_each(|text| outbox.after(ticket, client, Event::Notice(text)));
    }
    if !left {
        world.entity_mut(entity).remove::<Unsettled>();
        return;
    }
    world.entity_mut(entity).insert_if_new(Unsettled::default());
    let told = world.get_mut::<Unsettled>(entity);
    if let Some(mut unsettled) = told
        && full
        && !std::mem::replace(&mut unsettled.told, true)
    {
        let text = "Something in your wallet waits: keep more than three places of your pack free.";
        world.resource_mut::<Outbox>().tell(client, Event::Notice(text.to_owned()));
    }
}

/// Relics that were opened become what they are.
fn open_up(
    relics: &Relics,
    next: &mut Character,
    rules: &Ruleset,
    tokens: &BTreeMap<[u8; 32], &Held>,
    holdings: &Holdings,
    settled: &mut Settled,
) {
    for (place, operation) in marked(next, true) {
        let Some(sealed) = next.inventory.at(place).cloned() else { continue };
        if let Some(held) = tokens.get(&operation) {
            let stack = Stack {
                item: held.item.clone(),
                count: 1,
                mark: Some(Mark::Chain(operation)),
                source: sealed.source.clone(),
            };
            // What came out of it, the record tells.
            if replace(next, rules, place, stack) {
                settled.records.push((held.operation, recorded(held)));
                settled.changed = true;
            }
        } else if gone(relics, &operation, holdings) && next.inventory.take(place, 1).is_ok() {
            settled.notices.push("A relic of yours was opened and given away.".to_owned());
            settled.lost.push(OperationId(operation));
            settled.changed = true;
        }
    }
}

/// What is not in the wallet any more leaves the hands, though not in a fight.
fn hand_over(
    relics: &Relics,
    next: &mut Character,
    rules: &Ruleset,
    holdings: &Holdings,
    fights: bool,
    settled: &mut Settled,
) {
    for (place, operation) in marked(next, false) {
        if !gone(relics, &operation, holdings) {
            continue;
        }
        if fights {
            settled.left = true;
            continue;
        }
        if let Ok(stack) = next.inventory.take(place, 1) {
            let name = stack.item.name(rules);
            settled.notices.push(format!("{name} is not in your wallet any more."));
            settled.lost.push(OperationId(operation));
            settled.changed = true;
        }
    }
}

/// What is in the wallet and not in the pack arrives.
fn arrive(
    next: &mut Character,
    rules: &Ruleset,
    tokens: &BTreeMap<[u8; 32], &Held>,
    settled: &mut Settled,
) {
    for (operation, held) in tokens {
        let hangs =
            |stack: &Stack| stack.mark.and_then(|mark| mark.operation()) == Some(*operation);
        if next.inventory.stacks().any(|(_, stack)| hangs(stack)) {
            continue;
        }
        let stack = Stack {
            item: held.item.clone(),
            count: 1,
            mark: Some(Mark::Chain(*operation)),
            source: None,
        };
        let free = next.inventory.pack().iter().filter(|place| place.is_none()).count();
        if free > KEPT_FREE && next.inventory.add(rules, stack).is_ok() {
            settled.notices.push(format!("Into your pack comes {}.", held.item.name(rules)));
            settled.records.push((held.operation, recorded(held)));
            settled.changed = true;
        } else {
            (settled.left, settled.full) = (true, true);
        }
    }
}

/// An operation will never be on the chain: what hangs from it is an item of the game, and what a sealed
/// relic would have given is, too, at its least.
pub(crate) fn let_go(world: &mut World, entity: Entity, id: OperationId) {
    let Some(player) = world.get::<Player>(entity) else { return };
    let (client, wallet) = (player.client, player.wallet);
    let rules = world.resource::<Atlas>().land().rules().clone();
    let mut next = player.character.clone();
    for sealed in [true, false] {
        for (place, operation) in marked(&next, sealed) {
            let Some(stack) = next.inventory.at(place).filter(|_| operation == id.0) else {
                continue;
            };
            let mut stack = Stack { mark: None, ..stack.clone() };
            if let Some(Mark::Ticket { class, .. }) = next.inventory.at(place).and_then(|s| s.mark)
                && let Some(class) = rules.relics.class(class)
            {
                stack.item = Item::of_relic(&rules, class, Rarity::Uncommon, &id.0);
            }
            replace(&mut next, &rules, place, stack);
        }
    }
    match world.resource_mut::<Keeper>().character(wallet, &next) {
        Ok(ticket) => {
            quests::put(world, entity, next, ticket);
            let text =
                "The chain does not record something of yours; it stays an item of the game.";
            world.resource_mut::<Outbox>().after(ticket, client, Event::Notice(text.to_owned()));
        }
        // The database takes nothing: asked again, it is told again.
        Err(_) => world.resource_mut::<Relics>().ask_anew(id),
    }
}

/// Places with a mark of an operation: sealed relics, or tokens.
fn marked(character: &Character, sealed: bool) -> Vec<(Place, [u8; 32])> {
    let stacks = character.inventory.stacks();
    let found = stacks.filter_map(|(place, stack)| match (stack.mark?, sealed) {
        (Mark::Ticket { operation, .. }, true) | (Mark::Chain(operation), false) => {
            Some((place, operation))
        }
        _ => None,
    });
    found.collect()
}

/// It was recorded, and a look that is not older did not find it.
fn gone(relics: &Relics, operation: &[u8; 32], holdings: &Holdings) -> bool {
    match relics.state(operation) {
        Some(RecordState::Recorded(recorded)) => {
            recorded.slot <= holdings.slot && !holdings.mints.contains(&recorded.mint)
        }
        _ => false,
    }
}

fn recorded(held: &Held) -> RecordState {
    RecordState::Recorded(Box::new(held.recorded.clone()))
}

/// Puts something in the place of something else.
fn replace(next: &mut Character, rules: &Ruleset, place: Place, stack: Stack) -> bool {
    next.inventory.take(place, 1).is_ok() && put_at(next, rules, place, stack)
}

/// Back where it was: worn, or in the pack, where the place has just become free.
fn put_at(next: &mut Character, rules: &Ruleset, place: Place, stack: Stack) -> bool {
    let before = next.inventory.clone();
    if next.inventory.add(rules, stack.clone()).is_err() {
        return false;
    }
    if let Place::Worn(_) = place {
        let index =
            next.inventory.pack().iter().zip(before.pack()).position(|(now, then)| now != then);
        if let Some(index) = index.and_then(|index| u16::try_from(index).ok()) {
            return next.inventory.equip(rules, index).is_ok();
        }
    }
    true
}
