//! The client's end: a connect token in, a guarded connection out. One socket, no thread and about
//! 8 kB each, so that a process can hold a thousand of them (the bots do).
//!
//! The server is authenticated, so the guards here are for everybody else who can reach the port,
//! and for the day when the server is the attacker: what it sends is judged as strictly as what the
//! server gets, except that it may send long messages.

#[cfg(test)]
mod fuzz;
mod reason;

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket},
    time::Duration,
};

use renet::RenetClient;
use renetcode::{ClientAuthentication, ConnectToken, NetcodeClient};

pub use reason::{ConnectError, Disconnected};

use crate::{
    acks::AckPace,
    guard::{
        DropReason, PacketKind, packet_key::PacketKey, payload, peer::ServerGuard, read_to_client,
    },
    server::{Counters, Traffic},
};

/// Datagrams taken in one update. A joining client gets the world in some hundred packets a tick.
const PACKETS_PER_UPDATE: usize = 1_024;
/// A farewell is sent this often, as identical copies.
const FAREWELL_COPIES: usize = 3;
/// The longest silence a token may allow, in seconds.
const MAX_TIMEOUT: i32 = 120;

/// Moves packets between the network and a [`RenetClient`].
pub struct ClientTransport {
    socket: UdpSocket,
    server: SocketAddr,
    netcode: NetcodeClient,
    from_server: PacketKey,
    guard: ServerGuard,
    now: Duration,
    confirmed: bool,
    ended: Option<Disconnected>,
    counters: Counters,
    plain: Vec<u8>,
    acks: AckPace,
}

impl ClientTransport {
    /// Opens a socket for the token's first address. The connection itself is made by
    /// [`update`](Self::update).
    ///
    /// # Errors
    /// [`ConnectError`] if the token is not usable or no socket can be had.
    pub fn connect(token: ConnectToken) -> Result<Self, ConnectError> {
        check_token(&token)?;
        let from_server = PacketKey::new(&token.server_to_client_key, token.protocol_id);
        let authentication = ClientAuthentication::Secure { connect_token: token };
        let netcode = NetcodeClient::new(Duration::ZERO, authentication)
            .map_err(|_| ConnectError::Token { what: "its content" })?;
        let server = netcode.server_addr();
        Ok(Self {
            socket: open_socket(server)?,
            server,
            netcode,
            from_server,
            guard: ServerGuard::default(),
            now: Duration::ZERO,
            confirmed: false,
            ended: None,
            counters: Counters::default(),
            plain: Vec::new(),
            acks: AckPace::default(),
        })
    }

    /// Advances time by `dt` (real time since the last call) and takes what arrived. Call once a
    /// frame, after `renet.update(dt)`.
    ///
    /// # Errors
    /// [`Disconnected`] once the connection has ended, and at every call after that.
    pub fn update(&mut self, dt: Duration, renet: &mut RenetClient) -> Result<(), Disconnected> {
        self.check(renet)?;
        self.now = self.now.saturating_add(dt);
        self.receive(renet);
        if self.netcode.is_connected() {
            renet.set_connected();
            self.confirm();
        } else if self.netcode.is_connecting() {
            renet.set_connecting();
        }
        self.check(renet)?;
        if let Some((packet, to)) = self.netcode.update(dt) {
            if to != self.server
                && let Ok(socket) = open_socket(to)
            {
                // The token's next address, after the one before did not answer.
                self.socket = socket;
                self.server = to;
            }
            let taken = self.socket.send(packet).is_ok();
            self.counters.sent(packet.len(), taken);
        }
        self.check(renet)
    }

    /// Sends what `renet` has. Call once a frame, last.
    ///
    /// # Errors
    /// [`Disconnected`] if the connection has ended, also because `renet` wanted to send a message of
    /// more than [`MAX_CLIENT_MESSAGE_BYTES`](crate::MAX_CLIENT_MESSAGE_BYTES).
    pub fn send(&mut self, renet: &mut RenetClient) -> Result<(), Disconnected> {
        self.check(renet)?;
        if !self.netcode.is_connected() {
            return Ok(());
        }
        for payload in renet.get_packets_to_send() {
            if payload::is_slice(&payload) {
                self.end(Disconnected::MessageTooLong, renet);
                break;
            }
            if self.acks.holds_back(&payload, self.now) {
                continue;
            }
            self.send_payload(&payload);
        }
        self.check(renet)
    }

    /// Ends the connection and tells the server.
    pub fn disconnect(&mut self, renet: &mut RenetClient) {
        renet.disconnect();
        self.end(Disconnected::ByClient, renet);
    }

    /// Why the connection ended; `None` while it has not.
    #[must_use]
    pub fn reason(&self) -> Option<Disconnected> {
        self.ended
    }

    /// Whether the server has accepted the connection and it has not ended.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.ended.is_none() && self.netcode.is_connected()
    }

    /// The session id, which the server knows this client by.
    #[must_use]
    pub fn client_id(&self) -> renet::ClientId {
        self.netcode.client_id()
    }

    /// The address of our socket.
    ///
    /// # Errors
    /// What the system says.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// What came, went and was dropped.
    #[must_use]
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// The same in short.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        Traffic {
            packets_in: self.counters.packets_in,
            bytes_in: self.counters.bytes_in,
            packets_out: self.counters.packets_out,
            bytes_out: self.counters.bytes_out,
        }
    }

    fn receive(&mut self, renet: &mut RenetClient) {
        let mut buffer = [0; 2_048];
        for _ in 0..PACKETS_PER_UPDATE {
            // The socket is connected: the kernel lets through what comes from the server's address.
            let length = match self.socket.recv(&mut buffer) {
                Ok(length) => length,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                // "Connection refused" is an unauthenticated ICMP message: the timeout decides.
                Err(_) => continue,
            };
            self.counters.packets_in += 1;
            self.counters.bytes_in += length as u64;
            let packet = buffer.get_mut(..length).unwrap_or_default();
            if let Err(reason) = self.process(packet, renet) {
                self.counters.drop_packet(reason);
                if reason.is_violation() {
                    self.end(Disconnected::ServerBrokeProtocol(reason), renet);
                    return;
                }
            }
        }
    }

    fn process(&mut self, packet: &mut [u8], renet: &mut RenetClient) -> Result<(), DropReason> {
        let header = read_to_client(packet)?;
        let in_order = matches!(
            header.kind,
            PacketKind::KeepAlive | PacketKind::Payload | PacketKind::Disconnect
        );
        if in_order && !self.guard.replay.is_fresh(header.sequence) {
            return Err(DropReason::Replayed);
        }
        if !self.from_server.open(packet, header, &mut self.plain) {
            return Err(DropReason::Forged);
        }
        if in_order {
            self.guard.replay.mark(header.sequence);
        }
        if header.kind == PacketKind::Payload {
            if !self.netcode.is_connected() {
                return Err(DropReason::Unexpected);
            }
            self.guard.judge(&self.plain, self.now)?;
        }
        if let Some(payload) = self.netcode.process_packet(packet) {
            renet.process_packet(payload);
        }
        Ok(())
    }

    /// Tells the server once, at once, that we know: it holds its messages back until then.
    fn confirm(&mut self) {
        if !self.confirmed {
            self.confirmed = true;
            self.send_payload(&[]);
        }
    }

    fn send_payload(&mut self, payload: &[u8]) {
        match self.netcode.generate_payload_packet(payload) {
            Ok((_, packet)) => {
                let taken = self.socket.send(packet).is_ok();
                self.counters.sent(packet.len(), taken);
            }
            Err(_) => self.counters.send_failures += 1,
        }
    }

    /// Notices an end that netcode or renet came to.
    fn check(&mut self, renet: &mut RenetClient) -> Result<(), Disconnected> {
        if self.ended.is_none() {
            if let Some(reason) = self.netcode.disconnect_reason() {
                self.end(reason.into(), renet);
            } else if let Some(reason) = renet.disconnect_reason() {
                self.end(Disconnected::Messages(reason), renet);
            }
        }
        self.ended.map_or(Ok(()), Err)
    }

    fn end(&mut self, reason: Disconnected, renet: &mut RenetClient) {
        if self.ended.is_some() {
            return;
        }
        self.ended = Some(reason);
        renet.disconnect_due_to_transport();
        if self.netcode.is_disconnected() {
            return;
        }
        if let Ok((_, packet)) = self.netcode.disconnect() {
            for _ in 0..FAREWELL_COPIES {
                let taken = self.socket.send(packet).is_ok();
                self.counters.sent(packet.len(), taken);
            }
        }
    }
}

fn open_socket(server: SocketAddr) -> Result<UdpSocket, ConnectError> {
    let local = match server {
        SocketAddr::V4(_) => SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
        SocketAddr::V6(_) => SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)),
    };
    UdpSocket::bind(local)
        .and_then(|socket| {
            socket.connect(server)?;
            socket.set_nonblocking(true)?;
            Ok(socket)
        })
        .map_err(|source| ConnectError::Socket { server, source })
}

/// `NetcodeClient` panics on a token without an address and on one that expires before it was made.
fn check_token(token: &ConnectToken) -> Result<(), ConnectError> {
    let bad = |what| Err(ConnectError::Token { what });
    match token.server_addresses.first() {
        Some(Some(address)) if !address.ip().is_unspecified() && address.port() != 0 => {}
        _ => return bad("no address to connect to"),
    }
    if token.expire_timestamp <= token.create_timestamp {
        return bad("it expires before it begins");
    }
    if !(1..=MAX_TIMEOUT).contains(&token.timeout_seconds) {
        return bad("its timeout");
    }
    Ok(())
}
