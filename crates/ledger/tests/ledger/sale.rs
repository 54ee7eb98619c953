//! Items that change hands on the market of the real program, for the test of kills: grant, list, buy,
//! one after the other. Each sale changes seller, buyer, world, ruleset, listing, escrow and holding in
//! one transaction, so their numbers must tell the same count of sales at any time.

use crate::support::{FUNDED, client, config, database, signed, wallet};
use crate::world::{self, FEE_SHARE, PROGRAM, ROYALTY, builder, carried, key};
use ledger::embedded::EmbeddedChain;
use seedbound_interface::accounts::{ItemClass, Listing, Ruleset, World};
use seedbound_interface::build::{ItemId, Terms};
use seedbound_interface::odds::share_of;
use seedbound_interface::{Hash, derive};
use sha2::{Digest, Sha256};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;
use solana_signature::Signature;
use std::path::Path;

const PRICE: u64 = 2_345_678;

/// Has nothing but what it sells.
fn seller() -> Keypair {
    wallet(100)
}

fn buyer() -> Keypair {
    wallet(7)
}

fn item(number: u64) -> ItemId {
    let serial = u32::try_from(number + 1).expect("small");
    ItemId { class: world::class(1), rarity: 0, serial }
}

/// A chain with the program.
pub(crate) fn start(dir: &Path) -> (EmbeddedChain, RpcClient) {
    let chain = EmbeddedChain::start(database(dir), &world::with_program(config()));
    let chain = chain.expect("starts");
    let client = client(&chain);
    (chain, client)
}

/// Makes the world, if it is not there.
pub(crate) fn prepare(client: &RpcClient) {
    world::make(client);
}

fn data(client: &RpcClient, address: [u8; 32]) -> Option<Vec<u8>> {
    let found = client.get_multiple_accounts(&[address.into()]).expect("answers");
    found.into_iter().next().flatten().map(|account| account.data)
}

fn minted(client: &RpcClient) -> u64 {
    let class = data(client, world::class(1)).expect("is there");
    u64::from(ItemClass::of(&class[..]).expect("is a class").minted()[0])
}

/// Sales so far, told by what the seller has got.
fn sold(client: &RpcClient) -> u64 {
    let share = PRICE - share_of(PRICE, FEE_SHARE) - share_of(PRICE, ROYALTY);
    let got = client.get_balance(&key(&seller()).into()).expect("answers");
    assert_eq!(got % share, 0, "the seller got whole shares");
    got / share
}

/// Does what comes next: grants an item, lists it or buys it. Returns the number and signature of a sale.
pub(crate) fn step(client: &RpcClient) -> Option<(u64, Signature)> {
    let (payer, authority, seller, buyer) = (world::payer(), world::authority(), seller(), buyer());
    let sales = sold(client);
    let mint = item(sales).mint(&PROGRAM);
    let (steps, signers) = if minted(client) == sales {
        let operation = Hash(Sha256::digest(format!("sale {sales}")).into());
        let grant = builder().grant_item(key(&authority), &item(sales), key(&seller), operation);
        (vec![grant], vec![&payer, &authority])
    } else if let Some(listing) = data(client, derive::listing(&PROGRAM, &mint)) {
        let listing = Listing::of(&listing[..]).expect("is a listing");
        let open = builder().open_token_account(key(&buyer), mint);
        let buy = builder().buy_item(&listing, world::ruleset(), key(&buyer), PRICE);
        (vec![open, buy], vec![&payer, &buyer])
    } else {
        let terms = Terms { price: PRICE, expires_at: 0 };
        let list = builder().list_item(&item(sales), key(&seller), terms);
        (vec![list], vec![&payer, &seller])
    };
    let is_sale = steps.len() == 2;
    let steps: Vec<_> = steps.iter().map(carried).collect();
    let transaction = signed(client, &steps, &signers);
    let signature =
        client.send_and_confirm_transaction(&transaction).expect("the program takes it");
    is_sale.then_some((sales, signature))
}

/// Sales so far, and that everything they touched tells the same.
pub(crate) fn count_whole(client: &RpcClient) -> u64 {
    let Some(world) = data(client, world::world()) else { return 0 };
    let Some(_) = data(client, world::class(1)) else { return 0 };
    let sales = sold(client);
    let world = World::of(&world[..]).expect("is a world");
    assert_eq!(world.fees(), sales * share_of(PRICE, FEE_SHARE), "the world's share");
    let ruleset = data(client, world::ruleset()).expect("is there");
    let ruleset = Ruleset::of(&ruleset[..]).expect("is a ruleset");
    assert_eq!(ruleset.earned(), sales * share_of(PRICE, ROYALTY), "the author's share");
    let left = client.get_balance(&key(&buyer()).into()).expect("answers");
    assert_eq!(left, FUNDED - sales * PRICE, "the buyer paid");
    let minted = minted(client);
    assert!(minted == sales || minted == sales + 1, "{minted} items, {sales} sales");
    for number in 0..sales {
        let mint = item(number).mint(&PROGRAM);
        let holding = derive::token_account(&key(&buyer()), &mint);
        let held = client.get_token_account_balance(&holding.into()).expect("the buyer holds it");
        assert_eq!(held.amount, "1", "item {number}");
        assert_eq!(
            data(client, derive::listing(&PROGRAM, &mint)),
            None,
            "item {number} is off sale"
        );
        assert_eq!(data(client, derive::escrow(&PROGRAM, &mint)), None, "item {number} is let go");
    }
    sales
}
