//! Why a login was refused: what happened, and what the player can do about it.

use serde::{Deserialize, Serialize};

use super::NameFault;

/// The body of every answer that is not 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "refusal")]
pub enum LoginRefusal {
    /// Client and server speak different wire versions. Both are shown as the first digits of their
    /// hash.
    #[error(
        "this client and the server have different versions (client {client}, server {server}); \
         update whichever is older"
    )]
    ProtocolMismatch {
        /// The server's protocol hash.
        server: String,
        /// The client's.
        client: String,
    },
    /// Another wallet has the name.
    #[error("the name {name} belongs to another player here; choose another one")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// The name breaks the rules.
    #[error("this name cannot be used: {why}; use 3 to 20 letters (A to Z), digits, _, - and '")]
    NameInvalid {
        /// Which rule.
        why: NameFault,
    },
    /// No free place.
    #[error("the server is full ({limit} players); try again later")]
    ServerFull {
        /// How many it takes.
        limit: u32,
    },
    /// By invitation only, and no pass came along.
    #[error("this server is by invitation only; ask the host for an invite with a pass")]
    InviteRequired,
    /// The pass is not one of this server's.
    #[error("the invite's pass was not issued by this server; ask the host for a fresh invite")]
    InviteInvalid,
    /// The pass has run out.
    #[error("the invite has expired; ask the host for a fresh one")]
    InviteExpired,
    /// The wallet's signature is not over this login.
    #[error("the login's signature is wrong; try again, and if it stays so, update the client")]
    BadSignature,
    /// The challenge is unknown, used or too old.
    #[error("the login took too long or was sent twice; try again")]
    ChallengeExpired,
    /// Too many logins from this address, or altogether.
    #[error("too many logins from your network; try again in {retry_after_s} s")]
    TooManyRequests {
        /// Seconds to wait.
        retry_after_s: u64,
    },
    /// The host has banned the wallet.
    #[error("the host has banned you from this server; only the host can undo it")]
    Banned,
    /// The server is about to stop.
    #[error("the server is shutting down; try again when it is back")]
    ShuttingDown,
    /// The request is not what a login looks like.
    #[error("the server did not understand the login; update the client")]
    Malformed,
    /// Something is wrong on the server's side.
    #[error("the server cannot log anybody in at the moment; tell the host to look at its log")]
    ServerFault,
}

impl LoginRefusal {
    /// The HTTP status to answer with; the body is the refusal as JSON.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        match self {
            Self::ProtocolMismatch { .. } => 426,
            Self::NameTaken { .. } => 409,
            Self::NameInvalid { .. } => 422,
            Self::ServerFull { .. } | Self::ShuttingDown => 503,
            Self::InviteRequired | Self::InviteInvalid | Self::InviteExpired | Self::Banned => 403,
            Self::BadSignature | Self::ChallengeExpired => 401,
            Self::TooManyRequests { .. } => 429,
            Self::Malformed => 400,
            Self::ServerFault => 500,
        }
    }
}
