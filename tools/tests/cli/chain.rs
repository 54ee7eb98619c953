//! `seedbound chain status|supply|items`.

use crate::support::{ELF, World, chain, key, keypair, seedbound, text, write_key};
use anchor_client::Signer;
use seedbound_interface::addresses;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

#[test]
fn status_tells_chain_program_and_world() {
    let world = World::new();
    let committed = include_str!("../../../onchain-program/program/seedbound.so.sha256");
    let committed = committed.split(' ').next().expect("a hash");
    let status = world.run(&["status"]);
    println!("{}", status.out);
    status.says(&[
        "the committed build",
        committed,
        "nobody can replace it",
        &format!("{} open", text(&world.address())),
        &keypair(6).pubkey().to_string(),
        "none yet",
        "1.00 % of sales",
    ]);
    let answer = world.run(&["status", "--json"]).json();
    assert_eq!(answer["genesis"], text(&world.chain.genesis_hash()));
    assert!(answer["slot"].as_u64().is_some_and(|slot| slot > 0));
    assert_eq!(answer["program"]["sha256"], committed);
    let account = &answer["world"];
    assert_eq!(account["seed"], "01".repeat(32));
    assert_eq!(account["ruleset_hash"], "0b".repeat(32));
    let lamports = world.client.get_balance(&keypair(6).pubkey()).expect("answers");
    assert_eq!(account["authority_lamports"], lamports);

    let roll = world.request_roll(&keypair(2));
    let account = &world.run(&["status", "--json"]).json()["world"];
    assert_eq!((&account["epoch"], &account["pending_rolls"]), (&1.into(), &1.into()));
    assert_eq!(account["bond_lamports"], 100_000);
    world.run(&["status"]).says(&["1, open, 1 roll pending", "0.0001 SOL"]);
    world.settle(roll);
    assert_eq!(world.run(&["status", "--json"]).json()["world"]["pending_rolls"], 0);

    let authority = keypair(6);
    world.send(&world.builder().set_paused(key(&authority), true), &[&authority]);
    world.run(&["status"]).says(&["paused"]);
}

#[test]
fn supply_counts_what_was_made_and_what_is_left() {
    let world = World::new();
    let holder = keypair(3);
    world.grant(0, 1, &holder);
    world.grant(0, 2, &holder);
    world.grant(1, 1, &holder);
    let supply = world.run(&["supply", "--world", &text(&world.address())]);
    println!("{}", supply.out);
    supply.says(&["Relic of Hollow", "Lantern", "75.000 %", "25.000 %", "granted", "rolled"]);
    let classes = world.run(&["supply", "--json"]).json()["classes"].clone();
    let counts = |class: usize, rarity: usize| {
        let rarity = &classes[class]["rarities"][rarity];
        (rarity["minted"].as_u64(), rarity["cap"].as_u64(), rarity["left"].as_u64())
    };
    assert_eq!(counts(0, 0), (Some(2), Some(5), Some(3)));
    assert_eq!(counts(0, 1), (Some(1), Some(1), Some(0)));
    assert_eq!(counts(1, 0), (Some(0), None, None));
    assert_eq!(counts(1, 1), (Some(0), Some(2), Some(2)));
    assert_eq!(classes[1]["rarities"][0]["odds_percent"], "75.000");
    assert_eq!(classes[0]["rarities"][0]["odds_percent"], serde_json::Value::Null);
}

#[test]
fn items_are_shown_with_their_proof() {
    let world = World::new();
    let holder = keypair(3);
    let address = holder.pubkey().to_string();
    world.run(&["items", "--wallet", &address]).says(&["holds no items"]);
    let granted = world.grant(1, 1, &holder);
    let roll = world.request_roll(&holder);
    world.settle(roll);
    let items = world.run(&["items", "--wallet", &address]);
    println!("{}", items.out);
    items.says(&["2 items of", "Relic of Hollow", "1 of 1", "Lantern", "grant", "roll", "yes"]);
    assert!(!items.out.contains("NO"), "{}", items.out);
    write_key(&holder, &world.file(".local/share/seedbound/player.key"));
    let answer = world.run(&["items", "--json"]).json();
    let items = answer["items"].as_array().expect("a list");
    assert_eq!(items.len(), 2);
    let relic = items.iter().find(|item| item["mint"] == text(&granted)).expect("is there");
    assert_eq!((&relic["rarity"], &relic["number"]), (&"uncommon".into(), &1.into()));
    let lantern = items.iter().find(|item| item["name"] == "Lantern").expect("is there");
    assert_eq!((&lantern["proof"], &lantern["proved"]), (&text(&roll).into(), &true.into()));
    // Of another world: nothing, and a world that is none is said to be.
    world.run(&["items", "--world", &text(&key(&keypair(9)))]).fails(&["there is no world"]);
    world.run(&["items", "--world", &text(&key(&keypair(1)))]).fails(&["is no world of this"]);
    // Where no world is named and no server is, those of all worlds.
    fs::remove_file(world.file("data/authority.key")).expect("removes");
    let everywhere = world.run(&["items", "--json"]).json();
    assert_eq!(everywhere["world"], serde_json::Value::Null);
    assert_eq!(&everywhere["items"], &answer["items"]);
    let nobody = text(&key(&keypair(2)));
    world.run(&["items", "--wallet", &nobody]).says(&["holds no items"]);
}

#[test]
fn a_wrong_chain_program_world_or_node_is_named() {
    let world = World::new();
    let other = text(&key(&keypair(9)));
    let pinned = text(&world.chain.genesis_hash());
    world.run(&["status", "--genesis", &pinned]).says(&["open"]);
    world.run(&["status", "--genesis", &other]).fails(&["another chain", &pinned, &other]);
    world.run(&["supply", "--program", &other]).fails(&["no program", &other, "chain deploy"]);
    let missing = world.run(&["status", "--program", &other]);
    missing.fails(&["no program"]);
    assert!(missing.out.contains("not on this chain"), "{}", missing.out);
    world.run(&["supply", "--world", &other]).fails(&["there is no world", &other]);
    world.run(&["supply", "--world", &text(&world.class(1))]).fails(&["another version"]);
    world.run(&["supply", "--data-dir", "nowhere"]).fails(&["nowhere/authority.key", "--world"]);
    assert_eq!(world.run(&["supply", "--world", "rubbish"]).code, 2);
    assert_eq!(world.run(&["status", "--json", "--url", "ftp://x"]).code, 2, "given twice");

    let authority = world.file("data/authority.key");
    fs::set_permissions(&authority, fs::Permissions::from_mode(0o644)).expect("sets");
    world.run(&["supply"]).fails(&["chmod 600"]);
    fs::remove_file(&authority).expect("removes");
    world.run(&["supply"]).fails(&["which world?", "--world"]);
}

#[test]
fn another_build_of_the_program_is_shown_and_refused() {
    let home = tempfile::tempdir().expect("a place");
    let mut other = ELF.to_vec();
    other.push(7);
    let chain = chain(home.path(), Some(other));
    let status = seedbound(home.path(), &["chain", "status", "--url", &chain.rpc_url()]);
    status.fails(&["another build than the one"]);
    assert!(status.out.contains("another build, sha256"), "{}", status.out);
    assert!(!status.out.contains("committed"), "{}", status.out);
}

#[test]
fn a_chain_without_the_program_and_no_chain_at_all_are_told_apart() {
    let home = tempfile::tempdir().expect("a place");
    let chain = chain(home.path(), None);
    let url = chain.rpc_url();
    let run = |url: &str| seedbound(home.path(), &["chain", "supply", "--url", url]);
    let program = text(&addresses::PROGRAM);
    run(&url).fails(&["there is no program", &program, "seedbound chain deploy"]);
    // Somebody had the port and has gone.
    let gone = TcpListener::bind("127.0.0.1:0").expect("binds").local_addr().expect("has one");
    run(&format!("http://{gone}")).fails(&["nothing answers", &gone.to_string()]);
    run("localhost").fails(&["is no chain"]);

    let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
    let page = listener.local_addr().expect("has one");
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("connects");
        let _ = stream.read(&mut [0; 4096]);
        let page = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello";
        let _ = stream.write_all(page.as_bytes());
    });
    run(&format!("http://{page}")).fails(&["no Solana RPC"]);
    answering.join().expect("answered");
}
