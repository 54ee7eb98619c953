//! A server that runs as it should.

use crate::process::Server;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use transport::{Invite, LoginError, LoginRefusal, PlayerKey, fetch_status, log_in};

fn get(url: &str) -> (u16, String) {
    let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
    let mut response = agent.get(url).call().expect("answers");
    let body = response.body_mut().read_to_string().expect("is text");
    (response.status().as_u16(), body)
}

#[test]
fn a_server_starts_answers_stops_and_remembers() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let server = Server::start(place.path(), &["--seed", "a test", "--name", "Test world"]);
    println!("ready after {:?}", server.took);
    assert!(server.value("chain").starts_with("http://127.0.0.1:"), "{:?}", server.lines);
    let invite: Invite = server.value("join").parse().expect("an invite");
    let status = fetch_status(&invite).expect("signed by the key of the invite");
    assert_eq!(status.world.name, "Test world");
    assert_eq!(status.world.world_seed, server.value("seed"));
    assert_eq!(status.world.world_seed, seed::WorldSeed::from_text("a test").to_string());

    let metrics = server.value("metrics").to_owned();
    let (code, page) = get(&metrics);
    assert_eq!(code, 200);
    assert!(page.contains("seedbound_player_limit 64\n"), "{page}");
    let (code, health) = get(&metrics.replace("/metrics", "/healthz"));
    assert_eq!((code, health.as_str()), (200, "ok\n"));

    let key = PlayerKey::generate().expect("randomness");
    let hash = protocol::protocol_hash();
    let session = log_in(&invite, &key, "Anna", hash, None).expect("lets in");
    assert_eq!(session.world, status.world);
    let other = PlayerKey::generate().expect("randomness");
    let error = log_in(&invite, &other, "ANNA", hash, None).expect_err("the name is taken");
    assert!(matches!(error, LoginError::Refused(LoginRefusal::NameTaken { .. })), "{error}");
    let (_, page) = get(&metrics);
    assert!(page.contains("seedbound_logins_total{outcome=\"admitted\"} 1\n"), "{page}");
    let announced = server.lines.clone();
    let log = server.stop();
    let secret = std::fs::read_to_string(place.path().join("data/secret.key")).expect("is there");
    let authority = std::fs::read_to_string(place.path().join("data/authority.key"));
    let authority = authority.expect("is there");
    for text in announced.iter().chain([&log, &page]) {
        assert!(!text.contains(authority.trim()), "the key is nobody's");
        assert!(!text.contains(secret.trim()), "the secret is nobody's");
    }

    // Without a seed: the world that is there. The name still belongs to the first wallet.
    let again = Server::start(place.path(), &[]);
    let pinned = again.value("join").parse::<Invite>().expect("an invite").server_key;
    assert_eq!(pinned, invite.server_key, "the same identity");
    assert_eq!(again.value("seed"), status.world.world_seed);
    let invite: Invite = again.value("join").parse().expect("an invite");
    let error = log_in(&invite, &other, "anna", hash, None).expect_err("still taken");
    assert!(matches!(error, LoginError::Refused(LoginRefusal::NameTaken { .. })), "{error}");
    log_in(&invite, &key, "Anna", hash, None).expect("its owner comes in");
    again.stop();
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let server = Server::start(place.path(), &[]);
    server.signal("INT");
    std::thread::sleep(Duration::from_millis(30));
    server.signal("INT");
    let (status, errors) = server.wait();
    // The orderly end may have been quicker than the second signal.
    assert!(matches!(status.code(), Some(0 | 130)), "{status} {errors}");
}

/// The answer to raw bytes, and how the server ended it.
fn raw(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).expect("connects");
    stream.set_read_timeout(Some(Duration::from_secs(15))).expect("sets");
    // The server may answer and close before it has read everything.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn strangers_get_short_answers_and_short_lives() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let server = Server::start(place.path(), &["--metrics", "off", "--chain", "off"]);
    assert_eq!(server.value("metrics"), "off");
    assert_eq!(server.value("chain"), "off");
    let invite: Invite = server.value("join").parse().expect("an invite");
    let address = format!("{}:{}", invite.host, invite.port);

    let post = |length: usize, body: &str| {
        format!(
            "POST /login HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        )
    };
    let answer = raw(&address, post(3, "{]}").as_bytes());
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("malformed"), "{answer}");
    let long = "x".repeat(5_000);
    let answer = raw(&address, post(5_000, &long).as_bytes());
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    let answer = raw(&address, b"\x16\x03\x01\x02\x00 no HTTP at all\r\n\r\n");
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");

    // Who says nothing, or never ends, is put out; everybody else is served meanwhile.
    let began = std::time::Instant::now();
    let silent: Vec<_> =
        (0..100).map(|_| TcpStream::connect(&address).expect("connects")).collect();
    let slow = std::thread::spawn({
        let address = address.clone();
        move || raw(&address, b"POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: 4000\r\n\r\n{")
    });
    fetch_status(&invite).expect("answers");
    slow.join().expect("was put out");
    let life = began.elapsed();
    assert!(life > Duration::from_secs(5) && life < Duration::from_secs(14), "{life:?}");
    drop(silent);
    server.stop();
}
