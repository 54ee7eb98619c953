use seedbound_interface::Error;

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn lamports_move_and_the_bond_grows_by_as_many() {
    let mut game = Game::bare();
    let before = (game.chain.lamports(game.world), game.chain.lamports(key(&game.authority)));
    game.ok(&game.deposit_bond(123_456));
    game.ok(&game.deposit_bond(1));
    assert_eq!(game.world_state().bond(), 123_457);
    assert_eq!(game.chain.lamports(game.world), before.0 + 123_457);
    assert_eq!(game.chain.lamports(key(&game.authority)), before.1 - 123_457);
}

#[test]
fn nothing_and_more_than_there_is_are_refused() {
    let mut game = Game::bare();
    assert_refused(game.send(&game.deposit_bond(0)), Error::OutOfBounds);
    assert!(game.send(&game.deposit_bond(u64::MAX)).is_err());
    game.ok(&game.deposit_bond(1));
    assert_refused(game.send(&game.deposit_bond(u64::MAX)), Error::Overflow);
    assert_eq!(game.world_state().bond(), 1);
}

#[test]
fn a_closed_world_takes_no_bond() {
    let mut game = Game::bare();
    game.ok(&game.close_world());
    assert_refused(game.send(&game.deposit_bond(1)), Error::WorldClosed);
}
