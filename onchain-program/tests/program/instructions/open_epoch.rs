use seedbound_interface::instructions::open_epoch::Args;
use seedbound_interface::{Error, Hash, limits};

use crate::chain::assert_refused;
use crate::game::*;

#[test]
fn an_epoch_starts_at_the_tip_of_its_chain() {
    let game = Game::new();
    let epoch = game.epoch_state();
    let tip = link(1, CHAIN_LENGTH);
    assert_eq!((epoch.world(), epoch.number()), (game.world, 1));
    assert_eq!((epoch.chain_tip(), epoch.head(), epoch.chain_length()), (tip, tip, CHAIN_LENGTH));
    assert_eq!((epoch.requested(), epoch.resolved(), epoch.head_depth()), (0, 0, 0));
    assert_eq!((epoch.closed(), epoch.opened_slot()), (0, game.chain.slot));
    assert_eq!((epoch.secret(), epoch.content_root()), (Hash([0; 32]), Hash([0; 32])));
    let world = game.world_state();
    assert_eq!((world.epoch(), world.epoch_open()), (1, 1));
}

#[test]
fn epochs_follow_each_other_and_never_overlap() {
    let mut game = Game::new();
    game.epoch_number = 2;
    assert_refused(game.send(&game.open_epoch()), Error::EpochOpen);
    game.epoch_number = 1;
    game.ok(&game.close_epoch());
    game.epoch_number = 3;
    assert_refused(game.send(&game.open_epoch()), Error::WrongAddress);
    game.epoch_number = 2;
    game.ok(&game.open_epoch());
    assert_eq!((game.world_state().epoch(), game.epoch_state().number()), (2, 2));
}

#[test]
fn a_bond_comes_first() {
    let mut game = Game::bare();
    assert_refused(game.send(&game.open_epoch()), Error::BondTooSmall);
    game.ok(&game.deposit_bond(ROLL_BOND - 1));
    assert_refused(game.send(&game.open_epoch()), Error::BondTooSmall);
    game.ok(&game.deposit_bond(1));
    game.ok(&game.open_epoch());
}

#[test]
fn a_chain_is_as_long_as_its_end_can_be_checked() {
    let mut game = Game::bare();
    game.ok(&game.deposit_bond(ROLL_BOND));
    for (chain_length, right) in [
        (0, false),
        (1, true),
        (limits::CHAIN_LENGTH, true),
        (limits::CHAIN_LENGTH + 1, false),
        (u32::MAX, false),
    ] {
        let mut instruction = game.open_epoch();
        instruction.data = Args { chain_tip: hash("tip"), chain_length }.data();
        assert_eq!(game.try_out(&[instruction]).is_ok(), right, "{chain_length}");
    }
}
