//! Doors and their keys.

use super::harness::{Game, Who};
use super::places::a_dungeon;
use crate::play::index::inside;
use protocol::{Ask, EntityKind, Refusal};
use simulation::inventory::Mark;
use simulation::{Buttons, Heading};
use worldgen::FeatureKind;

/// How many keys of the dungeon somebody carries.
fn key_count(game: &mut Game, who: Who) -> u32 {
    let mark = Some(Mark::Dungeon(a_dungeon()));
    let character = game.character(who);
    let keys = character.inventory.stacks().filter(|(_, stack)| stack.mark == mark);
    keys.map(|(_, stack)| u32::from(stack.count)).sum()
}

/// Walks straight at the door and through it; true when that led to the other side.
fn walks_through(game: &mut Game, who: Who) -> bool {
    let instance = game[who].space.0;
    let door = game.feature(instance, |kind| kind == FeatureKind::Door { lock: 0 });
    let sides = game.beside(instance, door);
    let (from, to) = (sides[0], sides[1]);
    game.put(who, inside(instance, from));
    for _ in 0..60 {
        let heading = Heading::towards(game.stands(who).at, to);
        game.input(who, heading, heading, Buttons::default());
        game.tick();
        if game.stands(who).at.distance(to) < 600 {
            return true;
        }
    }
    false
}

fn below(names: &[&str]) -> (Game, Vec<Who>) {
    let mut game = Game::new();
    let party: Vec<Who> = names.iter().map(|name| game.join(name)).collect();
    for &other in &party[1..] {
        game.befriend(party[0], other);
    }
    for &who in &party {
        game.go_down(who, a_dungeon());
        game.clear_beasts(false);
    }
    (game, party)
}

#[test]
fn a_locked_door_stays_shut_without_its_key_and_opens_with_it_for_the_whole_party() {
    let (mut game, party) = below(&["Anna", "Bert"]);
    let (anna, bert) = (party[0], party[1]);
    assert!(!walks_through(&mut game, anna));
    assert_eq!(game.use_door(anna), Err(Refusal::Locked));
    assert_eq!(game.take_key(anna), Ok(()));
    assert_eq!(key_count(&mut game, anna), 1);
    assert_eq!(game.use_door(anna), Ok(()));
    assert_eq!(key_count(&mut game, anna), 0, "it is used up");
    assert!(walks_through(&mut game, anna));
    assert!(walks_through(&mut game, bert), "it is open for companions");
    assert_eq!(game.use_door(bert), Err(Refusal::NothingHappens));
}

#[test]
fn a_door_that_was_opened_is_open_after_a_restart() {
    let (mut game, party) = below(&["Anna"]);
    assert_eq!(game.take_key(party[0]), Ok(()));
    assert_eq!(game.use_door(party[0]), Ok(()));
    game.restart();
    let anna = game.join("Anna");
    game.clear_beasts(false);
    assert!(walks_through(&mut game, anna));
}

#[test]
fn a_key_lies_there_once() {
    let (mut game, party) = below(&["Anna", "Bert"]);
    let key = game
        .feature(game[party[0]].space.0, |kind| matches!(kind, FeatureKind::Key { lock: 0, .. }));
    let instance = game[party[0]].space.0;
    game.put_beside(party[0], instance, key);
    game.put_beside(party[1], instance, key);
    let target = game.sight(party[0], |kind| matches!(kind, EntityKind::Drop { .. }));
    let both = [
        game.send(party[0], Ask::Interact { target }),
        game.send(party[1], Ask::Interact { target }),
    ];
    game.ticks(4);
    let first = game[party[0]].answers(both[0]);
    let second = game[party[1]].answers(both[1]);
    let one = [vec![Ok(())], vec![Err(Refusal::Gone)]];
    assert!([first.clone(), second.clone()] == one || [second, first] == one, "one of them got it");
    assert_eq!(key_count(&mut game, party[0]) + key_count(&mut game, party[1]), 1);
}

#[test]
fn a_holder_who_goes_away_with_the_key_locks_nobody_out() {
    let (mut game, party) = below(&["Anna", "Bert"]);
    assert_eq!(game.use_door(party[1]), Err(Refusal::Locked));
    assert_eq!(game.take_key(party[0]), Ok(()));
    game.cut(party[0]);
    assert_eq!(key_count(&mut game, party[0]), 1, "nor is it lost");
    assert_eq!(game.use_door(party[1]), Ok(()));
    assert!(walks_through(&mut game, party[1]));
}

#[test]
fn a_key_that_was_put_down_may_be_taken_by_a_companion() {
    let (mut game, party) = below(&["Anna", "Bert"]);
    assert_eq!(game.take_key(party[0]), Ok(()));
    let character = game.character(party[0]);
    let mark = Some(Mark::Dungeon(a_dungeon()));
    let index = character
        .inventory
        .pack()
        .iter()
        .position(|place| place.as_ref().is_some_and(|stack| stack.mark == mark));
    let index = u16::try_from(index.expect("in the pack")).expect("small");
    assert_eq!(game.ask(party[0], Ask::Drop { index, count: 1 }), Ok(()));
    let place = game.stands(party[0]);
    game.put(party[1], place);
    let target = game.sight(party[1], |kind| matches!(kind, EntityKind::Drop { .. }));
    assert_eq!(game.interact(party[1], target), Ok(()));
    assert_eq!((key_count(&mut game, party[0]), key_count(&mut game, party[1])), (0, 1));
    assert_eq!(game.use_door(party[1]), Ok(()));
    assert_eq!(key_count(&mut game, party[1]), 0);
}
