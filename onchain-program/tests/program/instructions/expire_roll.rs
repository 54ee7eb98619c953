use seedbound_interface::accounts::roll::EXPIRED;
use seedbound_interface::{Error, addresses};

use crate::chain::assert_refused;
use crate::game::*;

#[test]
fn the_ticket_comes_back_and_the_bond_burns() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    game.chain.advance(8 + u64::from(DEADLINE) + 1);
    let before = game.chain.lamports(game.world);
    game.ok(&game.expire_roll(roll));
    let state = game.roll_state(roll);
    assert_eq!((state.state(), state.ended_slot()), (EXPIRED, game.chain.slot));
    assert_eq!(game.world_state().bond(), 19 * ROLL_BOND);
    assert_eq!(game.chain.lamports(game.world), before - ROLL_BOND);
    assert_eq!(game.chain.lamports(addresses::INCINERATOR), ROLL_BOND);
    let epoch = game.epoch_state();
    assert_eq!((epoch.resolved(), epoch.expired(), epoch.head_depth()), (1, 1, 0));

    // The ticket is good for another roll, at an address and an index of its own.
    game.ok(&game.request_roll("ticket", 1));
    let second = game.roll("ticket", 1);
    assert_eq!((game.roll_state(second).attempt(), game.roll_state(second).index()), (1, 1));
    game.lock(second);
    game.chain.advance(32);
    game.ok(&game.reveal_roll(second));
    assert_refused(game.send(&game.request_roll("ticket", 2)), Error::TicketSpent);
}

#[test]
fn rolls_expire_in_the_order_of_their_requests() {
    let mut game = Game::new();
    let first = game.requested("first");
    let second = game.requested("second");
    game.chain.advance(8 + u64::from(DEADLINE) + 1);
    assert_refused(game.send(&game.expire_roll(second)), Error::OutOfOrder);
    game.ok(&game.expire_roll(first));
    game.ok(&game.expire_roll(second));
}

#[test]
fn a_locked_roll_expires_too() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    game.chain.advance(u64::from(DEADLINE));
    game.ok(&game.expire_roll(roll));
    assert_eq!(game.roll_state(roll).state(), EXPIRED);
}
