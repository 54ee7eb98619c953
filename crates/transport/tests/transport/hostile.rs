//! Packets that no client of ours sends, from strangers and from a player's own address.

use transport::DropReason;

use crate::support::{Host, Numbers, stranger, until};

/// The two packets that stop a `renetcode` 2.0.0 server.
fn deadly() -> [Vec<u8>; 2] {
    let mut long_sequence = vec![0; 60];
    long_sequence[0] = 0xf5;
    let mut underflow = vec![1; 18];
    underflow[0] = 0x85;
    [long_sequence, underflow]
}

#[test]
fn the_packets_that_panic_renetcode_are_dropped_whoever_sends_them() {
    let mut host = Host::start();
    let mut honest = host.join("Alice");
    let attacker = host.join_raw("Mallory");
    let outsider = stranger(&host);
    for packet in deadly() {
        attacker.socket.send(&packet).expect("sent");
        outsider.send(&packet).expect("sent");
    }
    assert!(until(|| {
        host.tick();
        let counters = host.transport.counters();
        counters.dropped(DropReason::SequenceLength) == 2
            && counters.dropped(DropReason::TooShort) == 2
    }));
    assert_eq!(host.transport.connected(), 2);
    assert!(host.echoes(&mut honest, b"unharmed"));
}

#[test]
fn tens_of_thousands_of_bent_packets_change_nothing() {
    let mut host = Host::start();
    let mut honest = host.join("Alice");
    let mut attacker = host.join_raw("Mallory");
    let outsider = stranger(&host);

    // Real packets to bend: a payload, a keep-alive, a goodbye-to-be, a connection request.
    let mut real: Vec<Vec<u8>> = Vec::new();
    for _ in 0..8 {
        let (_, packet) =
            attacker.netcode.generate_payload_packet(&[1, 0, 0, 0, 1, 1, 7]).expect("connected");
        real.push(packet.to_vec());
    }
    let request = {
        let token = &attacker.token;
        let mut packet = vec![0];
        packet.extend(token.version_info);
        packet.extend(token.protocol_id.to_le_bytes());
        packet.extend(token.expire_timestamp.to_le_bytes());
        packet.extend(token.xnonce);
        packet.extend(token.private_data);
        packet
    };
    assert_eq!(request.len(), 1_078);
    real.push(request);

    let mut numbers = Numbers(7);
    let before = host.transport.counters().packets_in;
    for round in 0..50_000_usize {
        let packet = match round % 3 {
            0 => {
                let length = numbers.below(1_420);
                numbers.bytes(length)
            }
            1 => {
                // Random, with a believable first byte.
                let length = 18 + numbers.below(80);
                let mut packet = numbers.bytes(length);
                packet[0] = (packet[0] % 7) | ((packet[0] >> 4) << 4);
                packet
            }
            _ => {
                let mut packet = real[numbers.below(real.len())].clone();
                for _ in 0..=numbers.below(3) {
                    let place = numbers.below(packet.len());
                    packet[place] ^= 1 << numbers.below(8);
                }
                if numbers.below(4) == 0 {
                    let length = numbers.below(packet.len());
                    packet.truncate(length);
                }
                packet
            }
        };
        let socket = if round % 2 == 0 { &attacker.socket } else { &outsider };
        let _ = socket.send(&packet);
        if round % 32 == 31 {
            host.tick();
            honest.step();
        }
    }
    host.tick();
    let counters = host.transport.counters();
    let arrived = counters.packets_in - before;
    assert!(arrived > 45_000, "only {arrived} packets arrived");
    let dropped = counters.dropped_total();
    assert!(dropped * 100 > arrived * 95, "only {dropped} of {arrived} dropped");
    for reason in [
        DropReason::Stranger,
        DropReason::Forged,
        DropReason::SequenceLength,
        DropReason::WrongKind,
        DropReason::TokenForged,
    ] {
        assert!(counters.dropped(reason) > 0, "{reason:?}");
    }
    assert_eq!(counters.violations, 0, "nothing of it was authentic");
    let memory = host.transport.memory();
    assert_eq!((memory.peers, memory.handshakes), (2, 0), "{memory:?}");
    assert!(memory.addresses <= 2 && memory.tokens <= 2, "{memory:?}");
    assert!(host.echoes(&mut honest, b"unharmed"));
    // The attacker's own connection was not ended by packets that it did not seal.
    attacker.send_payload(&[]);
    assert!(host.renet.is_connected(attacker.token.client_id));
}

#[test]
fn a_sealed_slice_ends_the_connection_that_sent_it() {
    let mut host = Host::start();
    let mut honest = host.join("Alice");
    let mut attacker = host.join_raw("Mallory");
    // reliable slice, sequence 0, channel 1, message 0, slice 9 of 2, one byte: indexes out of range
    attacker.send_payload(&[2, 0, 1, 0, 9, 2, 1, 0]);
    assert!(until(|| {
        host.tick();
        host.transport.connected() == 1
    }));
    let counters = host.transport.counters();
    assert_eq!(counters.dropped(DropReason::Slice), 1);
    assert_eq!(counters.violations, 1);
    assert!(until(|| {
        attacker.step();
        attacker.netcode.is_disconnected()
    }));
    assert!(host.echoes(&mut honest, b"unharmed"));
}

#[test]
fn a_client_survives_what_others_send_to_its_port() {
    let mut host = Host::start();
    let mut honest = host.join("Alice");
    let port = honest.transport.local_addr().expect("an address").port();
    // The server's own socket is the one address that the client's kernel lets through, so the test
    // borrows it by sending from the host's port after the host is gone.
    let server = host.transport.local_addr();
    drop(host);
    let socket = std::net::UdpSocket::bind(server).expect("the host's port");
    let mut numbers = Numbers(3);
    for round in 0..5_000_usize {
        let length = numbers.below(1_420);
        let mut packet = numbers.bytes(length);
        if let Some(first) = packet.first_mut()
            && round % 2 == 0
        {
            *first = (*first % 7) | 0x10;
        }
        let _ = socket.send_to(&packet, ("127.0.0.1", port));
        if round % 32 == 31 {
            honest.step();
        }
    }
    for packet in deadly() {
        let _ = socket.send_to(&packet, ("127.0.0.1", port));
    }
    honest.step();
    let counters = honest.transport.counters();
    assert!(counters.dropped_total() > 4_000, "{counters:?}");
    assert!(counters.dropped(DropReason::Forged) > 0);
    assert_eq!(honest.transport.reason(), None);
}
