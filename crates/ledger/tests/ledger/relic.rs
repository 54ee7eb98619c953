//! A relic from ticket to proof on the embedded chain: its slots and slot hashes are real enough for
//! the program, and a player without a lamport gets one without paying for anything.

use crate::proxy::bad_node;
use crate::support::{client, config, database, signed, wallet};
use crate::world::{self, PROGRAM, authority, builder, carried, key, payer};
use crate::{outbox, sale};
use anchor_client::Signer;
use ledger::client::{ChainClient, ClassKind, Origin, ReadError, RollState};
use ledger::embedded::EmbeddedChain;
use ledger::outbox::{Duty, Grant, OperationId, OperationState};
use ledger::sponsor::Agreement;
use seedbound_interface::accounts::{ItemClass, Roll};
use seedbound_interface::build::Request;
use seedbound_interface::instruction::Instruction;
use seedbound_interface::instructions::open_epoch;
use seedbound_interface::odds::PlainSha256;
use seedbound_interface::{Hash, Key, derive, hash_chain, limits};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(crate) const SECRET: Hash = Hash([77; 32]);
pub(crate) const LENGTH: u32 = 16;
const OPERATION: Hash = Hash([21; 32]);

pub(crate) fn send(client: &RpcClient, step: &Instruction, signers: &[&Keypair]) {
    let transaction = signed(client, &[carried(step)], signers);
    client.send_and_confirm_transaction(&transaction).expect("the program takes it");
}

/// Deposits a bond for ten rolls and opens the first epoch.
pub(crate) fn open_epoch_one(client: &RpcClient) {
    let (payer, authority) = (payer(), authority());
    send(client, &builder().deposit_bond(key(&payer), 10 * limits::ROLL_BOND), &[&payer]);
    let tip = hash_chain::tip(&PlainSha256, SECRET, LENGTH);
    let args = open_epoch::Args { chain_tip: tip, chain_length: LENGTH };
    send(client, &builder().open_epoch(key(&authority), 1, &args), &[&payer, &authority]);
}

pub(crate) fn wait_for_slot(chain: &EmbeddedChain, slot: u64) {
    let began = Instant::now();
    while chain.slot() < slot {
        assert!(began.elapsed() < Duration::from_secs(30), "slot {slot} does not come");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn data(client: &RpcClient, address: Key) -> Vec<u8> {
    client.get_account_data(&address.into()).expect("is there")
}

#[test]
fn a_relic_is_rolled_settled_and_proven_and_its_player_pays_nothing() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, client) = sale::start(dir.path());
    world::make(&client);
    let (payer, authority, player) = (payer(), authority(), wallet(120));
    open_epoch_one(&client);
    let class = world::class(2);
    let ticket = derive::receipt(&PROGRAM, &world::world(), &OPERATION);
    let grant = builder().grant_ticket(key(&authority), class, key(&player), OPERATION);
    send(&client, &grant, &[&payer, &authority]);

    // The player signs what burns the ticket; the server pays.
    let nonce = Hash([5; 32]);
    let request = Request { player: key(&player), epoch: 1, class, ticket, attempt: 0, nonce };
    let agreement = Agreement {
        payer: key(&payer),
        players: vec![key(&player)],
        steps: vec![builder().request_roll(&request)],
        blockhash: client.get_latest_blockhash().expect("answers").to_bytes(),
    };
    let message = agreement.to_sign().expect("is in order");
    let signed = (key(&player), player.sign_message(&message).into());
    let (signature, bytes) = agreement.complete(&payer, &[signed]).expect("is in order");
    let params = serde_json::json!([bs58::encode(bytes).into_string()]);
    let sent: String = client
        .send(solana_rpc_client_api::request::RpcRequest::SendTransaction, params)
        .expect("the program takes it");
    assert_eq!(sent, signature.to_string());

    let address = derive::roll(&PROGRAM, &ticket, 0);
    let reader = ChainClient::connect(
        &chain.rpc_url(),
        PROGRAM,
        Some(chain.genesis_hash()),
        Duration::from_secs(5),
    );
    let reader = reader.expect("connects");
    let roll = reader.roll(&address).expect("reads");
    assert_eq!((roll.state, roll.player, roll.index), (RollState::Requested, key(&player), 0));
    wait_for_slot(&chain, roll.target_slot + 2);
    send(&client, &builder().lock_roll(address), &[&payer]);
    let roll = reader.roll(&address).expect("reads");
    assert_eq!((roll.state, roll.locked_slot), (RollState::Locked, roll.target_slot));
    wait_for_slot(&chain, chain.slot() + u64::from(limits::REVEAL_DELAY) + 1);
    let (state, kind) = (data(&client, address), data(&client, class));
    let reveal = builder().reveal_roll(
        address,
        &Roll::of(&state[..]).expect("is a roll"),
        &ItemClass::of(&kind[..]).expect("is a class"),
        hash_chain::preimage(&PlainSha256, SECRET, LENGTH, 0).expect("is in the chain"),
    );
    send(&client, &reveal, &[&payer]);

    let roll = reader.roll(&address).expect("reads");
    let class = reader.class(&class).expect("reads");
    let epoch = reader.epoch(&roll.epoch).expect("reads");
    assert_eq!(roll.recomputes(&PROGRAM, &class, &epoch), Some(true));
    let RollState::Settled { item: Some((mint, rarity, serial)), rolled } = roll.state else {
        panic!("{:?}", roll.state)
    };
    assert_eq!((rolled, serial), (rarity, 1));
    assert_eq!(class.kind, ClassKind::Rolled);
    assert_eq!(class.rarities[usize::from(rarity)].minted, 1);
    assert_eq!(class.rarities[0].basis_points, 7_500);
    let item = reader.item(&mint).expect("is an item");
    assert_eq!((item.class, item.rarity, item.serial), (class.address, rarity, 1));
    assert_eq!((item.name.as_str(), item.burned), ("Lantern", false));
    assert!(matches!(item.origin, Origin::Rolled(of) if *of == roll));
    assert_eq!(
        client.get_balance(&player.pubkey()).expect("answers"),
        0,
        "the player has paid nothing"
    );
    let holding = derive::token_account(&key(&player), &mint);
    let held = client.get_token_account_balance(&holding.into()).expect("answers");
    assert_eq!(held.amount, "1");

    // Another class's odds, or another epoch's tip, do not prove it.
    let other = reader.class(&world::class(1)).expect("reads");
    assert_eq!(roll.recomputes(&PROGRAM, &other, &epoch), Some(false));
    let mut shorter = epoch;
    shorter.chain_tip = [1; 32];
    assert_eq!(roll.recomputes(&PROGRAM, &class, &shorter), Some(false));
}

#[test]
fn tickets_locks_and_reveals_go_through_the_outbox_with_a_bad_node_between() {
    let dir = tempfile::tempdir().expect("a place");
    let database = database(dir.path());
    let chain = EmbeddedChain::start(Arc::clone(&database), &world::with_program(config()));
    let chain = chain.expect("starts");
    let client = client(&chain);
    world::make(&client);
    let (payer, player) = (payer(), wallet(121));
    open_epoch_one(&client);
    let node = bad_node(chain.rpc_address(), 20);
    let outbox = outbox::outbox(&database, &format!("http://{node}"), outbox::quick());
    let class = world::class(2);
    let ids = [31, 32, 33].map(|number| OperationId([number; 32]));
    for id in ids {
        let ticket = Grant::Ticket { class, player: key(&player) }.operation(id);
        outbox::put(&database, &ticket).expect("is taken");
    }
    outbox.wake();
    let mut rolls = Vec::new();
    for (index, id) in (0..).zip(ids) {
        outbox::until_settled(&database, id);
        let ticket = derive::receipt(&PROGRAM, &world::world(), &Hash(id.0));
        let nonce = Hash([6; 32]);
        let request = Request { player: key(&player), epoch: 1, class, ticket, attempt: 0, nonce };
        send(&client, &builder().request_roll(&request), &[&payer, &player]);
        let roll = derive::roll(&PROGRAM, &ticket, 0);
        let preimage =
            hash_chain::preimage(&PlainSha256, SECRET, LENGTH, index).expect("long enough");
        // Both at once, long before their slots; and once more, which is nothing.
        for duty in [Duty::Lock { roll }, Duty::Reveal { roll, preimage: preimage.0 }] {
            outbox::put(&database, &duty.operation()).expect("is taken");
            outbox::put(&database, &duty.operation()).expect("is known");
        }
        rolls.push((roll, Duty::Reveal { roll, preimage: preimage.0 }.operation().id));
    }
    outbox.wake();
    let timeout = Duration::from_secs(5);
    let reader = ChainClient::connect(&chain.rpc_url(), PROGRAM, None, timeout).expect("connects");
    for (roll, reveal) in rolls {
        let end = outbox::until_settled(&database, reveal);
        assert!(matches!(end, OperationState::Final { .. }), "{end:?}");
        let roll = reader.roll(&roll).expect("reads");
        let class = reader.class(&class).expect("reads");
        let epoch = reader.epoch(&roll.epoch).expect("reads");
        assert_eq!(roll.recomputes(&PROGRAM, &class, &epoch), Some(true));
    }
    let made: u32 =
        reader.class(&class).expect("reads").rarities.iter().map(|rarity| rarity.minted).sum();
    assert_eq!(made, 3);
    assert_eq!(outbox.counters().failed, 0);

    // A preimage of another place in the chain is refused for good, by the chain itself.
    let id = OperationId([34; 32]);
    outbox::put(&database, &Grant::Ticket { class, player: key(&player) }.operation(id))
        .expect("is taken");
    outbox.wake();
    outbox::until_settled(&database, id);
    let ticket = derive::receipt(&PROGRAM, &world::world(), &Hash(id.0));
    let request =
        Request { player: key(&player), epoch: 1, class, ticket, attempt: 0, nonce: Hash([6; 32]) };
    send(&client, &builder().request_roll(&request), &[&payer, &player]);
    let roll = derive::roll(&PROGRAM, &ticket, 0);
    let wrong = Duty::Reveal { roll, preimage: [1; 32] }.operation();
    outbox::put(&database, &Duty::Lock { roll }.operation()).expect("is taken");
    outbox::put(&database, &wrong).expect("is taken");
    outbox.wake();
    match outbox::until_settled(&database, wrong.id) {
        OperationState::Failed { reason } => assert!(reason.contains("preimage"), "{reason}"),
        end => panic!("{end:?}"),
    }
    assert_eq!(reader.roll(&roll).expect("reads").state, RollState::Locked);
}

#[test]
fn listings_worlds_and_counterfeits_are_told_apart() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, client) = sale::start(dir.path());
    world::make(&client);
    let timeout = Duration::from_secs(5);
    let reader = ChainClient::connect(&chain.rpc_url(), PROGRAM, None, timeout).expect("connects");
    assert_eq!(reader.listings(&world::world()).expect("reads"), []);
    // Grants, lists, buys and grants and lists again.
    let mut sales = Vec::new();
    for _ in 0..5 {
        sales.extend(sale::step(&client));
    }
    assert_eq!((sales.len(), sale::count_whole(&client)), (1, 1));
    let listings = reader.listings(&world::world()).expect("reads");
    assert_eq!(listings.len(), 1);
    assert_eq!(reader.listing(&listings[0].mint).expect("reads"), Some(listings[0].clone()));
    let item = reader.item(&listings[0].mint).expect("is an item");
    assert!(matches!(item.origin, Origin::Granted { .. }));
    assert_eq!(reader.listing(&[9; 32]).expect("reads"), None);
    assert_eq!(reader.world(&world::world()).expect("reads").authority, key(&authority()));
    assert!(matches!(reader.class(&world::world()), Err(ReadError::ProgramVersion { .. })));
    assert!(matches!(reader.world(&[3; 32]), Err(ReadError::Missing { .. })));
    assert!(matches!(reader.world(&key(&payer())), Err(ReadError::Counterfeit { .. })));
    assert!(matches!(reader.item(&key(&payer())), Err(ReadError::Counterfeit { .. })));
    // A group is a mint of the program's too, but no item.
    let group = derive::group(&PROGRAM, &world::class(1));
    assert!(matches!(reader.item(&group), Err(ReadError::Counterfeit { .. })));
    assert!(matches!(reader.check_payer(&[3; 32], 5), Err(ReadError::PayerUnfunded { .. })));

    let wrong = ChainClient::connect(&chain.rpc_url(), PROGRAM, Some([1; 32]), timeout);
    assert!(matches!(wrong, Err(ReadError::WrongCluster { expected: [1, ..], .. })));
    let missing = ChainClient::connect(&chain.rpc_url(), [6; 32], None, timeout);
    assert!(matches!(missing, Err(ReadError::ProgramMissing { .. })));
    let down = ChainClient::connect("http://127.0.0.1:1", PROGRAM, None, timeout);
    assert!(matches!(down, Err(ReadError::RpcDown { .. })));
}
