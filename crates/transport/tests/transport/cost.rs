use std::time::{Duration, Instant};
use crate::support::{Host, Player};
use transport::PlayerKey;

#[test]
#[ignore]
fn cost() {
    let mut host = Host::with(|c, d| { c.player_limit = 2500; d.player_limit = 2500;
        if let Ok(n) = std::env::var("PER_SHARD") { c.clients_per_shard = n.parse().expect("n"); } });
    let start = Instant::now();
    let mut players = Vec::new();
    for n in 0..1000 {
        let key = PlayerKey::generate().expect("k");
        let login = host.log_in(&key, &format!("Bot-{n}")).expect("l");
        players.push(Player::new(&login));
        if n % 20 == 0 { host.tick(); for p in &mut players { p.step(); } }
    }
    eprintln!("logins {:?}", start.elapsed());
    let start = Instant::now();
    let mut n = 0;
    while host.transport.connected() < 1000 { host.tick(); for p in &mut players { p.step(); } n += 1; assert!(n < 1000); }
    eprintln!("connected after {:?} {n}", start.elapsed());
    for _ in 0..10 { host.tick(); for p in &mut players { p.step(); } }
    let dt = Duration::from_millis(50);
    let (mut receive, mut send, mut clients, mut echo) = (Duration::ZERO, Duration::ZERO, Duration::ZERO, Duration::ZERO);
    let before = host.transport.counters().clone();
    for _ in 0..40 {
        let t = Instant::now();
        for p in &mut players {
            p.renet.update(dt);
            let _ = p.transport.update(dt, &mut p.renet);
            while p.renet.receive_message(0).is_some() {}
            p.renet.send_message(0, vec![7; 60]);
            let _ = p.transport.send(&mut p.renet);
        }
        clients += t.elapsed();
        let t = Instant::now();
        host.renet.update(dt);
        host.transport.receive(dt, &mut host.renet);
        receive += t.elapsed();
        let t = Instant::now();
        for id in host.renet.clients_id() {
            while host.renet.receive_message(id, 0).is_some() {}
            host.renet.send_message(id, 0, vec![1; 400]);
        }
        echo += t.elapsed();
        let t = Instant::now();
        host.transport.send(&mut host.renet);
        send += t.elapsed();
    }
    let c = host.transport.counters();
    let p_in = c.packets_in - before.packets_in; let p_out = c.packets_out - before.packets_out;
    eprintln!("in {p_in} packets, receive+renet.update {:?}/packet; out {p_out}, send {:?}/packet; clients {:?}/tick each; game {:?}; dropped {}; per tick receive {:?} send {:?}",
        receive / p_in as u32, send / p_out as u32, clients / 40_000, echo / 40, c.dropped_total(), receive/40, send/40);
    for p in players.iter().take(3) { assert!(p.transport.is_connected()); }
    assert_eq!(host.transport.connected(), 1000);
}
