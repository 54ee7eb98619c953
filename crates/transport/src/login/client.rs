//! The player's side of the login. Blocking, a few hundred milliseconds at best and 15 seconds at
//! worst: call it from a thread of its own.

mod error;
mod http;

use std::{
    net::SocketAddr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use renetcode::ConnectToken;

pub use error::LoginError;

use super::{
    Challenge, LoginRefusal, LoginReply, LoginRequest, ServerStatus, WorldInfo, check_name,
    seal::{Between, OneTimeKey},
    transcript,
};
use crate::{
    identity::{PlayerKey, ServerKey},
    invite::Invite,
};

/// A login that succeeded: everything to connect with.
pub struct LoggedIn {
    /// For [`ClientTransport::connect`](crate::ClientTransport::connect). Good for one connection,
    /// and for a short time.
    pub token: Box<ConnectToken>,
    /// The identity that the server proved to have. Without a key in the invite, pin it.
    pub server_key: ServerKey,
    /// The world to derive.
    pub world: WorldInfo,
    /// The netcode client id.
    pub session_id: u64,
}

impl std::fmt::Debug for LoggedIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The token holds the connection's keys.
        formatter
            .debug_struct("LoggedIn")
            .field("server_key", &self.server_key)
            .field("world", &self.world)
            .finish_non_exhaustive()
    }
}

/// Logs `key`'s wallet in under `name`. `pinned` is the key that this server had before, if it was
/// joined before; the server must have it, and the invite's.
///
/// # Errors
/// [`LoginError`], which says what happened and what to do.
pub fn log_in(
    invite: &Invite,
    key: &PlayerKey,
    name: &str,
    protocol_hash: [u8; 32],
    pinned: Option<ServerKey>,
) -> Result<LoggedIn, LoginError> {
    check_name(name).map_err(|why| LoginRefusal::NameInvalid { why })?;
    let expected = expected_key(invite, pinned)?;
    check_pass(invite)?;

    let (place, challenge): (_, Challenge) =
        http::first_answer(invite, |place| http::post(place, "challenge", &serde_json::json!({})))?;
    check_challenge(&challenge, expected, &protocol_hash)?;

    let one_time = OneTimeKey::generate().map_err(|_| LoginError::Random)?;
    let mut request = LoginRequest {
        nonce: challenge.nonce,
        protocol_hash,
        name: name.to_owned(),
        wallet: key.wallet(),
        exchange_key: one_time.public(),
        pass: invite.pass.clone(),
        signature: [0; 64],
    };
    request.signature = key.sign(&transcript::login(&challenge, &request));
    let reply: LoginReply = http::post(place, "login", &request)?;

    let server_key = challenge.server_key;
    if !server_key.verifies(&transcript::reply(&server_key, &request, &reply), &reply.signature) {
        return Err(LoginError::NotTheServer { server_key });
    }
    let between = Between { server: &server_key, wallet: &request.wallet, nonce: &request.nonce };
    let plain = one_time
        .open(&reply.exchange_key, &between, &reply.sealed_token)
        .ok_or(LoginError::NotForUs)?;
    let token = ConnectToken::read(&mut plain.as_slice())
        .ok()
        .and_then(|token| with_addresses(token, place))
        .filter(|token| token.client_id == reply.session_id)
        .ok_or(LoginError::BadToken)?;
    Ok(LoggedIn {
        token: Box::new(token),
        server_key,
        world: reply.world,
        session_id: reply.session_id,
    })
}

/// Asks a server who it is and how full, without logging in.
///
/// # Errors
/// [`LoginError`], also if the answer is not signed by the key in the invite.
pub fn fetch_status(invite: &Invite) -> Result<ServerStatus, LoginError> {
    let (_, status): (_, ServerStatus) =
        http::first_answer(invite, |place| http::get(place, "status"))?;
    check_key(status.server_key, invite.server_key)?;
    if !status.is_authentic() {
        let server_key = status.server_key;
        return Err(LoginError::NotTheServer { server_key });
    }
    Ok(status)
}

fn expected_key(
    invite: &Invite,
    pinned: Option<ServerKey>,
) -> Result<Option<ServerKey>, LoginError> {
    if let Some(in_invite) = invite.server_key {
        check_key(in_invite, pinned)?;
    }
    Ok(invite.server_key.or(pinned))
}

fn check_key(shown: ServerKey, expected: Option<ServerKey>) -> Result<(), LoginError> {
    match expected {
        Some(expected) if expected != shown => Err(LoginError::KeyMismatch { expected, shown }),
        _ => Ok(()),
    }
}

/// What the server would say to a bad pass, without asking it.
fn check_pass(invite: &Invite) -> Result<(), LoginError> {
    let Some(pass) = &invite.pass else {
        return Ok(());
    };
    if let Some(server) = &invite.server_key
        && !pass.is_from(server)
    {
        return Err(LoginRefusal::InviteInvalid.into());
    }
    if !invite.is_current(unix_now()) {
        return Err(LoginRefusal::InviteExpired.into());
    }
    Ok(())
}

fn check_challenge(
    challenge: &Challenge,
    expected: Option<ServerKey>,
    protocol_hash: &[u8; 32],
) -> Result<(), LoginError> {
    check_key(challenge.server_key, expected)?;
    if challenge.protocol_hash == *protocol_hash {
        return Ok(());
    }
    let short = |hash: &[u8; 32]| crate::hex::encode(hash).chars().take(12).collect();
    Err(LoginRefusal::ProtocolMismatch {
        server: short(&challenge.protocol_hash),
        client: short(protocol_hash),
    }
    .into())
}

/// Fills in where we logged in for each unspecified address. Only the public part of the token
/// changes; the server checks the sealed part.
fn with_addresses(mut token: ConnectToken, place: SocketAddr) -> Option<ConnectToken> {
    for address in token.server_addresses.iter_mut().flatten() {
        if address.ip().is_unspecified() {
            address.set_ip(place.ip());
        }
    }
    token.server_addresses.first()?.is_some().then_some(token)
}

fn unix_now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
