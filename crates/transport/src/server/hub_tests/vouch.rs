//! Packets that netcode does not see keep a connection alive all the same, and are as safe.

use std::time::Duration;

use super::harness::World;
use crate::guard::DropReason;

/// renet: unreliable, sequence 0, channel 0, one message of one byte.
const PAYLOAD: [u8; 7] = [1, 0, 0, 0, 1, 1, 7];
/// The silence after which the harness' tokens end a connection.
const TIMEOUT: Duration = Duration::from_secs(10);
const STEP: Duration = Duration::from_millis(50);

#[test]
fn a_client_of_payloads_alone_outlives_its_timeout_and_a_silent_one_does_not() {
    let mut world = World::new(8, 4);
    let mut client = world.client();
    assert!(world.connect(&mut client));
    for _ in 0..2 * TIMEOUT.as_millis() / STEP.as_millis() {
        let packet = client.seal(&PAYLOAD);
        world.handle(client.address, &packet);
        world.pass(STEP);
    }
    assert_eq!(world.hub.connected(), 1);
    let mut silence = Duration::ZERO;
    while world.hub.connected() == 1 && silence < 2 * TIMEOUT {
        world.pass(STEP);
        silence += STEP;
    }
    let early = TIMEOUT - Duration::from_millis(300);
    let late = TIMEOUT + Duration::from_secs(1) + STEP;
    assert!(silence > early && silence <= late, "ended after {silence:?}");
}

#[test]
fn every_payload_reaches_renet_once_whether_netcode_sees_it_or_not() {
    let mut world = World::new(8, 4);
    let mut client = world.client();
    assert!(world.connect(&mut client));
    let id = client.netcode.client_id();
    let mut heard = 0;
    for round in 1..=20 {
        let packet = client.seal(&PAYLOAD);
        world.handle(client.address, &packet);
        world.handle(client.address, &packet);
        assert_eq!(world.hub.counters.dropped(DropReason::Replayed), round);
        while let Some(message) = world.renet.receive_message(id, 0) {
            assert_eq!(&message[..], &[7]);
            heard += 1;
        }
        assert_eq!(heard, round, "once each");
        world.pass(STEP);
    }
    assert_eq!(world.hub.connected(), 1);
}
