//! The same messages in the same ticks tell the same story.

use super::harness::Game;
use super::places::a_dungeon;
use protocol::Event;
use simulation::Character;

/// What two players are told of a visit to a dungeon with a fight and loot, and what they become.
fn story() -> (Vec<Vec<Event>>, Vec<Character>) {
    let mut game = Game::new();
    let party = [game.join("Anna"), game.join("Bert")];
    game.befriend(party[0], party[1]);
    for who in party {
        game.go_down(who, a_dungeon());
    }
    game.ticks(60);
    game.clear_beasts(true);
    assert_eq!(game.take_key(party[0]), Ok(()));
    assert_eq!(game.use_door(party[0]), Ok(()));
    let boss = game.boss(game[party[0]].space.0);
    game.slay(party[1], boss);
    game.ticks(2);
    assert_eq!(game.open_chest(party[1], true), Ok(()));
    game.go_up(party[0]);
    game.ticks(100);
    let told = party.map(|who| game[who].events.clone()).to_vec();
    (told, game.stop().characters.into_values().collect())
}

#[test]
fn a_visit_to_a_dungeon_goes_the_same_way_twice() {
    let (told, became) = story();
    let (told_again, became_again) = story();
    for (first, second) in told.iter().zip(&told_again) {
        for (one, other) in first.iter().zip(second) {
            assert_eq!(one, other);
        }
        assert_eq!(first.len(), second.len());
    }
    assert_eq!(became, became_again);
    assert!(told[1].iter().any(|event| matches!(event, Event::Hit { killed: true, .. })));
}
