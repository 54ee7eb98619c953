//! More than anybody should send.

use transport::DropReason;

use crate::support::{Host, Numbers, stranger, unix_now, until};

#[test]
fn a_flooding_player_is_cut_and_the_next_one_does_not_notice() {
    let mut host = Host::start();
    let mut honest = host.join("Alice");
    let mut attacker = host.join_raw("Mallory");
    let id = attacker.token.client_id;
    // 6,000 good packets in about 60 ticks of 5 ms: 20,000 a second.
    for burst in 0..60_u64 {
        for number in 0..100_u64 {
            let sequence = (0x8000_0000 | (burst * 100 + number) as u32).to_be_bytes();
            let mut payload = vec![1];
            payload.extend(sequence);
            payload.extend([0, 0, 1, 1, 7]);
            attacker.send_payload(&payload);
        }
        host.tick();
        honest.step();
    }
    let counters = host.transport.counters();
    assert!(counters.dropped(DropReason::AddressFlood) > 3_000, "{counters:?}");
    let taken = host.transport.client_bytes(id).map_or(0, |t| t.packets_in);
    // 400 at once and 400 a second for a third of a second.
    assert!((400..700).contains(&taken), "{taken} of 6,000 were taken");
    assert!(host.echoes(&mut honest, b"unharmed"));
}

#[test]
fn one_tick_takes_in_a_bounded_number_of_packets_from_an_address() {
    let mut host = Host::with(|config, _| config.intake.packets_per_address = 10);
    let attacker = host.join_raw("Mallory");
    host.tick();
    let before = host.transport.counters().dropped(DropReason::AddressFlood);
    let mut packet = vec![0x15, 200];
    packet.extend([0; 40]);
    for _ in 0..100 {
        attacker.socket.send(&packet).expect("sent");
    }
    // All of it is in the kernel or the inbox by now; a tick takes ten and drops the rest.
    std::thread::sleep(std::time::Duration::from_millis(30));
    host.tick();
    let counters = host.transport.counters();
    assert_eq!(counters.dropped(DropReason::AddressFlood) - before, 90);
    assert_eq!(counters.dropped(DropReason::Forged), 10);
}

#[test]
fn forged_connection_requests_are_cut_and_leave_nothing_behind() {
    let mut host = Host::with(|config, _| config.intake.requests = 50);
    let mut honest = host.join("Alice");
    let outsider = stranger(&host);
    let mut numbers = Numbers(9);
    for _ in 0..20 {
        for _ in 0..100 {
            let mut packet = vec![0];
            packet.extend(b"NETCODE 1.02\0");
            packet.extend(transport::protocol_id(&crate::support::PROTOCOL_HASH).to_le_bytes());
            packet.extend((unix_now().as_secs() + 20).to_le_bytes());
            packet.extend(numbers.bytes(24 + 1_024));
            outsider.send(&packet).expect("sent");
        }
        host.tick();
        honest.step();
    }
    let counters = host.transport.counters();
    assert!(counters.dropped(DropReason::GlobalFlood) > 500, "{counters:?}");
    assert!(counters.dropped(DropReason::TokenForged) > 100, "{counters:?}");
    let memory = host.transport.memory();
    assert_eq!((memory.peers, memory.handshakes), (1, 0));
    assert!(host.echoes(&mut honest, b"unharmed"));
}

#[test]
fn a_client_that_stops_acknowledging_is_cut_at_the_channels_cap() {
    let mut host = Host::start();
    let mut honest = host.join("Alice");
    let silent = host.join_raw("Mallory");
    let id = silent.token.client_id;
    for _ in 0..10 {
        host.renet.send_message(id, 2, vec![0; 1024 * 1024]);
    }
    assert!(until(|| {
        host.tick();
        host.transport.connected() == 1
    }));
    assert!(host.echoes(&mut honest, b"unharmed"));
}

#[test]
fn forty_players_log_in_and_talk_at_once() {
    let mut host = Host::with(|config, _| config.clients_per_shard = 8);
    let mut players: Vec<_> = (0..40).map(|n| host.join(&format!("Bot-{n}"))).collect();
    assert_eq!(host.transport.connected(), 40);
    for (number, player) in players.iter_mut().enumerate() {
        assert!(host.echoes(player, format!("message {number}").as_bytes()));
    }
}
