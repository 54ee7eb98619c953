//! A server and clients that pass packets through vectors.

use std::{
    collections::HashSet,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use renet::{ConnectionConfig, RenetServer};
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};

use super::super::{
    ServerTransportConfig, ShardSecrets,
    hub::{Hub, Outlet},
};

pub(super) const PROTOCOL: u64 = 77;
pub(super) const TOKEN_LIFETIME: Duration = Duration::from_secs(5);

/// What the hub has sent, and which addresses it calls known.
#[derive(Default)]
pub(super) struct Wire {
    pub(super) sent: Vec<(SocketAddr, Vec<u8>)>,
    pub(super) known: HashSet<SocketAddr>,
}

impl Outlet for Wire {
    fn send(&mut self, to: SocketAddr, packet: &[u8]) {
        self.sent.push((to, packet.to_vec()));
    }

    fn welcome(&mut self, peer: SocketAddr) {
        assert!(self.known.insert(peer), "welcomed once");
    }

    fn farewell(&mut self, peer: SocketAddr) {
        assert!(self.known.remove(&peer), "welcomed before");
    }
}

pub(super) struct World {
    pub(super) hub: Hub,
    pub(super) renet: RenetServer,
    pub(super) wire: Wire,
    secrets: ShardSecrets,
    sessions: u64,
}

impl World {
    pub(super) fn new(players: u16, per_shard: u16) -> Self {
        let mut config = ServerTransportConfig::new(0, players, PROTOCOL);
        config.clients_per_shard = per_shard;
        let addresses = vec![SocketAddr::from(([127, 0, 0, 1], 4_000))];
        let secrets = ShardSecrets::generate(addresses).expect("randomness");
        let now = Duration::from_secs(1_000_000);
        Self {
            hub: Hub::new(&config, &secrets, now),
            renet: RenetServer::new(crate::bounded(ConnectionConfig::default())),
            wire: Wire::default(),
            secrets,
            sessions: 0,
        }
    }

    /// A client with a token of its own, at an address of its own on loopback.
    pub(super) fn client(&mut self) -> Client {
        self.sessions += 1;
        let host = 0x7f01_0000 + (self.sessions / 40_000) as u32;
        let port = 10_000 + (self.sessions % 40_000) as u16;
        let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::from(host)), port);
        let token = self.token();
        Client::new(address, token)
    }

    pub(super) fn token(&mut self) -> ConnectToken {
        self.sessions += 1;
        self.secrets
            .mint(self.hub.now(), PROTOCOL, TOKEN_LIFETIME, 10, self.sessions)
            .expect("a token")
    }

    pub(super) fn handle(&mut self, from: SocketAddr, packet: &[u8]) {
        let mut packet = packet.to_vec();
        self.hub.handle(from, &mut packet, &mut self.renet, &mut self.wire);
    }

    pub(super) fn pass(&mut self, dt: Duration) {
        self.renet.update(dt);
        self.hub.update(dt, &mut self.renet, &mut self.wire);
    }

    pub(super) fn flush(&mut self) {
        self.hub.flush(&mut self.renet, &mut self.wire);
    }

    /// Hands everything that was sent to `client` over; answers the payloads.
    pub(super) fn deliver(&mut self, client: &mut Client) -> Vec<Vec<u8>> {
        let address = client.address;
        let (mine, others): (Vec<_>, Vec<_>) =
            self.wire.sent.drain(..).partition(|(to, _)| *to == address);
        self.wire.sent = others;
        mine.into_iter()
            .filter_map(|(_, mut packet)| {
                client.netcode.process_packet(&mut packet).map(<[u8]>::to_vec)
            })
            .collect()
    }

    /// Request, challenge, response, keep-alive, and the first word of the client.
    pub(super) fn connect(&mut self, client: &mut Client) -> bool {
        self.shake(client);
        if client.netcode.is_connected() {
            let packet = client.seal(&[]);
            self.handle(client.address, &packet);
        }
        client.netcode.is_connected()
    }

    pub(super) fn shake(&mut self, client: &mut Client) {
        for _ in 0..2 {
            if let Some(packet) = client.next_packet(Duration::ZERO) {
                self.handle(client.address, &packet);
            }
            self.deliver(client);
        }
    }
}

pub(super) struct Client {
    pub(super) address: SocketAddr,
    pub(super) netcode: NetcodeClient,
    pub(super) token: ConnectToken,
}

impl Client {
    pub(super) fn new(address: SocketAddr, token: ConnectToken) -> Self {
        let authentication = ClientAuthentication::Secure { connect_token: token.clone() };
        let netcode = NetcodeClient::new(Duration::ZERO, authentication).expect("a good token");
        Self { address, netcode, token }
    }

    pub(super) fn next_packet(&mut self, dt: Duration) -> Option<Vec<u8>> {
        self.netcode.update(dt).map(|(packet, _)| packet.to_vec())
    }

    pub(super) fn seal(&mut self, payload: &[u8]) -> Vec<u8> {
        let (_, packet) =
            self.netcode.generate_payload_packet(payload).expect("a connected client");
        packet.to_vec()
    }
}

/// SplitMix64: the same numbers on every run.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(super) fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }
}
