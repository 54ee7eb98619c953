//! Quests: taken, followed, rewarded once.

use super::harness::{Game, Who, land};
use super::places::{a_dungeon, a_quest, a_quest_that, delve_site, outside};
use crate::play::index::inside;
use protocol::{Ask, Event, Refusal, Topic};
use simulation::inventory::Mark;
use worldgen::{Objective, Quest, QuestKind};

fn due(game: &mut Game, who: Who, quest: &Quest) -> Option<Objective> {
    game.character(who).quests.due(quest).cloned()
}

fn quests_done(game: &Game, who: Who) -> usize {
    let events = game[who].events.iter();
    events.filter(|event| matches!(event, Event::QuestDone { .. })).count()
}

/// Reports to the giver; checks that the reward comes, is kept, and comes once.
fn report(game: &mut Game, who: Who, quest: &Quest) {
    let before = game.character(who);
    game.talk_to(who, quest.id.giver);
    assert_eq!(game.choose(who, Topic::Report(quest.id)), Ok(()));
    let after = game.character(who);
    assert_eq!(after.coins, before.coins + quest.reward.coins);
    assert!((after.level, after.experience) > (before.level, before.experience));
    assert!(after.quests.done().contains(&quest.id) && after.quests.active().is_empty());
    if let Some(item) = &quest.reward.item {
        let from = Some(worldgen::ItemSource::Quest(quest.id));
        let given: Vec<_> = after
            .inventory
            .stacks()
            .filter(|(_, stack)| stack.source == from)
            .map(|(_, stack)| (&stack.item, stack.count))
            .collect();
        assert_eq!(given, [(item, 1)]);
    }
    assert_eq!(quests_done(game, who), 1);
    assert_eq!(game[who].quests.len(), 0, "the player is told");
    assert_eq!(game.choose(who, Topic::Report(quest.id)), Err(Refusal::QuestNotOpen));
    assert_eq!(game.choose(who, Topic::Accept(quest.id)), Err(Refusal::QuestNotOpen));
    let again = game.character(who);
    assert_eq!((again.coins, again.experience), (after.coins, after.experience), "once only");
    assert_eq!((again.inventory, again.quests), (after.inventory, after.quests));
}

#[test]
fn a_parcel_is_handed_out_delivered_and_rewarded_once() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = a_quest(QuestKind::Deliver);
    let Objective::Deliver { item, to } = quest.objectives[0] else { panic!("a delivery") };
    game.accept(anna, &quest);
    assert_eq!(game[anna].quests[0].quest, quest, "the player is told");
    let parcel = game.character(anna).inventory.find(item, Mark::Quest(quest.id));
    assert!(parcel.is_some());
    let early = game.choose(anna, Topic::Report(quest.id));
    assert_eq!(early, Err(Refusal::QuestNotOpen));
    assert_eq!(
        game.choose(anna, Topic::Deliver(quest.id)),
        Err(Refusal::QuestNotOpen),
        "not to me"
    );
    game.talk_to(anna, to);
    assert_eq!(game.choose(anna, Topic::Deliver(quest.id)), Ok(()));
    assert_eq!(game.character(anna).inventory.find(item, Mark::Quest(quest.id)), None);
    assert_eq!(game.choose(anna, Topic::Deliver(quest.id)), Err(Refusal::QuestNotOpen), "once");
    report(&mut game, anna, &quest);
    let saved = game.stop();
    let kept = &saved.characters[&super::harness::wallet("Anna")];
    assert!(kept.quests.done().contains(&quest.id));
}

#[test]
fn a_hunt_counts_the_right_creature_in_the_right_place() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = a_quest(QuestKind::Hunt);
    let Objective::Hunt { creature, count, near, within } = quest.objectives[0] else {
        panic!("a hunt")
    };
    game.accept(anna, &quest);
    let far = seed::Point { x: near.x + within + seed::Mm::metres(20), z: near.z };
    game.put(anna, outside(far));
    game.clear_beasts(false);
    let beast = game.spawn(creature, 1, outside(far));
    game.slay(anna, beast);
    assert_eq!(game.character(anna).quests.active()[&quest.id].count, 0, "too far away");
    let kills = game.character(anna).kills;
    assert_eq!(kills, 1);

    let below = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    let beast = game.spawn(creature, 1, inside(below, near));
    game.slay(anna, beast);
    assert_eq!(game.character(anna).quests.active()[&quest.id].count, 0, "below, not there");
    game.go_up(anna);

    game.put(anna, outside(near));
    game.clear_beasts(false);
    let other = ruleset::CreatureId(u16::from(creature.0 == 0));
    let beast = game.spawn(other, 1, outside(near));
    game.slay(anna, beast);
    assert_eq!(game.character(anna).quests.active()[&quest.id].count, 0, "another creature");
    for number in 1..=count {
        assert!(matches!(due(&mut game, anna, &quest), Some(Objective::Hunt { .. })));
        let beast = game.spawn(creature, 1, outside(near));
        game.slay(anna, beast);
        let progress = game.character(anna).quests.active()[&quest.id];
        let expected = if number < count { (0, number) } else { (1, 0) };
        assert_eq!((progress.step, progress.count), expected);
        game.ticks(2);
        assert_eq!(game[anna].quests[0].progress, progress, "the player is told");
    }
    report(&mut game, anna, &quest);
}

#[test]
fn a_relic_is_fetched_step_by_step_and_handed_in() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = a_quest(QuestKind::Delve);
    let site = delve_site(&quest);
    game.accept(anna, &quest);
    assert_eq!(due(&mut game, anna, &quest), Some(Objective::Enter { dungeon: site }));
    let instance = game.go_down(anna, site);
    game.clear_beasts(true);
    assert_eq!(due(&mut game, anna, &quest), Some(Objective::Solve { dungeon: site }));
    assert_eq!(game.take_key(anna), Ok(()));
    assert_eq!(game.use_door(anna), Ok(()));
    game.solve(anna);
    assert_eq!(due(&mut game, anna, &quest), Some(Objective::SlayBoss { dungeon: site }));
    let boss = game.boss(instance);
    game.slay(anna, boss);
    game.ticks(2);
    assert!(matches!(due(&mut game, anna, &quest), Some(Objective::Fetch { .. })));
    assert_eq!(game.open_chest(anna, true), Ok(()));
    assert!(matches!(due(&mut game, anna, &quest), Some(Objective::Report { .. })));
    game.go_up(anna);
    report(&mut game, anna, &quest);
    let relic = land().rules().theme(land().dungeon(site).expect("is there").theme).relic;
    let kept = game.character(anna).inventory.find(relic, Mark::Dungeon(site));
    assert_eq!(kept, None, "the relic was handed over");
}

#[test]
fn what_is_asked_twice_in_a_tick_is_done_once() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = a_quest(QuestKind::Deliver);
    let Objective::Deliver { to, .. } = quest.objectives[0] else { panic!("a delivery") };
    let twice = |game: &mut Game, topic| {
        let ids = [0, 1].map(|_| game.send(anna, Ask::Choose { topic }));
        game.ticks(4);
        let answers = ids.map(|id| game[anna].answers(id));
        assert_eq!(answers, [vec![Ok(())], vec![Err(Refusal::QuestNotOpen)]], "{topic:?}");
    };
    game.talk_to(anna, quest.id.giver);
    twice(&mut game, Topic::Accept(quest.id));
    game.talk_to(anna, to);
    twice(&mut game, Topic::Deliver(quest.id));
    game.talk_to(anna, quest.id.giver);
    let before = game.character(anna).coins;
    twice(&mut game, Topic::Report(quest.id));
    assert_eq!(game.character(anna).coins, before + quest.reward.coins);
}

#[test]
fn a_quest_that_is_given_up_gives_back_what_was_handed_out_and_may_be_taken_again() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = a_quest(QuestKind::Deliver);
    let Objective::Deliver { item, to } = quest.objectives[0] else { panic!("a delivery") };
    assert_eq!(game.ask(anna, Ask::Abandon { quest: quest.id }), Err(Refusal::QuestNotOpen));
    game.accept(anna, &quest);
    assert_eq!(game.ask(anna, Ask::Abandon { quest: quest.id }), Ok(()));
    let mark = Mark::Quest(quest.id);
    assert_eq!(game.character(anna).inventory.find(item, mark), None);
    assert_eq!(game[anna].quests.len(), 0);
    game.talk_to(anna, to);
    assert_eq!(game.choose(anna, Topic::Deliver(quest.id)), Err(Refusal::QuestNotOpen));
    game.accept(anna, &quest);
    let parcels = game.character(anna);
    let parcels = parcels.inventory.stacks().filter(|(_, stack)| stack.mark == Some(mark));
    assert_eq!(parcels.map(|(_, stack)| stack.count).sum::<u16>(), 1, "one parcel, not two");
}

#[test]
fn a_reward_that_does_not_fit_waits_until_there_is_room() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let pays = |quest: &Quest| quest.kind == QuestKind::Hunt && quest.reward.item.is_some();
    let quest = a_quest_that(pays);
    game.accept(anna, &quest);
    let mut player = game.player(anna);
    let Objective::Hunt { creature, count, near, .. } = quest.objectives[0] else {
        panic!("a hunt")
    };
    for _ in 0..count {
        let deed = simulation::Deed::Killed { creature, at: near };
        assert!(player.character.quests.record(&quest, &deed));
    }
    let rules = land().rules().clone();
    let sword = simulation::Stack::plain(super::places::item("shortsword"), 1);
    while player.character.inventory.add(&rules, sword.clone()).is_ok() {}
    let before = game.character(anna);
    game.talk_to(anna, quest.id.giver);
    let full = Err(Refusal::Inventory(simulation::InventoryError::Full));
    assert_eq!(game.choose(anna, Topic::Report(quest.id)), full);
    let after = game.character(anna);
    assert_eq!((after.coins, after.experience), (before.coins, before.experience));
    assert!(after.quests.active().contains_key(&quest.id));
}

/// The first quest of a kind near home that has a giver with no other part in it.
fn taken(game: &mut Game, who: Who, kind: QuestKind) -> Quest {
    let quest = a_quest(kind);
    game.accept(who, &quest);
    quest
}

#[test]
fn a_place_is_looked_at_by_standing_there() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = taken(&mut game, anna, QuestKind::Explore);
    let Objective::Explore { at, within, .. } = quest.objectives[0] else { panic!("a look") };
    game.put(anna, outside(seed::Point { x: at.x + within + seed::Mm::metres(15), z: at.z }));
    game.ticks(25);
    assert_eq!(due(&mut game, anna, &quest), Some(quest.objectives[0].clone()), "not near enough");
    game.put(anna, outside(seed::Point { x: at.x + seed::Mm::metres(3), z: at.z }));
    game.ticks(25);
    assert!(matches!(due(&mut game, anna, &quest), Some(Objective::Report { .. })));
    report(&mut game, anna, &quest);
}

#[test]
fn who_knows_is_asked_and_who_is_won_over_takes_the_gift() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = taken(&mut game, anna, QuestKind::FindOut);
    let Objective::FindOut { from } = quest.objectives[0] else { panic!("a question") };
    let ask = Topic::FindOut(quest.id);
    assert_eq!(game.choose(anna, ask), Err(Refusal::QuestNotOpen), "the giver does not know");
    game.talk_to(anna, from);
    assert_eq!(game.choose(anna, ask), Ok(()));
    assert_eq!(game.choose(anna, ask), Err(Refusal::QuestNotOpen), "once");
    report(&mut game, anna, &quest);

    let bert = game.join("Bert");
    let quest = taken(&mut game, bert, QuestKind::Persuade);
    let Objective::Persuade { whom, gift: Some(gift) } = quest.objectives[0] else {
        panic!("a gift")
    };
    let mark = Mark::Quest(quest.id);
    assert!(game.character(bert).inventory.find(gift, mark).is_some());
    game.talk_to(bert, whom);
    assert_eq!(game.choose(bert, Topic::FindOut(quest.id)), Err(Refusal::QuestNotOpen));
    assert_eq!(game.choose(bert, Topic::Persuade(quest.id)), Ok(()));
    assert_eq!(game.character(bert).inventory.find(gift, mark), None);
    report(&mut game, bert, &quest);
}

#[test]
fn goods_are_collected_and_handed_to_who_wants_them() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = taken(&mut game, anna, QuestKind::Fetch);
    let Objective::Collect { item, from, .. } = quest.objectives[0] else { panic!("goods") };
    game.talk_to(anna, from);
    assert_eq!(game.choose(anna, Topic::Collect(quest.id)), Ok(()));
    assert_eq!(game.choose(anna, Topic::Collect(quest.id)), Err(Refusal::QuestNotOpen), "once");
    assert!(game.character(anna).inventory.find(item, Mark::Quest(quest.id)).is_some());
    report(&mut game, anna, &quest);
    assert_eq!(game.character(anna).inventory.find(item, Mark::Quest(quest.id)), None);

    let bert = game.join("Bert");
    let quest = taken(&mut game, bert, QuestKind::Build);
    let [Objective::Collect { from, .. }, Objective::Build { item, with, .. }, _] =
        quest.objectives[..]
    else {
        panic!("something to build")
    };
    game.talk_to(bert, with);
    assert_eq!(game.choose(bert, Topic::Deliver(quest.id)), Err(Refusal::QuestNotOpen), "of what?");
    game.talk_to(bert, from);
    assert_eq!(game.choose(bert, Topic::Collect(quest.id)), Ok(()));
    game.talk_to(bert, with);
    assert_eq!(game.choose(bert, Topic::Deliver(quest.id)), Ok(()));
    assert_eq!(game.character(bert).inventory.find(item, Mark::Quest(quest.id)), None);
    report(&mut game, bert, &quest);
}

#[test]
fn a_no_takes_nothing_and_nobody_is_offered_what_cannot_be_played() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = a_quest(QuestKind::Deliver);
    game.talk_to(anna, quest.id.giver);
    assert_eq!(game.choose(anna, Topic::Quest(quest.id)), Ok(()));
    assert_eq!(game.choose(anna, Topic::Decline(quest.id)), Ok(()));
    assert!(game.character(anna).quests.active().is_empty());
    let escort = a_quest(QuestKind::Escort);
    game.talk_to(anna, escort.id.giver);
    assert_eq!(game.choose(anna, Topic::Accept(escort.id)), Err(Refusal::QuestNotOpen));
}
