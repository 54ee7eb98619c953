//! What a host can set about the transport, and why it may not start.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use crate::guard::peer::PeerLimits;

/// renetcode's hard ceiling.
const MAX_CLIENTS_PER_SHARD: u16 = 1_024;
/// More than this in one process was never tried.
const MAX_PLAYERS: u16 = 16_384;
/// A connect token holds 32 addresses; one of them the client fills in.
const MAX_PUBLIC_HOSTS: usize = 16;

/// How a [`ServerTransport`](super::ServerTransport) is set up.
#[derive(Debug, Clone)]
pub struct ServerTransportConfig {
    /// The local address to bind.
    pub bind: IpAddr,
    /// The UDP port; 0 takes any free one.
    pub port: u16,
    /// Players at once. Further ones are told that the server is full.
    pub player_limit: u16,
    /// Distinguishes games and wire versions; see [`protocol_id`](crate::protocol_id).
    pub protocol_id: u64,
    /// Where clients reach the UDP port, if that differs from where they log in (a proxy, a second
    /// address). Empty: the address that they logged in at.
    pub public_hosts: Vec<IpAddr>,
    /// Clients for each netcode server, 1 to 1,024. 128 keeps the walk over slots within 350 kB.
    pub clients_per_shard: u16,
    /// What a single client may send.
    pub peer: PeerLimits,
    /// What a single tick takes in.
    pub intake: IntakeLimits,
}

impl ServerTransportConfig {
    /// The default limits, on every local IPv4 address.
    #[must_use]
    pub fn new(port: u16, player_limit: u16, protocol_id: u64) -> Self {
        Self {
            bind: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            port,
            player_limit,
            protocol_id,
            public_hosts: Vec::new(),
            clients_per_shard: 128,
            peer: PeerLimits::default(),
            intake: IntakeLimits::default(),
        }
    }

    pub(super) fn check(&self) -> Result<(), BindError> {
        let bad = |what| Err(BindError::Config { what });
        if self.player_limit == 0 || self.player_limit > MAX_PLAYERS {
            return bad("player_limit must be between 1 and 16,384");
        }
        if self.clients_per_shard == 0 || self.clients_per_shard > MAX_CLIENTS_PER_SHARD {
            return bad("clients_per_shard must be between 1 and 1,024");
        }
        if self.public_hosts.len() > MAX_PUBLIC_HOSTS {
            return bad("public_hosts must have at most 16 addresses");
        }
        Ok(())
    }

    pub(super) fn addresses(&self, local: SocketAddr) -> Vec<SocketAddr> {
        if self.public_hosts.is_empty() {
            return vec![local];
        }
        let with_port = |&host| SocketAddr::new(host, local.port());
        self.public_hosts.iter().map(with_port).collect()
    }

    /// Handshakes under way at once: everybody may come back at the same time after a restart.
    pub(super) fn handshake_limit(&self) -> usize {
        usize::from(self.player_limit).max(256)
    }
}

/// What one tick takes from the network. All are counts since the last `receive`, so that a tick's
/// work is bounded however long the tick before it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntakeLimits {
    /// Packets from one known address, before any cryptography.
    pub packets_per_address: u32,
    /// Bytes from one known address.
    pub bytes_per_address: u32,
    /// Packets from all known addresses, for each player the server admits.
    pub packets_per_player: u32,
    /// Connection requests from unknown addresses.
    pub requests: u32,
}

impl Default for IntakeLimits {
    fn default() -> Self {
        Self {
            // A client at 60 frames a second sends 6 in a tick of 50 ms; after a stall of a second,
            // 120.
            packets_per_address: 128,
            bytes_per_address: 64 * 1_024,
            packets_per_player: 16,
            // 1,000 bots arrive in one tick now and then. Each costs about 10 us.
            requests: 1_024,
        }
    }
}

/// Why a server's socket did not open.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Somebody else has the port.
    #[error(
        "UDP port {} is in use on {}: another server is probably running; stop it, or choose another port",
        address.port(),
        address.ip()
    )]
    InUse {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The system does not let this user have the port.
    #[error("no permission for UDP port {}: choose a port above 1023", address.port())]
    Denied {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The address does not belong to this machine.
    #[error("{} is not an address of this machine: bind to 0.0.0.0 or to one that is", address.ip())]
    NotLocal {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// Anything else that the system reported.
    #[error("cannot open UDP {address}: {source}")]
    Io {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// A setting is out of range.
    #[error("the transport's configuration is wrong: {what}")]
    Config {
        /// Which, and what it may be.
        what: &'static str,
    },
    /// The operating system gave no randomness.
    #[error("the operating system gives no randomness, so no keys can be made: {0}")]
    Random(getrandom::Error),
    /// The intake thread did not start.
    #[error("cannot start the network thread: {0}")]
    Thread(io::Error),
}

impl BindError {
    pub(super) fn from_io(address: SocketAddr, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => Self::InUse { address },
            io::ErrorKind::PermissionDenied => Self::Denied { address },
            io::ErrorKind::AddrNotAvailable => Self::NotLocal { address },
            _ => Self::Io { address, source },
        }
    }
}
