//! The server's side of the login, without its sockets: give it requests, the time and the address
//! they came from, send what it answers. Nothing here blocks except the game's own check of the
//! wallet ([`Gatekeeper`]). Every table is bounded.

mod challenges;
mod sessions;

use std::{net::IpAddr, time::Duration};

pub use sessions::{SessionBook, SessionTicket};

use self::challenges::Challenges;
use super::{
    Challenge, LoginRefusal, LoginReply, LoginRequest, ServerStatus, WorldInfo, check_name,
    seal::{Between, OneTimeKey},
    transcript,
};
use crate::{
    guard::address::{AddressLimits, Rate},
    identity::{ServerIdentity, Wallet},
    invite::{DEFAULT_PORT, Invite, InvitePass},
    server::ShardSecrets,
};

/// Challenges that wait for their login. One takes about 100 bytes.
const MAX_CHALLENGES: usize = 16_384;

/// What the desk tells clients and mints tokens with.
#[derive(Clone)]
pub struct DeskConfig {
    /// The transport's; see [`protocol_id`](crate::protocol_id).
    pub protocol_id: u64,
    /// The wire version. A client with another one is refused.
    pub protocol_hash: [u8; 32],
    /// What the server calls itself, for instance the world's name. Part of what wallets sign.
    pub domain: String,
    /// The world to derive.
    pub world: WorldInfo,
    /// From [`ServerTransport::shard_secrets`](crate::ServerTransport::shard_secrets): the token key
    /// and the public addresses.
    pub secrets: ShardSecrets,
    /// The TCP port that invites name.
    pub login_port: u16,
    /// Players at once.
    pub player_limit: u32,
    /// Whether joining takes a pass.
    pub invite_only: bool,
    /// How long a challenge waits.
    pub challenge_lifetime: Duration,
    /// How long a connect token may wait for its connection. Whole seconds.
    pub token_lifetime: Duration,
    /// The silence after which a connection ends, in seconds.
    pub timeout_s: u16,
}

impl DeskConfig {
    /// The usual lifetimes: 30 s for a challenge, 30 s for a token, 10 s of silence.
    #[must_use]
    pub fn new(
        protocol_hash: [u8; 32],
        domain: String,
        world: WorldInfo,
        secrets: ShardSecrets,
        player_limit: u32,
    ) -> Self {
        Self {
            protocol_id: crate::protocol_id(&protocol_hash),
            protocol_hash,
            domain,
            world,
            secrets,
            login_port: DEFAULT_PORT,
            player_limit,
            invite_only: false,
            challenge_lifetime: Duration::from_secs(30),
            token_lifetime: Duration::from_secs(30),
            timeout_s: 10,
        }
    }
}

/// The game's say in who comes in. Called last, when everything else is in order.
pub trait Gatekeeper {
    /// Admits a wallet under a name, or says why not: [`LoginRefusal::NameTaken`],
    /// [`LoginRefusal::Banned`].
    ///
    /// # Errors
    /// The refusal to answer with.
    fn admit(&mut self, wallet: &Wallet, name: &str) -> Result<(), LoginRefusal>;
}

impl<F: FnMut(&Wallet, &str) -> Result<(), LoginRefusal>> Gatekeeper for F {
    fn admit(&mut self, wallet: &Wallet, name: &str) -> Result<(), LoginRefusal> {
        self(wallet, name)
    }
}

/// Answers logins and remembers who got which session.
pub struct LoginDesk {
    config: DeskConfig,
    identity: ServerIdentity,
    challenges: Challenges,
    sessions: SessionBook,
    limits: AddressLimits,
    shutting_down: bool,
}

impl LoginDesk {
    /// Opens the desk.
    #[must_use]
    pub fn new(config: DeskConfig, identity: ServerIdentity) -> Self {
        let rate = |per_second, burst| Rate { per_second, burst };
        let sessions = SessionBook::new(config.player_limit as usize * 4 + 1_024);
        Self {
            config,
            identity,
            challenges: Challenges::new(MAX_CHALLENGES),
            sessions,
            // Two requests make a login. A household logs in ten times in a row and then once every
            // five seconds; bots on this machine by the thousand; all together as fast as one core
            // checks signatures (about 0.4 ms each).
            limits: AddressLimits::new(
                8_192,
                rate(0.4, 20.0),
                rate(4_000.0, 8_000.0),
                rate(2_000.0, 8_000.0),
            ),
            shutting_down: false,
        }
    }

    /// `GET /status`.
    #[must_use]
    pub fn status(&self) -> ServerStatus {
        let mut status = ServerStatus {
            protocol_hash: self.config.protocol_hash,
            server_key: self.identity.public(),
            world: self.config.world.clone(),
            online: self.sessions.online(),
            limit: self.config.player_limit,
            invite_only: self.config.invite_only,
            signature: [0; 64],
        };
        status.signature = self.identity.sign(&transcript::status(&status));
        status
    }

    /// `POST /challenge`. `now` is Unix time.
    ///
    /// # Errors
    /// The refusal to answer with.
    pub fn challenge(&mut self, now: Duration, from: IpAddr) -> Result<Challenge, LoginRefusal> {
        self.check_open(now, from)?;
        let mut nonce = [0; 32];
        getrandom::fill(&mut nonce).map_err(|_| LoginRefusal::ServerFault)?;
        let expires = (now + self.config.challenge_lifetime).as_secs();
        self.challenges.add(nonce, expires, now.as_secs())?;
        Ok(self.describe(nonce, expires))
    }

    /// `POST /login`. `now` is Unix time.
    ///
    /// # Errors
    /// The refusal to answer with. The challenge is used up either way.
    pub fn login(
        &mut self,
        now: Duration,
        from: IpAddr,
        request: &LoginRequest,
        gate: &mut dyn Gatekeeper,
    ) -> Result<LoginReply, LoginRefusal> {
        self.check_open(now, from)?;
        if request.protocol_hash != self.config.protocol_hash {
            return Err(LoginRefusal::ProtocolMismatch {
                server: short(&self.config.protocol_hash),
                client: short(&request.protocol_hash),
            });
        }
        check_name(&request.name).map_err(|why| LoginRefusal::NameInvalid { why })?;
        self.check_pass(request.pass.as_ref(), now)?;
        let expires = self
            .challenges
            .take(&request.nonce, now.as_secs())
            .ok_or(LoginRefusal::ChallengeExpired)?;
        let challenge = self.describe(request.nonce, expires);
        if !request.wallet.verifies(&transcript::login(&challenge, request), &request.signature) {
            return Err(LoginRefusal::BadSignature);
        }
        if self.sessions.online() >= self.config.player_limit {
            return Err(LoginRefusal::ServerFull { limit: self.config.player_limit });
        }
        gate.admit(&request.wallet, &request.name)?;
        let session = self.open_session(request, now)?;
        self.reply(request, session, now)
    }

    /// Whose session an id is.
    #[must_use]
    pub fn session(&self, id: u64) -> Option<SessionTicket> {
        self.sessions.lock().find(id).cloned()
    }

    /// Who logged in, for the game to ask without waiting for a login that is under way.
    #[must_use]
    pub fn sessions(&self) -> SessionBook {
        self.sessions.clone()
    }

    /// Refuses all logins from now on.
    pub fn shut_down(&mut self) {
        self.shutting_down = true;
    }

    /// An invite to this server at `host`. It has a pass if `until` (Unix seconds) is given or the
    /// server is by invitation only.
    #[must_use]
    pub fn invite(&self, host: &str, until: Option<u64>) -> Invite {
        let mut invite = Invite::issue(&self.identity, host, self.config.login_port, until);
        invite.pass = invite.pass.filter(|_| self.config.invite_only || until.is_some());
        invite
    }

    /// Entries in the tables that requests make grow: challenges, sessions, addresses.
    #[must_use]
    pub fn table_sizes(&self) -> [usize; 3] {
        [self.challenges.len(), self.sessions.lock().len(), self.limits.len()]
    }

    fn check_open(&mut self, now: Duration, from: IpAddr) -> Result<(), LoginRefusal> {
        if self.shutting_down {
            return Err(LoginRefusal::ShuttingDown);
        }
        self.limits
            .take(from, now)
            .map_err(|retry_after_s| LoginRefusal::TooManyRequests { retry_after_s })
    }

    fn check_pass(&self, pass: Option<&InvitePass>, now: Duration) -> Result<(), LoginRefusal> {
        if !self.config.invite_only {
            return Ok(());
        }
        let pass = pass.ok_or(LoginRefusal::InviteRequired)?;
        if !pass.is_from(&self.identity.public()) {
            return Err(LoginRefusal::InviteInvalid);
        }
        if !pass.is_current(now) {
            return Err(LoginRefusal::InviteExpired);
        }
        Ok(())
    }

    fn describe(&self, nonce: [u8; 32], expires: u64) -> Challenge {
        Challenge {
            nonce,
            expires,
            domain: self.config.domain.clone(),
            server_key: self.identity.public(),
            protocol_hash: self.config.protocol_hash,
        }
    }

    /// Session ids are random, so that nobody can tell one player's from another's or guess a next.
    fn open_session(&mut self, request: &LoginRequest, now: Duration) -> Result<u64, LoginRefusal> {
        let ticket = SessionTicket { wallet: request.wallet, name: request.name.clone() };
        let expires = (now + self.config.token_lifetime).as_secs();
        let full = LoginRefusal::ServerFull { limit: self.config.player_limit };
        loop {
            let id = getrandom::u64().map_err(|_| LoginRefusal::ServerFault)?;
            let mut sessions = self.sessions.lock();
            if id != 0 && sessions.find(id).is_none() {
                return match sessions.add(id, ticket, expires, now.as_secs()) {
                    true => Ok(id),
                    false => Err(full),
                };
            }
        }
    }

    fn reply(
        &self,
        request: &LoginRequest,
        session_id: u64,
        now: Duration,
    ) -> Result<LoginReply, LoginRefusal> {
        let config = &self.config;
        let token = config
            .secrets
            .mint(now, config.protocol_id, config.token_lifetime, config.timeout_s, session_id)
            .map_err(|_| LoginRefusal::ServerFault)?;
        let mut plain = zeroize::Zeroizing::new(Vec::with_capacity(2_048));
        token.write(&mut *plain).map_err(|_| LoginRefusal::ServerFault)?;
        let key = OneTimeKey::generate().map_err(|_| LoginRefusal::ServerFault)?;
        let server = self.identity.public();
        let between = Between { server: &server, wallet: &request.wallet, nonce: &request.nonce };
        let sealed_token =
            key.seal(&request.exchange_key, &between, &plain).ok_or(LoginRefusal::Malformed)?;
        let mut reply = LoginReply {
            session_id,
            exchange_key: key.public(),
            sealed_token,
            world: config.world.clone(),
            signature: [0; 64],
        };
        reply.signature = self.identity.sign(&transcript::reply(&server, request, &reply));
        Ok(reply)
    }
}

fn short(hash: &[u8; 32]) -> String {
    crate::hex::encode(hash).chars().take(12).collect()
}
