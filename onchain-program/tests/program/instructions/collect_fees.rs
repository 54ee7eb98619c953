use seedbound_interface::Error;
use seedbound_interface::odds::share_of;

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn exactly_the_fees_are_paid_out_and_the_bond_stays() {
    let mut game = Game::new();
    let item = game.listed_item("sold");
    game.ok(&game.buy_item(&item, key(&game.buyer), key(&game.player), PRICE));
    let recipient = key(&game.payer);
    let fee = share_of(PRICE, FEE);
    assert_eq!(game.world_state().fees(), fee);
    let before = (game.chain.lamports(game.world), game.chain.lamports(recipient));
    game.ok(&game.collect_fees(recipient));
    assert_eq!(game.chain.lamports(game.world), before.0 - fee);
    assert_eq!(game.chain.lamports(recipient), before.1 + fee);
    let world = game.world_state();
    assert_eq!((world.fees(), world.bond()), (0, 20 * ROLL_BOND));
}

#[test]
fn there_must_be_something_to_collect() {
    let mut game = Game::new();
    let instruction = game.collect_fees(key(&game.payer));
    assert_refused(game.send(&instruction), Error::NothingToCollect);
}
