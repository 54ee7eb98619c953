//! `seedbound chain deploy`: a chain without our program as the remote one.

use crate::support::{ELF, FUNDED, World, chain, keypair, seedbound, text, write_key};
use anchor_client::Signer;
use seedbound_interface::addresses;
use solana_rpc_client::rpc_client::RpcClient;

#[test]
fn the_program_is_deployed_and_a_world_lives_under_it() {
    let home = tempfile::tempdir().expect("a place");
    let chain = chain(home.path(), None);
    let url = chain.rpc_url();
    write_key(&keypair(1), &home.path().join("payer.key"));
    write_key(&keypair(50), &home.path().join("program.key"));
    write_key(&keypair(90), &home.path().join("poor.key"));
    let deploy = |payer: &str, more: &[&str]| {
        let mut words = vec!["chain", "deploy", "--url", &url, "--keypair", payer];
        words.extend(more);
        seedbound(home.path(), &words)
    };
    let asked = deploy("payer.key", &["--program-keypair", "program.key"]);
    println!("{}", asked.err);
    assert_eq!(asked.code, 1);
    for word in ["cost", "SOL", "nothing was sent", "--yes"] {
        assert!(asked.err.contains(word), "{word}: {}", asked.err);
    }
    let poor = deploy("poor.key", &["--yes"]);
    poor.fails(&[&keypair(90).pubkey().to_string(), "has 0 SOL and needs"]);
    deploy("nobody.key", &["--yes"]).fails(&["there is no key file", "nobody.key"]);
    let other = text(&keypair(9).pubkey().to_bytes());
    deploy("payer.key", &["--yes", "--genesis", &other]).fails(&["another chain"]);

    let done = deploy("payer.key", &["--program-keypair", "program.key", "--yes", "--final"]);
    println!("{}", done.out);
    let program = keypair(50).pubkey().to_string();
    done.says(&["deployed for", &program, "nobody can replace it"]);
    let again = deploy("payer.key", &["--program-keypair", "program.key", "--yes"]);
    again.says(&["it is there already", "nothing was sent"]);
    deploy("payer.key", &["--abandon"]).says(&["no unfinished deployment"]);

    // It is there after a restart, and works: a world, an item, a look at it under the new address.
    chain.shutdown().expect("in order");
    let chain = crate::support::chain(home.path(), None);
    let world = World::on(home, chain, keypair(50).pubkey().to_bytes());
    world.run(&["status", "--program", &program]).says(&["the committed build", "open"]);
    let mint = world.grant(1, 1, &keypair(3));
    let holder = keypair(3).pubkey().to_string();
    let items = world.run(&["items", "--program", &program, "--wallet", &holder]);
    items.says(&["Relic of Hollow", &text(&mint), "yes"]);
    world.run(&["status"]).fails(&["no program", &text(&addresses::PROGRAM)]);
}

#[test]
fn an_interrupted_deployment_goes_on_where_it_was_or_is_given_up() {
    let home = tempfile::tempdir().expect("a place");
    let chain = chain(home.path(), None);
    let url = chain.rpc_url();
    write_key(&keypair(1), &home.path().join("payer.key"));
    let words = ["chain", "deploy", "--url", &url, "--keypair", "payer.key"];
    let balance = || chain.durable_lamports(&keypair(1).pubkey()).expect("reads");
    // Killed in the middle of writing.
    let interrupt = || {
        let counters = || chain.counters().landed;
        let before = counters();
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_seedbound"))
            .args(words)
            .arg("--yes")
            .current_dir(home.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("starts");
        let began = std::time::Instant::now();
        while counters() < before + 20 {
            assert!(began.elapsed().as_secs() < 60, "it writes nothing");
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        child.kill().expect("is ours");
        child.wait().expect("ends");
        counters() - before
    };
    let written = interrupt();
    let pieces = ELF.len().div_ceil(1_000) as u64;
    assert!(written < pieces, "{written} of {pieces} before it was killed");
    let mut abandon = words.to_vec();
    abandon.push("--abandon");
    // All that a buffer of that size holds: a head, and room for the whole program.
    let client = RpcClient::new(url.clone());
    let rent = client.get_minimum_balance_for_rent_exemption(37 + ELF.len()).expect("answers");
    let took = format!("took {}.{:09}", rent / 1_000_000_000, rent % 1_000_000_000);
    seedbound(home.path(), &abandon).says(&[took.trim_end_matches('0'), "SOL back"]);
    assert!(FUNDED - balance() < 5_000_000, "fees only: {}", FUNDED - balance());

    let written = interrupt();
    let before = chain.counters().landed;
    let mut go_on = words.to_vec();
    go_on.extend(["--yes", "--json"]);
    let answer = seedbound(home.path(), &go_on).json();
    assert_eq!(answer["deployed_now"], true);
    assert_eq!(answer["authority"], keypair(1).pubkey().to_string());
    let sent = chain.counters().landed - before;
    // The buffer and what it held are not written again; a few may have been under way.
    assert!(sent <= pieces + 1 - (written - 1) + 2, "{sent} sent, {written} were there");
}
