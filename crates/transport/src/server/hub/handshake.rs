//! From connection request to connection: request, challenge, response, keep-alive (netcode 1.02).

use std::net::SocketAddr;

use renet::RenetServer;
use renetcode::ServerResult;

use super::{
    super::token::{Grant, Request},
    Hub, Outlet,
    peer::{Peer, Stage},
};
use crate::guard::{
    DropReason, Header, PacketKind, header::TOP_BIT, packet_key::PacketKey, peer::ClientGuard,
    read_to_client,
};

/// Requests and responses an address may send in one handshake: four a second for ten seconds.
const HANDSHAKE_PACKETS: u8 = 40;

impl Hub {
    /// A connection request: the one unsealed packet, which anybody can send from any address.
    pub(super) fn request(
        &mut self,
        from: SocketAddr,
        packet: &mut [u8],
        outlet: &mut dyn Outlet,
    ) -> Result<(), DropReason> {
        let request = Request::read(packet).ok_or(DropReason::WrongSize)?;
        if !request.is_current(self.protocol_id, self.now) {
            return Err(DropReason::TokenStale);
        }
        self.requests.take(from.ip(), self.now).map_err(|_| DropReason::AddressFlood)?;
        if let Some(peer) = self.peers.get_mut(&from) {
            match &mut peer.stage {
                Stage::Shaking { packets_left, .. } if peer.token == request.tag => {
                    *packets_left = packets_left.checked_sub(1).ok_or(DropReason::AddressFlood)?;
                }
                _ => return Err(DropReason::Unexpected),
            }
        } else if self.shaking >= self.handshake_limit {
            return Err(DropReason::HandshakesFull);
        }
        let grant = request.open(self.secrets.key()).ok_or(DropReason::TokenForged)?;
        let (tag, expires) = (request.tag, request.expires);
        self.tokens.present(tag, from, expires)?;
        if self.clients.contains_key(&grant.client) {
            return Err(DropReason::TokenReused);
        }
        let shard = self.peers.get(&from).map_or_else(|| self.roomiest_shard(), |peer| peer.shard);

        let answer = match self.shards.get_mut(shard) {
            Some(shard) => match shard.netcode.process_packet(from, packet) {
                ServerResult::PacketToSend { payload, .. } => payload,
                _ => return Err(DropReason::Refused),
            },
            None => return Err(DropReason::Refused),
        };
        let key = PacketKey::new(&grant.to_client, self.protocol_id);
        // Straight into the scratch buffer, which ends netcode's borrow of its own.
        let kind = reseal(
            answer,
            &key,
            TOP_BIT | self.challenges,
            &mut self.scratch.plain,
            &mut self.scratch.packet,
        )?;
        self.challenges += 1;
        if kind == PacketKind::Challenge {
            self.admit(from, &grant, shard, tag, expires, outlet);
        } else {
            self.remove(from, outlet);
        }
        let answer = &self.scratch.packet;
        self.counters.sent(answer.len(), true);
        outlet.send(from, answer);
        Ok(())
    }

    /// The answer to a challenge.
    pub(super) fn respond(
        &mut self,
        from: SocketAddr,
        packet: &mut [u8],
        header: Header,
        renet: &mut RenetServer,
        outlet: &mut dyn Outlet,
    ) -> Result<(), DropReason> {
        let peer = self.peers.get_mut(&from).ok_or(DropReason::Stranger)?;
        let Stage::Shaking { packets_left, .. } = &mut peer.stage else {
            return Err(DropReason::Unexpected);
        };
        if !peer.to_server.open(packet, header, &mut self.scratch.plain) {
            return Err(DropReason::Forged);
        }
        *packets_left = packets_left.checked_sub(1).ok_or(DropReason::AddressFlood)?;

        let shard = self.shards.get_mut(peer.shard).ok_or(DropReason::Refused)?;
        match shard.netcode.process_packet(from, packet) {
            ServerResult::ClientConnected { client_id, payload, .. } => {
                self.counters.sent(payload.len(), true);
                outlet.send(from, payload);
                self.counters.connects += 1;
                peer.stage = Stage::Connected { confirmed: false };
                shard.shaking = shard.shaking.saturating_sub(1);
                shard.connected += 1;
                self.shaking = self.shaking.saturating_sub(1);
                self.tokens.spend(&peer.token);
                self.clients.insert(client_id, from);
                renet.add_connection(client_id);
                Ok(())
            }
            ServerResult::PacketToSend { payload, .. } => {
                // Full: somebody else took the last place meanwhile.
                let sequence = TOP_BIT | self.challenges;
                self.challenges += 1;
                let scratch = &mut self.scratch;
                reseal(
                    payload,
                    &peer.to_client,
                    sequence,
                    &mut scratch.plain,
                    &mut scratch.packet,
                )?;
                let denial = &self.scratch.packet;
                self.counters.sent(denial.len(), true);
                outlet.send(from, denial);
                self.remove(from, outlet);
                Ok(())
            }
            _ => {
                // A challenge that we did not make. netcode writes a line to the log about it, so this
                // handshake gets no second try.
                if let Stage::Shaking { packets_left, .. } = &mut peer.stage {
                    *packets_left = 0;
                }
                Err(DropReason::Refused)
            }
        }
    }

    fn admit(
        &mut self,
        from: SocketAddr,
        grant: &Grant,
        shard: usize,
        token: [u8; 16],
        expires: u64,
        outlet: &mut dyn Outlet,
    ) {
        if self.peers.contains_key(&from) {
            return;
        }
        let peer = Peer {
            client: grant.client,
            shard,
            stage: Stage::Shaking { expires, packets_left: HANDSHAKE_PACKETS },
            to_server: PacketKey::new(&grant.to_server, self.protocol_id),
            to_client: PacketKey::new(&grant.to_client, self.protocol_id),
            token,
            guard: ClientGuard::new(&self.peer_limits, self.now),
            traffic: super::super::Traffic::default(),
            acks: crate::acks::AckPace::default(),
            vouched: std::time::Duration::ZERO,
        };
        self.peers.insert(from, peer);
        self.shaking += 1;
        if let Some(shard) = self.shards.get_mut(shard) {
            shard.shaking += 1;
        }
        // Before the challenge leaves: the answer may be here sooner than the next line.
        outlet.welcome(from);
    }

    /// The shard with most free places. If none is free, one that is full of connections, so that
    /// netcode says so to the client.
    fn roomiest_shard(&self) -> usize {
        let room = |shard: &super::Shard| {
            let connected_room = shard.limit.saturating_sub(shard.connected);
            let room = connected_room.saturating_sub(shard.shaking);
            (room, connected_room == 0)
        };
        self.shards
            .iter()
            .enumerate()
            .max_by_key(|(_, shard)| room(shard))
            .map_or(0, |(index, _)| index)
    }
}

/// Seals a challenge or a denial again under `sequence`. Answers which of the two it was.
fn reseal(
    packet: &[u8],
    key: &PacketKey,
    sequence: u64,
    plain: &mut Vec<u8>,
    sealed: &mut Vec<u8>,
) -> Result<PacketKind, DropReason> {
    // The denial under sequence 0 is 17 bytes, shorter than netcode's own minimum.
    let header = match packet {
        [0x01, ..] if packet.len() == 17 => {
            Header { kind: PacketKind::ConnectionDenied, sequence: 0, body: 1 }
        }
        _ => read_to_client(packet)?,
    };
    let expected = matches!(header.kind, PacketKind::Challenge | PacketKind::ConnectionDenied);
    if expected && key.open(packet, header, plain) && key.seal(header.kind, sequence, plain, sealed)
    {
        Ok(header.kind)
    } else {
        Err(DropReason::Refused)
    }
}
