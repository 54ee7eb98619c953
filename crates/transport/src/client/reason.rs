//! Why there is no connection, in words for the player: what happened, then what to do.

use std::{io, net::SocketAddr};

use renetcode::DisconnectReason;

use crate::guard::DropReason;

/// Why a connection could not even be tried.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The token from the login is not usable.
    #[error(
        "the server's connect token is not usable ({what}); log in again, and if it stays so, tell the host"
    )]
    Token {
        /// Which part of it.
        what: &'static str,
    },
    /// No socket to that address.
    #[error("cannot open a network connection to {server}: {source}; check your network")]
    Socket {
        /// The server's UDP address.
        server: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
}

/// Why a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Disconnected {
    /// No answer to the connection request.
    #[error(
        "the server answered the login but not the game connection; the host should open the UDP port to the internet, or a firewall in between blocks UDP"
    )]
    NoAnswer,
    /// The token ran out before the connection stood.
    #[error("connecting took too long and the login expired; try again")]
    TokenExpired,
    /// The server has no free place.
    #[error("the server is full; try again later")]
    ServerFull,
    /// Nothing arrived for the timeout.
    #[error("the connection to the server was lost; check your network and join again")]
    TimedOut,
    /// The server ended it.
    #[error("the server closed the connection; if no message said why, try again or ask the host")]
    ByServer,
    /// We ended it.
    #[error("you left the server")]
    ByClient,
    /// renet ended it: a message it could not read, or a channel that overflowed.
    #[error(
        "the connection broke ({0}); join again, and if it repeats, check that client and server have the same version"
    )]
    Messages(renet::DisconnectReason),
    /// The game tried to send more in one message than a client may.
    #[error("the client tried to send too long a message; this is a defect, please report it")]
    MessageTooLong,
    /// The server sent what no server of ours sends.
    #[error("the server sent packets that break the protocol ({}); do not trust this server, or check that it has your version", .0.name())]
    ServerBrokeProtocol(DropReason),
}

impl From<DisconnectReason> for Disconnected {
    fn from(reason: DisconnectReason) -> Self {
        match reason {
            DisconnectReason::ConnectTokenExpired => Self::TokenExpired,
            DisconnectReason::ConnectionTimedOut => Self::TimedOut,
            DisconnectReason::ConnectionRequestTimedOut
            | DisconnectReason::ConnectionResponseTimedOut => Self::NoAnswer,
            DisconnectReason::ConnectionDenied => Self::ServerFull,
            DisconnectReason::DisconnectedByClient => Self::ByClient,
            DisconnectReason::DisconnectedByServer => Self::ByServer,
        }
    }
}
