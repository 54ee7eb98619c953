use seedbound_interface::accounts::class::KIND_ROLLED;
use seedbound_interface::accounts::roll::{NO_RARITY, SETTLED};
use seedbound_interface::instructions::reveal_roll::{self, Args};
use seedbound_interface::{Error, Hash};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_reveal_settles_the_roll_and_moves_the_chain_on() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    assert_eq!(game.roll_state(roll).ended_slot(), 0);
    game.ok(&game.reveal_roll(roll));
    assert_eq!(game.roll_state(roll).ended_slot(), game.chain.slot);
    let (state, epoch) = (game.roll_state(roll), game.epoch_state());
    assert_eq!((state.state(), state.preimage(), state.serial()), (SETTLED, preimage(1, 0), 1));
    assert_eq!((epoch.head(), epoch.head_depth(), epoch.resolved()), (preimage(1, 0), 1, 1));
    assert_eq!(game.receipt_state(game.ticket("ticket")).spendable(), 0);
}

#[test]
fn a_mint_is_immutable_and_nobodys() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    game.ok(&game.reveal_roll(roll));
    let mint = game.chain.data(game.roll_state(roll).mint());
    // No mint authority, one token, no decimals, no freeze authority.
    assert_eq!(mint[..4], [0; 4]);
    assert_eq!(u64::from_le_bytes(mint[36..44].try_into().expect("eight")), 1);
    assert_eq!((mint[44], &mint[46..50]), (0, &[0_u8; 4][..]));
    // Metadata pointer, group-member pointer, metadata, member; nothing else.
    let mut kinds = Vec::new();
    let mut at = 166;
    while at + 4 <= mint.len() {
        kinds.push(u16::from_le_bytes([mint[at], mint[at + 1]]));
        at += 4 + usize::from(u16::from_le_bytes([mint[at + 2], mint[at + 3]]));
    }
    assert_eq!((kinds, at), (vec![18, 22, 19, 23], mint.len()));
}

#[test]
fn the_wait_after_the_lock_is_kept_to_the_slot() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    game.lock(roll);
    for _ in 0..32 {
        assert_refused(game.send(&game.reveal_roll(roll)), Error::TooEarly);
        game.chain.advance(1);
    }
    game.ok(&game.reveal_roll(roll));
}

#[test]
fn the_deadline_is_kept_to_the_slot() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    let deadline = game.roll_state(roll).deadline_slot();
    game.chain.advance(deadline - game.chain.slot);
    assert!(game.try_out(&[game.reveal_roll(roll)]).is_ok());
    assert_refused(game.send(&game.expire_roll(roll)), Error::TooEarly);
    game.chain.advance(1);
    assert_refused(game.send(&game.reveal_roll(roll)), Error::TooLate);
    game.ok(&game.expire_roll(roll));
}

#[test]
fn a_roll_that_was_not_locked_cannot_be_revealed() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    game.chain.advance(100);
    assert_refused(game.send(&game.reveal_roll(roll)), Error::WrongRollState);
}

#[test]
fn after_an_expired_roll_the_chain_goes_on_one_link_further() {
    let mut game = Game::new();
    let first = game.requested("first");
    game.chain.advance(500);
    let second = game.requested("second");
    game.chain.advance(200);
    game.ok(&game.lock_roll(second));
    game.ok(&game.expire_roll(first));
    game.chain.advance(32);
    // The preimage of the expired roll does not serve for the next one.
    let mut skipped = game.reveal_roll(second);
    skipped.data = Args { preimage: preimage(1, 0) }.data();
    assert_refused(game.send(&skipped), Error::WrongSecret);
    game.ok(&game.reveal_roll(second));
    let epoch = game.epoch_state();
    assert_eq!((epoch.head_depth(), epoch.resolved(), epoch.expired()), (2, 2, 1));
    game.ok(&game.close_epoch());
}

#[test]
fn a_spent_cap_gives_the_next_lower_rarity_and_then_the_ticket_back() {
    let mut game = Game::bare();
    game.ok(&game.deposit_bond(20 * ROLL_BOND));
    // Always the highest of three is rolled; one of each may be.
    let table = ([0, 0, 1, 0, 0, 0, 0, 0], [1, 0, 1, 0, 0, 0, 0, 0]);
    game.ok(&game.create_class(ROLLED, KIND_ROLLED, table));
    game.ok(&game.open_epoch());
    let mut rarities = Vec::new();
    for number in 0..3 {
        let operation = format!("roll {number}");
        let roll = game.ripe(&operation);
        game.ok(&game.reveal_roll(roll));
        let state = game.roll_state(roll);
        assert_eq!((state.state(), state.rolled_rarity()), (SETTLED, 2));
        let spendable = game.receipt_state(game.ticket(&operation)).spendable();
        rarities.push((state.rarity(), state.serial(), spendable));
    }
    assert_eq!(rarities, [(2, 1, 0), (0, 1, 0), (NO_RARITY, 0, 1)]);
    assert_eq!(game.class_state(game.rolled).minted(), [1, 0, 1, 0, 0, 0, 0, 0]);
}

#[test]
fn half_of_all_words_rejected_still_gives_what_anyone_derives() {
    let mut game = Game::bare();
    game.ok(&game.deposit_bond(20 * ROLL_BOND));
    // A sum just above half of all words: nearly every second word is passed over.
    let table = ([1 << 30, 1 << 30, 1, 0, 0, 0, 0, 0], [100, 100, 100, 0, 0, 0, 0, 0]);
    game.ok(&game.create_class(ROLLED, KIND_ROLLED, table));
    game.ok(&game.open_epoch());
    let mut seen = [0; 3];
    for number in 0..12 {
        let roll = game.ripe(&format!("roll {number}"));
        let (rolled, _) = game.outcome(roll, &preimage(1, number));
        game.ok(&game.reveal_roll(roll));
        assert_eq!(game.roll_state(roll).rolled_rarity(), rolled);
        seen[usize::from(rolled)] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}

#[test]
fn the_item_goes_to_the_player_and_nobody_else() {
    let mut game = Game::new();
    let roll = game.ripe("ticket");
    let mut instruction = game.reveal_roll(roll);
    instruction.accounts[reveal_roll::PLAYER].address = key(&game.buyer);
    assert_refused(game.send(&instruction), Error::WrongPlayer);
    let mut wrong = game.reveal_roll(roll);
    wrong.data = Args { preimage: Hash([0; 32]) }.data();
    assert_refused(game.send(&wrong), Error::WrongSecret);
    game.ok(&game.reveal_roll(roll));
}
