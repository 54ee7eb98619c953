//! Why a login failed, in words for the player.

use std::net::SocketAddr;

use crate::{identity::ServerKey, login::LoginRefusal};

/// What went wrong with a login.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The name of the host leads nowhere.
    #[error(
        "there is no host called {host}; check the invite for a typing mistake and your network connection"
    )]
    UnknownHost {
        /// The host in the invite.
        host: String,
    },
    /// Nothing listens there.
    #[error(
        "nothing answers at {address}: the server is not running, or the port in the invite is wrong; ask the host"
    )]
    NothingThere {
        /// Where we asked.
        address: SocketAddr,
    },
    /// No answer.
    #[error("no answer from {address}: the host's machine is off, or its firewall or router does not let TCP port {} through; ask the host", address.port())]
    TimedOut {
        /// Where we asked.
        address: SocketAddr,
    },
    /// Another network problem.
    #[error("cannot reach {address}: {why}; check your network connection")]
    Unreachable {
        /// Where we asked.
        address: SocketAddr,
        /// What the system said.
        why: String,
    },
    /// The answer is no login server's.
    #[error(
        "what answers at {address} is not a Seedbound server of this version; check the port in the invite, and update the client"
    )]
    NotSeedbound {
        /// Where we asked.
        address: SocketAddr,
    },
    /// The server has another key than expected.
    #[error(
        "the server shows the key {shown}, but it should have {expected}: either the host has set the \
         server up anew, or somebody is in between and pretends to be it; ask the host, on another \
         way, for a fresh invite"
    )]
    KeyMismatch {
        /// The pinned key, or the invite's.
        expected: ServerKey,
        /// The one it shows.
        shown: ServerKey,
    },
    /// The answer is not signed by the key it claims.
    #[error(
        "the server could not prove that it has the key {server_key}: somebody in between has changed \
         its answer; try from another network, or ask the host for a fresh invite"
    )]
    NotTheServer {
        /// The claimed key.
        server_key: ServerKey,
    },
    /// The token is sealed to somebody else.
    #[error(
        "the server's answer was sealed for another client; try again, and if it stays so, tell the host"
    )]
    NotForUs,
    /// The token is not one.
    #[error("the server's connect token is not usable; tell the host to update the server")]
    BadToken,
    /// The operating system gave no randomness.
    #[error("the operating system gives no randomness, so no safe login is possible")]
    Random,
    /// The server said no.
    #[error(transparent)]
    Refused(#[from] LoginRefusal),
}

impl LoginError {
    /// Whether another address of the same host is worth a try.
    pub(super) fn is_about_the_way(&self) -> bool {
        matches!(self, Self::NothingThere { .. } | Self::TimedOut { .. } | Self::Unreachable { .. })
    }
}
