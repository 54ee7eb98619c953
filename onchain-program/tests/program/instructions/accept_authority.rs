use seedbound_interface::Error;

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_world_passes_to_whoever_was_proposed() {
    let mut game = Game::bare();
    let player = key(&game.player);
    game.ok(&game.propose_authority(player));
    game.ok(&game.accept_authority(player));
    let world = game.world_state();
    assert_eq!((world.authority(), world.proposed_authority()), (player, [0; 32]));
    // The address stays, and with it everything that names it.
    assert_eq!(world.creator(), key(&game.authority));
    assert_refused(game.send(&game.set_paused(true)), Error::NotAuthority);
    let mut by_the_new = game.set_paused(true);
    by_the_new.accounts[0].address = player;
    game.ok(&by_the_new);
}

#[test]
fn nobody_else_and_nobody_unasked_takes_over() {
    let mut game = Game::bare();
    assert_refused(game.send(&game.accept_authority(key(&game.player))), Error::NotProposed);
    game.ok(&game.propose_authority(key(&game.player)));
    assert_refused(game.send(&game.accept_authority(key(&game.buyer))), Error::NotProposed);
    assert_refused(game.send(&game.accept_authority(key(&game.authority))), Error::NotProposed);
}
