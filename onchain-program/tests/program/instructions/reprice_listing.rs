use seedbound_interface::{Error, limits};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn the_seller_changes_price_and_end() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let player = key(&game.player);
    game.ok(&game.reprice_listing(&item, player, limits::PRICE, 1_900_000_000));
    let listing = game.listing_state(&item).expect("a listing");
    assert_eq!((listing.price(), listing.expires_at()), (limits::PRICE, 1_900_000_000));
    let too_low = game.reprice_listing(&item, player, limits::PRICE - 1, 0);
    assert_refused(game.send(&too_low), Error::OutOfBounds);
    let over = game.reprice_listing(&item, player, PRICE, 1_700_000_000);
    assert_refused(game.send(&over), Error::ListingExpired);
    let by_another = game.reprice_listing(&item, key(&game.buyer), PRICE, 0);
    assert_refused(game.send(&by_another), Error::NotSeller);
}
