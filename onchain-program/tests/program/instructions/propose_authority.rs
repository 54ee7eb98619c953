use seedbound_interface::Error;

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_proposal_alone_changes_nothing_else() {
    let mut game = Game::bare();
    let player = key(&game.player);
    game.ok(&game.propose_authority(player));
    let world = game.world_state();
    assert_eq!((world.proposed_authority(), world.authority()), (player, key(&game.authority)));
}

#[test]
fn a_proposal_can_be_taken_back() {
    let mut game = Game::bare();
    let player = key(&game.player);
    game.ok(&game.propose_authority(player));
    game.ok(&game.propose_authority([0; 32]));
    assert_refused(game.send(&game.accept_authority(player)), Error::NotProposed);
}

#[test]
fn whoever_was_proposed_cannot_propose_on() {
    let mut game = Game::bare();
    game.ok(&game.propose_authority(key(&game.player)));
    let mut on = game.propose_authority(key(&game.buyer));
    on.accounts[0].address = key(&game.player);
    assert_refused(game.send(&on), Error::NotAuthority);
}
