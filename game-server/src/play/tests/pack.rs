//! What is carried: wearing, drinking, putting down, picking up.

use super::harness::{Game, Who, land};
use super::places::{a_quest, item};
use protocol::{Ask, EntityKind, Outcome, Refusal};
use ruleset::{ItemUse, Slot};
use simulation::{InventoryError, Place, Stack};
use worldgen::QuestKind;

fn refused(why: InventoryError) -> Outcome {
    Err(Refusal::Inventory(why))
}

/// Where something of this name is in the pack, and how many.
fn find(game: &mut Game, who: Who, name: &str) -> Option<(u16, u16)> {
    let base = item(name);
    let character = game.character(who);
    character.inventory.stacks().find_map(|(place, stack)| match place {
        Place::Pack(index) if stack.item.base == base => Some((index, stack.count)),
        _ => None,
    })
}

#[test]
fn a_weapon_is_taken_off_and_put_on_and_the_sheet_follows() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let armed = game[anna].stats.expect("told").sheet;
    assert_eq!(game.ask(anna, Ask::Unequip { slot: Slot::Hand }), Ok(()));
    let bare = game[anna].stats.expect("told").sheet;
    assert_eq!(bare.melee.expect("fists").damage, land().rules().balance.fists);
    let (index, _) = find(&mut game, anna, "shortsword").expect("in the pack");
    assert_eq!(game.ask(anna, Ask::Unequip { slot: Slot::Hand }), refused(InventoryError::Empty));
    assert_eq!(game.ask(anna, Ask::Equip { index }), Ok(()));
    assert_eq!(game[anna].stats.expect("told").sheet, armed);
    assert_eq!(find(&mut game, anna, "shortsword"), None);
    let carried = game.character(anna).inventory;
    assert_eq!(game[anna].inventory, carried, "and the player is told");
}

#[test]
fn a_draught_heals_and_there_is_one_less() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    game.strike_player(anna, 60);
    let hurt = game.vital(anna);
    let (index, count) = find(&mut game, anna, "small draught").expect("in the outfit");
    let ItemUse::Potion { health } = land().rules().item(item("small draught")).kind else {
        panic!("it is a potion");
    };
    assert_eq!(game.ask(anna, Ask::Use { index }), Ok(()));
    assert_eq!(game.vital(anna), (hurt + health).min(game.player(anna).sheet.health));
    assert_eq!(find(&mut game, anna, "small draught"), Some((index, count - 1)));
}

#[test]
fn places_without_the_right_thing_are_refused_and_nothing_changes() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let before = game.character(anna);
    let (draught, count) = find(&mut game, anna, "small draught").expect("in the outfit");
    for index in [23, 24, u16::MAX] {
        assert_eq!(game.ask(anna, Ask::Use { index }), refused(InventoryError::Empty));
        assert_eq!(game.ask(anna, Ask::Equip { index }), refused(InventoryError::Empty));
        assert_eq!(game.ask(anna, Ask::Drop { index, count: 1 }), refused(InventoryError::Empty));
    }
    let wear = game.ask(anna, Ask::Equip { index: draught });
    assert_eq!(wear, refused(InventoryError::NotWearable));
    for count in [0, count + 1, u16::MAX] {
        let drop = game.ask(anna, Ask::Drop { index: draught, count });
        assert_eq!(drop, refused(InventoryError::TooFew));
    }
    assert_eq!(game.character(anna).inventory, before.inventory);
}

#[test]
fn what_one_puts_down_another_picks_up_once() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    let (index, count) = find(&mut game, anna, "small draught").expect("in the outfit");
    assert_eq!(game.ask(anna, Ask::Drop { index, count: 2 }), Ok(()));
    assert_eq!(find(&mut game, anna, "small draught"), Some((index, count - 2)));
    let is_drop = |kind: &EntityKind| matches!(kind, EntityKind::Drop { count: 2, .. });
    let target = game.sight(bert, is_drop);
    assert_eq!(game.interact(bert, target), Ok(()));
    assert_eq!(find(&mut game, bert, "small draught").expect("carried").1, count + 2);
    assert_eq!(game.interact(anna, target), Err(Refusal::Gone));
    game.ticks(12);
    assert_eq!(game[anna].sees(is_drop), None);
}

#[test]
fn what_lies_on_the_ground_outlives_a_restart_and_perishes_in_the_end() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let (index, count) = find(&mut game, anna, "small draught").expect("in the outfit");
    assert_eq!(game.ask(anna, Ask::Drop { index, count }), Ok(()));
    game.restart();
    let anna = game.join("Anna");
    assert_eq!(find(&mut game, anna, "small draught"), None);
    let is_drop = |kind: &EntityKind| matches!(kind, EntityKind::Drop { .. });
    game.sight(anna, is_drop);
    let ticks = u64::from(land().rules().balance.drop_ticks);
    game.world().resource_mut::<crate::play::clock::Clock>().age += ticks;
    game.ticks(112);
    assert_eq!(game[anna].sees(is_drop), None);
    let saved = game.stop();
    let drops = saved.world.keys().filter(|key| matches!(key, crate::store::WorldKey::Drop(_)));
    assert_eq!(drops.count(), 0, "nor is it kept");
}

#[test]
fn a_full_pack_picks_nothing_up_and_the_thing_stays() {
    let mut game = Game::new();
    let (anna, bert) = (game.join("Anna"), game.join("Bert"));
    let (index, _) = find(&mut game, anna, "small draught").expect("in the outfit");
    let rules = land().rules().clone();
    let mut player = game.player(bert);
    player.character.inventory = simulation::Inventory::new(rules.balance.pack_size);
    let sword = Stack::plain(item("shortsword"), 1);
    while player.character.inventory.add(&rules, sword.clone()).is_ok() {}
    assert_eq!(game.ask(anna, Ask::Drop { index, count: 1 }), Ok(()));
    let target = game.sight(bert, |kind| matches!(kind, EntityKind::Drop { .. }));
    assert_eq!(game.interact(bert, target), refused(InventoryError::Full));
    assert_eq!(game.interact(anna, target), Ok(()));
}

#[test]
fn what_somebody_waits_for_is_not_put_down() {
    let mut game = Game::new();
    let anna = game.join("Anna");
    let quest = a_quest(QuestKind::Deliver);
    game.accept(anna, &quest);
    let mark = Some(simulation::inventory::Mark::Quest(quest.id));
    let character = game.character(anna);
    let parcel = character.inventory.stacks().find(|(_, stack)| stack.mark == mark);
    let Some((Place::Pack(index), _)) = parcel else { panic!("no parcel in the pack") };
    let drop = game.ask(anna, Ask::Drop { index, count: 1 });
    assert_eq!(drop, refused(InventoryError::Promised));
}
