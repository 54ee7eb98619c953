//! Coming in and going out.

use super::harness::{Game, Who, land, wallet};
use super::places::{a_dungeon, east_of_home, outside};
use crate::play::clock::Clock;
use crate::play::dungeon::KEPT_EMPTY;
use crate::play::player::home;
use protocol::{Ask, EntityKind, Event, Kick, SpaceId};
use seed::Mm;
use transport::SessionTicket;

fn names_in_party(game: &Game, who: Who) -> Vec<(String, bool)> {
    game[who].party.iter().map(|member| (member.name.clone(), member.online)).collect()
}

#[test]
fn a_new_character_is_welcomed_first_and_stands_at_home_with_its_outfit() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let Event::Welcome { name, new, .. } = &game[anna].events[0] else {
        panic!("first comes {:?}", game[anna].events[0]);
    };
    assert_eq!((name.as_str(), *new), ("Anna", true));
    let (at, feet) = home(&land());
    let stands = game.stands(anna);
    assert_eq!((stands.space, stands.at), (SpaceId::OVERWORLD, at));
    assert!((stands.feet - feet).abs() < Mm(500), "on the land: {:?} {feet:?}", stands.feet);
    assert_eq!(game[anna].health(), land().rules().balance.health);
    let character = game.character(anna);
    assert_eq!(game[anna].inventory, character.inventory);
    let rules = land().rules().clone();
    let carried: Vec<_> =
        character.inventory.stacks().map(|(_, stack)| (stack.item.base, stack.count)).collect();
    for given in &rules.balance.outfit {
        assert!(carried.contains(given), "{given:?} of {carried:?}");
    }
}

#[test]
fn two_players_see_each_other_come_and_go() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let bert = game.join("Bert");
    let is_anna =
        |kind: &EntityKind| matches!(kind, EntityKind::Player { name, .. } if name == "Anna");
    assert_eq!(game[bert].sees(is_anna), game[anna].you);
    game.cut(anna);
    game.ticks(12);
    assert_eq!(game[bert].sees(is_anna), None);
}

#[test]
fn who_comes_back_stands_where_they_left_even_after_a_restart() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let place = east_of_home(9);
    game.put(anna, place);
    let left = game.stands(anna);
    assert_eq!(game.ask(anna, Ask::Leave), Ok(()));
    game.ticks(3);
    assert!(game[anna].over);
    assert_eq!(game[anna].goodbye(), Some(&Kick::Left));
    assert_eq!(game.body(anna), None);

    let again = game.join("Anna");
    assert_eq!(game.stands(again).at, left.at);
    let welcome = |event: &Event| matches!(event, Event::Welcome { new: false, .. });
    assert!(game[again].events.iter().any(welcome), "no stranger any more");

    game.restart();
    let once_more = game.join("Anna");
    assert_eq!(game.stands(once_more).at, left.at);
}

#[test]
fn a_second_login_takes_the_first_out_and_keeps_the_character() {
    let mut game = Game::new();
    let first = game.join("Anna");
    game.put(first, east_of_home(7));
    game.player(first).character.coins = 77;
    let left = game.stands(first);

    let second = game.join("Anna");
    assert!(game[first].over, "the first connection was ended");
    assert_eq!(game[first].goodbye(), Some(&Kick::JoinedElsewhere), "and told why");
    assert_eq!(game[second].stats.expect("told").coins, 77);
    assert_eq!(game.stands(second).at, left.at);
    let mut players = game.world().query::<&crate::play::player::Player>();
    let clients: Vec<_> = players.iter(game.at()).map(|player| player.client).collect();
    assert_eq!(clients, [game[second].id], "one body, played from the new place");
    assert_eq!(game.ask(second, Ask::Ping), Ok(()));
}

#[test]
fn nobody_comes_in_without_a_login_or_under_a_name_that_plays_already() {
    let mut game = Game::new();
    let nobody = game.connect_as(None, "Nobody");
    game.ticks(4);
    assert!(game[nobody].over);

    game.join("Anna");
    let ticket = SessionTicket { wallet: wallet("other"), name: "ANNA".to_owned() };
    let other = game.connect_as(Some(ticket), "ANNA");
    game.ticks(4);
    assert!(game[other].over);
    assert_eq!(game.body(other), None);
}

#[test]
fn who_left_inside_of_a_dungeon_comes_back_into_the_same_instance() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    let at = game.stands(anna).at;
    game.cut(anna);

    let again = game.join("Anna");
    assert_eq!((game[again].space.0, game[again].dungeon), (instance, Some(a_dungeon())));
    assert_eq!(game.stands(again).at, at);

    game.restart();
    let once_more = game.join("Anna");
    assert_eq!((game[once_more].space.0, game[once_more].dungeon), (instance, Some(a_dungeon())));
    assert_eq!(game.stands(once_more).at, at);
}

#[test]
fn who_left_inside_of_an_instance_that_is_gone_stands_at_the_mouth() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.put_at_mouth(anna, a_dungeon());
    let mouth = game.stands(anna).at;
    let instance = game.go_down(anna, a_dungeon());
    game.cut(anna);
    game.world().resource_mut::<Clock>().age += 2 * KEPT_EMPTY;
    game.ticks(101);
    assert!(game.at().resource::<crate::play::dungeon::Dungeons>().get(instance).is_none());

    let again = game.join("Anna");
    assert_eq!((game[again].space, game[again].dungeon), (SpaceId::OVERWORLD, None));
    assert!(game.stands(again).at.distance(mouth) < 3_000, "{:?}", game.stands(again));
    assert_ne!(game.go_down(again, a_dungeon()), instance, "a fresh one");
}

#[test]
fn companions_are_told_who_comes_and_goes() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.befriend(anna, bert);
    game.cut(bert);
    game.ticks(2);
    let expected = [("Anna".to_owned(), true), ("Bert".to_owned(), false)];
    assert_eq!(names_in_party(&game, anna), expected);
    let bert = game.join("Bert");
    let expected = [("Anna".to_owned(), true), ("Bert".to_owned(), true)];
    assert_eq!(names_in_party(&game, anna), expected);
    assert_eq!(names_in_party(&game, bert), expected);
}

#[test]
fn spaces_are_apart_even_where_their_coordinates_meet() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    let below = game.stands(anna).at;
    game.put(bert, outside(below));
    assert_eq!(game.stands(bert).at, below);
    let is_player = |kind: &EntityKind| matches!(kind, EntityKind::Player { .. });
    assert_eq!(game[bert].sees(is_player), None);
    assert_eq!(game[anna].sees(is_player), None);
}
