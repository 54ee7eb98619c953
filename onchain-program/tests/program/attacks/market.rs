//! Attempts to pay less, take more, or sell what is not for sale.

use seedbound_interface::instructions::{buy_item, create_world, list_item, register_ruleset};
use seedbound_interface::odds::share_of;
use seedbound_interface::{Error, Text, derive, limits};

use super::{fails, fails_with};
use crate::chain::key;
use crate::game::*;

#[test]
fn cancelling_and_buying_in_one_transaction_does_neither() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    let (cancel, buy) =
        (game.cancel_listing(&item, player, player), game.buy_item(&item, buyer, player, PRICE));
    fails_with(&mut game, &[cancel.clone(), buy.clone()], Error::WrongOwner);
    fails_with(&mut game, &[buy.clone(), cancel], Error::WrongOwner);
    fails_with(&mut game, &[buy.clone(), buy], Error::WrongOwner);
    assert!(game.listing_state(&item).is_some());
}

#[test]
fn a_price_that_was_raised_under_the_buyer_is_not_paid() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    let buy = game.buy_item(&item, buyer, player, PRICE);
    let raise = game.reprice_listing(&item, player, PRICE + 1, 0);
    fails_with(&mut game, &[raise.clone(), buy.clone()], Error::PriceTooHigh);
    game.ok(&raise);
    fails_with(&mut game, &[buy], Error::PriceTooHigh);
}

#[test]
fn a_listing_made_anew_at_a_higher_price_is_not_paid() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    let buy = game.buy_item(&item, buyer, player, PRICE);
    game.ok(&game.cancel_listing(&item, player, player));
    game.ok(&game.list_item(&item, player, 10 * PRICE, 0));
    fails_with(&mut game, &[buy], Error::PriceTooHigh);
}

#[test]
fn price_and_shares_never_overflow() {
    let mut game = Game::empty(seedbound_interface::addresses::PROGRAM);
    // The highest shares that there can be.
    let mut register = game.register_ruleset();
    let uri = Text::new("").expect("short");
    register.data =
        register_ruleset::Args { hash: hash("rules"), royalty: limits::ROYALTY, uri }.data();
    game.ok(&register);
    let args = create_world::Args { fee: limits::HOST_FEE, ..game.world_args() };
    game.ok(&game.create_world_with(&args));
    game.ok(&game.create_class(GRANTED, 2, TABLE));
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    let price = u64::MAX - 3;
    let item = game.granted_item("quest");
    game.ok(&game.list_item(&item, player, price, 0));
    game.ok(&game.open_token_account(buyer, item.mint));
    let buy = game.buy_item(&item, buyer, player, u64::MAX);
    // Nobody has as much.
    let _ = fails(&mut game, std::slice::from_ref(&buy));
    // And a share beyond what the record holds is refused before anything moves.
    let mut account = game.chain.account(game.world).expect("a world");
    let end = account.data.len();
    account.data[end - 8..].copy_from_slice(&(u64::MAX - 1).to_le_bytes());
    game.chain.svm.set_account(game.world.into(), account).expect("it can be set");
    fails_with(&mut game, &[buy], Error::Overflow);
}

#[test]
fn no_price_is_too_small_or_too_odd_to_owe_its_shares() {
    for price in [limits::PRICE, limits::PRICE + 1, limits::PRICE + 39, 9_999_999, PRICE] {
        let mut game = Game::new();
        let item = game.granted_item("quest");
        let (player, buyer) = (key(&game.player), key(&game.buyer));
        game.ok(&game.list_item(&item, player, price, 0));
        game.ok(&game.open_token_account(buyer, item.mint));
        game.ok(&game.buy_item(&item, buyer, player, price));
        let (fee, royalty) = (game.world_state().fees(), game.ruleset_state().earned());
        assert_eq!((fee, royalty), (share_of(price, FEE), share_of(price, ROYALTY)));
        // Never below the exact share.
        assert!(fee * 10_000 >= price * u64::from(FEE));
        assert!(royalty * 10_000 >= price * u64::from(ROYALTY));
    }
}

#[test]
fn the_shares_go_to_nobody_else() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    // A ruleset of the buyer's own, without royalty.
    let own = derive::ruleset(&game.program(), &buyer, &hash("rules"));
    let mut register = game.register_ruleset();
    register.accounts[1].address = buyer;
    register.accounts[2].address = own;
    game.ok(&register);
    let mut buy = game.buy_item(&item, buyer, player, PRICE);
    buy.accounts[buy_item::RULESET].address = own;
    fails_with(&mut game, &[buy], Error::WrongAddress);

    // A world of the buyer's own.
    let mut create = game.create_world();
    create.accounts[1].address = buyer;
    create.accounts[2].address = derive::world(&game.program(), &buyer, 7);
    create.accounts[3].address = own;
    game.ok(&create);
    let mut buy = game.buy_item(&item, buyer, player, PRICE);
    buy.accounts[buy_item::WORLD].address = create.accounts[2].address;
    buy.accounts[buy_item::RULESET].address = own;
    fails_with(&mut game, &[buy], Error::WrongWorld);

    // Nor is an item listed under a world that takes nothing.
    let held = game.granted_item("held");
    let mut list = game.list_item(&held, player, PRICE, 0);
    list.accounts[list_item::WORLD].address = create.accounts[2].address;
    fails_with(&mut game, &[list], Error::WrongWorld);
}

#[test]
fn the_rents_go_to_whoever_paid_them() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    let mut buy = game.buy_item(&item, buyer, player, PRICE);
    buy.accounts[buy_item::RENT_PAYER].address = buyer;
    fails_with(&mut game, &[buy], Error::WrongAddress);
    let mut cancel = game.cancel_listing(&item, player, player);
    cancel.accounts[5].address = player;
    fails_with(&mut game, &[cancel], Error::WrongAddress);
}

#[test]
fn a_sold_item_is_not_the_sellers_any_more() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    game.ok(&game.buy_item(&item, buyer, player, PRICE));
    for attack in
        [game.cancel_listing(&item, player, player), game.reprice_listing(&item, player, PRICE, 0)]
    {
        fails_with(&mut game, &[attack], Error::WrongOwner);
    }
    let burn = game.burn_item(&item, player);
    let _ = fails(&mut game, &[burn]);
    let list = game.list_item(&item, player, PRICE, 0);
    let _ = fails(&mut game, &[list]);
}

#[test]
fn escrow_gives_nothing_to_a_listing_of_another_item() {
    let mut game = Game::new();
    let cheap = game.listed_item("cheap");
    let dear = game.granted_item("dear");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    game.ok(&game.list_item(&dear, player, 100 * PRICE, 0));
    game.ok(&game.open_token_account(buyer, dear.mint));
    let mut buy = game.buy_item(&cheap, buyer, player, PRICE);
    buy.accounts[buy_item::ESCROW].address = derive::escrow(&game.program(), &dear.mint);
    fails_with(&mut game, &[buy.clone()], Error::WrongTokenAccount);
    buy.accounts[buy_item::MINT].address = dear.mint;
    fails_with(&mut game, &[buy.clone()], Error::WrongAddress);
    buy.accounts[buy_item::TOKEN_ACCOUNT].address = derive::token_account(&buyer, &dear.mint);
    fails_with(&mut game, &[buy], Error::WrongAddress);
}
