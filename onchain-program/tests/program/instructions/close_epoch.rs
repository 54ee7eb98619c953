use seedbound_interface::instructions::{close_epoch, create_world, open_epoch};
use seedbound_interface::sha256::sha256;
use seedbound_interface::{Error, Hash, derive, limits};

use crate::chain::{assert_refused, compute_unit_limit, key};
use crate::game::*;

#[test]
fn closing_posts_root_and_secret() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    game.ok(&game.reveal_roll(roll));
    game.ok(&game.close_epoch());
    let epoch = game.epoch_state();
    assert_eq!((epoch.closed(), epoch.secret()), (1, epoch_secret(1)));
    assert_eq!(epoch.content_root(), hash("root"));
    assert_eq!(game.world_state().epoch_open(), 0);
    assert_refused(game.send(&game.close_epoch()), Error::EpochClosed);
}

#[test]
fn no_roll_is_left_behind() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    assert_refused(game.send(&game.close_epoch()), Error::RollsPending);
    game.lock(roll);
    assert_refused(game.send(&game.close_epoch()), Error::RollsPending);
    game.chain.advance(32);
    game.ok(&game.reveal_roll(roll));
    game.ok(&game.close_epoch());
}

#[test]
fn a_secret_that_is_not_the_chains_end_is_refused() {
    let mut game = Game::new();
    for secret in [link(1, 1), link(1, CHAIN_LENGTH), hash("another"), Hash([0; 32])] {
        let mut wrong = game.close_epoch();
        wrong.data = close_epoch::Args { secret, content_root: hash("root") }.data();
        assert_refused(game.send(&wrong), Error::WrongSecret);
    }
}

#[test]
fn an_epoch_of_another_world_is_not_closed_even_with_its_secret() {
    let mut game = Game::new();
    let first = game.world;
    // A second world of the same authority, whose epoch has the same secret.
    let args = create_world::Args { nonce: 8, ..game.world_args() };
    game.ok(&game.create_world_with(&args));
    game.world = derive::world(&game.program(), &key(&game.authority), 8);
    game.ok(&game.deposit_bond(ROLL_BOND));
    game.ok(&game.open_epoch());
    let mut close = game.close_epoch();
    close.accounts[close_epoch::WORLD].address = first;
    assert_refused(game.send(&close), Error::WrongWorld);
    game.ok(&game.close_epoch());
}

#[test]
fn the_longest_chain_can_be_walked_in_one_transaction() {
    let mut game = Game::bare();
    game.ok(&game.deposit_bond(ROLL_BOND));
    let mut tip = epoch_secret(1).0;
    for _ in 0..limits::CHAIN_LENGTH {
        tip = sha256(&[&tip]);
    }
    let mut open = game.open_epoch();
    let chain_length = limits::CHAIN_LENGTH;
    open.data = open_epoch::Args { chain_tip: Hash(tip), chain_length }.data();
    game.ok(&open);
    // As a client would: more compute units than a transaction has by itself.
    let limit = compute_unit_limit(1_400_000);
    let sent = game.send_all(&[limit, game.close_epoch()]).expect("it fits");
    assert!(sent.compute_units_consumed < 700_000, "{}", sent.compute_units_consumed);
}
