use seedbound_interface::Error;

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_pause_stops_requests_and_sales() {
    let mut game = Game::new();
    let listed = game.listed_item("listed");
    let held = game.granted_item("held");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    game.ok(&game.grant_ticket("ticket", player));
    game.ok(&game.set_paused(true));
    for stopped in [
        game.request_roll("ticket", 0),
        game.list_item(&held, player, PRICE, 0),
        game.reprice_listing(&listed, player, PRICE, 0),
        game.buy_item(&listed, buyer, player, PRICE),
    ] {
        assert_refused(game.send(&stopped), Error::Paused);
    }
    game.ok(&game.set_paused(false));
    game.ok(&game.request_roll("ticket", 0));
    game.ok(&game.buy_item(&listed, buyer, player, PRICE));
}

#[test]
fn a_pause_never_holds_back_what_is_somebodys_own() {
    let mut game = Game::new();
    let player = key(&game.player);
    let sold = game.listed_item("sold");
    game.ok(&game.buy_item(&sold, key(&game.buyer), player, PRICE));
    let listed = game.listed_item("listed");
    let held = game.granted_item("held");
    let first = game.requested("first");
    let second = game.requested("second");
    game.ok(&game.set_paused(true));

    game.ok(&game.cancel_listing(&listed, player, player));
    game.ok(&game.burn_item(&held, player));
    game.ok(&game.collect_royalty(key(&game.author)));
    game.ok(&game.collect_fees(key(&game.authority)));
    game.lock(first);
    game.chain.advance(32);
    game.ok(&game.reveal_roll(first));
    game.chain.advance(u64::from(DEADLINE));
    game.ok(&game.expire_roll(second));
}
