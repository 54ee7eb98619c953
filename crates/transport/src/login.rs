//! The login: how a wallet becomes a netcode session.
//!
//! ```text
//! client                                         server (identity key S, pinned by the client)
//!   POST /challenge ------------------------------>
//!   <------------------- nonce, expiry, domain, S, protocol hash
//!   POST /login: name, wallet W, one-time key X,
//!     W's signature over all of it --------------->  checks, asks the game, mints a connect token
//!   <--- one-time key Y, token sealed to X, world, S's signature over all of it
//!   UDP with the token's keys <------------------->
//! ```
//!
//! It runs over plain HTTP on purpose: a host at home has no certificate, and nothing here needs one.
//! Every answer that matters is signed by the key in the invite, the token is sealed to a key that
//! never left the client, and what passes in the clear (name, wallet, world) is public in the game
//! anyway. The wallet's signature binds server, domain, nonce, expiry, protocol hash, name and
//! one-time key, so it serves for this one login and nothing else.
//!
//! The types here are what crosses the wire, as JSON. Unknown fields are refused, bytes are
//! hexadecimal, keys are base58.

mod client;
mod desk;
mod name;
mod refusal;
mod seal;
mod transcript;

use serde::{Deserialize, Serialize};

pub use client::{LoggedIn, LoginError, fetch_status, log_in};
pub use desk::{DeskConfig, Gatekeeper, LoginDesk, SessionBook, SessionTicket};
pub use name::{NameFault, check_name};
pub use refusal::LoginRefusal;

use crate::{
    identity::{ServerKey, Wallet},
    invite::InvitePass,
};

/// The longest body that either side reads, in bytes. The largest real one, a login's reply, has
/// about 6 kB.
pub const MAX_BODY_BYTES: usize = 32 * 1_024;

/// What a client needs to derive the world for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldInfo {
    /// What the host calls it.
    pub name: String,
    /// 32 bytes in hexadecimal.
    pub world_seed: String,
    /// Which generator derives it.
    pub generator_version: u32,
    /// The ruleset's name.
    pub ruleset: String,
    /// 32 bytes in hexadecimal.
    pub ruleset_hash: String,
}

/// `GET /status`: who the server is and how full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerStatus {
    /// The wire version it speaks.
    #[serde(with = "crate::hex::array")]
    pub protocol_hash: [u8; 32],
    /// Its identity.
    pub server_key: ServerKey,
    /// Its world.
    pub world: WorldInfo,
    /// Players connected.
    pub online: u32,
    /// Players at most.
    pub limit: u32,
    /// Whether joining takes an invite with a pass.
    pub invite_only: bool,
    /// By `server_key`, over everything above.
    #[serde(with = "crate::hex::array")]
    pub signature: [u8; 64],
}

impl ServerStatus {
    /// Whether the server that it names has signed it. It may be an old one, sent again.
    #[must_use]
    pub fn is_authentic(&self) -> bool {
        self.server_key.verifies(&transcript::status(self), &self.signature)
    }
}

/// The answer to `POST /challenge`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    /// Good for one login.
    #[serde(with = "crate::hex::array")]
    pub nonce: [u8; 32],
    /// Unix seconds after which it is not.
    pub expires: u64,
    /// What the server calls itself; part of what is signed.
    pub domain: String,
    /// The identity that will sign the reply.
    pub server_key: ServerKey,
    /// The wire version that the server speaks.
    #[serde(with = "crate::hex::array")]
    pub protocol_hash: [u8; 32],
}

/// The body of `POST /login`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// From the challenge.
    #[serde(with = "crate::hex::array")]
    pub nonce: [u8; 32],
    /// The wire version that the client speaks.
    #[serde(with = "crate::hex::array")]
    pub protocol_hash: [u8; 32],
    /// What the player wants to be called.
    pub name: String,
    /// Who the player is.
    pub wallet: Wallet,
    /// The X25519 key that the token is to be sealed to.
    #[serde(with = "crate::hex::array")]
    pub exchange_key: [u8; 32],
    /// From the invite, for a server by invitation only.
    pub pass: Option<InvitePass>,
    /// By `wallet`, over the challenge and everything above except the pass.
    #[serde(with = "crate::hex::array")]
    pub signature: [u8; 64],
}

/// The answer to `POST /login`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoginReply {
    /// The netcode client id.
    pub session_id: u64,
    /// The server's X25519 key for this one reply.
    #[serde(with = "crate::hex::array")]
    pub exchange_key: [u8; 32],
    /// The connect token, sealed.
    #[serde(with = "crate::hex::vec")]
    pub sealed_token: Vec<u8>,
    /// The world to derive.
    pub world: WorldInfo,
    /// By the server's identity, over the request's nonce, wallet and key and everything above.
    #[serde(with = "crate::hex::array")]
    pub signature: [u8; 64],
}
