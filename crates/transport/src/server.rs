//! The server's end: one UDP socket, and behind it as many `renetcode` servers as the player limit
//! needs.
//!
//! `renetcode` serves at most 1,024 clients and looks each packet's connection up by walking its
//! slots (2.6 kB each). So a transport splits its clients over *shards* of 128 and finds the shard by
//! the packet's source address in a hash table: no ceiling, a short walk, and still a single port
//! for a host to open. Only secure netcode servers are ever made; there is no setting for another.
//!
//! ```text
//! thread "udp-intake": socket -> header check, per-address allowance -> bounded inbox
//! the tick:            receive(): socket + inbox -> hub -> shard -> renet
//!                      send():    renet -> shard -> parcel
//! thread "udp-send":   parcel -> socket
//! ```
//!
//! The first thread exists because the kernel's buffer holds some 250 small packets, fewer than a
//! thousand players send in one tick; `receive` empties socket and inbox under one lock, so order is
//! kept and nothing depends on the thread's timing. Why the second: see `courier`.

mod config;
mod counters;
mod courier;
mod hub;
mod inbox;
mod pump;
mod token;

#[cfg(test)]
mod hub_tests;

use std::{
    net::{SocketAddr, UdpSocket},
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use renet::{ClientId, RenetServer};

pub use config::{BindError, IntakeLimits, ServerTransportConfig};
pub use counters::{Counters, Traffic};
pub use token::ShardSecrets;

use courier::{Courier, Parcel};
use hub::{Hub, Outlet};
use inbox::{Batch, Inbox};
use pump::Pump;

/// Between two summaries in the log.
const REPORT_EVERY: Duration = Duration::from_secs(10);

/// Moves packets between the network and a [`RenetServer`].
pub struct ServerTransport {
    // Declared before the rest so that the threads stop before the socket closes.
    _pump: Pump,
    courier: Courier,
    parcel: Parcel,
    socket: Arc<UdpSocket>,
    inbox: Arc<Inbox>,
    batch: Batch,
    hub: Hub,
    secrets: ShardSecrets,
    local: SocketAddr,
    reported_at: Duration,
    reported_drops: u64,
    failures_seen: u64,
}

impl ServerTransport {
    /// Opens the socket and makes fresh token keys.
    ///
    /// # Errors
    /// [`BindError`], which names the port and says what to do.
    pub fn bind(config: ServerTransportConfig) -> Result<Self, BindError> {
        config.check()?;
        let wanted = SocketAddr::new(config.bind, config.port);
        let opened = UdpSocket::bind(wanted).and_then(|socket| {
            socket.set_nonblocking(true)?;
            let local = socket.local_addr()?;
            Ok((socket, local))
        });
        let (socket, local) = opened.map_err(|source| BindError::from_io(wanted, source))?;
        let secrets = ShardSecrets::generate(config.addresses(local))?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let hub = Hub::new(&config, &secrets, now);
        let socket = Arc::new(socket);
        let inbox = Arc::new(Inbox::new(config.intake, config.player_limit));
        let pump =
            Pump::start(Arc::clone(&socket), Arc::clone(&inbox)).map_err(BindError::Thread)?;
        let courier =
            Courier::start(Arc::clone(&socket), config.player_limit).map_err(BindError::Thread)?;
        Ok(Self {
            _pump: pump,
            courier,
            parcel: Parcel::default(),
            socket,
            inbox,
            batch: Batch::default(),
            hub,
            secrets,
            local,
            reported_at: now,
            reported_drops: 0,
            failures_seen: 0,
        })
    }

    /// The address that the socket is bound to; its port is the one the system chose for port 0.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.local
    }

    /// The addresses written into connect tokens. An unspecified one (`0.0.0.0`) means "where you
    /// logged in".
    #[must_use]
    pub fn addresses(&self) -> &[SocketAddr] {
        self.secrets.addresses()
    }

    /// What a `LoginDesk` needs to mint tokens for this transport.
    #[must_use]
    pub fn shard_secrets(&self) -> ShardSecrets {
        self.secrets.clone()
    }

    /// Advances time by `dt` (real time since the last call), takes what arrived, and hands what
    /// passes the guards to `renet`. Connections and disconnections show as `renet` events. Call
    /// once a tick, after `renet.update(dt)`. The work is bounded by the configured limits.
    pub fn receive(&mut self, dt: Duration, renet: &mut RenetServer) {
        let mut outlet = UdpOutlet { parcel: &mut self.parcel, inbox: &self.inbox };
        self.hub.update(dt, renet, &mut outlet);
        self.inbox.drain(&self.socket, &mut self.batch);
        self.hub.counters.add_batch(&self.batch);
        while let Some((from, packet)) = self.batch.next() {
            self.hub.handle(from, packet, renet, &mut outlet);
        }
        self.post();
        self.report();
    }

    /// Sends what `renet` has for each client, and ends the connections that `renet` ended. Call once
    /// a tick, last.
    pub fn send(&mut self, renet: &mut RenetServer) {
        let mut outlet = UdpOutlet { parcel: &mut self.parcel, inbox: &self.inbox };
        self.hub.flush(renet, &mut outlet);
        self.post();
    }

    /// Ends every connection and tells the clients. Reliable messages that were not sent yet are
    /// lost: to say why, send a message, call [`send`](Self::send) for a few ticks, then this.
    pub fn disconnect_all(&mut self, renet: &mut RenetServer) {
        let mut outlet = UdpOutlet { parcel: &mut self.parcel, inbox: &self.inbox };
        self.hub.expel_all(renet, &mut outlet);
        self.post();
    }

    fn post(&mut self) {
        self.courier.post(&mut self.parcel);
        let failures = self.courier.failures();
        self.hub.counters.send_failures += failures - self.failures_seen;
        self.failures_seen = failures;
    }

    /// What came, went and was dropped since the start.
    #[must_use]
    pub fn counters(&self) -> &Counters {
        &self.hub.counters
    }

    /// Totals of one connected client; `None` if there is no such client.
    #[must_use]
    pub fn client_bytes(&self, client: ClientId) -> Option<Traffic> {
        self.hub.traffic(client)
    }

    /// Connected clients.
    #[must_use]
    pub fn connected(&self) -> usize {
        self.hub.connected()
    }

    /// Sizes of everything that a peer can make grow, for tests and metrics.
    #[must_use]
    pub fn memory(&self) -> TransportMemory {
        TransportMemory { inbox_known: self.inbox.known_count(), ..self.hub.memory() }
    }

    /// One line at most for each interval, and none while nothing is dropped.
    fn report(&mut self) {
        let now = self.hub.now();
        if now.saturating_sub(self.reported_at) < REPORT_EVERY {
            return;
        }
        self.reported_at = now;
        let counters = &self.hub.counters;
        let drops = counters.dropped_total();
        if drops > self.reported_drops {
            let reasons: Vec<_> = counters.drops().filter(|(_, count)| *count > 0).collect();
            tracing::warn!(
                since_last = drops - self.reported_drops,
                totals = ?reasons,
                "packets were dropped"
            );
            self.reported_drops = drops;
        }
    }
}

/// How many entries each growing table of a [`ServerTransport`] has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TransportMemory {
    /// Connected and connecting peers. At most the player limit and the handshake limit together.
    pub peers: usize,
    /// Handshakes that are not finished.
    pub handshakes: usize,
    /// Connect tokens that were presented and have not expired.
    pub tokens: usize,
    /// Source addresses that asked for a connection lately.
    pub addresses: usize,
    /// Addresses that the intake lets through; follows `peers`.
    pub inbox_known: usize,
}

struct UdpOutlet<'t> {
    parcel: &'t mut Parcel,
    inbox: &'t Inbox,
}

impl Outlet for UdpOutlet<'_> {
    fn send(&mut self, to: SocketAddr, packet: &[u8]) {
        self.parcel.push(to, packet);
    }

    fn welcome(&mut self, peer: SocketAddr) {
        self.inbox.add_known(peer);
    }

    fn farewell(&mut self, peer: SocketAddr) {
        self.inbox.remove_known(peer);
    }
}
