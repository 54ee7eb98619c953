//! Attempts to choose, repeat or undo a roll.

use seedbound_interface::accounts::class::KIND_ROLLED;
use seedbound_interface::instructions::{request_roll, reveal_roll};
use seedbound_interface::{Error, Hash, derive};

use super::fails_with;
use crate::chain::key;
use crate::game::*;

#[test]
fn a_preimage_that_was_used_is_refused() {
    let mut game = Game::new();
    let first = game.ripe("first");
    game.ok(&game.reveal_roll(first));
    let second = game.ripe("second");
    let mut replayed = game.reveal_roll(second);
    replayed.data = reveal_roll::Args { preimage: preimage(1, 0) }.data();
    fails_with(&mut game, &[replayed], Error::WrongSecret);
}

#[test]
fn a_preimage_of_another_roll_or_of_none_is_refused() {
    let mut game = Game::new();
    let first = game.ripe("first");
    let second = game.ripe("second");
    for wrong in
        [preimage(1, 1), preimage(1, 9), link(1, CHAIN_LENGTH), preimage(2, 0), Hash([7; 32])]
    {
        let mut reveal = game.reveal_roll(first);
        reveal.data = reveal_roll::Args { preimage: wrong }.data();
        fails_with(&mut game, &[reveal], Error::WrongSecret);
    }
    // Nor can the operator take the rolls in the order that suits.
    let early = game.reveal_roll(second);
    fails_with(&mut game, &[early], Error::OutOfOrder);
}

#[test]
fn an_early_preimage_is_refused() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    let unlocked = game.reveal_roll(roll);
    fails_with(&mut game, &[unlocked], Error::WrongRollState);
    game.lock(roll);
    let at_once = game.reveal_roll(roll);
    fails_with(&mut game, &[at_once], Error::TooEarly);
    game.chain.advance(31);
    let a_slot_early = game.reveal_roll(roll);
    fails_with(&mut game, &[a_slot_early], Error::TooEarly);
}

#[test]
fn two_settlements_in_one_slot_give_one_item() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    let reveal = game.reveal_roll(roll);
    fails_with(&mut game, &[reveal.clone(), reveal.clone()], Error::WrongRollState);
    game.ok(&reveal);
    fails_with(&mut game, &[reveal], Error::WrongRollState);
    let minted: u32 = game.class_state(game.rolled).minted().iter().sum();
    assert_eq!(minted, 1);
}

#[test]
fn a_roll_is_locked_once() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    game.chain.advance(9);
    let lock = game.lock_roll(roll);
    fails_with(&mut game, &[lock.clone(), lock.clone()], Error::WrongRollState);
    game.ok(&lock);
    game.chain.advance(5);
    fails_with(&mut game, &[lock], Error::WrongRollState);
}

#[test]
fn the_table_cannot_be_swapped_after_the_request() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    // A class with better odds in the same world.
    let better = ([0, 0, 1, 0, 0, 0, 0, 0], [0, 0, 99, 0, 0, 0, 0, 0]);
    game.ok(&game.create_class(3, KIND_ROLLED, better));
    let class = derive::class(&game.program(), &game.world, 3);
    let mint = derive::item(&game.program(), &class, 2, 1);
    let mut reveal = game.reveal_roll(roll);
    reveal.accounts[reveal_roll::CLASS].address = class;
    reveal.accounts[reveal_roll::GROUP].address = derive::group(&game.program(), &class);
    reveal.accounts[reveal_roll::MINT].address = mint;
    reveal.accounts[reveal_roll::TOKEN_ACCOUNT].address =
        derive::token_account(&key(&game.player), &mint);
    fails_with(&mut game, &[reveal], Error::WrongClass);

    // A ticket of one class does not roll another.
    game.ok(&game.grant_ticket("second", key(&game.player)));
    let mut request = game.request_roll("second", 0);
    request.accounts[request_roll::CLASS].address = class;
    fails_with(&mut game, &[request], Error::WrongClass);
}

#[test]
fn not_even_for_a_class_with_the_same_table() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    game.ok(&game.create_class(3, KIND_ROLLED, TABLE));
    let class = derive::class(&game.program(), &game.world, 3);
    let (_, rarity) = game.outcome(roll, &preimage(1, 0));
    let mint = derive::item(&game.program(), &class, rarity.expect("nothing is spent"), 1);
    let mut reveal = game.reveal_roll(roll);
    reveal.accounts[reveal_roll::CLASS].address = class;
    reveal.accounts[reveal_roll::GROUP].address = derive::group(&game.program(), &class);
    reveal.accounts[reveal_roll::MINT].address = mint;
    reveal.accounts[reveal_roll::TOKEN_ACCOUNT].address =
        derive::token_account(&key(&game.player), &mint);
    fails_with(&mut game, &[reveal], Error::WrongClass);
}

#[test]
fn a_table_that_changed_under_a_roll_would_be_seen() {
    // No instruction changes one; this is what an upgraded program that did would run into.
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    let reveal = game.reveal_roll(roll);
    let weights = game.class_state(game.rolled).weights();
    let mut account = game.chain.account(game.rolled).expect("a class");
    let at = account.data.windows(4).position(|four| four == weights[0].to_le_bytes());
    account.data[at.expect("the weights are there")] ^= 1;
    game.chain.svm.set_account(game.rolled.into(), account).expect("it can be set");
    fails_with(&mut game, &[reveal], Error::WrongClass);
}

#[test]
fn an_item_of_another_rarity_than_was_rolled_is_refused() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    let (_, rarity) = game.outcome(roll, &preimage(1, 0));
    for other in 0..8 {
        if Some(other) == rarity {
            continue;
        }
        let mint = derive::item(&game.program(), &game.rolled, other, 1);
        let mut reveal = game.reveal_roll(roll);
        reveal.accounts[reveal_roll::MINT].address = mint;
        reveal.accounts[reveal_roll::TOKEN_ACCOUNT].address =
            derive::token_account(&key(&game.player), &mint);
        fails_with(&mut game, &[reveal], Error::WrongAddress);
    }
}

#[test]
fn one_ticket_is_one_roll() {
    let mut game = Game::new();
    game.ok(&game.grant_ticket("ticket", key(&game.player)));
    let (first, second) = (game.request_roll("ticket", 0), game.request_roll("ticket", 1));
    fails_with(&mut game, &[first.clone(), first.clone()], Error::TicketSpent);
    fails_with(&mut game, &[first.clone(), second.clone()], Error::TicketSpent);
    game.ok(&first);
    fails_with(&mut game, &[second], Error::TicketSpent);
}

#[test]
fn a_ticket_of_ones_own_world_uses_up_nothing_of_another() {
    // Anyone can make a world and grant tickets in it. Rolled here they would spend this world's
    // preimages and burn its bond.
    let mut game = Game::new();
    let mut own = game.clone();
    own.authority = own.chain.wallet("second");
    own.world = derive::world(&own.program(), &key(&own.authority), 7);
    own.rolled = derive::class(&own.program(), &own.world, ROLLED);
    own.ok(&own.create_world());
    own.ok(&own.create_class(ROLLED, KIND_ROLLED, TABLE));
    own.ok(&own.grant_ticket("ticket", key(&own.player)));
    game.chain = own.chain.clone();
    let mut request = own.request_roll("ticket", 0);
    request.accounts[request_roll::WORLD].address = game.world;
    request.accounts[request_roll::EPOCH].address = game.epoch();
    fails_with(&mut game, &[request.clone()], Error::WrongWorld);
    request.accounts[request_roll::CLASS].address = game.rolled;
    fails_with(&mut game, &[request], Error::WrongClass);
    assert_eq!(game.epoch_state().requested(), 0);
}

#[test]
fn an_expired_roll_gives_the_ticket_back_once() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    game.chain.advance(8 + u64::from(DEADLINE) + 1);
    let expire = game.expire_roll(roll);
    fails_with(&mut game, &[expire.clone(), expire.clone()], Error::WrongRollState);
    game.ok(&expire);
    game.ok(&game.request_roll("ticket", 1));
    fails_with(&mut game, &[expire], Error::WrongRollState);
    assert_eq!(game.world_state().bond(), 19 * ROLL_BOND);
}

#[test]
fn a_settled_roll_cannot_expire_and_an_expired_one_not_be_settled() {
    let mut game = Game::new();
    let first = game.ripe("first");
    let second = game.ripe("second");
    game.ok(&game.reveal_roll(first));
    game.chain.advance(u64::from(DEADLINE) + 50);
    let expire = game.expire_roll(first);
    fails_with(&mut game, &[expire], Error::WrongRollState);
    let reveal = game.reveal_roll(second);
    game.ok(&game.expire_roll(second));
    fails_with(&mut game, &[reveal], Error::WrongRollState);
}

#[test]
fn the_bond_cannot_be_taken_out_while_the_world_is_open() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    let withdraw = game.withdraw_bond(key(&game.authority));
    fails_with(&mut game, std::slice::from_ref(&withdraw), Error::WorldOpen);
    let close = game.close_world();
    fails_with(&mut game, &[close, withdraw], Error::EpochOpen);
    game.chain.advance(8 + u64::from(DEADLINE) + 1);
    game.ok(&game.expire_roll(roll));
}
