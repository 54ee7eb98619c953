use seedbound_interface::Error;
use seedbound_interface::accounts::class::KIND_ROLLED;

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn closing_reveals_the_secret_and_ends_what_the_world_does() {
    let mut game = Game::new();
    game.ok(&game.grant_ticket("ticket", key(&game.player)));
    game.ok(&game.close_epoch());
    game.ok(&game.set_paused(true));
    game.ok(&game.close_world());
    let world = game.world_state();
    assert_eq!((world.closed(), world.secret()), (1, hash("world secret")));
    assert_eq!(world.paused(), 0);

    game.epoch_number = 2;
    let (grant, _) = game.grant_item("late", key(&game.player), 0);
    for ended in [
        game.open_epoch(),
        game.grant_ticket("late", key(&game.player)),
        game.create_class(9, KIND_ROLLED, TABLE),
        game.set_paused(true),
        grant,
    ] {
        assert_refused(game.send(&ended), Error::WorldClosed);
    }
    game.epoch_number = 1;
    assert_refused(game.send(&game.request_roll("ticket", 0)), Error::EpochClosed);
}

#[test]
fn the_market_outlives_the_world() {
    let mut game = Game::new();
    let player = key(&game.player);
    let listed = game.listed_item("listed");
    let held = game.granted_item("held");
    game.ok(&game.close_epoch());
    game.ok(&game.close_world());
    game.ok(&game.list_item(&held, player, PRICE, 0));
    game.ok(&game.buy_item(&listed, key(&game.buyer), player, PRICE));
    game.ok(&game.cancel_listing(&held, player, player));
}

#[test]
fn a_wrong_secret_and_an_open_epoch_are_refused() {
    let mut game = Game::new();
    assert_refused(game.send(&game.close_world()), Error::EpochOpen);
    game.ok(&game.close_epoch());
    let mut wrong = game.close_world();
    wrong.data[8] ^= 1;
    assert_refused(game.send(&wrong), Error::WrongSecret);
    game.ok(&game.close_world());
}
