//! The pack: drinking, wearing, dropping; and giving up a quest.

use crate::play::atlas::Atlas;
use crate::play::fight::Vital;
use crate::play::index::Where;
use crate::play::keep::Keeper;
use crate::play::player::Player;
use crate::play::requests::{Asker, Done};
use crate::play::{loot, quests};
use crate::store::Change;
use bevy::prelude::*;
use protocol::Refusal;
use ruleset::{Ruleset, Slot};
use simulation::inventory::Mark;
use simulation::{Character, InventoryError, Place, Stack};
use std::sync::Arc;
use worldgen::{Objective, QuestId};

/// Changes a character, keeps it and puts it in place.
fn change(
    world: &mut World,
    asker: Asker,
    f: impl FnOnce(&mut Character, &Ruleset) -> Result<(), Refusal>,
) -> Done {
    let rules: Arc<Ruleset> = world.resource::<Atlas>().land().rules().clone();
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let mut next = player.character.clone();
    f(&mut next, &rules)?;
    let ticket = world.resource_mut::<Keeper>().character(asker.wallet, &next)?;
    quests::put(world, asker.entity, next, ticket);
    Ok(Some(ticket))
}

/// Drinks or eats.
pub(crate) fn consume(world: &mut World, asker: Asker, index: u16) -> Done {
    let mut body = world.get::<Vital>(asker.entity).ok_or(Refusal::Gone)?.0;
    let done = change(world, asker, |character, rules| {
        let health = character.inventory.consume(rules, index)?;
        body.heal(health);
        character.health = body.health;
        Ok(())
    })?;
    if let Some(mut vital) = world.get_mut::<Vital>(asker.entity) {
        vital.0 = body;
    }
    Ok(done)
}

/// Wears.
pub(crate) fn equip(world: &mut World, asker: Asker, index: u16) -> Done {
    change(world, asker, |character, rules| {
        character.inventory.equip(rules, index)?;
        Ok(())
    })
}

/// Takes off.
pub(crate) fn unequip(world: &mut World, asker: Asker, slot: Slot) -> Done {
    change(world, asker, |character, rules| Ok(character.inventory.unequip(rules, slot)?))
}

/// Drops on the ground.
pub(crate) fn drop(world: &mut World, asker: Asker, index: u16, count: u16) -> Done {
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let place = *world.get::<Where>(asker.entity).ok_or(Refusal::Gone)?;
    let mut next = player.character.clone();
    let stack = next.inventory.take(Place::Pack(index), count)?;
    if stack.mark.is_some_and(|mark| mark.operation().is_some()) {
        return Err(InventoryError::OnChain.into());
    }
    if promised(world, &next, &stack) {
        return Err(InventoryError::Promised.into());
    }
    let serial = world.resource_mut::<Keeper>().serial();
    let fallen = loot::fall(world, serial, place, stack, 0);
    let mut change = Change::character(asker.wallet, next.clone());
    change.world.extend(fallen.kept.clone());
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    loot::lay(world, fallen);
    quests::put(world, asker.entity, next, ticket);
    Ok(Some(ticket))
}

/// Does somebody wait for this?
fn promised(world: &World, character: &Character, stack: &Stack) -> bool {
    let atlas = world.resource::<Atlas>();
    let fetches = |id: &QuestId| {
        let objectives = atlas.quest(*id).map_or(&[][..], |quest| &quest.objectives);
        objectives.iter().any(|objective| match objective {
            Objective::Fetch { item, dungeon } => {
                *item == stack.item.base && stack.mark == Some(Mark::Dungeon(*dungeon))
            }
            _ => false,
        })
    };
    match stack.mark {
        Some(Mark::Quest(quest)) => character.quests.active().contains_key(&quest),
        Some(Mark::Dungeon(_)) => character.quests.active().keys().any(fetches),
        Some(Mark::Chain(_) | Mark::Sealed(_) | Mark::Ticket { .. }) | None => false,
    }
}

/// Gives a quest up; what was handed out for it goes back, what was fetched for it is left behind.
pub(crate) fn abandon(world: &mut World, asker: Asker, quest: QuestId) -> Done {
    let known = world.resource::<Atlas>().quest(quest);
    let objectives = known.map_or_else(Vec::new, |quest| quest.objectives.clone());
    change(world, asker, |character, _| {
        if !character.quests.abandon(quest) {
            return Err(Refusal::QuestNotOpen);
        }
        character.inventory.remove_marked(Mark::Quest(quest));
        for objective in &objectives {
            if let Objective::Fetch { item, dungeon } = objective
                && let Some(place) = character.inventory.find(*item, Mark::Dungeon(*dungeon))
            {
                character.inventory.take(place, 1)?;
            }
        }
        Ok(())
    })
}
