//! Parties, and the dungeons that they share.

use super::harness::{Game, Who};
use super::places::a_dungeon;
use protocol::{Ask, Event, Refusal};
use simulation::Deed;

fn party_of(game: &Game, who: Who) -> Vec<&str> {
    game[who].party.iter().map(|member| member.name.as_str()).collect()
}

fn invite(game: &mut Game, who: Who, name: &str) -> protocol::Outcome {
    game.ask(who, Ask::Invite { name: name.to_owned() })
}

#[test]
fn who_was_invited_may_join_and_both_are_told() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    assert_eq!(game.ask(bert, Ask::JoinParty), Err(Refusal::NotInvited));
    assert_eq!(invite(&mut game, anna, "bert"), Ok(()));
    let invited = Event::Invited { by: "Anna".to_owned() };
    assert!(game[bert].events.contains(&invited));
    assert_eq!(game.ask(bert, Ask::JoinParty), Ok(()));
    game.ticks(2);
    assert_eq!(party_of(&game, anna), ["Anna", "Bert"]);
    assert_eq!(party_of(&game, bert), ["Anna", "Bert"]);
    assert_eq!(
        game.ask(bert, Ask::JoinParty),
        Err(Refusal::NotInvited),
        "an invitation counts once"
    );
}

#[test]
fn an_invitation_is_refused_to_oneself_to_who_is_away_and_to_who_has_a_party() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    assert_eq!(invite(&mut game, anna, "Anna"), Err(Refusal::PartyClosed));
    let nobody = Refusal::NobodyOfThatName("Carl".to_owned());
    assert_eq!(invite(&mut game, anna, "Carl"), Err(nobody));
    game.befriend(anna, bert);
    let carl = game.join("Carl");
    assert_eq!(invite(&mut game, carl, "Bert"), Err(Refusal::PartyClosed));
    assert_eq!(party_of(&game, carl).len(), 0, "nothing was founded by the way");
}

#[test]
fn a_party_has_four_members_at_most() {
    let mut game = Game::new();
    let names = ["Anna", "Bert", "Carl", "Dora"];
    let four: Vec<Who> = names.iter().map(|name| game.join(name)).collect();
    let emil = game.join("Emil");
    // Asked while there was still room.
    assert_eq!(invite(&mut game, four[0], "Emil"), Ok(()));
    for &other in &four[1..] {
        game.befriend(four[0], other);
    }
    assert_eq!(invite(&mut game, four[0], "Emil"), Err(Refusal::PartyClosed));
    assert_eq!(game.ask(emil, Ask::JoinParty), Err(Refusal::PartyClosed));
    game.ticks(2);
    assert_eq!(party_of(&game, four[3]), names);
}

#[test]
fn who_leaves_is_alone_and_the_others_are_told() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.befriend(anna, bert);
    assert_eq!(game.ask(bert, Ask::LeaveParty), Ok(()));
    game.ticks(2);
    assert_eq!(party_of(&game, anna), ["Anna"]);
    assert_eq!(party_of(&game, bert).len(), 0);
    assert_eq!(game.ask(bert, Ask::LeaveParty), Err(Refusal::NotInvited));
}

#[test]
fn who_waits_alone_for_an_answer_may_still_be_invited_by_others() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    let carl = game.join("Carl");
    assert_eq!(invite(&mut game, anna, "Bert"), Ok(()));
    assert_eq!(invite(&mut game, carl, "Anna"), Ok(()));
    assert_eq!(game.ask(anna, Ask::JoinParty), Ok(()));
    game.ticks(2);
    assert_eq!(party_of(&game, carl), ["Anna", "Carl"]);
    assert_eq!(game.ask(bert, Ask::JoinParty), Err(Refusal::PartyClosed), "that one is no more");
}

#[test]
fn a_party_outlives_a_restart() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.befriend(anna, bert);
    game.restart();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    assert_eq!(party_of(&game, anna), ["Anna", "Bert"]);
    assert_eq!(party_of(&game, bert), ["Anna", "Bert"]);
}

#[test]
fn a_party_shares_an_instance_and_strangers_get_another() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    let carl = game.join("Carl");
    game.befriend(anna, bert);
    let instance = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    assert_eq!(game.go_down(bert, a_dungeon()), instance);
    assert_ne!(game.go_down(carl, a_dungeon()), instance);
    let is_player =
        |kind: &protocol::EntityKind| matches!(kind, protocol::EntityKind::Player { .. });
    assert_eq!(game[anna].sees(is_player), game[bert].you);
}

#[test]
fn who_leaves_the_party_inside_stays_where_they_are_and_keeps_their_way_back() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.befriend(anna, bert);
    let instance = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    game.go_down(bert, a_dungeon());
    assert_eq!(game.ask(bert, Ask::LeaveParty), Ok(()));
    game.ticks(20);
    assert_eq!(game.stands(bert).space.0, instance);
    game.go_up(bert);
    assert_eq!(game.go_down(bert, a_dungeon()), instance);
}

/// Opens the treasure of an instance by the book, as far as the chest looks at it.
fn loot_it(game: &mut Game, who: Who, instance: u64) {
    game.clear_beasts(true);
    let boss = game.boss(instance);
    game.slay(who, boss);
    game.ticks(2);
    assert_eq!(game.open_chest(who, true), Ok(()));
}

#[test]
fn a_party_stays_together_when_one_of_them_comes_back_for_a_relic() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    let quest = super::places::a_quest(worldgen::QuestKind::Delve);
    let site = super::places::delve_site(&quest);
    // Anna has been there with the guardian dead and the chest empty, and only the relic that
    // somebody waits for is still to be fetched.
    game.accept(anna, &quest);
    let old = game.go_down(anna, site);
    loot_it(&mut game, anna, old);
    game.go_up(anna);
    let mut player = game.player(anna);
    assert!(player.character.quests.record(&quest, &Deed::Solved(site)));
    assert!(player.character.quests.record(&quest, &Deed::SlewBoss(site)));
    game.befriend(anna, bert);

    // Bert, who wants nothing from the looted one, goes first; Anna follows him.
    let fresh = game.go_down(bert, site);
    assert_ne!(fresh, old);
    assert_eq!(game.go_down(anna, site), fresh, "with her companion");
    game.go_up(bert);
    game.go_up(anna);

    // And the other way round: Bert follows Anna wherever she went.
    let hers = game.go_down(anna, site);
    assert_eq!(game.go_down(bert, site), hers, "with his companion");
}
