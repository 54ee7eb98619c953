//! The way that honest players go.

use transport::{BindError, Disconnected, ServerTransport, ServerTransportConfig};

use crate::support::{Host, LOOPBACK, until};

#[test]
fn a_player_logs_in_connects_and_talks() {
    let mut host = Host::start();
    let mut player = host.join("Alice");
    let id = player.transport.client_id();
    let ticket = host.desk().session(id).expect("a session");
    assert_eq!(ticket.name, "Alice");
    assert!(host.echoes(&mut player, b"hello"));

    let traffic = host.transport.client_bytes(id).expect("a client");
    assert!(traffic.packets_in > 0 && traffic.packets_out > 0);
    assert!(traffic.bytes_in >= b"hello".len() as u64);
    assert_eq!(host.transport.counters().dropped_total(), 0);
}

#[test]
fn a_server_on_all_addresses_is_joined_where_the_login_was() {
    let mut host = Host::with(|config, _| config.bind = [0, 0, 0, 0].into());
    assert!(host.transport.addresses()[0].ip().is_unspecified());
    let mut player = host.join("Alice");
    assert!(host.echoes(&mut player, b"hello"));
}

#[test]
fn a_long_message_from_the_server_arrives_whole() {
    let mut host = Host::start();
    let mut player = host.join("Alice");
    let long: Vec<u8> = (0..200_000_u32).map(|n| n as u8).collect();
    let id = player.transport.client_id();
    host.renet.send_message(id, 2, long.clone());
    let mut received = None;
    assert!(until(|| {
        host.tick();
        player.step();
        received = player.renet.receive_message(2);
        received.is_some()
    }));
    assert_eq!(received.expect("the message"), long);
    assert!(player.transport.is_connected());
}

#[test]
fn a_message_too_long_for_a_client_ends_in_a_reason() {
    let mut host = Host::start();
    let mut player = host.join("Alice");
    player.renet.send_message(2, vec![1; 1_300]);
    player.step();
    assert_eq!(player.transport.reason(), Some(Disconnected::MessageTooLong));
    assert!(until(|| {
        host.tick();
        host.transport.connected() == 0
    }));
}

#[test]
fn either_side_can_end_it_and_the_other_learns_at_once() {
    let mut host = Host::start();
    let mut leaver = host.join("Alice");
    let mut stayer = host.join("Bob");
    leaver.transport.disconnect(&mut leaver.renet);
    assert_eq!(leaver.transport.reason(), Some(Disconnected::ByClient));
    assert!(until(|| {
        host.tick();
        host.transport.connected() == 1
    }));
    assert!(host.echoes(&mut stayer, b"still here"));

    host.transport.disconnect_all(&mut host.renet);
    assert!(until(|| {
        stayer.step();
        stayer.transport.reason() == Some(Disconnected::ByServer)
    }));
    assert!(stayer.renet.is_disconnected());
}

#[test]
fn a_player_whom_the_game_disconnects_is_gone() {
    let mut host = Host::start();
    let mut player = host.join("Alice");
    host.renet.disconnect(player.transport.client_id());
    assert!(until(|| {
        host.tick();
        player.step();
        player.transport.reason().is_some() && host.transport.connected() == 0
    }));
    assert_eq!(player.transport.reason(), Some(Disconnected::ByServer));
}

#[test]
fn a_port_in_use_is_named() {
    let host = Host::start();
    let port = host.transport.local_addr().port();
    let mut config = ServerTransportConfig::new(port, 8, 1);
    config.bind = LOOPBACK;
    let Err(error) = ServerTransport::bind(config) else {
        panic!("two servers on one port");
    };
    assert!(matches!(error, BindError::InUse { .. }));
    assert!(error.to_string().contains(&port.to_string()), "{error}");

    let nobody = ServerTransportConfig::new(0, 0, 1);
    assert!(matches!(ServerTransport::bind(nobody), Err(BindError::Config { .. })));
}
