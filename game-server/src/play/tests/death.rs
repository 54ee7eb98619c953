//! Dying and getting up again.

use super::harness::{Game, Who, land};
use super::places::{a_dungeon, a_quest, delve_site, east_of_home};
use crate::play::index::Where;
use crate::play::player::home;
use protocol::{Ask, ChatScope, Event, Refusal, SpaceId};
use worldgen::{Objective, QuestKind};

fn wait() -> u32 {
    land().rules().balance.respawn_ticks
}

fn due(game: &mut Game, who: Who, quest: &worldgen::Quest) -> Objective {
    game.character(who).quests.due(quest).expect("followed").clone()
}

#[test]
fn the_dead_lose_nothing_and_stand_up_at_home_whole_after_the_wait() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.put(anna, east_of_home(40));
    game.player(anna).character.coins = 5;
    let before = game.character(anna);
    game.kill_player(anna);
    let died = Event::Died { respawn_ticks: wait() };
    assert!(game[anna].events.contains(&died));
    game.ticks(wait() - 2);
    assert_eq!(game.vital(anna), 0, "not yet");
    game.until(5, "standing up", |game| game[anna].health() > 0);
    let after = game.character(anna);
    assert_eq!(game.vital(anna), game.player(anna).sheet.health);
    assert_eq!(game[anna].health(), game.vital(anna), "and the player is shown it");
    let (at, _) = home(&land());
    assert_eq!((game.stands(anna).space, game.stands(anna).at), (SpaceId::OVERWORLD, at));
    assert_eq!((after.coins, &after.inventory), (before.coins, &before.inventory));
    assert_eq!((after.deaths, after.experience), (before.deaths + 1, before.experience));
}

#[test]
fn the_dead_speak_but_do_nothing() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.kill_player(anna);
    assert_eq!(game.ask(anna, Ask::Use { index: 0 }), Err(Refusal::Dead));
    assert_eq!(game.ask(anna, Ask::Drop { index: 0, count: 1 }), Err(Refusal::Dead));
    let text = "ouch".to_owned();
    assert_eq!(game.ask(anna, Ask::Chat { scope: ChatScope::Near, text }), Ok(()));
    assert_eq!(game[anna].chats(), [("Anna", ChatScope::Near, "ouch")]);
}

#[test]
fn who_dies_below_stands_up_above_and_finds_the_dungeon_as_it_was() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    assert_eq!(game.take_key(anna), Ok(()));
    assert_eq!(game.use_door(anna), Ok(()));
    game.kill_player(anna);
    game.ticks(wait() + 5);
    assert_eq!((game[anna].space, game[anna].dungeon), (SpaceId::OVERWORLD, None));
    assert_eq!(game.go_down(anna, a_dungeon()), instance);
    assert!(!game.instance(instance).record.opened.is_empty());
}

#[test]
fn who_leaves_dead_comes_back_at_home_with_the_health_of_their_level() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.player(anna).character.level = 4;
    let rules = land().rules().clone();
    let health = game.character(anna).sheet(&rules).health;
    assert!(health > rules.balance.health, "more than at level 1");
    game.put(anna, east_of_home(30));
    game.kill_player(anna);
    game.restart();
    let again = game.join("Anna");
    assert_eq!(game.stands(again).at, home(&land()).0);
    assert_eq!(game.vital(again), health);
}

#[test]
fn a_companion_who_is_dead_when_the_boss_falls_can_go_on() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.befriend(anna, bert);
    let quest = a_quest(QuestKind::Delve);
    let site = delve_site(&quest);
    game.accept(anna, &quest);
    game.accept(bert, &quest);
    let instance = game.go_down(anna, site);
    game.clear_beasts(true);
    game.go_down(bert, site);
    game.solve(anna);
    let boss = game.boss(instance);
    let place = *game.at().get::<Where>(boss).expect("alive");
    game.put_quietly(bert, place);
    game.kill_player(bert);
    let slay = Objective::SlayBoss { dungeon: site };
    assert_eq!((due(&mut game, anna, &quest), due(&mut game, bert, &quest)), (slay.clone(), slay));
    let experience = game.character(bert).experience;
    game.slay(anna, boss);
    game.ticks(2);
    let fetch = |objective: &Objective| matches!(objective, Objective::Fetch { .. });
    assert!(fetch(&due(&mut game, anna, &quest)));
    assert!(fetch(&due(&mut game, bert, &quest)), "saw it fall");
    assert_eq!(game.character(bert).experience, experience, "but shares no experience");
    game.ticks(wait() + 5);
    assert_eq!(game.stands(bert).space, SpaceId::OVERWORLD);
    assert_eq!(game.go_down(bert, site), instance);
    assert_eq!(game.open_chest(bert, true), Ok(()));
    assert!(matches!(due(&mut game, bert, &quest), Objective::Report { .. }));
}
