use seedbound_interface::instructions::cancel_listing;
use seedbound_interface::{Error, derive};

use crate::chain::{assert_refused, key, keypair};
use crate::game::*;

#[test]
fn the_seller_takes_it_back_and_the_rents_return() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let player = key(&game.player);
    let before = game.chain.lamports(key(&game.payer));
    game.ok(&game.list_item(&item, player, PRICE, 0));
    game.ok(&game.cancel_listing(&item, player, player));
    assert_eq!(game.chain.lamports(key(&game.payer)), before);
    assert_eq!(game.holds(&game.player, &item), 1);
    assert!(game.chain.account(derive::listing(&game.program(), &item.mint)).is_none());
    assert!(game.chain.account(derive::escrow(&game.program(), &item.mint)).is_none());
    // And it can be offered again.
    game.ok(&game.list_item(&item, player, PRICE, 0));
}

#[test]
fn a_stranger_may_only_after_the_end_and_only_to_the_seller() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    game.ok(&game.list_item(&item, player, PRICE, 1_800_000_100));
    let cancel = game.cancel_listing(&item, buyer, player);
    assert_refused(game.send(&cancel), Error::NotSeller);
    game.chain.set_time(1_800_000_100);
    assert_refused(game.send(&cancel), Error::NotSeller);
    game.chain.set_time(1_800_000_101);
    game.ok(&game.open_token_account(buyer, item.mint));
    let mut to_oneself = cancel.clone();
    to_oneself.accounts[cancel_listing::TOKEN_ACCOUNT].address =
        derive::token_account(&buyer, &item.mint);
    assert_refused(game.send(&to_oneself), Error::WrongTokenAccount);
    game.ok(&cancel);
    assert_eq!(game.holds(&game.player, &item), 1);
}

#[test]
fn a_stranger_does_not_choose_among_the_sellers_accounts() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    game.ok(&game.list_item(&item, player, PRICE, 1_800_000_100));
    game.chain.set_time(1_800_000_101);
    // Another token account of the seller's, at an address that a stranger made up.
    let own = derive::token_account(&player, &item.mint);
    let other = key(&keypair("out of the way"));
    let account = game.chain.account(own).expect("the seller had it");
    game.chain.svm.set_account(other.into(), account).expect("it can be set");
    let mut cancel = game.cancel_listing(&item, buyer, player);
    cancel.accounts[cancel_listing::TOKEN_ACCOUNT].address = other;
    assert_refused(game.send(&cancel), Error::WrongTokenAccount);
    // The seller may.
    cancel.accounts[cancel_listing::CANCELLER].address = player;
    game.ok(&cancel);
    assert_eq!(token_amount(&game.chain.data(other)), 1);
}

#[test]
fn a_cancelled_item_goes_to_nobody_else() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let player = key(&game.player);
    let mut cancel = game.cancel_listing(&item, player, player);
    cancel.accounts[cancel_listing::TOKEN_ACCOUNT].address =
        derive::token_account(&key(&game.buyer), &item.mint);
    assert_refused(game.send(&cancel), Error::WrongTokenAccount);
}

#[test]
fn a_listing_without_an_end_is_the_sellers_alone() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    game.chain.set_time(i64::MAX);
    let cancel = game.cancel_listing(&item, key(&game.buyer), key(&game.player));
    assert_refused(game.send(&cancel), Error::NotSeller);
}
