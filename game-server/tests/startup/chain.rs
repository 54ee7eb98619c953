//! The chain through the port where players log in.

use crate::process::Server;
use serde_json::{Value, json};
use transport::{Invite, PlayerKey, fetch_status, log_in};

/// Asks an RPC; HTTP status and answer.
fn ask(url: &str, method: &str, params: &Value) -> (u16, Value) {
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let question = json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params });
    let mut answer = agent.post(url).send_json(question).expect("answers");
    let body = answer.body_mut().read_json().expect("is JSON");
    (answer.status().as_u16(), body)
}

fn door(server: &Server) -> (Invite, String) {
    let invite: Invite = server.value("join").parse().expect("an invite");
    let url = format!("http://{}:{}/chain", invite.host, invite.port);
    (invite, url)
}

#[test]
fn players_see_the_chain_as_it_is_and_cannot_change_it_by_cheats() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let server = Server::start(place.path(), &[]);
    let (_, door) = door(&server);
    let direct = server.value("chain").split(' ').next().expect("an address").to_owned();
    assert!(direct.starts_with("http://127.0.0.1:"), "{direct}");

    let slot = |url: &str| ask(url, "getSlot", &json!([])).1["result"].as_u64().expect("a number");
    let (before, through, after) = (slot(&direct), slot(&door), slot(&direct));
    assert!((before..=after).contains(&through), "{before} {through} {after}");
    assert!(before > 0);

    // The authority of the world, whose lamports the start of the chain has made.
    let file = place.path().join("data/authority.key");
    let authority = PlayerKey::load_or_create(&file).expect("is there").wallet().to_string();
    let program = solana_pubkey::Pubkey::from(seedbound_interface::addresses::PROGRAM).to_string();
    for address in [authority, program, "11111111111111111111111111111112".to_owned()] {
        let params = json!([address, { "encoding": "base64" }]);
        let [direct, through] = [&direct, &door].map(|url| ask(url, "getAccountInfo", &params));
        assert_eq!((direct.0, through.0), (200, 200));
        // The founding may have been under way between the two.
        if through.1["result"]["value"]["owner"] != "11111111111111111111111111111111" {
            assert_eq!(direct.1["result"]["value"], through.1["result"]["value"], "{address}");
        } else {
            let lamports = &through.1["result"]["value"]["lamports"];
            assert!(lamports.as_u64().is_some_and(|lamports| lamports > 0), "{lamports}");
        }
        assert_eq!(through.1["id"], 7);
    }

    for cheat in ["surfnet_setAccount", "requestAirdrop", "getProgramAccounts"] {
        let (_, answer) = ask(&door, cheat, &json!(["11111111111111111111111111111112", 5]));
        assert_eq!(answer["error"]["code"], -32601, "{answer}");
    }
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let long = "x".repeat(60_000);
    let status = agent.post(&door).send(&long).map(|answer| answer.status().as_u16());
    // It may close before all of it was sent.
    assert!(!matches!(status, Ok(code) if code != 413), "{status:?}");
    server.stop();
}

#[test]
fn a_flood_is_told_to_wait_and_logins_go_on() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let server = Server::start(place.path(), &[]);
    let (invite, door) = door(&server);
    let flood: Vec<_> = (0..8)
        .map(|_| {
            let door = door.clone();
            std::thread::spawn(move || {
                (0..40).map(|_| ask(&door, "getSlot", &json!([])).0).collect::<Vec<_>>()
            })
        })
        .collect();
    let key = PlayerKey::generate().expect("randomness");
    log_in(&invite, &key, "Anna", protocol::protocol_hash(), None).expect("lets in");
    fetch_status(&invite).expect("answers");
    let codes: Vec<u16> = flood.into_iter().flat_map(|one| one.join().expect("ends")).collect();
    let count = |code| codes.iter().filter(|&&found| found == code).count();
    assert!(count(200) >= 60, "what was saved up is given: {}", count(200));
    assert!(count(429) >= 100, "the rest is refused: {}", count(429));
    assert_eq!(count(200) + count(429), codes.len(), "{codes:?}");

    // After a pause there is something again, and whoever asks too much is told when to.
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    assert_eq!(ask(&door, "getSlot", &json!([])).0, 200);
    server.stop();
}

#[test]
fn without_a_chain_the_answer_says_so() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let server = Server::start(place.path(), &["--chain", "off"]);
    let (code, answer) = ask(&door(&server).1, "getSlot", &json!([]));
    assert_eq!(code, 200, "chain clients show the words of no other");
    assert_eq!(answer["jsonrpc"], "2.0");
    let message = answer["error"]["message"].as_str().expect("words");
    assert!(message.contains("without a chain"), "{message}");
    server.stop();
}
