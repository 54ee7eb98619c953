//! The server's state without its socket: peers by address, shards, tokens, and the path of a packet
//! from datagram to renet.
//!
//! **Nonces.** `renetcode` seals challenges and denials with a counter of the whole server and
//! everything else with a counter of the connection, under the same key, and both start at 0: the
//! same nonce seals two texts, which for ChaCha20-Poly1305 means that whoever sees both can read one
//! and forge more. The netcode standard has the challenge counter start at 2^63 for this reason. As
//! we hold the keys, such packets are opened and sealed again under 2^63 + our own counter (one for
//! all shards) before they leave; stock clients accept that, because replay protection covers
//! neither kind. A token is good for one connection only, so that a second connection does not start
//! the counters again under the same keys.
//!
//! **Forged addresses.** From the address of a connected client only packets of the three kinds that
//! a connected client sends, sealed with its key and not seen before, have any effect: a forged
//! packet neither ends a connection nor keeps a dead one alive (`renetcode` alone counts an unsealed
//! connection request as a sign of life). A client whose address changes logs in again; its old
//! connection times out.

mod handshake;
mod peer;
mod tokens;

use std::{collections::HashMap, net::SocketAddr, time::Duration};

use renet::{ClientId, RenetServer};
use renetcode::{NetcodeServer, ServerAuthentication, ServerConfig, ServerResult};

use self::{
    peer::{Peer, Stage},
    tokens::SpentTokens,
};
use super::{Counters, ServerTransportConfig, ShardSecrets, Traffic, TransportMemory};
use crate::guard::{
    DropReason, Header, PacketKind,
    address::{AddressLimits, Rate},
    peer::PeerLimits,
    read_to_server,
};

/// A farewell is sent this often: one lost packet should not cost the other side its timeout. The
/// copies are identical, so no nonce is used twice.
const FAREWELL_COPIES: usize = 3;
/// How often netcode sees a packet of a client that sends payloads; a small part of the shortest
/// timeout that a token can carry (1 s), past which netcode ends a connection.
const VOUCH_EVERY: Duration = Duration::from_millis(250);
/// How often tables are swept.
const SWEEP_EVERY: Duration = Duration::from_secs(1);

/// Where packets go, and who is told which addresses are in use.
pub(super) trait Outlet {
    /// Sends a datagram, or loses it.
    fn send(&mut self, to: SocketAddr, packet: &[u8]);
    /// `peer` may send sealed packets from now on.
    fn welcome(&mut self, peer: SocketAddr);
    /// `peer` may no more.
    fn farewell(&mut self, peer: SocketAddr);
}

/// One netcode server with its load.
struct Shard {
    netcode: NetcodeServer,
    limit: usize,
    connected: usize,
    shaking: usize,
}

/// See the module.
pub(super) struct Hub {
    shards: Vec<Shard>,
    peers: HashMap<SocketAddr, Peer>,
    clients: HashMap<ClientId, SocketAddr>,
    tokens: SpentTokens,
    requests: AddressLimits,
    secrets: ShardSecrets,
    protocol_id: u64,
    peer_limits: PeerLimits,
    handshake_limit: usize,
    shaking: usize,
    /// Challenges and denials sealed so far; the low 63 bits of their sequence.
    challenges: u64,
    now: Duration,
    swept_at: Duration,
    scratch: Scratch,
    pub(super) counters: Counters,
}

/// Buffers that live as long as the hub, so that a packet costs no allocation here.
#[derive(Default)]
struct Scratch {
    plain: Vec<u8>,
    packet: Vec<u8>,
    numbers: Vec<u64>,
}

impl Hub {
    pub(super) fn new(
        config: &ServerTransportConfig,
        secrets: &ShardSecrets,
        now: Duration,
    ) -> Self {
        let players = usize::from(config.player_limit);
        let each = usize::from(config.clients_per_shard).max(1);
        let shards = (0..players)
            .step_by(each)
            .map(|first| Shard::new(config, secrets, now, each.min(players - first)))
            .collect();
        let handshake_limit = config.handshake_limit();
        let rate = |per_second, burst| Rate { per_second, burst };
        Self {
            shards,
            peers: HashMap::new(),
            clients: HashMap::new(),
            tokens: SpentTokens::new(players * 4 + handshake_limit),
            // A client asks four times a second until it is answered; a household or a lab may have
            // a few clients behind one address. Opening a token costs about 5 us.
            requests: AddressLimits::new(
                4_096,
                rate(40.0, 80.0),
                rate(8_000.0, 8_000.0),
                rate(8_000.0, 8_000.0),
            ),
            secrets: secrets.clone(),
            protocol_id: config.protocol_id,
            peer_limits: config.peer,
            handshake_limit,
            shaking: 0,
            challenges: 0,
            now,
            swept_at: now,
            scratch: Scratch::default(),
            counters: Counters::default(),
        }
    }

    /// Processes one datagram.
    pub(super) fn handle(
        &mut self,
        from: SocketAddr,
        packet: &mut [u8],
        renet: &mut RenetServer,
        outlet: &mut dyn Outlet,
    ) {
        let result = read_to_server(packet).and_then(|header| match header.kind {
            PacketKind::ConnectionRequest => self.request(from, packet, outlet),
            PacketKind::Response => self.respond(from, packet, header, renet, outlet),
            _ => self.converse(from, packet, header, renet, outlet),
        });
        let Err(reason) = result else {
            return;
        };
        self.counters.drop_packet(reason);
        // Only `converse` answers with a violation, and only for an authentic packet.
        if reason.is_violation() {
            self.counters.violations += 1;
            self.expel(from, renet, outlet);
        }
    }

    /// A packet of an established connection.
    fn converse(
        &mut self,
        from: SocketAddr,
        packet: &mut [u8],
        header: Header,
        renet: &mut RenetServer,
        outlet: &mut dyn Outlet,
    ) -> Result<(), DropReason> {
        let scratch = &mut self.scratch;
        let peer = self.peers.get_mut(&from).ok_or(DropReason::Stranger)?;
        let Stage::Connected { confirmed } = &mut peer.stage else {
            return Err(DropReason::Unexpected);
        };
        if !peer.guard.replay.is_fresh(header.sequence) {
            return Err(DropReason::Replayed);
        }
        if !peer.to_server.open(packet, header, &mut scratch.plain) {
            return Err(DropReason::Forged);
        }
        peer.guard.charge(packet.len(), self.now)?;
        peer.guard.replay.mark(header.sequence);
        // An empty payload is how our client says that it knows it is connected.
        let payload = header.kind == PacketKind::Payload && !scratch.plain.is_empty();
        if payload {
            peer.guard.judge(&scratch.plain, &mut scratch.numbers, self.now)?;
        }
        *confirmed = true;
        peer.traffic.packets_in += 1;
        peer.traffic.bytes_in += packet.len() as u64;

        // The packet is open, authentic and fresh: netcode would only open it again. It hears of one
        // now and then, from which it knows that the client lives, and of all that is no payload.
        if !payload || self.now >= peer.vouched.saturating_add(VOUCH_EVERY) {
            peer.vouched = self.now;
            let shard = self.shards.get_mut(peer.shard).ok_or(DropReason::Refused)?;
            if let ServerResult::ClientDisconnected { client_id, .. } =
                shard.netcode.process_packet(from, packet)
            {
                self.remove(from, outlet);
                renet.remove_connection(client_id);
                return Ok(());
            }
        }
        if payload {
            let client = peer.client;
            renet
                .process_packet_from(&self.scratch.plain, client)
                .map_err(|_| DropReason::Unexpected)?;
        }
        Ok(())
    }

    /// Advances time: keep-alives, timeouts, expired handshakes.
    pub(super) fn update(
        &mut self,
        dt: Duration,
        renet: &mut RenetServer,
        outlet: &mut dyn Outlet,
    ) {
        self.now = self.now.saturating_add(dt);
        let mut gone = Vec::new();
        for shard in &mut self.shards {
            shard.netcode.update(dt);
            for client in shard.netcode.clients_id() {
                let (addr, packet, ended) = match shard.netcode.update_client(client) {
                    ServerResult::PacketToSend { addr, payload } => (addr, Some(payload), false),
                    ServerResult::ClientDisconnected { addr, payload, .. } => (addr, payload, true),
                    _ => continue,
                };
                if let Some(packet) = packet {
                    self.counters.sent(packet.len(), true);
                    outlet.send(addr, packet);
                }
                if ended {
                    gone.push((client, addr));
                }
            }
        }
        for (client, addr) in gone {
            self.remove(addr, outlet);
            renet.remove_connection(client);
        }
        if self.now.saturating_sub(self.swept_at) >= SWEEP_EVERY {
            self.swept_at = self.now;
            self.sweep(outlet);
        }
    }

    /// Sends what renet has, and ends what renet ended.
    pub(super) fn flush(&mut self, renet: &mut RenetServer, outlet: &mut dyn Outlet) {
        for client in renet.disconnections_id() {
            match self.clients.get(&client).copied() {
                Some(addr) => self.expel(addr, renet, outlet),
                None => renet.remove_connection(client),
            }
        }
        for peer in self.peers.values_mut() {
            // Until the client knows that it is connected it ignores payloads, and each one would put
            // off the keep-alive that tells it. renet holds its messages meanwhile.
            if peer.stage != (Stage::Connected { confirmed: true }) {
                continue;
            }
            let Some(shard) = self.shards.get_mut(peer.shard) else {
                continue;
            };
            for payload in renet.get_packets_to_send(peer.client).unwrap_or_default() {
                if peer.acks.holds_back(&payload, self.now) {
                    continue;
                }
                let Ok((addr, packet)) =
                    shard.netcode.generate_payload_packet(peer.client, &payload)
                else {
                    self.counters.send_failures += 1;
                    continue;
                };
                self.counters.sent(packet.len(), true);
                outlet.send(addr, packet);
                peer.traffic.packets_out += 1;
                peer.traffic.bytes_out += packet.len() as u64;
            }
        }
    }

    /// Ends the connection at `addr` and tells the client.
    fn expel(&mut self, addr: SocketAddr, renet: &mut RenetServer, outlet: &mut dyn Outlet) {
        let Some(peer) = self.peers.get(&addr) else {
            return;
        };
        let client = peer.client;
        if let Some(shard) = self.shards.get_mut(peer.shard)
            && let ServerResult::ClientDisconnected { payload: Some(packet), .. } =
                shard.netcode.disconnect(client)
        {
            for _ in 0..FAREWELL_COPIES {
                self.counters.sent(packet.len(), true);
                outlet.send(addr, packet);
            }
        }
        self.remove(addr, outlet);
        renet.disconnect(client);
        renet.remove_connection(client);
    }

    pub(super) fn expel_all(&mut self, renet: &mut RenetServer, outlet: &mut dyn Outlet) {
        let addresses: Vec<_> = self.clients.values().copied().collect();
        for addr in addresses {
            self.expel(addr, renet, outlet);
        }
    }

    fn sweep(&mut self, outlet: &mut dyn Outlet) {
        let now = self.now.as_secs();
        self.tokens.sweep(now);
        let expired: Vec<_> = self
            .peers
            .iter()
            .filter(|(_, peer)| peer.handshake_expired(now))
            .map(|(addr, _)| *addr)
            .collect();
        for addr in expired {
            self.remove(addr, outlet);
        }
    }

    /// Forgets a peer in every table of ours.
    fn remove(&mut self, addr: SocketAddr, outlet: &mut dyn Outlet) {
        let Some(peer) = self.peers.remove(&addr) else {
            return;
        };
        outlet.farewell(addr);
        let shard = self.shards.get_mut(peer.shard);
        match peer.stage {
            Stage::Connected { .. } => {
                self.clients.remove(&peer.client);
                self.counters.disconnects += 1;
                if let Some(shard) = shard {
                    shard.connected = shard.connected.saturating_sub(1);
                }
            }
            Stage::Shaking { .. } => {
                self.shaking = self.shaking.saturating_sub(1);
                if let Some(shard) = shard {
                    shard.shaking = shard.shaking.saturating_sub(1);
                }
            }
        }
    }

    pub(super) fn now(&self) -> Duration {
        self.now
    }

    pub(super) fn connected(&self) -> usize {
        self.clients.len()
    }

    pub(super) fn traffic(&self, client: ClientId) -> Option<Traffic> {
        let addr = self.clients.get(&client)?;
        self.peers.get(addr).map(|peer| peer.traffic)
    }

    pub(super) fn memory(&self) -> TransportMemory {
        TransportMemory {
            peers: self.peers.len(),
            handshakes: self.shaking,
            tokens: self.tokens.len(),
            addresses: self.requests.len(),
            inbox_known: 0,
        }
    }
}

impl Shard {
    fn new(
        config: &ServerTransportConfig,
        secrets: &ShardSecrets,
        now: Duration,
        limit: usize,
    ) -> Self {
        let netcode = NetcodeServer::new(ServerConfig {
            current_time: now,
            max_clients: limit,
            protocol_id: config.protocol_id,
            public_addresses: secrets.addresses().to_vec(),
            authentication: ServerAuthentication::Secure { private_key: *secrets.key() },
        });
        Self { netcode, limit, connected: 0, shaking: 0 }
    }
}
