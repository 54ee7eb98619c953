use seedbound_interface::Error;

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn the_bond_comes_back_once_the_world_is_closed() {
    let mut game = Game::new();
    let recipient = key(&game.buyer);
    assert_refused(game.send(&game.withdraw_bond(recipient)), Error::WorldOpen);
    game.ok(&game.close_epoch());
    assert_refused(game.send(&game.withdraw_bond(recipient)), Error::WorldOpen);
    game.ok(&game.close_world());
    let before = (game.chain.lamports(game.world), game.chain.lamports(recipient));
    game.ok(&game.withdraw_bond(recipient));
    assert_eq!(game.chain.lamports(game.world), before.0 - 20 * ROLL_BOND);
    assert_eq!(game.chain.lamports(recipient), before.1 + 20 * ROLL_BOND);
    assert_eq!(game.world_state().bond(), 0);
}

#[test]
fn what_burned_does_not_come_back() {
    let mut game = Game::new();
    let roll = game.requested("missed");
    game.chain.advance(8 + u64::from(DEADLINE) + 1);
    game.ok(&game.expire_roll(roll));
    game.ok(&game.close_epoch());
    game.ok(&game.close_world());
    let recipient = key(&game.buyer);
    let before = game.chain.lamports(recipient);
    game.ok(&game.withdraw_bond(recipient));
    assert_eq!(game.chain.lamports(recipient), before + 19 * ROLL_BOND);
}
