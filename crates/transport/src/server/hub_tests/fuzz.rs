//! A client with good keys and bad intent: 60,000 sealed payloads, random, bent from real ones, and
//! crafted to get past the parser and deep into renet's state. They must never panic, never grow anything, and never disturb the client next to them.

use std::time::Duration;

use renet::{ConnectionConfig, RenetClient};

use super::harness::{Client, Numbers, World};
use crate::guard::DropReason;

const PAYLOADS: usize = 60_000;
/// For 50 payloads: as fast as a client may send on average.
const TICK: Duration = Duration::from_millis(250);

/// Real renet payloads: reliable, unreliable, sliced, acknowledgements.
fn captured() -> Vec<Vec<u8>> {
    let mut sender = RenetClient::new(ConnectionConfig::default());
    sender.set_connected();
    let mut packets = Vec::new();
    for round in 0..12_u8 {
        sender.send_message(2, vec![round; 7 + usize::from(round) * 20]);
        sender.send_message(1, vec![round; 3]);
        sender.send_message(0, vec![round; 40]);
        if round % 4 == 3 {
            sender.send_message(1, vec![round; 2_900]);
        }
        // Something to acknowledge, with holes.
        let sequence = 3 * round + round % 2;
        sender.process_packet(&[1, sequence, 0, 0, 1, 1, round]);
        sender.update(Duration::from_millis(50));
        packets.extend(sender.get_packets_to_send());
    }
    packets
}

fn bend(numbers: &mut Numbers, original: &[u8]) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..=numbers.below(4) {
        let place = numbers.below(bytes.len().min(24));
        match numbers.below(6) {
            0 => bytes.truncate(place + 1),
            1 => {
                let more = numbers.below(30);
                bytes.extend(numbers.bytes(more));
            }
            2 => bytes[place] = 0xff,
            3 => bytes[place] = bytes[place].wrapping_add(1),
            4 => bytes[place] ^= 1 << numbers.below(8),
            _ => bytes[place] = numbers.next() as u8,
        }
        bytes.truncate(1_300);
    }
    bytes
}

/// A variable-length integer of four bytes.
fn integer(value: u64) -> [u8; 4] {
    (0x8000_0000 | value as u32).to_be_bytes()
}

/// Well-formed, with numbers that are odd but mostly allowed, so that a connection lives for a while
/// and renet's windows, sets and acknowledgements are driven around.
fn craft(numbers: &mut Numbers, step: u64) -> Vec<u8> {
    let far = numbers.below(300) == 0;
    let jump = if far { 100_000 } else { numbers.below(40) as u64 };
    let sequence = (2 * step + jump).saturating_sub(numbers.below(60) as u64);
    let kind = [0, 0, 1, 4][numbers.below(4)];
    let mut payload = vec![kind];
    payload.extend(integer(sequence));
    if kind == 4 {
        let more = numbers.below(12);
        payload.extend(integer(1_000 + step));
        payload.extend(integer(numbers.below(30) as u64));
        payload.extend(integer(more as u64));
        for _ in 0..more {
            payload.extend(integer(numbers.below(9) as u64));
            payload.extend(integer(numbers.below(9) as u64));
        }
        return payload;
    }
    let channel = match (kind, numbers.below(100)) {
        (_, 0) => numbers.next() as u8,
        (0, odd) => 1 + (odd % 2) as u8,
        _ => 0,
    };
    let count = 1 + numbers.below(8);
    payload.extend([channel, 0, count as u8]);
    for _ in 0..count {
        if kind == 0 {
            // Many of the first 900, in no order; once in a while one beyond any window.
            let beyond = if numbers.below(2_000) == 0 { 1 << 20 } else { 0 };
            payload.extend(integer(numbers.below(900) as u64 + beyond));
        }
        let length = [0, 0, 1, 20][numbers.below(4)];
        payload.push(length as u8);
        payload.extend(numbers.bytes(length));
    }
    payload
}

#[test]
fn sealed_rubbish_ends_only_its_own_connection() {
    let mut world = World::new(500, 100);
    let mut numbers = Numbers(42);
    let real = captured();
    assert!(real.len() > 40);

    let mut honest = world.client();
    let mut game = RenetClient::new(ConnectionConfig::default());
    game.set_connected();
    assert!(world.connect(&mut honest));
    let mut heard = 0_u64;

    let mut attacker: Option<Client> = None;
    let mut logins = 0_u64;
    let mut step = 0;
    for round in 0..PAYLOADS {
        let alive = attacker
            .as_ref()
            .is_some_and(|client| world.renet.is_connected(client.netcode.client_id()));
        if !alive {
            // renet itself ends a connection over a channel that does not exist; `flush` carries it out.
            world.flush();
            assert_eq!(world.hub.connected(), 1, "only the honest client is left");
            let mut client = world.client();
            assert!(world.connect(&mut client), "attackers can log in again");
            logins += 1;
            step = 0;
            attacker = Some(client);
        }
        let client = attacker.as_mut().expect("just connected");
        step += 1;
        let payload = match numbers.below(100) {
            0 => {
                let length = 1 + numbers.below(1_299);
                numbers.bytes(length)
            }
            // Random, but of a kind that exists.
            1 => {
                let length = 2 + numbers.below(60);
                let mut bytes = numbers.bytes(length);
                bytes[0] %= 5;
                bytes[1] &= 0x3f;
                bytes
            }
            2..10 => {
                let original = numbers.below(real.len());
                bend(&mut numbers, &real[original])
            }
            _ => craft(&mut numbers, step),
        };
        let packet = client.seal(&payload);
        world.handle(client.address, &packet);

        if round % 50 == 0 {
            world.pass(TICK);
            for id in world.renet.clients_id() {
                for channel in 0..3 {
                    while let Some(message) = world.renet.receive_message(id, channel) {
                        if id == honest.netcode.client_id() {
                            assert_eq!(message, heard.to_le_bytes().to_vec());
                            heard += 1;
                        }
                    }
                }
            }
            world.flush();
            for payload in world.deliver(&mut honest) {
                game.process_packet(&payload);
            }
            world.wire.sent.clear();
            game.update(TICK);
            game.send_message(2, ((round / 50) as u64).to_le_bytes().to_vec());
            for payload in game.get_packets_to_send() {
                let packet = honest.seal(&payload);
                world.handle(honest.address, &packet);
            }
        }
        let memory = world.hub.memory();
        assert!(memory.peers <= 2 + memory.handshakes, "{memory:?}");
        assert!(memory.tokens <= 500 * 5, "{memory:?}");
    }
    let rounds = (PAYLOADS / 50) as u64;
    assert!(heard >= rounds - 2, "the honest client was heard {heard} of {rounds} times");
    assert!(!game.is_disconnected());
    assert!(honest.netcode.is_connected());

    // The fuzz did what it is for: much was refused, much was taken in, nothing was forged.
    let counters = &world.hub.counters;
    for reason in [DropReason::Malformed, DropReason::Slice, DropReason::Window] {
        assert!(counters.dropped(reason) > 50, "{reason:?} {counters:?}");
    }
    assert_eq!(counters.dropped(DropReason::Forged), 0);
    // A connection lasted more than ten payloads on average, so most of them reached renet.
    assert!(logins > 1_000 && logins < PAYLOADS as u64 / 10, "{logins}");
}

#[test]
fn what_the_guard_lets_through_costs_renet_bounded_memory() {
    // A client that leaves out message 0 for ever and acknowledges nothing.
    let mut world = World::new(4, 4);
    let mut client = world.client();
    assert!(world.connect(&mut client));
    let id = client.netcode.client_id();
    let mut sent = 0_u64;
    for number in 1..200_000_u64 {
        // reliable, packet sequence, channel 2, one empty message
        let mut payload = vec![0];
        payload.extend((0x8000_0000 | number as u32).to_be_bytes());
        payload.extend([2, 0, 1]);
        payload.extend((0x8000_0000 | number as u32).to_be_bytes());
        payload.push(0);
        let packet = client.seal(&payload);
        world.handle(client.address, &packet);
        world.pass(Duration::from_millis(10));
        world.wire.sent.clear();
        if !world.renet.is_connected(id) {
            break;
        }
        sent = number;
    }
    assert_eq!(sent, 1_023, "cut at the width of the window");
    assert_eq!(world.hub.counters.violations, 1);
}
