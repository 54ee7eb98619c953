//! Attempts to have more than there may be.

use seedbound_interface::accounts::class::{KIND_GRANTED, KIND_ROLLED};
use seedbound_interface::instructions::{grant_item, grant_ticket};
use seedbound_interface::{Error, derive};

use super::{fails, fails_with};
use crate::chain::{key, meta, pay};
use crate::game::*;
use seedbound_interface::addresses;
use seedbound_interface::instruction::Instruction;

#[test]
fn a_cap_holds_across_transactions_and_within_one() {
    let mut game = Game::bare();
    let table = ([1, 0, 0, 0, 0, 0, 0, 0], [3, 0, 0, 0, 0, 0, 0, 0]);
    game.ok(&game.create_class(GRANTED, KIND_GRANTED, table));
    let player = key(&game.player);
    for number in 0..2 {
        let (grant, _) = game.grant_item(&format!("quest {number}"), player, 0);
        game.ok(&grant);
    }
    // Two at once where one is left: both are refused.
    let (third, _) = game.grant_item("third", player, 0);
    let mut fourth = game.grant_item("fourth", player, 0).0;
    let mint = derive::item(&game.program(), &game.granted, 0, 4);
    fourth.accounts[6].address = mint;
    fourth.accounts[7].address = derive::token_account(&player, &mint);
    fails_with(&mut game, &[third.clone(), fourth.clone()], Error::CapReached);
    game.ok(&third);
    fails_with(&mut game, &[fourth], Error::CapReached);
    assert_eq!(game.class_state(game.granted).minted()[0], 3);
}

#[test]
fn a_rolled_class_never_passes_its_cap_however_lucky() {
    let mut game = Game::bare();
    game.ok(&game.deposit_bond(20 * ROLL_BOND));
    let table = ([1, 0, 0, 0, 0, 0, 0, 0], [2, 0, 0, 0, 0, 0, 0, 0]);
    game.ok(&game.create_class(ROLLED, KIND_ROLLED, table));
    game.ok(&game.open_epoch());
    for number in 0..4 {
        let roll = game.ripe(&format!("roll {number}"));
        game.ok(&game.reveal_roll(roll));
    }
    assert_eq!(game.class_state(game.rolled).minted()[0], 2);
}

#[test]
fn the_authority_of_one_world_mints_nothing_of_another() {
    let mut game = Game::new();
    // A world of the attacker's own, with a ticket class and a granted class, is easily made.
    let mut own = game.clone();
    own.authority = own.chain.wallet("second");
    own.world = derive::world(&own.program(), &key(&own.authority), 7);
    own.ok(&own.create_world());
    game.chain = own.chain.clone();

    let (mut grant, item) = game.grant_item("stolen", key(&game.buyer), 2);
    grant.accounts[grant_item::AUTHORITY].address = key(&own.authority);
    grant.accounts[grant_item::WORLD].address = own.world;
    grant.accounts[grant_item::RECEIPT].address = own.ticket("stolen");
    fails_with(&mut game, &[grant], Error::WrongWorld);
    assert!(game.chain.account(item.mint).is_none());

    let mut ticket = game.grant_ticket("stolen", key(&game.buyer));
    ticket.accounts[grant_ticket::AUTHORITY].address = key(&own.authority);
    ticket.accounts[grant_ticket::WORLD].address = own.world;
    ticket.accounts[grant_ticket::RECEIPT].address = own.ticket("stolen");
    fails_with(&mut game, &[ticket], Error::WrongWorld);
}

#[test]
fn nobody_mints_past_the_program() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let class = item.class;
    for authority in [key(&game.authority), key(&game.player), class] {
        let mint_to = Instruction {
            program: addresses::TOKEN_PROGRAM,
            accounts: vec![
                meta(item.mint, true, false),
                meta(derive::token_account(&key(&game.player), &item.mint), true, false),
                meta(authority, false, authority != class),
            ],
            data: vec![7, 1, 0, 0, 0, 0, 0, 0, 0],
        };
        let _ = fails(&mut game, &[mint_to]);
    }
}

#[test]
fn nobody_freezes_seizes_or_closes_an_item() {
    let mut game = Game::new();
    let item = game.granted_item("quest");
    let purse = derive::token_account(&key(&game.player), &item.mint);
    game.ok(&game.open_token_account(key(&game.authority), item.mint));
    let theirs = derive::token_account(&key(&game.authority), &item.mint);
    let authority = meta(key(&game.authority), false, true);
    let token = |accounts, data: &[u8]| Instruction {
        program: addresses::TOKEN_PROGRAM,
        accounts,
        data: data.to_vec(),
    };
    let (mint, purse, theirs) =
        (meta(item.mint, true, false), meta(purse, true, false), meta(theirs, true, false));
    let transfer = [12, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    for attack in [
        token(vec![purse, mint, authority], &[10]),
        token(vec![purse, mint, theirs, authority], &transfer),
        token(vec![purse, mint, authority], &[8, 1, 0, 0, 0, 0, 0, 0, 0]),
        token(vec![purse, theirs, authority], &[9]),
        token(vec![mint, theirs, authority], &[9]),
        token(vec![mint, authority], &[6, 1, 0]),
    ] {
        let _ = fails(&mut game, &[attack]);
    }
}

#[test]
fn the_same_operation_with_another_payload_is_refused() {
    let mut game = Game::new();
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    game.ok(&game.grant_ticket("ticket", player));
    let (grant, _) = game.grant_item("item", player, 0);
    game.ok(&grant);
    game.ok(&game.pay_player("payment", player, PAYMENT));
    for attack in [
        game.grant_ticket("payment", player),
        game.grant_item("payment", player, 0).0,
        game.pay_player("ticket", player, PAYMENT),
        game.pay_player("item", player, PAYMENT),
        game.pay_player("payment", buyer, PAYMENT),
        game.pay_player("payment", player, PAYMENT + 1),
        game.grant_ticket("ticket", buyer),
        game.grant_ticket("item", player),
        game.grant_item("ticket", player, 0).0,
        game.grant_item("item", player, 1).0,
        game.grant_item("item", buyer, 0).0,
    ] {
        fails_with(&mut game, &[attack], Error::OperationConflict);
    }
}

#[test]
fn one_operation_is_one_item_even_within_a_transaction() {
    let mut game = Game::new();
    let (grant, _) = game.grant_item("item", key(&game.player), 0);
    game.send_all(&[grant.clone(), grant.clone()]).expect("the second does nothing");
    game.ok(&grant);
    assert_eq!(game.class_state(game.granted).minted()[0], 1);
}

#[test]
fn one_operation_is_one_payment_even_within_a_transaction() {
    let mut game = Game::new();
    let before = game.chain.lamports(key(&game.player));
    let pay = game.pay_player("bounty", key(&game.player), PAYMENT);
    game.send_all(&[pay.clone(), pay.clone()]).expect("the second does nothing");
    game.ok(&pay);
    assert_eq!(game.chain.lamports(key(&game.player)), before + PAYMENT);
    // Its receipt opens nothing else: it is no ticket.
    let request = game.request_roll("bounty", 0);
    fails_with(&mut game, &[request], Error::TicketSpent);
}

#[test]
fn nothing_is_claimed_twice() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    game.ok(&game.buy_item(&item, key(&game.buyer), key(&game.player), PRICE));
    let collect = [game.collect_fees(key(&game.payer)), game.collect_royalty(key(&game.payer))];
    for claim in &collect {
        fails_with(&mut game, &[claim.clone(), claim.clone()], Error::NothingToCollect);
        game.ok(claim);
        fails_with(&mut game, std::slice::from_ref(claim), Error::NothingToCollect);
    }
}

#[test]
fn lamports_that_were_only_sent_there_are_nobodys_claim() {
    let mut game = Game::new();
    let from = key(&game.buyer);
    let (world, ruleset) = (game.world, game.ruleset);
    game.send_all(&[pay(from, world, 5_000), pay(from, ruleset, 5_000)]).expect("anyone may");
    let recipient = key(&game.payer);
    for claim in [game.collect_fees(recipient), game.collect_royalty(recipient)] {
        fails_with(&mut game, &[claim], Error::NothingToCollect);
    }
    assert_eq!(game.world_state().bond(), 20 * ROLL_BOND);
}

#[test]
fn a_closed_listing_cannot_be_revived() {
    let mut game = Game::new();
    let item = game.listed_item("quest");
    let (player, buyer) = (key(&game.player), key(&game.buyer));
    let listing = derive::listing(&game.program(), &item.mint);
    let (cancel, buy) =
        (game.cancel_listing(&item, player, player), game.buy_item(&item, buyer, player, PRICE));
    // Closed and funded again in one transaction, so that the runtime does not sweep it away.
    let revived = pay(buyer, listing, 5_000_000);
    fails_with(&mut game, &[cancel.clone(), revived.clone(), buy.clone()], Error::WrongOwner);
    game.send_all(&[cancel.clone(), revived]).expect("anyone may send lamports anywhere");
    fails_with(&mut game, &[buy], Error::WrongOwner);
    fails_with(&mut game, &[cancel], Error::WrongOwner);
    // And what lies there does not hinder the next listing.
    game.ok(&game.list_item(&item, player, PRICE, 0));
}
