//! Everything that a host can get wrong: one readable message and the right exit code, at once.

use crate::process::{Server, run};
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::path::Path;

const HERE: [&str; 4] = ["--port", "0", "--bind", "127.0.0.1"];

/// Runs it with these options on top of a free loopback port, and expects a failure.
fn fails(place: &Path, arguments: &[&str], code: i32, says: &[&str]) {
    let mut all = HERE.to_vec();
    all.extend_from_slice(arguments);
    let (found, output, errors) = run(place, &all);
    assert_eq!(found, code, "{arguments:?}: {output}{errors}");
    for text in says {
        assert!(errors.contains(text), "{arguments:?} should say {text:?}: {errors}");
    }
    assert!(!output.contains("ready"), "{output}");
    assert!(!errors.contains("panicked") && !errors.contains("RUST_BACKTRACE"), "{errors}");
}

#[test]
fn wrong_options_end_with_code_2() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let place = place.path();
    let (code, _, errors) = run(place, &["--prot", "1"]);
    assert_eq!(code, 2);
    assert!(errors.contains("--prot") && errors.contains("--port"), "{errors}");
    let (code, _, errors) = run(place, &["--port", "99999"]);
    assert_eq!(code, 2, "{errors}");
    let (code, _, errors) = run(place, &["--bind", "here"]);
    assert_eq!(code, 2);
    assert!(errors.contains("--bind") && errors.contains("0.0.0.0"), "{errors}");
    fails(place, &["--player-limit", "0"], 2, &["--player-limit", "16384"]);
    fails(place, &["--metrics", "0.0.0.0:1"], 2, &["--metrics", "127.0.0.1"]);
    assert_eq!(std::fs::read_dir(place).expect("is there").count(), 0, "nothing was made");
}

#[test]
fn a_wrong_file_is_named_with_line_and_column() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let place = place.path();
    std::fs::write(place.join("server.toml"), "name = \"x\"\nport = \n").expect("writes");
    fails(place, &[], 1, &["server.toml:2:8"]);
    std::fs::write(place.join("server.toml"), "name = \"x\"\n\nprot = 7\n").expect("writes");
    fails(place, &[], 1, &["server.toml:3:1", "prot", "--print-config"]);
    std::fs::write(place.join("server.toml"), "view_distance = 7\n").expect("writes");
    fails(place, &[], 1, &["server.toml:1:17", "32 to 512"]);
    fails(place, &["--config", "absent.toml"], 1, &["absent.toml"]);
    assert_eq!(std::fs::read_dir(place).expect("is there").count(), 1, "nothing was made");
}

#[test]
fn an_invite_can_be_had_for_some_hours_once_there_is_a_server() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let place = place.path();
    let (code, _, errors) = run(place, &["--invite", "48"]);
    assert_eq!(code, 1);
    assert!(errors.contains("start it once"), "{errors}");
    assert!(!place.join("data").exists(), "nothing was made");
    let key = transport::ServerIdentity::load_or_create(&place.join("server.key")).expect("a key");
    let (code, output, errors) = run(place, &["--invite", "48", "--data-dir", "."]);
    assert_eq!(code, 0, "{errors}");
    let invite: transport::Invite = output.trim().parse().expect("an invite");
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).expect("a clock");
    let hours = |count: u64| now + std::time::Duration::from_secs(count * 3600);
    assert_eq!(invite.server_key, Some(key.public()));
    assert!(invite.pass.is_some_and(|pass| pass.is_from(&key.public())));
    let (_, output, _) = run(place, &["--invite", "48", "--data-dir", "."]);
    let invite: transport::Invite = output.trim().parse().expect("an invite");
    assert!(invite.is_current(hours(47)) && !invite.is_current(hours(49)));
}

#[test]
fn a_chain_is_not_run_with_another_key_than_it_was_made_with() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let place = place.path();
    Server::start(place, &[]).stop();
    let key = place.join("data/authority.key");
    let own = std::fs::read(&key).expect("the key");
    std::fs::remove_file(&key).expect("it goes");
    fails(place, &[], 1, &["authority.key", "backup", "--chain off"]);
    // Who has it again goes on.
    std::fs::write(&key, own).expect("it comes back");
    Server::start(place, &[]).stop();
}

#[test]
fn an_unknown_or_broken_ruleset_is_named() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let place = place.path();
    fails(place, &["--ruleset", "nonesuch"], 1, &["nonesuch", "core"]);
    std::fs::create_dir(place.join("mine")).expect("makes");
    std::fs::write(place.join("mine/ruleset.toml"), "name = ").expect("writes");
    fails(place, &["--ruleset", "./mine"], 1, &["mine"]);
    assert!(!place.join("data").exists(), "no world was made");
}

#[test]
fn a_port_in_use_is_named() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let place = place.path();
    let here = (Ipv4Addr::LOCALHOST, 0);
    let tcp = TcpListener::bind(here).expect("binds");
    let port = tcp.local_addr().expect("is bound").port().to_string();
    fails(place, &["--data-dir", "a", "--port", &port], 2, &["--port"]);
    let (code, _, errors) = run(place, &["--bind", "127.0.0.1", "--port", &port]);
    assert_eq!(code, 1);
    assert!(errors.contains(&format!("TCP port {port} is in use")), "{errors}");
    assert!(errors.contains("--port"), "{errors}");

    // The system may have given the TCP port of that number to somebody else, who runs beside.
    let (_udp, port, code, errors) = (0..20)
        .map(|_| {
            let udp = UdpSocket::bind(here).expect("binds");
            let port = udp.local_addr().expect("is bound").port().to_string();
            let (code, _, errors) = run(place, &["--bind", "127.0.0.1", "--port", &port]);
            (udp, port, code, errors)
        })
        .find(|(_, _, _, errors)| !errors.contains("TCP port"))
        .expect("a number that is free for TCP");
    assert_eq!(code, 1);
    assert!(errors.contains(&format!("UDP port {port} is in use")), "{errors}");
    assert!(errors.contains("--port"), "{errors}");

    let (code, _, errors) = run(
        place,
        &[
            "--bind",
            "127.0.0.1",
            "--port",
            "0",
            "--metrics",
            &format!("127.0.0.1:{}", tcp.local_addr().expect("is bound").port()),
        ],
    );
    assert_eq!(code, 1);
    assert!(errors.contains("--metrics"), "{errors}");
    assert!(!place.join("data/world.redb").exists(), "no world was made");
}

#[test]
fn a_world_of_somebody_else_is_left_alone() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let place = place.path();
    let server = Server::start(place, &["--seed", "first"]);
    fails(place, &[], 1, &["in use", "process", "--data-dir"]);
    let seed = server.value("seed").to_owned();
    server.stop();

    fails(place, &["--seed", "second"], 1, &[&format!("--seed {seed}"), "--data-dir"]);
    let (code, output, errors) = run(place, &["--check"]);
    assert_eq!(code, 0, "{errors}");
    assert!(output.contains(&seed), "{output}");
    fails(place, &["--seed", "second", "--check"], 1, &["--data-dir"]);

    std::fs::write(place.join("data/banned.txt"), "nobody\n").expect("writes");
    fails(place, &[], 1, &["banned.txt:1:1"]);
    std::fs::remove_file(place.join("data/banned.txt")).expect("removes");

    let good = std::fs::read(place.join("data/world.redb")).expect("is there");
    std::fs::write(place.join("data/world.redb"), "rubbish").expect("writes");
    fails(place, &[], 1, &["world.redb", "backup"]);
    std::fs::write(place.join("data/world.redb"), good).expect("writes");
    let again = Server::start(place, &[]);
    assert_eq!(again.value("seed"), seed);
    again.stop();
}

#[test]
fn the_printed_configuration_is_a_configuration() {
    let place = tempfile::tempdir().expect("a temporary directory");
    let place = place.path();
    let (code, file, _) = run(place, &["--print-config"]);
    assert_eq!(code, 0);
    std::fs::write(place.join("server.toml"), file).expect("writes");
    let (code, output, errors) = run(place, &["--check"]);
    assert_eq!(code, 0, "{errors}");
    assert!(output.contains("no world yet"), "{output}");
    assert!(!place.join("data").exists(), "a check makes nothing");
}
