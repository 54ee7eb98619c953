//! Who gets in, and what forged and repeated packets cannot do.

use std::time::Duration;

use renet::ServerEvent;

use super::harness::{Client, World};
use crate::guard::DropReason;

#[test]
fn more_clients_than_one_netcode_server_holds_connect_and_the_next_is_denied() {
    let mut world = World::new(1_040, 1_024);
    let mut clients: Vec<Client> = Vec::new();
    for _ in 0..1_040 {
        let mut client = world.client();
        assert!(world.connect(&mut client), "client {}", clients.len());
        clients.push(client);
    }
    assert_eq!(world.hub.connected(), 1_040);
    assert_eq!(world.renet.connected_clients(), 1_040);
    assert_eq!(world.wire.known.len(), 1_040);

    let mut late = world.client();
    assert!(!world.connect(&mut late));
    assert_eq!(
        late.netcode.disconnect_reason(),
        Some(renetcode::DisconnectReason::ConnectionDenied)
    );

    // Both shards carry payloads: the first and the last client hear each other's echo.
    for client in [0, 1_039] {
        let client = &mut clients[client];
        let id = client.netcode.client_id();
        world.renet.send_message(id, 2, vec![id as u8; 5]);
        world.flush();
        let payloads = world.deliver(client);
        assert!(payloads.iter().any(|p| p.ends_with(&[id as u8; 5])));
    }
}

#[test]
fn a_token_connects_once_and_from_one_address() {
    let mut world = World::new(8, 4);
    let mut first = world.client();
    let request = first.next_packet(Duration::ZERO).expect("a request");
    world.handle(first.address, &request);

    let mut thief = world.client();
    thief = Client::new(thief.address, first.token.clone());
    world.handle(thief.address, &request);
    assert_eq!(world.hub.counters.dropped(DropReason::TokenReused), 1);

    world.deliver(&mut first);
    assert!(world.connect(&mut first));
    let goodbye = first.netcode.disconnect().expect("a packet").1.to_vec();
    world.handle(first.address, &goodbye);
    assert_eq!(world.hub.connected(), 0);

    // Not even from its own address: the packet counters would start again under the same keys.
    let mut again = Client::new(first.address, first.token.clone());
    assert!(!world.connect(&mut again));
    assert_eq!(world.hub.counters.dropped(DropReason::TokenReused), 2);
    assert!(!world.connect(&mut thief));
}

#[test]
fn a_changed_token_opens_nothing() {
    let mut world = World::new(8, 4);
    let mut client = world.client();
    let request = client.next_packet(Duration::ZERO).expect("a request");
    for place in [60, 500, 1_077] {
        let mut changed = request.clone();
        changed[place] ^= 1;
        world.handle(client.address, &changed);
    }
    let mut later = request.clone();
    // The third byte of the expiry, which makes it later.
    later[24] ^= 0x40;
    world.handle(client.address, &later);
    assert_eq!(world.hub.counters.dropped(DropReason::TokenForged), 4);
    assert_eq!(world.hub.memory().peers, 0);
    let mut foreign = request;
    foreign[14] ^= 1;
    world.handle(client.address, &foreign);
    assert_eq!(world.hub.counters.dropped(DropReason::TokenStale), 1);
}

#[test]
fn unsealed_requests_from_a_clients_address_do_not_keep_it_alive() {
    let mut world = World::new(8, 4);
    let mut client = world.client();
    let request = client.next_packet(Duration::ZERO).expect("a request");
    assert!(
        world.connect(&mut client) || {
            world.handle(client.address, &request);
            world.deliver(&mut client);
            world.connect(&mut client)
        }
    );
    while world.renet.get_event().is_some() {}
    for _ in 0..12 {
        world.pass(Duration::from_secs(1));
        world.handle(client.address, &request);
    }
    assert_eq!(world.hub.connected(), 0);
    assert!(matches!(world.renet.get_event(), Some(ServerEvent::ClientDisconnected { .. })));
}

#[test]
fn a_forged_or_repeated_goodbye_ends_nothing() {
    let mut world = World::new(8, 4);
    let mut victim = world.client();
    let mut other = world.client();
    assert!(world.connect(&mut victim) && world.connect(&mut other));
    let goodbye = other.netcode.disconnect().expect("a packet").1.to_vec();
    world.handle(victim.address, &goodbye);
    assert_eq!(world.hub.counters.dropped(DropReason::Forged), 1);
    world.handle(other.address, &goodbye);
    world.handle(other.address, &goodbye);
    assert_eq!(world.hub.counters.dropped(DropReason::Stranger), 1);
    assert_eq!(world.hub.connected(), 1);

    let packet = victim.seal(&[]);
    world.handle(victim.address, &packet);
    world.handle(victim.address, &packet);
    assert_eq!(world.hub.counters.dropped(DropReason::Replayed), 1);
}

#[test]
fn a_client_that_missed_its_first_keep_alive_still_connects_while_the_game_talks() {
    let mut world = World::new(8, 4);
    let mut client = world.client();
    for _ in 0..2 {
        let packet = client.next_packet(Duration::ZERO).expect("a packet");
        world.handle(client.address, &packet);
        if world.hub.connected() == 0 {
            world.deliver(&mut client);
        }
    }
    // The keep-alive that tells the client is lost.
    assert_eq!(world.wire.sent.drain(..).count(), 1);
    let id = client.netcode.client_id();
    for _ in 0..10 {
        world.pass(Duration::from_millis(50));
        world.renet.send_message(id, 2, vec![7; 30]);
        world.flush();
        world.deliver(&mut client);
    }
    assert!(client.netcode.is_connected());
    let packet = client.seal(&[]);
    world.handle(client.address, &packet);
    world.flush();
    assert!(!world.deliver(&mut client).is_empty(), "what was held back");
}

#[test]
fn handshakes_that_nobody_finishes_are_bounded_and_go_away() {
    let mut world = World::new(8, 4);
    for _ in 0..600 {
        let mut client = world.client();
        let request = client.next_packet(Duration::ZERO).expect("a request");
        world.handle(client.address, &request);
    }
    assert_eq!(world.hub.memory().handshakes, 256);
    assert!(world.hub.counters.dropped(DropReason::HandshakesFull) > 300);
    assert_eq!(world.wire.known.len(), 256);
    for _ in 0..8 {
        world.pass(Duration::from_secs(1));
    }
    assert_eq!(world.hub.memory().peers, 0);
    assert_eq!(world.hub.memory().tokens, 0);
    assert!(world.wire.known.is_empty());
    let mut client = world.client();
    assert!(world.connect(&mut client));
}
