use seedbound_interface::accounts::roll::LOCKED;
use seedbound_interface::{Error, Hash};

use crate::chain::{assert_refused, slot_hash};
use crate::game::*;

#[test]
fn the_hash_of_the_target_slot_is_locked_however_late() {
    for late in [1, 2, 300, 512] {
        let mut game = Game::new();
        let roll = game.requested("ticket");
        let target = game.roll_state(roll).target_slot();
        game.chain.advance(8 + late);
        game.ok(&game.lock_roll(roll));
        let state = game.roll_state(roll);
        assert_eq!((state.state(), state.locked_slot()), (LOCKED, target));
        assert_eq!(state.slot_hash(), Hash(slot_hash(target).to_bytes()));
        assert_eq!(state.locked_at(), game.chain.slot);
    }
}

#[test]
fn where_slots_were_skipped_the_next_one_counts() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    let target = game.roll_state(roll).target_slot();
    game.chain.skipped = vec![target, target + 1, target + 3];
    game.chain.advance(30);
    game.ok(&game.lock_roll(roll));
    assert_eq!(game.roll_state(roll).locked_slot(), target + 2);
}

#[test]
fn a_slot_that_is_not_over_cannot_be_locked() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    for _ in 0..9 {
        assert_refused(game.send(&game.lock_roll(roll)), Error::TooEarly);
        game.chain.advance(1);
    }
    game.ok(&game.lock_roll(roll));
}

#[test]
fn a_slot_that_nobody_remembers_cannot_be_locked() {
    let mut game = Game::new();
    let roll = game.requested("ticket");
    game.chain.advance(8 + 513);
    assert_refused(game.send(&game.lock_roll(roll)), Error::SlotHashGone);
}
