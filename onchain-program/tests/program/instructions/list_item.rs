use seedbound_interface::{Error, derive, limits};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_listed_item_lies_with_the_program() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let player = key(&game.player);
    game.ok(&game.list_item(&item, player, PRICE, 1_900_000_000));
    let listing = game.listing_state(&item).expect("a listing");
    assert_eq!(
        (listing.seller(), listing.mint(), listing.class()),
        (player, item.mint, item.class)
    );
    assert_eq!((listing.price(), listing.expires_at()), (PRICE, 1_900_000_000));
    assert_eq!((listing.world(), listing.rent_payer()), (game.world, key(&game.payer)));
    assert_eq!(game.holds(&game.player, &item), 0);
    let escrow = game.chain.data(derive::escrow(&game.program(), &item.mint));
    assert_eq!(token_amount(&escrow), 1);
    assert_eq!(escrow[32..64], derive::listing(&game.program(), &item.mint));
}

#[test]
fn price_and_end_have_their_bounds() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let player = key(&game.player);
    for price in [0, limits::PRICE - 1] {
        let list = game.list_item(&item, player, price, 0);
        assert_refused(game.send(&list), Error::OutOfBounds);
    }
    for end in [-1, 1, 1_800_000_000] {
        let list = game.list_item(&item, player, PRICE, end);
        assert_refused(game.send(&list), Error::ListingExpired);
    }
    for (price, end) in [(limits::PRICE, 0), (u64::MAX, 1_800_000_001), (PRICE, i64::MAX)] {
        assert!(game.try_out(&[game.list_item(&item, player, price, end)]).is_ok());
    }
}

#[test]
fn what_one_does_not_hold_cannot_be_listed() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let mut anothers = game.list_item(&item, key(&game.player), PRICE, 0);
    anothers.accounts[1].address = key(&game.buyer);
    assert_refused(game.send(&anothers), Error::WrongTokenAccount);
    game.ok(&game.open_token_account(key(&game.buyer), item.mint));
    assert!(game.send(&game.list_item(&item, key(&game.buyer), PRICE, 0)).is_err());
    assert!(game.listing_state(&item).is_none());
}
