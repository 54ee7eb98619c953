use seedbound_interface::accounts::roll::REQUESTED;
use seedbound_interface::instructions::open_epoch;
use seedbound_interface::odds::{PlainSha256, table_hash};
use seedbound_interface::{Error, Hash};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_request_takes_the_ticket_the_next_index_and_a_slot_that_nobody_chose() {
    let mut game = Game::new();
    let first = game.requested("first");
    game.chain.advance(3);
    let second = game.requested("second");
    let (one, other) = (game.roll_state(first), game.roll_state(second));
    assert_eq!((one.index(), other.index()), (0, 1));
    assert_eq!(other.target_slot(), game.chain.slot + 8);
    assert_eq!(other.deadline_slot(), game.chain.slot + 8 + u64::from(DEADLINE));
    assert_eq!((other.state(), other.attempt()), (REQUESTED, 0));
    assert_eq!((other.player(), other.class()), (key(&game.player), game.rolled));
    assert_eq!((other.epoch(), other.ticket()), (game.epoch(), game.ticket("second")));
    assert_eq!(other.nonce(), hash("second"));
    assert_eq!(other.table_hash(), table_hash(&PlainSha256, &TABLE.0, &TABLE.1));
    assert_eq!((other.slot_hash(), other.mint()), (Hash([0; 32]), [0; 32]));
    let ticket = game.receipt_state(game.ticket("second"));
    assert_eq!((ticket.spendable(), ticket.attempts()), (0, 1));
    assert_eq!((game.epoch_state().requested(), game.epoch_state().resolved()), (2, 0));
}

#[test]
fn the_player_needs_no_lamports() {
    let mut game = Game::new();
    game.ok(&game.grant_ticket("ticket", key(&game.player)));
    let player = key(&game.player);
    game.chain.svm.set_account(player.into(), Default::default()).expect("it can be set");
    assert_eq!(game.chain.lamports(player), 0);
    game.ok(&game.request_roll("ticket", 0));
}

#[test]
fn the_bond_covers_every_roll_that_is_pending() {
    let mut game = Game::new();
    for number in 0..20 {
        game.requested(&format!("roll {number}"));
    }
    game.ok(&game.grant_ticket("one too many", key(&game.player)));
    let request = game.request_roll("one too many", 0);
    assert_refused(game.send(&request), Error::BondTooSmall);
    game.ok(&game.deposit_bond(ROLL_BOND));
    game.ok(&request);
}

#[test]
fn a_chain_gives_as_many_rolls_as_it_is_long() {
    let mut game = Game::bare();
    game.ok(&game.deposit_bond(20 * ROLL_BOND));
    game.ok(&game.create_class(ROLLED, 1, TABLE));
    let mut open = game.open_epoch();
    open.data = open_epoch::Args { chain_tip: link(1, 2), chain_length: 2 }.data();
    game.ok(&open);
    game.requested("first");
    game.requested("second");
    game.ok(&game.grant_ticket("third", key(&game.player)));
    assert_refused(game.send(&game.request_roll("third", 0)), Error::ChainSpent);
}

#[test]
fn another_players_ticket_is_of_no_use() {
    let mut game = Game::new();
    game.ok(&game.grant_ticket("ticket", key(&game.buyer)));
    assert_refused(game.send(&game.request_roll("ticket", 0)), Error::WrongPlayer);
}

#[test]
fn a_closed_epoch_takes_no_request() {
    let mut game = Game::new();
    game.ok(&game.grant_ticket("ticket", key(&game.player)));
    game.ok(&game.close_epoch());
    assert_refused(game.send(&game.request_roll("ticket", 0)), Error::EpochClosed);
    game.epoch_number = 2;
    game.ok(&game.open_epoch());
    game.epoch_number = 1;
    assert_refused(game.send(&game.request_roll("ticket", 0)), Error::WrongEpoch);
    game.epoch_number = 2;
    game.ok(&game.request_roll("ticket", 0));
}
