//! Leaving in the middle of a fight: the body stays for a while.

use super::harness::{Game, Who, land};
use super::places::{a_dungeon, creature, east_of_home};
use protocol::{Ask, EntityKind, Event, Kick, Refusal};
use simulation::{Buttons, Heading};

fn linger() -> u32 {
    land().rules().balance.linger_ticks
}

fn fight() -> u32 {
    land().rules().balance.fight_ticks
}

/// Somebody who was hurt just now, away from home.
fn hurt(game: &mut Game, name: &str) -> Who {
    let who = game.join(name);
    game.put(who, east_of_home(40));
    game.clear_beasts(false);
    game.strike_player(who, 30);
    who
}

#[test]
fn who_leaves_a_fight_stays_in_the_world_for_a_while_and_then_goes() {
    let mut game = Game::new();
    let anna = hurt(&mut game, "Anna");
    let place = game.stands(anna);
    game.cut(anna);
    assert!(game.body(anna).is_some());
    game.ticks(linger() - 5);
    assert_eq!(game.stands(anna).at, place.at, "it stands where it stood");
    game.ticks(10);
    assert_eq!(game.body(anna), None);
    assert_eq!(game.character(anna).at, place.at);
    assert!(game.character(anna).health < land().rules().balance.health);
}

#[test]
fn leaving_in_order_is_no_way_out_of_a_fight_either() {
    let mut game = Game::new();
    let anna = hurt(&mut game, "Anna");
    assert_eq!(game.ask(anna, Ask::Leave), Ok(()));
    game.ticks(3);
    assert!(game[anna].over);
    assert_eq!(game[anna].goodbye(), Some(&Kick::Left));
    let warned = |event: &Event| matches!(event, Event::Notice(text) if text.contains("fight"));
    assert!(game[anna].events.iter().any(warned), "and is told so");
    assert!(game.body(anna).is_some());
}

#[test]
fn who_struck_is_in_a_fight_too() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.put(anna, east_of_home(40));
    game.clear_beasts(false);
    let place = game.stands(anna);
    game.spawn(creature("hare"), 30, place);
    game.tick();
    game.input(anna, Heading::NONE, Heading { x: 0, z: 127 }, Buttons::STRIKE);
    game.tick();
    game.clear_beasts(false);
    game.cut(anna);
    assert!(game.body(anna).is_some());
}

#[test]
fn a_fight_is_over_after_a_while_and_who_leaves_then_is_gone_at_once() {
    let mut game = Game::new();
    let anna = hurt(&mut game, "Anna");
    game.ticks(fight() + 2);
    game.cut(anna);
    assert_eq!(game.body(anna), None);

    let bert = game.join("Bert");
    game.cut(bert);
    assert_eq!(game.body(bert), None, "nor does it bind who never fought");
}

#[test]
fn who_lingers_is_seen_can_be_hurt_and_can_die() {
    let mut game = Game::new();
    let bert = game.join("Bert");
    game.put(bert, east_of_home(42));
    let anna = hurt(&mut game, "Anna");
    game.cut(anna);
    let is_anna =
        |kind: &EntityKind| matches!(kind, EntityKind::Player { name, .. } if name == "Anna");
    assert!(game[bert].sees(is_anna).is_some());
    let before = game.vital(anna);
    game.strike_player(anna, 20);
    assert!(game.vital(anna) < before);
    game.kill_player(anna);
    assert_eq!(game.character(anna).deaths, 1);
    game.ticks(linger() + 5);
    assert_eq!(game.body(anna), None);
    assert_eq!(game.character(anna).deaths, 1);
    let again = game.join("Anna");
    assert_eq!(game.stands(again).at, crate::play::player::home(&land()).0);
}

#[test]
fn a_blow_does_not_lengthen_the_stay() {
    let mut game = Game::new();
    let anna = hurt(&mut game, "Anna");
    game.cut(anna);
    game.ticks(linger() - 10);
    game.strike_player(anna, 3);
    game.ticks(15);
    assert_eq!(game.body(anna), None);
}

#[test]
fn a_lingering_body_does_nothing_by_itself() {
    let mut game = Game::new();
    let anna = hurt(&mut game, "Anna");
    let east = Heading { x: 127, z: 0 };
    for _ in 0..4 {
        game.input(anna, east, east, Buttons::STRIKE);
    }
    let before = game.stands(anna);
    game.tick();
    assert_ne!(game.stands(anna).at, before.at, "the first of them are done");
    game.cut(anna);
    let place = game.stands(anna);
    let beast = game.spawn(creature("hare"), 30, place);
    game.ticks(20);
    assert_eq!(game.stands(anna).at, place.at);
    let body = game.at().get::<crate::play::fight::Vital>(beast).expect("alive").0;
    assert_eq!(body.health, body.max);
}

#[test]
fn who_comes_back_meanwhile_takes_the_same_body_over() {
    let mut game = Game::new();
    let anna = hurt(&mut game, "Anna");
    let body = game.body(anna);
    let you = game[anna].you;
    for _ in 0..10 {
        game.input(anna, Heading::NONE, Heading::NONE, Buttons::default());
        game.tick();
    }
    let (health, place) = (game.vital(anna), game.stands(anna));
    game.cut(anna);
    game.ticks(30);
    let again = game.join("Anna");
    assert_eq!(game.body(again), body);
    assert_eq!(game[again].you, you);
    let Event::Welcome { new: false, .. } = game[again].events[0] else {
        panic!("first comes {:?}", game[again].events[0]);
    };
    assert_eq!((game.vital(again), game[again].health()), (health, health), "no wound is healed");
    assert_eq!(game.stands(again).at, place.at);
    let carried = game.character(again).inventory;
    assert_eq!(game[again].inventory, carried);
    let east = Heading { x: 127, z: 0 };
    for _ in 0..5 {
        game.input(again, east, east, Buttons::default());
        game.tick();
    }
    assert!(game.stands(again).at.x > place.at.x, "it obeys again");
    game.ticks(linger() + 5);
    assert!(game.body(again).is_some(), "and stays");
    assert!(!game[again].over);
}

#[test]
fn who_comes_back_to_a_dead_body_lies_there_until_the_wait_is_over() {
    let mut game = Game::new();
    let anna = hurt(&mut game, "Anna");
    game.cut(anna);
    game.kill_player(anna);
    game.ticks(20);
    let again = game.join("Anna");
    let died = |event: &Event| matches!(event, Event::Died { .. });
    assert!(game[again].events.iter().any(died), "and is told so");
    assert_eq!(game.ask(again, Ask::Use { index: 0 }), Err(Refusal::Dead));
    let wait = land().rules().balance.respawn_ticks;
    game.ticks(wait);
    assert_eq!(game.vital(again), game.player(again).sheet.health);
    assert_eq!(game.character(again).deaths, 1);
}

#[test]
fn a_second_login_in_a_fight_takes_the_body_over() {
    let mut game = Game::new();
    let first = hurt(&mut game, "Anna");
    let body = game.body(first);
    let health = game.vital(first);
    let second = game.join("Anna");
    assert!(game[first].over);
    assert_eq!(game[first].goodbye(), Some(&Kick::JoinedElsewhere));
    assert_eq!(game.body(second), body);
    assert_eq!(game.vital(second), health);
}

#[test]
fn companions_see_who_lingers_as_away_and_nobody_invites_them() {
    let mut game = Game::new();
    let bert = game.join("Bert");
    let carl = game.join("Carl");
    let anna = hurt(&mut game, "Anna");
    game.befriend(bert, anna);
    let dora = hurt(&mut game, "Dora");
    game.strike_player(anna, 1);
    game.cut(anna);
    game.cut(dora);
    game.ticks(2);
    assert!(game.body(anna).is_some() && game.body(dora).is_some());
    let online: Vec<bool> = game[bert].party.iter().map(|member| member.online).collect();
    assert_eq!(online, [false, true], "Anna, Bert");
    let nobody = Refusal::NobodyOfThatName("Dora".to_owned());
    assert_eq!(game.ask(carl, Ask::Invite { name: "Dora".to_owned() }), Err(nobody));
}

#[test]
fn a_restart_waits_for_nobody_and_loses_nothing_of_who_lingers() {
    let mut game = Game::new();
    let anna = hurt(&mut game, "Anna");
    let (place, health) = (game.stands(anna), game.vital(anna));
    game.cut(anna);
    assert!(game.body(anna).is_some());
    game.restart();
    assert_eq!(game.body(anna), None);
    let again = game.join("Anna");
    assert_eq!(game.stands(again).at, place.at);
    assert!(game.vital(again) >= health && game.vital(again) < health + 10);
}

#[test]
fn who_lingers_below_comes_back_there() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    game.strike_player(anna, 10);
    let body = game.body(anna);
    game.cut(anna);
    let again = game.join("Anna");
    assert_eq!((game.body(again), game[again].space.0), (body, instance));
    assert_eq!(game[again].dungeon, Some(a_dungeon()));
}
