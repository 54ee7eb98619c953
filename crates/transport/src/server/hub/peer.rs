//! One address with a handshake or a connection.

use std::time::Duration;

use renet::ClientId;

use super::super::Traffic;
use crate::acks::AckPace;
use crate::guard::{packet_key::PacketKey, peer::ClientGuard};

/// What the hub knows about an address.
pub(super) struct Peer {
    pub(super) client: ClientId,
    pub(super) shard: usize,
    pub(super) stage: Stage,
    pub(super) to_server: PacketKey,
    pub(super) to_client: PacketKey,
    /// The tag of the connect token.
    pub(super) token: [u8; 16],
    pub(super) guard: ClientGuard,
    pub(super) traffic: Traffic,
    pub(super) acks: AckPace,
    /// When netcode last saw a packet of it.
    pub(super) vouched: Duration,
}

/// How far a peer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It was challenged and has to answer.
    Shaking {
        /// When its token expires, in Unix seconds.
        expires: u64,
        /// Packets it may still send. An honest client needs two, and more only when some are lost.
        packets_left: u8,
    },
    /// It answered.
    Connected {
        /// Whether it has sent anything since, and hence knows.
        confirmed: bool,
    },
}

impl Peer {
    pub(super) fn handshake_expired(&self, now: u64) -> bool {
        matches!(self.stage, Stage::Shaking { expires, .. } if now > expires)
    }
}
