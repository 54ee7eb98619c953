//! Invites: where a server is, which key it must have, and perhaps a pass that lets its bearer in.
//!
//! `seedbound://host:port?until=UNIX&pass=HEX#server-key`. The key stands in the fragment, which no
//! browser sends anywhere. A pass is the server's signature over the time until which it holds; it
//! names no host, so it stays good when the server moves.

mod parse;
mod pass;

use std::{fmt, time::Duration};

pub use parse::InviteError;
pub use pass::InvitePass;

use crate::identity::{ServerIdentity, ServerKey};

/// The port for login (TCP) and game (UDP) where none is named.
pub const DEFAULT_PORT: u16 = 27_431;

/// Where and how to join a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// A name or an address. IPv6 without its brackets.
    pub host: String,
    /// The TCP port of the login.
    pub port: u16,
    /// The key that the server must prove to have. `None`: whichever it shows first is to be pinned
    /// by the caller.
    pub server_key: Option<ServerKey>,
    /// Lets the bearer into a server that is by invitation only.
    pub pass: Option<InvitePass>,
}

impl Invite {
    /// The word of the server with this identity that whoever shows it may come in, up to `until`
    /// (Unix seconds), or for as long as the server keeps its key.
    #[must_use]
    pub fn issue(identity: &ServerIdentity, host: &str, port: u16, until: Option<u64>) -> Self {
        Self {
            host: host.to_owned(),
            port,
            server_key: Some(identity.public()),
            pass: Some(InvitePass::issue(identity, until)),
        }
    }

    /// Whether the pass, if there is one, has not run out at `now` (Unix time).
    #[must_use]
    pub fn is_current(&self, now: Duration) -> bool {
        self.pass.as_ref().is_none_or(|pass| pass.is_current(now))
    }
}

impl fmt::Display for Invite {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(parse::SCHEME)?;
        if self.host.contains(':') {
            write!(formatter, "[{}]:{}", self.host, self.port)?;
        } else {
            write!(formatter, "{}:{}", self.host, self.port)?;
        }
        if let Some(pass) = &self.pass {
            formatter.write_str("?")?;
            if let Some(until) = pass.until {
                write!(formatter, "until={until}&")?;
            }
            write!(formatter, "pass={}", crate::hex::encode(&pass.signature))?;
        }
        match &self.server_key {
            Some(key) => write!(formatter, "#{key}"),
            None => Ok(()),
        }
    }
}
