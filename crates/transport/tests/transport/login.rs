//! Logins that must not succeed, and what they say.

use std::{
    net::{IpAddr, TcpListener},
    time::Duration,
};

use transport::{
    Invite, InvitePass, LoginError, LoginRefusal, LoginReply, LoginRequest, NameFault, PlayerKey,
    ServerIdentity, ServerKey, fetch_status, log_in,
};

use crate::support::{Host, LOOPBACK, PROTOCOL_HASH, unix_now};

fn key() -> PlayerKey {
    PlayerKey::generate().expect("randomness")
}

fn refused(result: Result<impl std::fmt::Debug, LoginError>) -> LoginRefusal {
    match result {
        Err(LoginError::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// A request that is right in form but signed by nobody.
fn unsigned(host: &Host, pass: Option<InvitePass>) -> LoginRequest {
    let challenge = host.desk().challenge(unix_now(), LOOPBACK).expect("a challenge");
    LoginRequest {
        nonce: challenge.nonce,
        protocol_hash: PROTOCOL_HASH,
        name: "Mallory".to_owned(),
        wallet: key().wallet(),
        exchange_key: [9; 32],
        pass,
        signature: [1; 64],
    }
}

fn submit(host: &Host, request: &LoginRequest) -> Result<LoginReply, LoginRefusal> {
    let mut gate = |_: &_, _: &str| Ok(());
    host.desk().login(unix_now(), LOOPBACK, request, &mut gate)
}

#[test]
fn status_is_signed_by_the_key_in_the_invite() {
    let host = Host::start();
    host.desk().sessions().set_online(3);
    let status = fetch_status(&host.invite()).expect("a status");
    assert_eq!((status.online, status.limit), (3, 64));
    assert_eq!(status.world.name, "Testland");

    *host.tamper.lock().expect("no panic") = Some(Box::new(|_, body| {
        let text = String::from_utf8(body).expect("JSON");
        text.replace("Testland", "Moneyland").into_bytes()
    }));
    let error = fetch_status(&host.invite()).expect_err("changed on the way");
    assert!(matches!(error, LoginError::NotTheServer { .. }), "{error}");
}

#[test]
fn another_key_than_pinned_is_an_error_that_says_what_it_means() {
    let host = Host::start();
    let other = ServerKey::from_bytes([5; 32]);
    let mut invite = host.invite();
    let pinned = log_in(&invite, &key(), "Alice", PROTOCOL_HASH, Some(other));
    let error = pinned.expect_err("another key");
    assert!(matches!(error, LoginError::KeyMismatch { .. }));
    assert!(error.to_string().contains("fresh invite"), "{error}");

    invite.server_key = Some(other);
    let error = log_in(&invite, &key(), "Alice", PROTOCOL_HASH, None).expect_err("another key");
    assert!(matches!(error, LoginError::KeyMismatch { expected, .. } if expected == other));
}

#[test]
fn without_a_key_the_first_one_shown_is_handed_to_the_caller() {
    let host = Host::start();
    let with_key = host.invite();
    let bare: Invite = format!("127.0.0.1:{}", with_key.port).parse().expect("an invite");
    assert_eq!(bare.server_key, None);
    let login = log_in(&bare, &key(), "Alice", PROTOCOL_HASH, None).expect("a login");
    assert_eq!(Some(login.server_key), with_key.server_key);
    assert_eq!(login.token.client_id, login.session_id);
}

#[test]
fn a_changed_or_recorded_reply_is_noticed() {
    let host = Host::start();
    host.log_in(&key(), "Alice").expect("a login");
    let request = host.requests.lock().expect("no panic").pop().expect("one");
    assert_eq!(request.0, "/login");

    // Sent again, the recorded request is worth nothing.
    let again: LoginRequest = serde_json::from_slice(&request.1).expect("a request");
    assert_eq!(submit(&host, &again), Err(LoginRefusal::ChallengeExpired));

    for (field, value) in [
        ("session_id", serde_json::json!(1)),
        ("exchange_key", serde_json::json!("09".repeat(32))),
        ("sealed_token", serde_json::json!("00".repeat(2_000))),
    ] {
        *host.tamper.lock().expect("no panic") = Some(Box::new(move |path, body| {
            let mut json: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
            if path == "/login" {
                json[field] = value.clone();
            }
            serde_json::to_vec(&json).expect("JSON")
        }));
        let error = host.log_in(&key(), "Alice").expect_err(field);
        assert!(matches!(error, LoginError::NotTheServer { .. }), "{field}: {error}");
    }
}

#[test]
fn a_changed_challenge_yields_a_signature_for_nothing() {
    let host = Host::start();
    for (field, value) in
        [("domain", serde_json::json!("elsewhere")), ("expires", serde_json::json!(u64::MAX))]
    {
        *host.tamper.lock().expect("no panic") = Some(Box::new(move |path, body| {
            let mut json: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
            if path == "/challenge" {
                json[field] = value.clone();
            }
            serde_json::to_vec(&json).expect("JSON")
        }));
        let refusal = refused(host.log_in(&key(), "Alice"));
        assert_eq!(refusal, LoginRefusal::BadSignature, "{field}");
    }
}

#[test]
fn a_wrong_signature_uses_the_challenge_up() {
    let host = Host::start();
    let request = unsigned(&host, None);
    assert_eq!(submit(&host, &request), Err(LoginRefusal::BadSignature));
    assert_eq!(submit(&host, &request), Err(LoginRefusal::ChallengeExpired));
}

#[test]
fn a_request_with_another_exchange_key_or_name_is_not_the_one_that_was_signed() {
    let host = Host::start();
    host.log_in(&key(), "Alice").expect("a login");
    let (_, body) = host.requests.lock().expect("no panic").pop().expect("one");
    let signed: LoginRequest = serde_json::from_slice(&body).expect("a request");
    for change in 0..3 {
        // A fresh challenge with the old signature, and what an attacker would like to differ.
        let mut request = signed.clone();
        request.nonce = unsigned(&host, None).nonce;
        match change {
            0 => request.exchange_key = [9; 32],
            1 => request.name = "Mallory".to_owned(),
            _ => {}
        }
        assert_eq!(submit(&host, &request), Err(LoginRefusal::BadSignature));
    }
}

#[test]
fn passes_are_required_checked_and_expire() {
    let host = Host::with(|_, desk| desk.invite_only = true);
    let now = unix_now().as_secs();
    let good = host.desk().invite("127.0.0.1", Some(now + 60));
    log_in(&good, &key(), "Alice", PROTOCOL_HASH, None).expect("a guest");
    let endless = host.desk().invite("127.0.0.1", None);
    log_in(&endless, &key(), "Bob", PROTOCOL_HASH, None).expect("a guest");

    let mut bare = good.clone();
    bare.pass = None;
    let result = log_in(&bare, &key(), "Carol", PROTOCOL_HASH, None);
    assert_eq!(refused(result), LoginRefusal::InviteRequired);

    // The client notices by itself, and the server does not rely on it.
    let old = host.desk().invite("127.0.0.1", Some(now - 5));
    let result = log_in(&old, &key(), "Dave", PROTOCOL_HASH, None);
    assert_eq!(refused(result), LoginRefusal::InviteExpired);
    let result = submit(&host, &unsigned(&host, old.pass.clone()));
    assert_eq!(result, Err(LoginRefusal::InviteExpired));

    let mut longer = old.pass.clone().expect("a pass");
    longer.until = Some(now + 1_000);
    let mut forever = longer.clone();
    forever.until = None;
    for pass in [longer, forever] {
        let mut invite = good.clone();
        invite.pass = Some(pass.clone());
        let result = log_in(&invite, &key(), "Eve", PROTOCOL_HASH, None);
        assert_eq!(refused(result), LoginRefusal::InviteInvalid);
        let result = submit(&host, &unsigned(&host, Some(pass)));
        assert_eq!(result, Err(LoginRefusal::InviteInvalid));
    }
    // A valid pass gets no further than the signature without one.
    let result = submit(&host, &unsigned(&host, good.pass));
    assert_eq!(result, Err(LoginRefusal::BadSignature));
}

#[test]
fn the_game_and_the_rules_can_say_no() {
    let host = Host::start();
    let taken = LoginRefusal::NameTaken { name: "Taken".to_owned() };
    assert_eq!(refused(host.log_in(&key(), "Taken")), taken);
    assert_eq!(refused(host.log_in(&key(), "Banned")), LoginRefusal::Banned);
    let why = NameFault::Character;
    let invalid = LoginRefusal::NameInvalid { why };
    assert_eq!(refused(host.log_in(&key(), "no spaces")), invalid);

    let other = log_in(&host.invite(), &key(), "Alice", [8; 32], None);
    assert!(matches!(refused(other), LoginRefusal::ProtocolMismatch { .. }));
    host.desk().sessions().set_online(64);
    let full = LoginRefusal::ServerFull { limit: 64 };
    assert_eq!(refused(host.log_in(&key(), "Alice")), full);
    host.desk().shut_down();
    let result = host.log_in(&key(), "Alice");
    assert_eq!(refused(result), LoginRefusal::ShuttingDown);
}

#[test]
fn network_trouble_has_words() {
    let nowhere: Invite = "no-such-host.invalid".parse().expect("an invite");
    let error = log_in(&nowhere, &key(), "Alice", PROTOCOL_HASH, None).expect_err("no host");
    assert!(matches!(error, LoginError::UnknownHost { .. }), "{error}");

    let listener = TcpListener::bind((LOOPBACK, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let closed: Invite = format!("127.0.0.1:{port}").parse().expect("an invite");
    let error = log_in(&closed, &key(), "Alice", PROTOCOL_HASH, None).expect_err("closed");
    assert!(matches!(error, LoginError::NothingThere { .. }), "{error}");

    let host = Host::start();
    *host.tamper.lock().expect("no panic") = Some(Box::new(|_, _| b"<html>".to_vec()));
    let error = host.log_in(&key(), "Alice").expect_err("not ours");
    assert!(matches!(error, LoginError::NotSeedbound { .. }), "{error}");
}

#[test]
fn one_address_cannot_log_in_without_end_but_a_thousand_bots_can() {
    let host = Host::start();
    let mut desk = host.desk();
    let now = Duration::from_secs(1_000_000);
    let remote = IpAddr::from([203, 0, 113, 5]);
    let passed = (0..100).filter(|_| desk.challenge(now, remote).is_ok()).count();
    assert_eq!(passed, 20);
    assert!(matches!(
        desk.challenge(now, remote),
        Err(LoginRefusal::TooManyRequests { retry_after_s: 1..=3 })
    ));
    assert!((0..2_000).all(|_| desk.challenge(now, LOOPBACK).is_ok()));
}

#[test]
fn forged_addresses_do_not_grow_the_desk() {
    let host = Host::start();
    let mut desk = host.desk();
    for n in 0..60_000_u32 {
        let now = Duration::from_secs(1_000_000 + u64::from(n / 6_000));
        let from = IpAddr::from((0x0b00_0000 + n).to_be_bytes());
        let _ = desk.challenge(now, from);
    }
    let [challenges, sessions, addresses] = desk.table_sizes();
    assert!(challenges <= 16_384 && addresses <= 8_192, "{challenges} {addresses}");
    assert_eq!(sessions, 0);
}

#[test]
fn an_invite_survives_the_clipboard() {
    let folder = tempfile::tempdir().expect("a folder");
    let identity =
        ServerIdentity::load_or_create(&folder.path().join("identity.json")).expect("a key");
    let host = Host::start();
    let invite = host.desk().invite("play.example.org", Some(4_000_000_000));
    let text = invite.to_string();
    assert_eq!(text.parse(), Ok(invite.clone()));
    let key = invite.server_key.expect("a key");
    let pass = invite.pass.expect("a pass");
    assert!(pass.is_from(&key) && !pass.is_from(&identity.public()));
    assert!(text.starts_with("seedbound://play.example.org:"), "{text}");
    assert!(text.ends_with(&format!("#{key}")), "{text}");
}
