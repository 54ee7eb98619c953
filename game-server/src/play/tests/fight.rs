//! Blows, arrows, kills and what they bring.

use super::harness::{Game, land};
use super::places::{creature, east_of_home};
use crate::play::atlas::Atlas;
use crate::play::fight::Vital;
use crate::play::index::Where;
use protocol::Event;
use seed::Mm;
use simulation::{Buttons, Ground, Heading};

const NORTH: Heading = Heading { x: 0, z: -127 };
const SOUTH: Heading = Heading { x: 0, z: 127 };

/// So far south of somebody who stands 45 m east of home.
fn south(by: i32) -> Where {
    let mut place = east_of_home(45);
    place.at.z += Mm(by);
    place
}

#[test]
fn a_strike_hits_what_is_in_front_and_neither_what_is_behind_nor_out_of_reach() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.put(anna, south(0));
    game.clear_beasts(false);
    let hare = creature("hare");
    let (front, behind) = (game.spawn(hare, 30, south(900)), game.spawn(hare, 30, south(-900)));
    let away = game.spawn(hare, 30, south(9_000));
    game.tick();
    game.input(anna, Heading::NONE, SOUTH, Buttons::STRIKE);
    game.tick();
    let hurt = |game: &Game, beast| {
        let body = game.at().get::<Vital>(beast).expect("alive").0;
        body.health < body.max
    };
    assert!(hurt(&game, front));
    assert!(!hurt(&game, behind));
    assert!(!hurt(&game, away));
    game.ticks(2);
    let hits = game[anna].events.iter().filter(|event| matches!(event, Event::Hit { .. }));
    assert_eq!(hits.count(), 1, "and it is shown");
}

#[test]
fn blows_come_no_faster_than_the_weapon_allows_and_cost_stamina() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.put(anna, south(0));
    game.clear_beasts(false);
    let target = game.spawn(creature("hare"), 30, south(900));
    let weapon = game.player(anna).sheet.melee.expect("a sword");
    let stamina = game[anna].snapshot.as_ref().expect("shown").own.mover.stamina;
    let mut blows = 0;
    let mut health = game.at().get::<Vital>(target).expect("alive").0.health;
    for _ in 0..u32::from(weapon.every) * 3 {
        if let Some(mut place) = game.world().get_mut::<Where>(target) {
            *place = south(900);
        }
        game.input(anna, Heading::NONE, SOUTH, Buttons::STRIKE);
        game.tick();
        let now = game.at().get::<Vital>(target).map_or(0, |vital| vital.0.health);
        blows += u32::from(now < health);
        health = now;
    }
    assert_eq!(blows, 3);
    let after = game[anna].snapshot.as_ref().expect("shown").own.mover.stamina;
    assert!(after < stamina, "{after} of {stamina}");
}

/// So far south of a place from which nothing stands in the way of an arrow for some metres.
fn in_the_open(game: &Game, by: i32) -> Where {
    let ground = game.at().resource::<Atlas>().ground();
    let along = |east: i32, by: i32| {
        let mut place = east_of_home(east);
        place.at.z += Mm(by);
        place
    };
    let free = |place: Where| !ground.blocked(place.at, place.feet, Mm(300));
    let lane = (20..60).find(|&east| (0..16).all(|step| free(along(east, step * 500))));
    along(lane.expect("somewhere around home"), by)
}

#[test]
fn an_arrow_flies_and_hits_at_a_distance() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let (from, there) = (in_the_open(&game, 0), in_the_open(&game, 6_000));
    game.put(anna, from);
    game.clear_beasts(false);
    let target = game.spawn(creature("hare"), 30, there);
    game.input(anna, Heading::NONE, SOUTH, Buttons::SHOOT);
    game.tick();
    let whole = game.at().get::<Vital>(target).expect("alive").0;
    assert_eq!(whole.health, whole.max, "it has to get there first");
    let mut hit_after = None;
    for tick in 1..20 {
        *game.world().get_mut::<Where>(target).expect("alive") = there;
        game.tick();
        let health = game.at().get::<Vital>(target).expect("alive").0.health;
        if health < whole.max && hit_after.is_none() {
            hit_after = Some(tick);
        }
    }
    let weapon = game.player(anna).sheet.ranged.expect("a bow");
    assert_eq!(hit_after, Some(6_000_u16.div_ceil(weapon.speed)), "as fast as the bow shoots");
}

#[test]
fn players_do_not_hurt_each_other() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.put(anna, south(0));
    game.put(bert, south(800));
    game.clear_beasts(false);
    let before = game.vital(bert);
    for _ in 0..20 {
        game.input(anna, Heading::NONE, SOUTH, Buttons::STRIKE);
        game.input(bert, Heading::NONE, NORTH, Buttons::SHOOT);
        game.tick();
    }
    assert_eq!(game.vital(bert), before);
    assert_eq!(game.vital(anna), before);
}

#[test]
fn companions_near_by_share_the_experience_of_a_kill_and_strangers_do_not() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    let carl = game.join("Carl");
    game.befriend(anna, bert);
    for who in [anna, bert, carl] {
        game.put(who, south(0));
    }
    game.clear_beasts(false);
    let boar = creature("boar");
    let target = game.spawn(boar, 3, south(900));
    game.slay(anna, target);
    let expected = (3 + 1) * land().rules().creature(boar).experience / 2;
    for (who, kills, experience) in [(anna, 1, expected), (bert, 1, expected), (carl, 0, 0)] {
        let character = game.character(who);
        assert_eq!((character.kills, character.experience), (kills, experience));
    }
}

#[test]
fn wounds_heal_after_a_rest_and_not_before() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.put(anna, south(0));
    game.clear_beasts(false);
    game.strike_player(anna, 40);
    let hurt = game.vital(anna);
    assert!(hurt < game.player(anna).sheet.health);
    game.ticks(90);
    assert_eq!(game.vital(anna), hurt);
    game.ticks(60);
    assert!(game.vital(anna) > hurt);
}
