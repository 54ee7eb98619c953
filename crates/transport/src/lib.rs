//! How packets get from a player to the game and back, and who may send them.
//!
//! Two halves. The **login** turns a wallet into a session over plain HTTP: signed challenge, sealed
//! and signed connect token ([`LoginDesk`], [`log_in`]). The **transports** move renet packets over
//! guarded UDP ([`ServerTransport`], [`ClientTransport`]). Between them stands the connect token:
//! without a login no packet gets further than a header check.
//!
//! ```text
//!   log_in ---- HTTP ----> (the roof's HTTP server) -> LoginDesk --- mints tokens for ---+
//!                                                                                         v
//!   RenetClient <-> ClientTransport <---- UDP, netcode 1.02 ----> ServerTransport <-> RenetServer
//! ```
//!
//! What it is not: it knows no message, no entity and no Bevy; it opens no HTTP socket on the server;
//! it does not decide who is banned or which name is free (the game's [`Gatekeeper`] does).
//!
//! # Invariants
//!
//! - Only secure netcode: no code path makes an unsecured server or client.
//! - Whatever bytes arrive, nothing panics, nothing is allocated without a bound, and no log line is
//!   written for a single packet.
//! - A packet reaches `renetcode` only if it is authentic and fresh, and `renet` only if it is what
//!   our client could have sent (`guard`).
//! - A nonce is never used twice with one key (`server::hub`).
//!
//! # A server tick
//!
//! ```no_run
//! # fn tick(dt: std::time::Duration, renet: &mut renet::RenetServer, transport: &mut transport::ServerTransport) {
//! renet.update(dt);
//! transport.receive(dt, renet);
//! // Intake: drain renet's events, then every client's channels, empty, each tick. Simulate. Publish.
//! transport.send(renet);
//! # }
//! ```

mod acks;
mod channels;
mod client;
mod guard;
mod hex;
mod identity;
mod invite;
mod login;
mod server;

pub use channels::{MAX_CLIENT_MESSAGE_BYTES, bounded};
pub use client::{ClientTransport, ConnectError, Disconnected};
pub use guard::peer::PeerLimits;
pub use guard::{DropReason, PacketKind, check_header};
pub use identity::{
    KeyFileError, KeyTextError, KeypairError, PLAYER_KEY_FILE, PlayerKey, ServerIdentity,
    ServerKey, Wallet, player_data_dir,
};
pub use invite::{DEFAULT_PORT, Invite, InviteError, InvitePass};
pub use login::{
    Challenge, DeskConfig, Gatekeeper, LoggedIn, LoginDesk, LoginError, LoginRefusal, LoginReply,
    LoginRequest, MAX_BODY_BYTES, NameFault, ServerStatus, SessionBook, SessionTicket, WorldInfo,
    check_name, fetch_status, log_in,
};
pub use server::{
    BindError, Counters, IntakeLimits, ServerTransport, ServerTransportConfig, ShardSecrets,
    Traffic, TransportMemory,
};

/// netcode's protocol id for a protocol hash: its first eight bytes.
#[must_use]
pub fn protocol_id(protocol_hash: &[u8; 32]) -> u64 {
    protocol_hash.first_chunk().map_or(0, |head| u64::from_le_bytes(*head))
}

#[cfg(test)]
mod thread_safety {
    /// The roofs keep these in Bevy resources, or behind a lock that several threads share.
    const fn shareable<T: Send + Sync + 'static>() {}
    const _: () = shareable::<crate::ServerTransport>();
    const _: () = shareable::<crate::ClientTransport>();
    const _: () = shareable::<crate::LoginDesk>();
    const _: () = shareable::<crate::LoggedIn>();
    const _: () = shareable::<crate::LoginError>();
}
