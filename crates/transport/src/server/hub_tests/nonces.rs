//! No nonce twice under one key, which stock `renetcode` gets wrong.

use std::{collections::HashSet, time::Duration};

use super::harness::{Client, World};
use crate::guard::{PacketKind, header::TOP_BIT, packet_key::PacketKey, read_to_client};

#[test]
fn every_packet_to_a_client_has_a_sequence_of_its_own() {
    let mut world = World::new(8, 4);
    let mut client = world.client();
    let key = PacketKey::new(&client.token.server_to_client_key, super::harness::PROTOCOL);
    let mut seen = HashSet::new();
    let mut kinds = Vec::new();
    let mut record = |world: &World| {
        for (_, packet) in &world.wire.sent {
            let header = read_to_client(packet).expect("a packet of ours");
            assert!(key.open(packet, header, &mut Vec::new()), "the client's key");
            assert!(seen.insert(header.sequence), "{:?} twice", header);
            let in_top_half = header.sequence & TOP_BIT != 0;
            assert_eq!(in_top_half, header.kind == PacketKind::Challenge);
            kinds.push(header.kind);
        }
    };
    // Four challenges, because the client does not hear the first three.
    for _ in 0..4 {
        world.wire.sent.clear();
        let request = client.next_packet(Duration::from_millis(300)).expect("a request");
        world.handle(client.address, &request);
        record(&world);
    }
    world.deliver(&mut client);
    let response = client.next_packet(Duration::ZERO).expect("a response");
    world.handle(client.address, &response);
    record(&world);
    world.deliver(&mut client);
    assert!(client.netcode.is_connected(), "a stock client accepts all of it");

    let word = client.seal(&[]);
    world.handle(client.address, &word);
    for tick in 0..20_u8 {
        world.pass(Duration::from_millis(50));
        world.renet.send_message(client.netcode.client_id(), 2, vec![tick; 10]);
        world.flush();
        record(&world);
        world.deliver(&mut client);
    }
    let count = |kind| kinds.iter().filter(|&&k| k == kind).count();
    assert_eq!(count(PacketKind::Challenge), 4);
    assert!(count(PacketKind::KeepAlive) >= 1);
    assert!(count(PacketKind::Payload) >= 20);
}

#[test]
fn a_denial_is_sealed_in_the_top_half_too() {
    let mut world = World::new(1, 1);
    let mut first: Client = world.client();
    assert!(world.connect(&mut first));
    let mut second = world.client();
    let request = second.next_packet(Duration::ZERO).expect("a request");
    world.handle(second.address, &request);
    let (_, denial) = world.wire.sent.pop().expect("an answer");
    let header = read_to_client(&denial).expect("a packet of ours");
    assert_eq!(header.kind, PacketKind::ConnectionDenied);
    assert_ne!(header.sequence & TOP_BIT, 0);
}
