//! The same commands through the port of a real server where players log in, which offers little and
//! rations it.

use crate::support::{Ended, key, seedbound, text};
use anchor_client::{CommitmentConfig, Signer, Transaction};
use clap::Parser;
use game_server::config::{Cli, Config};
use game_server::parts::Parts;
use game_server::shutdown::Shutdown;
use seedbound_interface::accounts::ItemClass;
use seedbound_interface::build::{Builder, ItemId};
use seedbound_interface::{Hash, addresses, derive};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;
use std::path::Path;
use std::time::{Duration, Instant};
use transport::PlayerKey;

fn server(home: &Path, more: &[&str]) -> Parts {
    let data = home.join("data");
    let mut words = vec!["game-server", "--port", "0", "--bind", "127.0.0.1", "--metrics", "off"];
    words.extend(["--seed", "hollow", "--data-dir", data.to_str().expect("is text")]);
    words.extend(more);
    let config = Config::load(&Cli::parse_from(words)).expect("is a configuration");
    game_server::startup::open(config, Shutdown::new()).expect("opens")
}

fn run(home: &Path, parts: &Parts, words: &[&str]) -> Ended {
    let url = format!("http://{}/chain", parts.web.login_address());
    let mut all = vec!["chain"];
    all.extend(words);
    all.extend(["--url", &url]);
    seedbound(home, &all)
}

#[test]
fn everything_works_through_the_port_for_players() {
    let home = tempfile::tempdir().expect("a place");
    let home = home.path();
    let parts = server(home, &[]);
    let direct = parts.chain.as_ref().and_then(|chain| chain.url()).expect("runs");
    let searched =
        |words: &[&str]| seedbound(home, &[&["chain"], words, &["--url", direct]].concat());
    // The world is founded step by step; its first epoch comes last.
    let began = Instant::now();
    while !searched(&["status"]).out.contains("1, open") {
        assert!(began.elapsed() < Duration::from_secs(30), "it is not founded");
        std::thread::sleep(Duration::from_millis(200));
    }
    let status = run(home, &parts, &["status"]);
    println!("{}", status.out);
    status.says(&["the committed build", "open", "nobody can replace it"]);
    let supply = run(home, &parts, &["supply"]);
    println!("{}", supply.out);
    supply.says(&["Relic of ", "granted", "legendary"]);
    // The server's own address offers a search over accounts; what it finds is the same.
    assert_eq!(supply.out, searched(&["supply"]).out);

    // The world gives somebody an item and some SOL; the rest goes through the port.
    seedbound(home, &["wallet", "new"]).says(&[]);
    let wallet = home.join(".local/share/seedbound/player.key");
    let wallet = *PlayerKey::load(&wallet).expect("is there").wallet().as_bytes();
    let authority = PlayerKey::load(&home.join("data/authority.key")).expect("is there");
    let authority = Keypair::try_from(&authority.to_keypair_bytes()[..]).expect("is one");
    let by = key(&authority);
    let world = derive::world(&addresses::PROGRAM, &by, 0);
    let class = derive::class(&addresses::PROGRAM, &world, 1);
    let item = ItemId { class, rarity: 2, serial: 1 };
    let builder = Builder { program: addresses::PROGRAM, world, payer: by };
    let grant = builder.grant_item(by, &item, wallet, Hash([9; 32]));
    let client = RpcClient::new_with_commitment(direct.to_owned(), CommitmentConfig::finalized());
    let mut data = 2_u32.to_le_bytes().to_vec();
    data.extend(1_000_000_000_u64.to_le_bytes());
    let meta = anchor_client::anchor_lang::solana_program::instruction::AccountMeta::new;
    let gift = anchor_client::Instruction {
        program_id: addresses::SYSTEM_PROGRAM.into(),
        accounts: vec![meta(by.into(), true), meta(wallet.into(), false)],
        data,
    };
    let accounts = grant.accounts.iter().map(|one| {
        let mut meta = meta(one.address.into(), one.signer);
        meta.is_writable = one.writable;
        meta
    });
    let grant = anchor_client::Instruction {
        program_id: grant.program.into(),
        accounts: accounts.collect(),
        data: grant.data.clone(),
    };
    let hash = client.get_latest_blockhash().expect("answers");
    let payer = authority.pubkey();
    let sent =
        Transaction::new_signed_with_payer(&[gift, grant], Some(&payer), &[&authority], hash);
    client.send_and_confirm_transaction(&sent).expect("the program takes it");
    let state = client.get_account_data(&class.into()).expect("is there");
    assert_eq!(ItemClass::of(&state[..]).expect("is a class").minted()[2], 1);

    let mint = text(&item.mint(&addresses::PROGRAM));
    run(home, &parts, &["items"]).says(&["1 item of", "rare", "grant", &mint]);
    let list = run(home, &parts, &["market", "list", "--mint", &mint, "--price", "0.02"]);
    println!("{}", list.out);
    list.says(&["offered: Relic of ", "rare, 1", "for 0.02 SOL", "final in slot"]);
    let market = run(home, &parts, &["market"]);
    println!("{}", market.out);
    market.says(&["1 item for sale", "0.02 SOL", &mint]);
    assert_eq!(market.out, searched(&["market"]).out);
    run(home, &parts, &["market", "cancel", "--mint", &mint]).says(&["taken back"]);
    run(home, &parts, &["market"]).says(&["nothing is for sale"]);
}

#[test]
fn a_server_without_a_chain_says_so() {
    let home = tempfile::tempdir().expect("a place");
    let parts = server(home.path(), &["--chain", "off"]);
    run(home.path(), &parts, &["status"]).fails(&["without a chain"]);
}
