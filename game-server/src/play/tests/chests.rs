//! Chests and what is in them.

use super::harness::{Game, SECRET, Who, land};
use super::places::{a_dungeon, a_quest, delve_site, item};
use protocol::{Ask, EntityKind, Refusal};
use seed::WorldSecret;
use simulation::{InventoryError, Stack};
use std::collections::BTreeMap;
use worldgen::{FeatureKind, Item, ItemSource, QuestKind};

/// What the world's secret says is in a chest: items and coins.
fn derived(source: &ItemSource, level: u16) -> ([Item; 2], u32) {
    let mut stream = WorldSecret::new(SECRET).stream("loot", &source.path());
    let coins = stream.range(5, 15).unsigned_abs() * u32::from(level.max(1));
    let land = land();
    let mut roll = || Item::roll(land.rules(), &mut stream, level);
    ([roll(), roll()], coins)
}

/// What came out of a source, by item.
fn from_source(stacks: impl IntoIterator<Item = Stack>, source: &ItemSource) -> Vec<(Item, u16)> {
    let fitting = stacks.into_iter().filter(|stack| stack.source.as_ref() == Some(source));
    fitting.map(|stack| (stack.item, stack.count)).collect()
}

fn carried(game: &mut Game, who: Who) -> Vec<Stack> {
    game.character(who).inventory.stacks().map(|(_, stack)| stack.clone()).collect()
}

/// A dungeon with an ordinary chest, nearest first.
fn with_plain_chest() -> worldgen::SiteId {
    let (at, _) = crate::play::player::home(&land());
    let mut sites = land().sites_near(at, seed::Mm::metres(4_000));
    sites.sort_by_key(|site| site.at.distance_squared(at));
    let plain = FeatureKind::Chest { treasure: false };
    let has = |id| {
        let dungeon = land().dungeon(id);
        dungeon.is_some_and(|dungeon| dungeon.features.iter().any(|one| one.kind == plain))
    };
    sites.iter().map(|site| site.id).find(|&id| has(id)).expect("one has a chest")
}

#[test]
fn a_chest_holds_what_secret_and_source_derive_and_opens_once() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.befriend(anna, bert);
    let site = with_plain_chest();
    let instance = game.go_down(anna, site);
    game.clear_beasts(false);
    game.go_down(bert, site);
    let chest = game.feature(instance, |kind| kind == FeatureKind::Chest { treasure: false });
    let before = game.character(anna).coins;
    assert_eq!(game.open_chest(anna, false), Ok(()));

    let source = ItemSource::Chest { dungeon: site, feature: chest.id, visit: instance };
    let level = game.instance(instance).ground.dungeon.level;
    let (items, coins) = derived(&source, level);
    let mut expected: BTreeMap<String, u16> = BTreeMap::new();
    for item in &items {
        *expected.entry(format!("{item:?}")).or_default() += 1;
    }
    let found = from_source(carried(&mut game, anna), &source);
    let found: BTreeMap<_, _> =
        found.into_iter().map(|(item, count)| (format!("{item:?}"), count)).collect();
    assert_eq!(found, expected);
    assert_eq!(game.character(anna).coins, before + coins);
    assert_eq!(game[anna].stats.expect("told").coins, before + coins, "and the player is told");

    assert_eq!(game.open_chest(anna, false), Err(Refusal::NothingHappens));
    assert_eq!(game.open_chest(bert, false), Err(Refusal::NothingHappens));
    assert!(from_source(carried(&mut game, bert), &source).is_empty());
    game.restart();
    let anna = game.join("Anna");
    game.clear_beasts(false);
    assert_eq!(game.open_chest(anna, false), Err(Refusal::NothingHappens), "after a restart, too");
}

#[test]
fn a_chest_that_two_open_in_the_same_tick_is_for_one_of_them() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    game.befriend(anna, bert);
    let site = with_plain_chest();
    let instance = game.go_down(anna, site);
    game.clear_beasts(false);
    game.go_down(bert, site);
    let wanted = FeatureKind::Chest { treasure: false };
    let chest = game.feature(instance, |kind| kind == wanted);
    for who in [anna, bert] {
        game.put_beside(who, instance, chest);
    }
    let target = game.sight(anna, |kind| *kind == EntityKind::Chest { treasure: false });
    let asked = [anna, bert].map(|who| (who, game.send(who, Ask::Interact { target })));
    game.ticks(4);
    let mut answers = asked.map(|(who, id)| game[who].answers(id));
    answers.sort_by_key(|answer| answer[0].is_err());
    assert_eq!(answers, [vec![Ok(())], vec![Err(Refusal::NothingHappens)]]);
    let source = ItemSource::Chest { dungeon: site, feature: chest.id, visit: instance };
    let both = [carried(&mut game, anna), carried(&mut game, bert)].concat();
    let count: u16 = from_source(both, &source).iter().map(|one| one.1).sum();
    assert_eq!(count, 2, "what was in it is there once");
}

#[test]
fn a_full_pack_leaves_the_chest_shut_and_nothing_is_lost() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let site = with_plain_chest();
    let instance = game.go_down(anna, site);
    game.clear_beasts(false);
    let rules = land().rules().clone();
    let sword = Stack::plain(item("shortsword"), 1);
    let mut player = game.player(anna);
    while player.character.inventory.add(&rules, sword.clone()).is_ok() {}
    let before = game.character(anna);
    let full = Err(Refusal::Inventory(InventoryError::Full));
    assert_eq!(game.open_chest(anna, false), full);
    let after = game.character(anna);
    assert_eq!((after.coins, &after.inventory), (before.coins, &before.inventory));
    let chest = game.feature(instance, |kind| kind == FeatureKind::Chest { treasure: false });
    assert!(!game.instance(instance).record.spent.contains(&chest.id));

    for index in [5, 6] {
        assert_eq!(game.ask(anna, Ask::Drop { index, count: 1 }), Ok(()));
    }
    assert_eq!(game.open_chest(anna, false), Ok(()));
    let source = ItemSource::Chest { dungeon: site, feature: chest.id, visit: instance };
    let count: u16 = from_source(carried(&mut game, anna), &source).iter().map(|one| one.1).sum();
    assert_eq!(count, 2);
}

#[test]
fn the_treasure_is_guarded_while_the_boss_lives() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let instance = game.go_down(anna, a_dungeon());
    game.clear_beasts(false);
    assert_eq!(game.open_chest(anna, true), Err(Refusal::Guarded));
    assert!(!game.instance(instance).record.looted);
}

#[test]
fn everybody_of_a_party_who_is_sent_finds_the_relic_and_the_rest_is_for_the_first() {
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
    let place = *game.at().get::<crate::play::index::Where>(boss).expect("alive");
    game.put_quietly(bert, place);
    game.slay(anna, boss);
    game.ticks(2);
    let relic = land().rules().theme(game.instance(instance).ground.dungeon.theme).relic;
    let relics = |game: &mut Game, who| -> u16 {
        let stacks = carried(game, who);
        stacks.iter().filter(|stack| stack.item.base == relic).map(|stack| stack.count).sum()
    };
    assert_eq!(game.open_chest(anna, true), Ok(()));
    assert_eq!((relics(&mut game, anna), relics(&mut game, bert)), (1, 0));
    let coins = game.character(bert).coins;
    assert_eq!(game.open_chest(bert, true), Ok(()));
    assert_eq!((relics(&mut game, anna), relics(&mut game, bert)), (1, 1));
    assert_eq!(game.character(bert).coins, coins, "the rest was taken");
    assert_eq!(game.open_chest(bert, true), Err(Refusal::NothingHappens), "one each");
    assert_eq!(relics(&mut game, bert), 1);
}
