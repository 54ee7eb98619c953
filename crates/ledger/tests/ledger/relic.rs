//! A relic from ticket to proof on the embedded chain: its slots and slot hashes are real enough for
//! the program, and a player without a lamport gets one without paying for anything.

use crate::sale;
use crate::support::{signed, wallet};
use crate::world::{self, PROGRAM, authority, builder, carried, key, payer};
use anchor_client::Signer;
use ledger::client::{ChainClient, ClassKind, Origin, ReadError, RollState};
use ledger::embedded::EmbeddedChain;
use ledger::sponsor::Agreement;
use seedbound_interface::accounts::{ItemClass, Roll};
use seedbound_interface::build::Request;
use seedbound_interface::instruction::Instruction;
use seedbound_interface::instructions::open_epoch;
use seedbound_interface::odds::PlainSha256;
use seedbound_interface::{Hash, Key, derive, hash_chain, limits};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;
use std::time::{Duration, Instant};

const SECRET: Hash = Hash([77; 32]);
const LENGTH: u32 = 16;
const OPERATION: Hash = Hash([21; 32]);

fn send(client: &RpcClient, step: &Instruction, signers: &[&Keypair]) {
    let transaction = signed(client, &[carried(step)], signers);
    client.send_and_confirm_transaction(&transaction).expect("the program takes it");
}

fn wait_for_slot(chain: &EmbeddedChain, slot: u64) {
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
    send(&client, &builder().deposit_bond(key(&payer), 10 * limits::ROLL_BOND), &[&payer]);
    let tip = hash_chain::tip(&PlainSha256, SECRET, LENGTH);
    let args = open_epoch::Args { chain_tip: tip, chain_length: LENGTH };
    send(&client, &builder().open_epoch(key(&authority), 1, &args), &[&payer, &authority]);
    let class = world::class(2);
    let ticket = derive::receipt(&PROGRAM, &world::world(), &OPERATION);
    let grant = builder().grant_ticket(key(&authority), class, key(&player), OPERATION);
    send(&client, &grant, &[&payer, &authority]);

    // The player signs what burns the ticket; the server pays.
    let nonce = Hash([5; 32]);
    let request = Request { player: key(&player), epoch: 1, class, ticket, attempt: 0, nonce };
    let agreement = Agreement {
        payer: key(&payer),
        player: key(&player),
        steps: vec![builder().request_roll(&request)],
        blockhash: client.get_latest_blockhash().expect("answers").to_bytes(),
    };
    let message = agreement.to_sign().expect("is in order");
    let players = player.sign_message(&message);
    let (signature, bytes) = agreement.complete(&payer, players.into()).expect("is in order");
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
