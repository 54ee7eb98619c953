//! Puzzles of dungeons: levers that are pulled, and tables that one bends over.

use crate::play::death::present;
use crate::play::dungeon::{Dungeons, Fixture, Inside, Instance, InstanceRecord, kept};
use crate::play::index::{Index, Where};
use crate::play::keep::Keeper;
use crate::play::player::Player;
use crate::play::quests;
use crate::play::requests::{Asker, Done};
use crate::play::things::REACH;
use crate::play::wire::Outbox;
use crate::store::{Change, Ticket};
use bevy::prelude::World;
use protocol::{BoardView, Event, NetId, Refusal};
use ruleset::Ruleset;
use simulation::Deed;
use worldgen::puzzle::Move;

/// Pulls a lever of a lamp puzzle.
pub(super) fn pull(world: &mut World, fixture: Fixture, lever: u8) -> Done {
    advance(world, fixture, Move::Pull(lever)).map(Some)
}

/// Bends over a table.
pub(super) fn open(world: &mut World, asker: Asker, fixture: Fixture, target: NetId) -> Done {
    let rules = rules(world);
    let instance = world.resource::<Dungeons>().get(fixture.instance).ok_or(Refusal::Gone)?;
    let view = view(instance, &rules, target, true);
    world.resource_mut::<Outbox>().tell(asker.client, Event::Board(view));
    Ok(None)
}

/// Does something to the puzzle on a table, and shows it to all who stand there.
pub(crate) fn play(world: &mut World, asker: Asker, target: NetId, step: Move) -> Done {
    let shown = *world.resource::<Index>().find(target).ok_or(Refusal::Gone)?;
    let own = *world.get::<Where>(asker.entity).ok_or(Refusal::Gone)?;
    if shown.place.space != own.space || shown.place.at.distance(own.at) > i64::from(REACH.0) {
        return Err(Refusal::TooFar);
    }
    // Nor through a wall.
    let ground = world.resource::<Dungeons>().ground(own.space).ok_or(Refusal::Gone)?;
    if !ground.reaches(own.at, shown.place.at) {
        return Err(Refusal::TooFar);
    }
    let fixture = world.get::<Fixture>(shown.entity).copied().ok_or(Refusal::Gone)?;
    let kind = world.get::<crate::play::index::Thing>(shown.entity).map(|thing| thing.kind.clone());
    if kind != Some(protocol::EntityKind::Board) {
        return Err(Refusal::NothingHappens);
    }
    let ticket = advance(world, fixture, step)?;
    let rules = rules(world);
    let instance = world.resource::<Dungeons>().get(fixture.instance).ok_or(Refusal::Gone)?;
    let view = view(instance, &rules, target, false);
    for entity in present(world, shown.place.space) {
        let near = world
            .get::<Where>(entity)
            .is_some_and(|place| place.at.distance(shown.place.at) <= 2 * i64::from(REACH.0));
        if let (true, Some(player)) = (near, world.get::<Player>(entity)) {
            let client = player.client;
            world.resource_mut::<Outbox>().after(ticket, client, Event::Board(view.clone()));
        }
    }
    Ok(Some(ticket))
}

/// Moves the puzzle of an instance on, keeps it, and tells the quests of all who are inside when it is
/// solved.
fn advance(world: &mut World, fixture: Fixture, step: Move) -> Result<Ticket, Refusal> {
    let instance = world.resource::<Dungeons>().get(fixture.instance).ok_or(Refusal::Gone)?;
    let mut record = instance.record.clone();
    if record.solved {
        return Err(Refusal::NothingHappens);
    }
    let puzzle = &instance.puzzle.puzzle;
    record.at = puzzle.after(&record.at, step).ok_or(Refusal::NothingHappens)?;
    record.solved = puzzle.is_solved_at(&record.at);
    keep(world, fixture.instance, record)
}

/// Keeps a record after a move.
fn keep(world: &mut World, id: u64, record: InstanceRecord) -> Result<Ticket, Refusal> {
    let mut change = Change { world: vec![kept(id, &record)], ..Change::default() };
    let mut next = Vec::new();
    if record.solved {
        for entity in present(world, Inside(id).space()) {
            let Some(player) = world.get::<Player>(entity) else {
                continue;
            };
            let mut character = player.character.clone();
            let moved = quests::record(world, &mut character, &Deed::Solved(record.site));
            change.characters.push((player.wallet, character.clone()));
            next.push((entity, character, moved));
        }
    }
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    if let Some(instance) = world.resource_mut::<Dungeons>().get_mut(id) {
        instance.keep(record);
    }
    for (entity, character, moved) in next {
        quests::put(world, entity, character, ticket);
        quests::announce(world, entity, ticket, 0, &moved);
    }
    Ok(ticket)
}

/// Remembers that a clue was read, so that the table shows it.
pub(super) fn learn(world: &mut World, id: u64, clue: u16) -> Done {
    let instance = world.resource::<Dungeons>().get(id).ok_or(Refusal::Gone)?;
    let mut record = instance.record.clone();
    if !record.read.insert(clue) {
        return Ok(None);
    }
    let change = Change { world: vec![kept(id, &record)], ..Change::default() };
    let ticket = world.resource_mut::<Keeper>().commit(change)?;
    if let Some(instance) = world.resource_mut::<Dungeons>().get_mut(id) {
        instance.keep(record);
    }
    Ok(Some(ticket))
}

/// What one sees of a table.
fn view(instance: &Instance, rules: &Ruleset, target: NetId, opened: bool) -> BoardView {
    let (puzzle, record) = (&instance.puzzle.puzzle, &instance.record);
    let clues = puzzle.clues(&rules.puzzles);
    let hidden = clues.len() as u16;
    let known = (0..).zip(clues).filter(|(number, _)| record.read.contains(number));
    BoardView {
        target,
        opened,
        puzzle: puzzle.seen(|clue| record.read.contains(&clue)),
        at: record.at.clone(),
        solved: record.solved,
        hidden,
        clues: known.map(|(_, text)| text).collect(),
    }
}

fn rules(world: &World) -> std::sync::Arc<Ruleset> {
    world.resource::<crate::play::atlas::Atlas>().land().rules().clone()
}
