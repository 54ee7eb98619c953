//! Favours that a quest asks of others: an answer, a change of mind, goods that were put by; and the
//! no to an offer.

use super::{Talk, character, open_quests, show};
use crate::play::atlas::Atlas;
use crate::play::keep::Keeper;
use crate::play::player::Player;
use crate::play::quests;
use crate::play::requests::{Asker, Done};
use bevy::prelude::World;
use protocol::{Choice, Refusal, Topic};
use ruleset::Ruleset;
use simulation::inventory::Mark;
use simulation::{Deed, InventoryError, Stack};
use worldgen::{Objective, PersonId, QuestId};

/// What may be asked of a person for an objective that is open.
pub(super) fn choice(
    rules: &Ruleset,
    due: &Objective,
    person: PersonId,
    id: QuestId,
) -> Option<Choice> {
    let (topic, label) = match due {
        Objective::FindOut { from } if *from == person => {
            (Topic::FindOut(id), "There is something that you know, I am told.".to_owned())
        }
        Objective::Persuade { whom, gift: None } if *whom == person => {
            (Topic::Persuade(id), "May I ask you to think better of it?".to_owned())
        }
        Objective::Persuade { whom, gift: Some(gift) } if *whom == person => {
            let label = format!("This is for you: {}. Hear me out.", rules.item(*gift).name);
            (Topic::Persuade(id), label)
        }
        Objective::Collect { item, from, .. } if *from == person => {
            (Topic::Collect(id), format!("I come for the {}.", rules.item(*item).plural))
        }
        _ => return None,
    };
    Some(Choice { topic, label })
}

/// Asks it, and gets it, where the quest's objective is open and this is the person.
pub(super) fn ask(world: &mut World, asker: Asker, talk: Talk, topic: Topic, id: QuestId) -> Done {
    let quest = world.resource::<Atlas>().quest(id).cloned().ok_or(Refusal::QuestNotOpen)?;
    let rules = world.resource::<Atlas>().land().rules().clone();
    let mut next = character(world, asker)?;
    let person = talk.person;
    let due = next
        .quests
        .open(&quest)
        .find(|due| choice(&rules, due, person, id).is_some_and(|choice| choice.topic == topic));
    let due = due.cloned().ok_or(Refusal::QuestNotOpen)?;
    let (deed, answer) = match due {
        Objective::FindOut { .. } => (
            Deed::Asked(person),
            "So it is that. Sit down, then; it is no long story, and I tell it once.",
        ),
        Objective::Persuade { whom, gift } => {
            let land = world.resource::<Atlas>().land();
            let taken = land.persuasion(whom, gift, quest.id.giver);
            if taken.is_some_and(|taken| !taken.agrees()) {
                show(world, asker, "No. Not for words alone, and not for theirs.".to_owned())?;
                return Ok(None);
            }
            if let Some(gift) = gift {
                let place = next.inventory.find(gift, Mark::Quest(id));
                next.inventory.take(place.ok_or(InventoryError::Empty)?, 1)?;
            }
            (
                Deed::Persuaded(person),
                "Hm. Put like that... Very well. Tell them that I have come round.",
            )
        }
        Objective::Collect { item, count, .. } => {
            let goods = Stack { mark: Some(Mark::Quest(id)), ..Stack::plain(item, count) };
            next.inventory.add(&rules, goods)?;
            (
                Deed::Collected { item, from: person },
                "It is all here. Count it, so that nobody counts it after us.",
            )
        }
        _ => return Err(Refusal::QuestNotOpen),
    };
    next.quests.record(&quest, &deed);
    let ticket = world.resource_mut::<Keeper>().character(asker.wallet, &next)?;
    quests::put(world, asker.entity, next, ticket);
    quests::announce(world, asker.entity, ticket, 0, &[id]);
    show(world, asker, answer.to_owned())?;
    Ok(Some(ticket))
}

/// Says no to an offer. It may be asked for again.
pub(super) fn decline(
    world: &mut World,
    asker: Asker,
    talk: Talk,
    id: QuestId,
) -> Result<(), Refusal> {
    let quests = open_quests(world, asker, talk.person)?;
    let quest = quests.into_iter().find(|quest| quest.id == id).ok_or(Refusal::QuestNotOpen)?;
    if let Some(mut player) = world.get_mut::<Player>(asker.entity)
        && let Some(talk) = player.talk.as_mut()
    {
        talk.offered = None;
    }
    show(world, asker, quest.plot.refusal)
}
