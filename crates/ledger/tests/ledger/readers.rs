//! What the game reads: receipts, rolls that wait, what a wallet holds, the market with its items; over a
//! restart of the chain, and beside tokens that only look like items.

use crate::relic::{LENGTH, SECRET, open_epoch_one, send, wait_for_slot};
use crate::sale;
use crate::support::{mint_one, place, signed, token_2022, wallet};
use crate::world::{self, PROGRAM, authority, builder, key, payer};
use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{Instruction, Signer};
use ledger::client::{ChainClient, Holdings, Origin, ReadError, ReceiptKind, RollState};
use ledger::embedded::EmbeddedChain;
use seedbound_interface::accounts::{ItemClass, Roll};
use seedbound_interface::build::{ItemId, Request, Terms};
use seedbound_interface::odds::PlainSha256;
use seedbound_interface::{Hash, Key, derive, hash_chain, limits};
use solana_rpc_client::rpc_client::RpcClient;
use std::time::Duration;

fn reader(chain: &EmbeddedChain) -> ChainClient {
    let timeout = Duration::from_secs(5);
    ChainClient::connect(&chain.rpc_url(), PROGRAM, None, timeout).expect("connects")
}

/// An item of class 1, granted; operations are told apart by their number.
fn grant(client: &RpcClient, player: Key, rarity: u8, serial: u32, operation: u8) -> Key {
    let item = ItemId { class: world::class(1), rarity, serial };
    let step = builder().grant_item(key(&authority()), &item, player, Hash([operation; 32]));
    send(client, &step, &[&payer(), &authority()]);
    item.mint(&PROGRAM)
}

/// One of a token of somebody's own making, in the player's associated token account.
fn give_foreign_token(client: &RpcClient, player: Key) {
    let payer = payer();
    let (mint, holding) = (place(70, 0, 0), place(71, 0, 0));
    let steps = mint_one(&payer.pubkey(), &mint.pubkey(), &holding.pubkey());
    let made = signed(client, &steps, &[&payer, &mint, &holding]);
    client.send_and_confirm_transaction(&made).expect("is made");
    send(client, &builder().open_token_account(player, key(&mint)), &[&payer]);
    let to = derive::token_account(&player, &key(&mint));
    let give = Instruction {
        program_id: token_2022(),
        accounts: vec![
            AccountMeta::new(holding.pubkey(), false),
            AccountMeta::new(to.into(), false),
            AccountMeta::new_readonly(payer.pubkey(), true),
        ],
        data: [&[3][..], &1_u64.to_le_bytes()].concat(),
    };
    let given = signed(client, &[give], &[&payer]);
    client.send_and_confirm_transaction(&given).expect("is given");
}

#[test]
fn a_wallet_holds_its_items_and_the_market_those_on_sale_also_after_a_restart() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, client) = sale::start(dir.path());
    world::make(&client);
    let player = wallet(124);
    let mints = [(0, 1), (0, 2), (1, 1), (0, 3)];
    let mints: Vec<Key> = (90..)
        .zip(mints)
        .map(|(operation, (rarity, serial))| {
            grant(&client, key(&player), rarity, serial, operation)
        })
        .collect();
    give_foreign_token(&client, key(&player));
    let items =
        |holdings: &Holdings| -> Vec<Key> { holdings.items.iter().map(|item| item.mint).collect() };
    let read = reader(&chain);
    let all = read.items_of(&key(&player), &world::world()).expect("reads");
    // By class, rarity and serial number.
    assert_eq!(items(&all), [mints[0], mints[1], mints[3], mints[2]]);
    assert_eq!((all.others, read.holdings(&key(&player)).expect("reads").len()), (1, 5));
    let rare = &all.items[3];
    assert_eq!((rare.world, rare.class, rare.class_number), (world::world(), world::class(1), 1));
    assert_eq!((rare.rarity, rare.serial, rare.cap), (1, 1, Some(2)));
    assert_eq!((all.items[0].cap, rare.operation, rare.burned), (None, [92; 32], false));
    let receipt = read.receipt(&[92; 32], &world::world()).expect("reads").expect("is there");
    assert_eq!((rare.slot, receipt.player), (receipt.slot, key(&player)));
    let kind = ReceiptKind::Item { class: world::class(1), mint: mints[2] };
    assert_eq!((receipt.kind, receipt.is_payment_of(1)), (kind, false));
    // To another world none of it is an item.
    let elsewhere = read.items_of(&key(&player), &[3; 32]).expect("reads");
    assert_eq!(elsewhere, Holdings { items: Vec::new(), others: 5 });

    // Two go on sale, one is burned; what is on sale is not held.
    let (payer, end) = (payer(), 1_999_999_999);
    for (serial, price, expires_at) in [(1, 5_000_000, end), (2, 4_000_000, 0)] {
        let item = ItemId { class: world::class(1), rarity: 0, serial };
        let step = builder().list_item(&item, key(&player), Terms { price, expires_at });
        send(&client, &step, &[&payer, &player]);
    }
    let burned = ItemId { class: world::class(1), rarity: 0, serial: 3 };
    send(&client, &builder().burn_item(&burned, key(&player)), &[&payer, &player]);
    let before = chain.counters().requests;
    let market = read.market(&world::world()).expect("reads");
    assert!(chain.counters().requests - before <= 5, "few questions");
    let sold: Vec<Key> = market.iter().map(|offer| offer.item.mint).collect();
    assert_eq!(sold, [mints[1], mints[0]], "cheapest first");
    let offer = &market[1];
    assert_eq!((offer.listing.mint, offer.listing.seller), (mints[0], key(&player)));
    assert_eq!((offer.listing.price, offer.listing.expires_at), (5_000_000, Some(end)));
    assert_eq!((offer.listing.class, offer.listing.rent_payer), (world::class(1), key(&payer)));
    assert_eq!(offer.item, all.items[0]);
    assert_eq!(read.market(&[3; 32]).expect("reads"), []);
    let held = read.items_of(&key(&player), &world::world()).expect("reads");
    assert_eq!((items(&held), held.others), (vec![mints[2]], 1));
    assert!(read.item(&mints[3]).expect("was one").burned);
    // Of several at once each has its own answer.
    let mixed = read.items(&[mints[2], key(&payer), [5; 32]]).expect("answers");
    assert_eq!(mixed[0].as_ref().expect("is one"), rare);
    assert!(matches!(mixed[1], Err(ReadError::Counterfeit { .. })));
    assert!(matches!(mixed[2], Err(ReadError::Missing { .. })));

    chain.shutdown().expect("ends in order");
    drop((client, read));
    let (chain, client) = sale::start(dir.path());
    let read = reader(&chain);
    assert_eq!(read.items_of(&key(&player), &world::world()).expect("reads"), held);
    assert_eq!(read.market(&world::world()).expect("reads"), market);
    // And what is taken off sale is held again.
    let listing = client.get_account_data(&market[0].listing.address.into()).expect("is there");
    let listing = seedbound_interface::accounts::Listing::of(&listing[..]).expect("is one");
    send(&client, &builder().cancel_listing(&listing, key(&player)), &[&payer, &player]);
    let held = read.items_of(&key(&player), &world::world()).expect("reads");
    assert_eq!((items(&held), held.others), (vec![mints[1], mints[2]], 1));
}

#[test]
fn tickets_rolls_and_classes_tell_how_far_they_are() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, client) = sale::start(dir.path());
    world::make(&client);
    open_epoch_one(&client);
    let (payer, authority, player) = (payer(), authority(), wallet(125));
    let read = reader(&chain);
    let here = world::world();
    let classes = read.classes(&here).expect("reads");
    let numbers: Vec<u32> = classes.iter().map(|class| class.number).collect();
    assert_eq!((numbers, read.classes(&[3; 32]).expect("reads")), (vec![1, 2], Vec::new()));
    assert_eq!(classes[1], read.class(&world::class(2)).expect("reads"));

    let class = world::class(2);
    let operations = [Hash([95; 32]), Hash([96; 32]), Hash([97; 32])];
    assert_eq!(read.receipt(&operations[0].0, &here).expect("reads"), None);
    let tickets = operations.map(|operation| {
        let grant = builder().grant_ticket(key(&authority), class, key(&player), operation);
        send(&client, &grant, &[&payer, &authority]);
        derive::receipt(&PROGRAM, &here, &operation)
    });
    let ticket = |number: usize| {
        read.receipt(&operations[number].0, &here).expect("reads").expect("is there")
    };
    let kind = |unused, attempts, newest_roll| ReceiptKind::Ticket {
        class,
        unused,
        attempts,
        newest_roll,
    };
    assert_eq!((ticket(0).kind, ticket(0).address), (kind(true, 0, None), tickets[0]));
    assert_eq!((ticket(0).player, ticket(0).operation), (key(&player), operations[0].0));

    let epoch = derive::epoch(&PROGRAM, &here, 1);
    assert_eq!(read.rolls_pending(&epoch).expect("reads"), []);
    let rolls = [0, 1].map(|number| {
        let (ticket, nonce) = (tickets[number], Hash([5; 32]));
        let request = Request { player: key(&player), epoch: 1, class, ticket, attempt: 0, nonce };
        send(&client, &builder().request_roll(&request), &[&payer, &player]);
        derive::roll(&PROGRAM, &ticket, 0)
    });
    assert_eq!(ticket(1).kind, kind(false, 1, Some(rolls[1])));
    assert_eq!(ticket(2).kind, kind(true, 0, None));
    let target = read.roll(&rolls[1]).expect("reads").target_slot;
    wait_for_slot(&chain, target + 2);
    send(&client, &builder().lock_roll(rolls[1]), &[&payer]);
    let pending = read.rolls_pending(&epoch).expect("reads");
    let told: Vec<_> = pending.iter().map(|roll| (roll.index, roll.address, roll.state)).collect();
    let expected = [(0, rolls[0], RollState::Requested), (1, rolls[1], RollState::Locked)];
    assert_eq!(told, expected);
    assert_eq!((pending[0].ticket, pending[0].attempt), (tickets[0], 0));
    assert_eq!(read.rolls_pending(&[3; 32]).expect("reads"), []);

    send(&client, &builder().lock_roll(rolls[0]), &[&payer]);
    wait_for_slot(&chain, chain.slot() + u64::from(limits::REVEAL_DELAY) + 1);
    let data = |address: Key| client.get_account_data(&address.into()).expect("is there");
    let (state, kind) = (data(rolls[0]), data(class));
    let reveal = builder().reveal_roll(
        rolls[0],
        &Roll::of(&state[..]).expect("is a roll"),
        &ItemClass::of(&kind[..]).expect("is a class"),
        hash_chain::preimage(&PlainSha256, SECRET, LENGTH, 0).expect("is in the chain"),
    );
    send(&client, &reveal, &[&payer]);
    let pending = read.rolls_pending(&epoch).expect("reads");
    assert_eq!(pending.iter().map(|roll| roll.address).collect::<Vec<_>>(), [rolls[1]]);
    let held = read.items_of(&key(&player), &here).expect("reads");
    let [item] = &held.items[..] else { panic!("{held:?}") };
    let roll = read.roll(&rolls[0]).expect("reads");
    assert_eq!((item.class_number, item.operation), (2, operations[0].0));
    assert_eq!((item.slot, item.slot > roll.locked_at), (roll.ended_slot, true));
    let Origin::Rolled(origin) = &item.origin else { panic!("{item:?}") };
    assert_eq!(**origin, roll);
    assert_ne!(origin.result, [0; 32]);

    // Receipts of other kinds, and what is none.
    let pay = builder().pay_player(key(&authority), key(&player), Hash([98; 32]), 2_000_000);
    send(&client, &pay, &[&payer, &authority]);
    let paid = read.receipt(&[98; 32], &here).expect("reads").expect("is there");
    assert_eq!((paid.kind, paid.player), (ReceiptKind::Payment, key(&player)));
    assert_eq!([2_000_000, 2_000_001].map(|sum| paid.is_payment_of(sum)), [true, false]);
    let ahead = derive::receipt(&PROGRAM, &here, &Hash([99; 32]));
    let step = crate::support::transfer(&payer.pubkey(), &ahead.into(), 1_000_000);
    let funded = signed(&client, &[step], &[&payer]);
    client.send_and_confirm_transaction(&funded).expect("anyone may");
    assert_eq!(read.receipt(&[99; 32], &here).expect("reads"), None);
}
