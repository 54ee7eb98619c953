use seedbound_interface::Error;
use seedbound_interface::accounts::receipt::KIND_ITEM;
use seedbound_interface::instructions::grant_item;

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn an_item_is_granted_with_a_receipt() {
    let mut game = Game::new();
    let (grant, item) = game.grant_item("quest", key(&game.player), 1);
    game.ok(&grant);
    let receipt = game.receipt_state(game.ticket("quest"));
    assert_eq!((receipt.kind(), receipt.mint(), receipt.spendable()), (KIND_ITEM, item.mint, 0));
    assert_eq!(game.class_state(game.granted).minted(), [0, 1, 0, 0, 0, 0, 0, 0]);
    assert_eq!(game.holds(&game.player, &item), 1);
}

#[test]
fn a_second_try_mints_nothing_even_with_the_next_items_accounts() {
    let mut game = Game::new();
    let (grant, item) = game.grant_item("quest", key(&game.player), 1);
    game.ok(&grant);
    // A client that lost the answer asks for the next free serial number.
    let (again, next) = game.grant_item("quest", key(&game.player), 1);
    assert_ne!(item, next);
    game.ok(&again);
    assert_eq!(game.class_state(game.granted).minted(), [0, 1, 0, 0, 0, 0, 0, 0]);
    assert!(game.chain.account(next.mint).is_none());
    let (other, _) = game.grant_item("quest", key(&game.player), 0);
    assert_refused(game.send(&other), Error::OperationConflict);
}

#[test]
fn the_cap_holds() {
    let mut game = Game::new();
    for number in 0..2 {
        let (grant, _) = game.grant_item(&format!("quest {number}"), key(&game.player), 2);
        game.ok(&grant);
    }
    let (grant, _) = game.grant_item("one too many", key(&game.player), 2);
    assert_refused(game.send(&grant), Error::CapReached);
    // What is burned does not come free again.
    let item = game.item(game.granted, 2, 1);
    game.ok(&game.burn_item(&item, key(&game.player)));
    assert_refused(game.send(&grant), Error::CapReached);
}

#[test]
fn what_is_rolled_cannot_be_granted() {
    let mut game = Game::new();
    let (mut grant, _) = game.grant_item("quest", key(&game.player), 0);
    grant.accounts[grant_item::CLASS].address = game.rolled;
    assert_refused(game.send(&grant), Error::WrongClassKind);
}

#[test]
fn a_rarity_that_the_class_has_not_is_refused() {
    let mut game = Game::new();
    for rarity in [3, 7] {
        let (grant, _) = game.grant_item("quest", key(&game.player), rarity);
        assert_refused(game.send(&grant), Error::OutOfBounds);
    }
    let (mut grant, _) = game.grant_item("quest", key(&game.player), 0);
    *grant.data.last_mut().expect("the rarity") = 255;
    assert_refused(game.send(&grant), Error::OutOfBounds);
}
