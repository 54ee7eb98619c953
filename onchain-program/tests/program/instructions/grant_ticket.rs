use seedbound_interface::accounts::receipt::KIND_TICKET;
use seedbound_interface::accounts::roll::NO_RARITY;
use seedbound_interface::odds::{PlainSha256, payload_hash};
use seedbound_interface::{Error, derive};

use crate::chain::{assert_refused, key};
use crate::game::*;

#[test]
fn a_ticket_is_a_receipt_that_can_be_used() {
    let mut game = Game::new();
    let player = key(&game.player);
    game.ok(&game.grant_ticket("kill 41", player));
    let ticket = game.receipt_state(game.ticket("kill 41"));
    assert_eq!((ticket.world(), ticket.operation()), (game.world, hash("kill 41")));
    assert_eq!(
        (ticket.kind(), ticket.player(), ticket.class()),
        (KIND_TICKET, player, game.rolled)
    );
    assert_eq!((ticket.spendable(), ticket.attempts(), ticket.mint()), (1, 0, [0; 32]));
    assert_eq!(ticket.slot(), game.chain.slot);
    let payload = payload_hash(&PlainSha256, KIND_TICKET, &game.rolled, &player, NO_RARITY);
    assert_eq!(ticket.payload_hash(), payload);
}

#[test]
fn the_same_operation_with_another_payload_is_an_error() {
    let mut game = Game::new();
    game.ok(&game.grant_ticket("kill", key(&game.player)));
    let other = game.grant_ticket("kill", key(&game.buyer));
    assert_refused(game.send(&other), Error::OperationConflict);
    let (item, _) = game.grant_item("kill", key(&game.player), 0);
    assert_refused(game.send(&item), Error::OperationConflict);
    assert_eq!(game.receipt_state(game.ticket("kill")).player(), key(&game.player));
}

#[test]
fn a_spent_ticket_is_not_renewed_by_granting_it_again() {
    let mut game = Game::new();
    let roll = game.ripe("kill");
    game.ok(&game.grant_ticket("kill", key(&game.player)));
    game.ok(&game.reveal_roll(roll));
    game.ok(&game.grant_ticket("kill", key(&game.player)));
    assert_eq!(game.receipt_state(game.ticket("kill")).spendable(), 0);
    assert_refused(game.send(&game.request_roll("kill", 1)), Error::TicketSpent);
}

#[test]
fn a_class_that_is_granted_has_no_tickets() {
    let mut game = Game::new();
    let mut instruction = game.grant_ticket("kill", key(&game.player));
    instruction.accounts[3].address = game.granted;
    assert_refused(game.send(&instruction), Error::WrongClassKind);
}

#[test]
fn a_receipt_lies_at_its_operations_address_only() {
    let mut game = Game::new();
    let mut instruction = game.grant_ticket("kill", key(&game.player));
    instruction.accounts[5].address =
        derive::receipt(&game.program(), &game.world, &hash("another"));
    assert_refused(game.send(&instruction), Error::WrongAddress);
    game.ok(&game.grant_ticket("another", key(&game.player)));
    assert_refused(game.send(&instruction), Error::WrongAddress);
}
