use seedbound_interface::instructions::create_world::Args;
use seedbound_interface::{Error, Hash, addresses, limits};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_world_holds_what_it_was_created_with() {
    let game = Game::bare();
    let (world, args) = (game.world_state(), game.world_args());
    let authority = key(&game.authority);
    assert_eq!((world.creator(), world.authority(), world.nonce()), (authority, authority, 7));
    assert_eq!((world.ruleset(), world.public_seed()), (game.ruleset, args.public_seed));
    assert_eq!(world.secret_commitment(), args.secret_commitment);
    assert_eq!((world.model_hash(), world.generator_version()), (args.model_hash, 3));
    assert_eq!((world.lock_delay(), world.reveal_delay(), world.deadline()), (8, 32, DEADLINE));
    assert_eq!((world.roll_bond(), world.fee()), (ROLL_BOND, FEE));
    assert_eq!((world.epoch(), world.epoch_open(), world.bond(), world.fees()), (0, 0, 0, 0));
    assert_eq!((world.paused(), world.closed(), world.secret()), (0, 0, Hash([0; 32])));
}

#[test]
fn each_number_has_its_bounds() {
    let mut game = Game::empty(addresses::PROGRAM);
    game.ok(&game.register_ruleset());
    let wrong: [fn(&mut Args); 11] = [
        |args| args.lock_delay = limits::LOCK_DELAY - 1,
        |args| args.lock_delay = limits::LOCK_DELAY_MOST + 1,
        |args| args.reveal_delay = limits::REVEAL_DELAY - 1,
        |args| args.reveal_delay = limits::REVEAL_DELAY_MOST + 1,
        |args| args.deadline = limits::DEADLINE.start() - 1,
        |args| args.deadline = limits::DEADLINE.end() + 1,
        // The last possible lock would leave no slot for the reveal.
        |args| (args.reveal_delay, args.deadline) = (100, 612),
        |args| args.roll_bond = limits::ROLL_BOND - 1,
        |args| args.roll_bond = 0,
        |args| args.fee = limits::HOST_FEE + 1,
        |args| args.fee = u16::MAX,
    ];
    for change in wrong {
        let mut args = game.world_args();
        change(&mut args);
        assert_refused(game.try_out(&[game.create_world_with(&args)]), Error::OutOfBounds);
    }
    let right: [fn(&mut Args); 3] = [
        |args| (args.lock_delay, args.reveal_delay) = (256, 512),
        |args| (args.reveal_delay, args.deadline) = (100, 613),
        |args| args.fee = limits::HOST_FEE,
    ];
    for change in right {
        let mut args = game.world_args();
        args.deadline = 2_000;
        change(&mut args);
        assert!(game.try_out(&[game.create_world_with(&args)]).is_ok());
    }
}

#[test]
fn one_creator_has_as_many_worlds_as_numbers() {
    let mut game = Game::bare();
    for nonce in [0, 8, u64::MAX] {
        let args = Args { nonce, ..game.world_args() };
        game.ok(&game.create_world_with(&args));
    }
}
