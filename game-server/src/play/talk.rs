//! Talking with people: questions, quests, handing over.
//!
//! What is said comes from `narrative` as text with the facts it used; what happens comes from
//! here. A text never changes the world.

mod favour;

use crate::play::atlas::Atlas;
use crate::play::clock::Clock;
use crate::play::index::Where;
use crate::play::keep::{Keeper, value};
use crate::play::player::Player;
use crate::play::quests;
use crate::play::relics::Relics;
use crate::play::requests::{Asker, Done, clean};
use crate::play::sealed::{self, Hoard};
use crate::play::things::REACH;
use crate::play::wire::Outbox;
use crate::store::{Change, WorldKey};
use bevy::prelude::*;
use ledger::outbox::OperationId;
use narrative::{Cue, Fact, FactSheet, Heard, say as word, understand};
use protocol::{Choice, Dialogue, Event, NetId, Refusal, Topic, Voice};
use ruleset::{ItemId, LineUse};
use seed::Path;
use simulation::inventory::Mark;
use simulation::{Character, Deed, Stack};
use std::collections::BTreeSet;
use worldgen::{Objective, PersonId, Quest, QuestId};

/// Whom a player talks with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Talk {
    npc: NetId,
    entity: Entity,
    person: PersonId,
    /// The quest that was told last and may be accepted.
    offered: Option<QuestId>,
}

/// Begins a talk.
pub(crate) fn open(
    world: &mut World,
    asker: Asker,
    entity: Entity,
    npc: NetId,
    person: PersonId,
) -> Done {
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let again = player.character.met.contains(&person);
    let mut next = player.character.clone();
    next.met.insert(person);
    let ticket = match again {
        true => None,
        false => Some(world.resource_mut::<Keeper>().character(asker.wallet, &next)?),
    };
    let mut player = world.get_mut::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    player.character = next;
    player.talk = Some(Talk { npc, entity, person, offered: None });
    let line = if again { LineUse::GreetingAgain } else { LineUse::Greeting };
    speak(world, asker, &Cue::new(line))?;
    Ok(ticket)
}

/// Chooses what to answer.
pub(crate) fn choose(world: &mut World, asker: Asker, topic: Topic) -> Done {
    let talk = talking(world, asker)?;
    match topic {
        Topic::Work => speak(world, asker, &Cue::new(LineUse::Work))?,
        Topic::Place => speak(world, asker, &Cue::new(LineUse::Place))?,
        Topic::Neighbours => speak(world, asker, &Cue::new(LineUse::Neighbour))?,
        Topic::Dungeons => speak(world, asker, &Cue::new(LineUse::Dungeon))?,
        Topic::Farewell => {
            speak(world, asker, &Cue::new(LineUse::Farewell))?;
            end(world, asker);
        }
        Topic::Quest(id) => offer(world, asker, talk, id)?,
        Topic::Accept(id) => return accept(world, asker, talk, id),
        Topic::Deliver(id) => return deliver(world, asker, talk, id),
        Topic::Report(id) => return report(world, asker, talk, id),
        Topic::FindOut(id) | Topic::Persuade(id) | Topic::Collect(id) => {
            return favour::ask(world, asker, talk, topic, id);
        }
        Topic::Decline(id) => favour::decline(world, asker, talk, id)?,
    }
    Ok(None)
}

/// Says something in one's own words.
pub(crate) fn say(world: &mut World, asker: Asker, text: &str) -> Done {
    let talk = talking(world, asker)?;
    let text = clean(text)?;
    let sheet = sheet(world, asker, talk.person)?;
    let heard = understand(&sheet, &text);
    if heard == Heard::Quest
        && let Some(id) = open_quests(world, asker, talk.person)?.first().map(|quest| quest.id)
    {
        offer(world, asker, talk, id)?;
        return Ok(None);
    }
    let cue = heard.cue(&sheet);
    speak(world, asker, &cue)?;
    if heard == Heard::Farewell {
        end(world, asker);
    }
    Ok(None)
}

fn end(world: &mut World, asker: Asker) {
    if let Some(mut player) = world.get_mut::<Player>(asker.entity) {
        player.talk = None;
    }
    world.resource_mut::<Outbox>().tell(asker.client, Event::DialogueEnd);
}

/// Whom the player talks with, if that person is still there.
fn talking(world: &World, asker: Asker) -> Result<Talk, Refusal> {
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let talk = player.talk.ok_or(Refusal::NoDialogue)?;
    let there = world.get::<Where>(talk.entity).ok_or(Refusal::Gone)?;
    let own = world.get::<Where>(asker.entity).ok_or(Refusal::Gone)?;
    let near = there.space == own.space && there.at.distance(own.at) <= 2 * i64::from(REACH.0);
    if near { Ok(talk) } else { Err(Refusal::TooFar) }
}

/// What a person may know when talking with this player.
fn sheet(world: &World, asker: Asker, person: PersonId) -> Result<FactSheet, Refusal> {
    let atlas = world.resource::<Atlas>();
    let region = atlas.region((person.home.x, person.home.z)).ok_or(Refusal::Gone)?;
    let sheet = region.sheets.get(&person).ok_or(Refusal::Gone)?.clone();
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let log = &player.character.quests;
    let may = |id: QuestId| atlas.quest(id).is_some_and(|quest| log.may_begin(quest));
    let sheet = sheet.retain_quests(may);
    if !player.character.met.contains(&person) {
        return Ok(sheet);
    }
    let facts = sheet.facts().map(|(_, fact)| fact.clone()).chain([Fact::MetBefore]);
    Ok(FactSheet::new(person, facts.collect()))
}

/// Quests of a person that this player may take.
fn open_quests(world: &World, asker: Asker, person: PersonId) -> Result<Vec<Quest>, Refusal> {
    let atlas = world.resource::<Atlas>();
    let region = atlas.region((person.home.x, person.home.z)).ok_or(Refusal::Gone)?;
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let quests = region.quests.get(&person).map_or(&[][..], Vec::as_slice);
    let may = |quest: &&Quest| player.character.quests.may_begin(quest);
    Ok(quests.iter().filter(may).cloned().collect())
}

/// The person says something that the sheet supports.
fn speak(world: &mut World, asker: Asker, cue: &Cue) -> Result<(), Refusal> {
    let talk = talking(world, asker)?;
    let sheet = sheet(world, asker, talk.person)?;
    let land = world.resource::<Atlas>().land().clone();
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let age = world.resource::<Clock>().age;
    let path = Path::new().int(age as i64).int(talk.npc.0);
    let mut stream = land.seed().stream("line", &path);
    let spoken = word(land.rules(), &sheet, cue, &player.character.name, &mut stream);
    show(world, asker, spoken.text)
}

/// Shows a text and what may be answered.
fn show(world: &mut World, asker: Asker, text: String) -> Result<(), Refusal> {
    let talk = talking(world, asker)?;
    let home = talk.person.home;
    let atlas = world.resource::<Atlas>();
    let region = atlas.region((home.x, home.z)).ok_or(Refusal::Gone)?;
    let people = region.settlement.as_ref().map_or(&[][..], |settlement| &settlement.people);
    let person = people.get(usize::from(talk.person.number)).ok_or(Refusal::Gone)?;
    let dialogue = Dialogue {
        npc: talk.npc,
        person: talk.person,
        name: person.full_name(),
        text,
        voice: Voice::Template,
        choices: choices(world, asker, talk)?,
    };
    world.resource_mut::<Outbox>().tell(asker.client, Event::Dialogue(dialogue));
    Ok(())
}

fn choices(world: &World, asker: Asker, talk: Talk) -> Result<Vec<Choice>, Refusal> {
    let atlas = world.resource::<Atlas>();
    let player = world.get::<Player>(asker.entity).ok_or(Refusal::Gone)?;
    let choice = |topic, label: &str| Choice { topic, label: label.to_owned() };
    let mut choices = Vec::new();
    for &id in player.character.quests.active().keys() {
        let Some(quest) = atlas.quest(id) else {
            continue;
        };
        let rules = atlas.land().rules();
        for due in player.character.quests.open(quest) {
            match due {
                Objective::Report { to } if *to == talk.person => {
                    let label = format!("It is done: {}.", quest.title);
                    choices.push(choice(Topic::Report(id), &label));
                }
                Objective::Deliver { item, to } if *to == talk.person => {
                    let label = format!("I bring you this: {}.", rules.item(*item).name);
                    choices.push(choice(Topic::Deliver(id), &label));
                }
                Objective::Build { item, with, .. } if *with == talk.person => {
                    let label = format!("I bring what you need: {}.", rules.item(*item).plural);
                    choices.push(choice(Topic::Deliver(id), &label));
                }
                _ => choices.extend(favour::choice(rules, due, talk.person, id)),
            }
        }
    }
    for quest in open_quests(world, asker, talk.person)? {
        if talk.offered == Some(quest.id) {
            choices.push(choice(Topic::Accept(quest.id), "I will do it."));
            choices.push(choice(Topic::Decline(quest.id), "No, not that."));
        } else {
            choices.push(choice(Topic::Quest(quest.id), "Is there something I can do?"));
        }
    }
    choices.extend([
        choice(Topic::Work, "What do you do?"),
        choice(Topic::Place, "What is this place?"),
        choice(Topic::Neighbours, "Who else lives here?"),
        choice(Topic::Dungeons, "Is it dangerous around here?"),
        choice(Topic::Farewell, "Farewell."),
    ]);
    Ok(choices)
}

fn offer(world: &mut World, asker: Asker, talk: Talk, id: QuestId) -> Result<(), Refusal> {
    let quests = open_quests(world, asker, talk.person)?;
    let quest = quests.into_iter().find(|quest| quest.id == id).ok_or(Refusal::QuestNotOpen)?;
    if let Some(talk) =
        world.get_mut::<Player>(asker.entity).and_then(|p| p.into_inner().talk.as_mut())
    {
        talk.offered = Some(id);
    }
    show(world, asker, quest.offer)
}

fn character(world: &World, asker: Asker) -> Result<Character, Refusal> {
    world.get::<Player>(asker.entity).map(|player| player.character.clone()).ok_or(Refusal::Gone)
}

fn accept(world: &mut World, asker: Asker, talk: Talk, id: QuestId) -> Done {
    let quests = open_quests(world, asker, talk.person)?;
    let quest = quests.into_iter().find(|quest| quest.id == id).ok_or(Refusal::QuestNotOpen)?;
    let rules = world.resource::<Atlas>().land().rules().clone();
    let mut next = character(world, asker)?;
    if !next.quests.take(id) {
        return Err(Refusal::QuestNotOpen);
    }
    // Two ways to give a parcel away are still one parcel.
    let handed: BTreeSet<ItemId> = quest.objectives.iter().filter_map(handed_out).collect();
    for item in handed {
        let parcel = Stack { mark: Some(Mark::Quest(id)), ..Stack::plain(item, 1) };
        next.inventory.add(&rules, parcel)?;
    }
    let dungeons = quest.objectives.iter().filter_map(|objective| match objective {
        Objective::Enter { dungeon } => Some(*dungeon),
        _ => None,
    });
    next.known.extend(dungeons);
    let ticket = world.resource_mut::<Keeper>().character(asker.wallet, &next)?;
    quests::put(world, asker.entity, next, ticket);
    speak(world, asker, &Cue::new(LineUse::QuestOpen))?;
    Ok(Some(ticket))
}

/// What is handed out for an objective when its quest is taken.
const fn handed_out(objective: &Objective) -> Option<ItemId> {
    match objective {
        Objective::Deliver { item, .. } | Objective::Persuade { gift: Some(item), .. } => {
            Some(*item)
        }
        _ => None,
    }
}

fn deliver(world: &mut World, asker: Asker, talk: Talk, id: QuestId) -> Done {
    let quest = world.resource::<Atlas>().quest(id).cloned().ok_or(Refusal::QuestNotOpen)?;
    let mut next = character(world, asker)?;
    let to = talk.person;
    let wanted = next.quests.open(&quest).find_map(|due| match *due {
        Objective::Deliver { item, to: person } if person == to => {
            Some((item, 1, Deed::Delivered { item, to }))
        }
        Objective::Build { item, count, with } if with == to => {
            Some((item, count, Deed::Built { item, with }))
        }
        _ => None,
    });
    let (item, count, deed) = wanted.ok_or(Refusal::QuestNotOpen)?;
    let place = next.inventory.find(item, Mark::Quest(id));
    next.inventory.take(place.ok_or(simulation::InventoryError::Empty)?, count)?;
    next.quests.record(&quest, &deed);
    let ticket = world.resource_mut::<Keeper>().character(asker.wallet, &next)?;
    quests::put(world, asker.entity, next, ticket);
    quests::announce(world, asker.entity, ticket, 0, &[id]);
    show(world, asker, quest.thanks)?;
    Ok(Some(ticket))
}

fn report(world: &mut World, asker: Asker, talk: Talk, id: QuestId) -> Done {
    let quest = world.resource::<Atlas>().quest(id).cloned().ok_or(Refusal::QuestNotOpen)?;
    let rules = world.resource::<Atlas>().land().rules().clone();
    let mut next = character(world, asker)?;
    let due = next.quests.due(&quest).cloned();
    if due != Some(Objective::Report { to: talk.person }) {
        return Err(Refusal::QuestNotOpen);
    }
    for objective in &quest.objectives {
        if let Objective::Fetch { item, dungeon } = objective {
            let place = next.inventory.find(*item, Mark::Dungeon(*dungeon));
            next.inventory.take(place.ok_or(simulation::InventoryError::Empty)?, 1)?;
        }
        if let Objective::Collect { item, count, .. } = objective
            && !quest.objectives.iter().any(|other| matches!(other, Objective::Build { .. }))
        {
            let place = next.inventory.find(*item, Mark::Quest(id));
            next.inventory.take(place.ok_or(simulation::InventoryError::Empty)?, *count)?;
        }
    }
    next.quests.record(&quest, &Deed::Reported(talk.person));
    next.coins = next.coins.saturating_add(quest.reward.coins);
    let gained = next.gain(quest.reward.experience, &rules.balance.levels);
    let mut given = String::new();
    let mut operation = None;
    if let Some(item) = &quest.reward.item {
        let source = Some(worldgen::ItemSource::Quest(id));
        let world_seed = world.resource::<Atlas>().land().seed();
        let relics = world.resource::<Relics>();
        operation = relics.grant(&rules, world_seed, id, asker.wallet, item.rarity);
        let mark = operation.as_ref().map(|operation| Mark::Chain(operation.id.0));
        let stack = Stack { item: item.clone(), count: 1, mark, source };
        next.inventory.add(&rules, stack)?;
        given = format!(" and {}", item.name(&rules));
    }
    let source = worldgen::ItemSource::Quest(id);
    let mut sealed = None;
    if let Some(mut relic) = sealed::found(world, &source, next.level, Hoard::Quest) {
        let seed = world.resource::<Atlas>().land().seed();
        sealed = sealed::take(world.resource::<Relics>(), seed, asker.wallet, &mut relic);
        next.inventory.add(&rules, relic)?;
        given.push_str(" and a sealed relic");
    }
    // The reward and its operation reach the disk together.
    let recorded: Option<OperationId> = operation.as_ref().map(|operation| operation.id);
    let begun = sealed.as_ref().map(|operation| operation.id);
    let operations = operation.into_iter().chain(sealed).collect();
    let item = recorded.zip(quest.reward.item.as_ref());
    let row = |(id, item): (OperationId, &_)| (WorldKey::Recorded(id.0), value(item));
    let rows = item.map(row).into_iter().collect();
    let change =
        Change { operations, world: rows, ..Change::character(asker.wallet, next.clone()) };
    // Before the operation can be seen by anybody.
    if let Some((id, item)) = item {
        world.resource::<Relics>().remember(id, item);
    }
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    quests::put(world, asker.entity, next, ticket);
    for id in recorded.into_iter().chain(begun) {
        world.resource_scope(|world, mut outbox: Mut<Outbox>| {
            world.resource_mut::<Relics>().kept(id, asker.client, ticket, &mut outbox);
        });
    }
    let coins = quest.reward.coins;
    let text = format!("You receive {coins} coins{given}.");
    world.resource_mut::<Outbox>().after(ticket, asker.client, Event::Notice(text));
    quests::announce(world, asker.entity, ticket, gained, &[id]);
    show(world, asker, quest.thanks)?;
    Ok(Some(ticket))
}
