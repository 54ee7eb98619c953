use seedbound_interface::odds::share_of;
use seedbound_interface::{Error, derive, limits};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn every_lamport_of_the_price_arrives_where_it_should() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (buyer, seller) = (key(&game.buyer), key(&game.player));
    let people = [buyer, seller, game.world, game.ruleset, key(&game.payer)];
    let listing = derive::listing(&game.program(), &item.mint);
    let escrow = derive::escrow(&game.program(), &item.mint);
    let rents = game.chain.lamports(listing) + game.chain.lamports(escrow);
    let before = people.map(|it| game.chain.lamports(it));
    game.ok(&game.buy_item(&item, buyer, seller, PRICE));
    let after = people.map(|it| game.chain.lamports(it));

    let (fee, royalty) = (share_of(PRICE, FEE), share_of(PRICE, ROYALTY));
    assert_eq!((fee, royalty), (250_001, 500_001));
    assert_eq!(before[0] - after[0], PRICE);
    assert_eq!(after[1] - before[1], PRICE - fee - royalty);
    assert_eq!((after[2] - before[2], after[3] - before[3]), (fee, royalty));
    assert_eq!(after[4] - before[4], rents);
    assert_eq!((game.holds(&game.buyer, &item), game.holds(&game.player, &item)), (1, 0));
    assert!(game.chain.account(listing).is_none() && game.chain.account(escrow).is_none());
    let totals = (game.world_state().fees(), game.ruleset_state().earned());
    assert_eq!(totals, (fee, royalty));
}

#[test]
fn the_least_price_keeps_an_empty_seller_alive() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let (buyer, seller) = (key(&game.buyer), key(&game.player));
    game.ok(&game.list_item(&item, seller, limits::PRICE, 0));
    game.ok(&game.open_token_account(buyer, item.mint));
    game.chain.svm.set_account(seller.into(), Default::default()).expect("it can be set");
    game.ok(&game.buy_item(&item, buyer, seller, limits::PRICE));
    assert_eq!(game.chain.lamports(seller), limits::PRICE * 37 / 40);
}

#[test]
fn a_listing_ends_with_its_last_second() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let (buyer, seller) = (key(&game.buyer), key(&game.player));
    game.ok(&game.list_item(&item, seller, PRICE, 1_800_000_100));
    game.ok(&game.open_token_account(buyer, item.mint));
    game.chain.set_time(1_800_000_100);
    assert!(game.try_out(&[game.buy_item(&item, buyer, seller, PRICE)]).is_ok());
    game.chain.set_time(1_800_000_101);
    let late = game.buy_item(&item, buyer, seller, PRICE);
    assert_refused(game.send(&late), Error::ListingExpired);
}

#[test]
fn a_buyer_who_cannot_pay_gets_nothing() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let (buyer, seller) = (key(&game.buyer), key(&game.player));
    game.ok(&game.list_item(&item, seller, 2_000_000_000_000, 0));
    game.ok(&game.open_token_account(buyer, item.mint));
    assert!(game.send(&game.buy_item(&item, buyer, seller, u64::MAX)).is_err());
    assert_eq!(game.holds(&game.buyer, &item), 0);
    assert!(game.listing_state(&item).is_some());
}
