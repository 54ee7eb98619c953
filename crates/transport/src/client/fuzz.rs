//! A hostile server: slices that contradict each other, and everything else, through the client's
//! guard into a real `RenetClient`. renet alone panics on most of the slices.

use std::time::Duration;

use renet::{ConnectionConfig, RenetClient};

use crate::guard::{DropReason, peer::ServerGuard};

/// SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

fn integer(value: u64) -> [u8; 4] {
    (0x8000_0000 | value as u32).to_be_bytes()
}

fn slice(numbers: &mut Numbers, sequence: u64) -> Vec<u8> {
    let message = numbers.below(6);
    // Mostly the one count that this message has, sometimes another.
    let count = match numbers.below(20) {
        0 => numbers.below(8),
        _ => 2 + message % 3,
    };
    let beyond = numbers.below(2);
    let index = numbers.below(count + 1 + beyond);
    let length = match numbers.below(12) {
        0 => numbers.below(1_202),
        _ if index + 1 == count => 1 + numbers.below(1_200),
        _ => 1_200,
    };
    let mut bytes = vec![2 + numbers.below(2) as u8];
    let channel = if bytes[0] == 2 { 1 + numbers.below(2) } else { 0 };
    bytes.extend(integer(sequence));
    bytes.push(channel as u8);
    for number in [message, index, count, length] {
        bytes.extend(integer(number));
    }
    bytes.resize(bytes.len() + length as usize, 7);
    bytes
}

#[test]
fn slices_that_contradict_each_other_never_reach_renet() {
    let mut numbers = Numbers(11);
    let (mut refused, mut passed, mut whole) = (0, 0, 0);
    for _ in 0..400 {
        let mut guard = ServerGuard::default();
        // Small enough that renet's memory runs out now and then, which has ways of its own.
        let mut config = ConnectionConfig::default();
        for channel in &mut config.server_channels_config {
            channel.max_memory_usage_bytes = 9_000 + numbers.below(9_000) as usize;
        }
        let mut client = RenetClient::new(config);
        client.set_connected();
        let mut now = Duration::ZERO;
        for sequence in 0..200 {
            let dt = Duration::from_millis(numbers.below(300));
            now += dt;
            client.update(dt);
            let bytes = slice(&mut numbers, sequence);
            match guard.judge(&bytes, now) {
                Ok(()) => {
                    passed += 1;
                    client.process_packet(&bytes);
                }
                Err(reason) => {
                    assert!(matches!(reason, DropReason::Slice | DropReason::Malformed));
                    refused += 1;
                }
            }
            if numbers.below(4) == 0 {
                for channel in 0..3 {
                    while client.receive_message(channel).is_some() {
                        whole += 1;
                    }
                }
            }
            let _ = client.get_packets_to_send();
        }
    }
    assert!(refused > 5_000 && passed > 5_000 && whole > 100, "{refused} {passed} {whole}");
}
