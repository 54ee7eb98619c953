//! `seedbound chain market`.

use crate::support::{FUNDED, World, keypair, text, write_key};
use anchor_client::Signer;
use seedbound_interface::accounts::Listing;
use seedbound_interface::build::{ItemId, Terms};
use seedbound_interface::{Error as Refusal, Hash, derive};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// A world whose seller has three items, with files for seller, buyer and somebody without SOL.
fn market() -> (World, [String; 3]) {
    let world = World::new();
    let seller = keypair(3);
    let mints = [(0, 1), (0, 2), (1, 1)]
        .map(|(rarity, serial)| text(&world.grant(rarity, serial, &seller)));
    write_key(&seller, &world.file("seller.key"));
    write_key(&keypair(4), &world.file("buyer.key"));
    write_key(&keypair(90), &world.file("poor.key"));
    (world, mints)
}

fn list(world: &World, mint: &str, price: &str) -> crate::support::Ended {
    world.run(&["market", "list", "--file", "seller.key", "--mint", mint, "--price", price])
}

#[test]
fn an_item_is_offered_found_bought_and_an_offer_is_taken_back() {
    let (world, [common, second, rare]) = market();
    world.run(&["market"]).says(&["nothing is for sale"]);
    let listed = list(&world, &common, "0.5");
    println!("{}", listed.out);
    listed.says(&["offered: Relic of Hollow, common, 1 of 5 for 0.5 SOL", "final in slot"]);
    list(&world, &second, "0.25").says(&["0.25 SOL"]);
    list(&world, &rare, "2").says(&["uncommon, 1 of 1"]);
    let shown = world.run(&["market"]);
    println!("{}", shown.out);
    shown.says(&["3 items for sale", "0.25 SOL", "1 of 1"]);
    let mints = |words: &[&str]| -> Vec<String> {
        let mut all = vec!["market", "--json"];
        all.extend(words);
        let answer = world.run(&all).json();
        let listings = answer["listings"].as_array().expect("a list").clone();
        listings.iter().map(|one| one["mint"].as_str().expect("is text").to_owned()).collect()
    };
    assert_eq!(mints(&[]), [&*second, &common, &rare]);
    assert_eq!(mints(&["--sort", "rarity"]), [&*rare, &second, &common]);
    assert_eq!(mints(&["--sort", "new"]), [&*second, &common, &rare]);
    assert_eq!(mints(&["--rarity", "uncommon"]), [&*rare]);
    assert_eq!(mints(&["--max-price", "0.5"]), [&*second, &common]);
    assert_eq!(mints(&["--class", "2"]), [""; 0]);
    assert_eq!(mints(&["--seller", &keypair(4).pubkey().to_string()]), [""; 0]);

    let buy = |mint: &str, most: &str| {
        world.run(&["market", "buy", "--file", "buyer.key", "--mint", mint, "--max-price", most])
    };
    buy(&common, "0.4").fails(&["costs 0.5 SOL now", "--max-price of 0.4 SOL"]);
    let bought = buy(&common, "0.5");
    println!("{}", bought.out);
    bought.says(&["bought: Relic of Hollow, common, 1 of 5 for 0.5 SOL"]);
    let buyer = keypair(4).pubkey().to_string();
    world.run(&["items", "--wallet", &buyer]).says(&["1 item of", &common]);
    let left = world.client.get_balance(&keypair(4).pubkey()).expect("answers");
    assert!(left < FUNDED - 500_000_000 && left > FUNDED - 510_000_000, "{left}");

    let cancel =
        |file: &str, mint: &str| world.run(&["market", "cancel", "--file", file, "--mint", mint]);
    cancel("buyer.key", &second).fails(&["only its seller", &keypair(3).pubkey().to_string()]);
    cancel("seller.key", &second).says(&["taken back: Relic of Hollow, common, 2 of 5"]);
    // Who looked before that finds it gone.
    buy(&second, "1").fails(&["is not for sale", "chain market"]);
    cancel("seller.key", &second).fails(&["is not for sale"]);
    buy(&common, "1").fails(&["is not for sale"]);
    assert_eq!(mints(&[]), [&*rare]);
}

#[test]
fn wrong_prices_are_refused_before_anything_is_sent() {
    let (world, [mint, ..]) = market();
    list(&world, &mint, "0").fails(&["a price of zero is no price", "0.002 SOL"]);
    list(&world, &mint, "0.0019").fails(&["0.0019 SOL is too little", "0.002 SOL"]);
    list(&world, &mint, "1000000000.000000001").fails(&["more than there is on this chain"]);
    for wrong in ["1,5", "-1", "much", "0.0000000001", "99999999999"] {
        let price = format!("--price={wrong}");
        let words = ["market", "list", "--file", "seller.key", "--mint", &mint, &price];
        assert_eq!(world.run(&words).code, 2, "{wrong}");
    }
    world.run(&["market"]).says(&["nothing is for sale"]);
    list(&world, &mint, "0.002").says(&["0.002 SOL"]);
    list(&world, &mint, "0.3").fails(&["you offer it already, for 0.002 SOL", "cancel"]);
}

#[test]
fn who_cannot_pay_or_does_not_own_it_is_told_so() {
    let (world, [mint, ..]) = market();
    let poor = keypair(90).pubkey().to_string();
    let words = ["market", "list", "--file", "buyer.key", "--mint", &mint, "--price", "1"];
    world.run(&words).fails(&["does not hold Relic of Hollow", "chain items"]);
    list(&world, &mint, "0.5").says(&[]);
    let buy = ["market", "buy", "--file", "poor.key", "--mint", &mint, "--max-price", "0.5"];
    world.run(&buy).fails(&["the wallet", &poor, "has 0 SOL and needs 0.50", "send it"]);
    let own = ["market", "buy", "--file", "seller.key", "--mint", &mint, "--max-price", "0.5"];
    world.run(&own).fails(&["it is yours"]);
    // What the poor one was given, it cannot offer either: rents are its own to pay.
    let gift = text(&world.grant(0, 3, &keypair(90)));
    let words = ["market", "list", "--file", "poor.key", "--mint", &gift, "--price", "1"];
    world.run(&words).fails(&[&poor, "has 0 SOL"]);
    let nothing = text(&derive::class(&[1; 32], &[2; 32], 3));
    let words = ["market", "buy", "--file", "buyer.key", "--mint", &nothing, "--max-price", "1"];
    world.run(&words).fails(&["there is no item", &nothing]);
    let class = text(&world.class(1));
    let words = ["market", "buy", "--file", "buyer.key", "--mint", &class, "--max-price", "1"];
    world.run(&words).fails(&["counterfeit"]);
}

#[test]
fn a_wallet_that_cannot_be_used_is_named_and_nothing_is_asked_of_the_chain() {
    let (world, [mint, ..]) = market();
    let buy = |file: &str| {
        world.run(&["market", "buy", "--file", file, "--mint", &mint, "--max-price", "1"])
    };
    buy("nobody.key").fails(&["there is no wallet at nobody.key", "wallet new"]);
    fs::write(world.file("rubbish.key"), "rubbish").expect("writes");
    let private = |name: &str, mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(world.file(name), mode).expect("sets");
    };
    private("rubbish.key", 0o600);
    buy("rubbish.key").fails(&["rubbish.key is not a key file"]);
    private("buyer.key", 0o604);
    buy("buyer.key").fails(&["chmod 600", "604"]);
    buy("data").fails(&["cannot read", "data", "directory"]);
}

#[test]
fn an_end_a_raised_price_and_a_pause_are_told() {
    let (world, [mint, second, _]) = market();
    let seller = keypair(3);
    list(&world, &mint, "0.5").says(&[]);
    // Raised after somebody has looked.
    let address = derive::item(&seedbound_interface::addresses::PROGRAM, &world.class(1), 0, 1);
    let terms = Terms { price: 600_000_000, expires_at: 0 };
    let raise = world.builder().reprice_listing(&address, seller.pubkey().to_bytes(), terms);
    world.send(&raise, &[&seller]);
    let buy = |mint: &str| {
        world.run(&["market", "buy", "--file", "buyer.key", "--mint", mint, "--max-price", "0.5"])
    };
    buy(&mint).fails(&["it costs 0.6 SOL now", "above your --max-price"]);

    let authority = keypair(6);
    let pause = world.builder().set_paused(authority.pubkey().to_bytes(), true);
    world.send(&pause, &[&authority]);
    list(&world, &second, "0.5").fails(&["paused"]);
    let resume = world.builder().set_paused(authority.pubkey().to_bytes(), false);
    world.send(&resume, &[&authority]);
    let hours = ["market", "list", "--file", "seller.key", "--mint", &second];
    let mut words = hours.to_vec();
    words.extend(["--price", "0.3", "--hours", "2"]);
    world.run(&words).says(&["offered"]);
    let listings = world.run(&["market", "--json"]).json()["listings"].clone();
    assert!(listings[0]["expires_at"].as_i64().is_some_and(|at| at > 1_700_000_000));
    assert_eq!(listings[0]["over"], false);
}

#[test]
fn what_changes_between_looking_and_buying_is_refused_by_the_program_as_the_words_have_it() {
    let (world, [mint, ..]) = market();
    let (seller, buyer) = (keypair(3), keypair(4));
    let by = buyer.pubkey().to_bytes();
    let item = ItemId { class: world.class(1), rarity: 0, serial: 1 };
    list(&world, &mint, "0.5").says(&[]);
    let program = seedbound_interface::addresses::PROGRAM;
    let address = item.mint(&program);
    let data = world.client.get_account_data(&derive::listing(&program, &address).into());
    let data = data.expect("is there");
    let seen = Listing::of(&data[..]).expect("is a listing");
    let authority = keypair(6).pubkey().to_bytes();
    let ruleset = derive::ruleset(&program, &authority, &Hash([11; 32]));
    world.send(&world.builder().open_token_account(by, address), &[]);
    let buy = world.builder().buy_item(&seen, ruleset, by, 500_000_000);
    let terms = Terms { price: 600_000_000, expires_at: 0 };
    let raise = world.builder().reprice_listing(&address, seller.pubkey().to_bytes(), terms);
    world.send(&raise, &[&seller]);
    assert_eq!(world.refusal(&buy, &[&buyer]), Refusal::PriceTooHigh as u64);
    let cancel = ["market", "cancel", "--file", "seller.key", "--mint", &mint];
    world.run(&cancel).says(&["taken back"]);
    assert_eq!(world.refusal(&buy, &[&buyer]), Refusal::WrongOwner as u64);
}
