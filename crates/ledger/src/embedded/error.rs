//! What can go wrong with the embedded chain.

use solana_pubkey::Pubkey;
use std::net::SocketAddr;
use std::time::Duration;

/// Why the embedded chain does not start or does not go on.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// Its RPC would be open to the network.
    #[error(
        "the chain's RPC must listen on loopback, not on {address}; players reach it through the server"
    )]
    NotLoopback {
        /// What was asked for.
        address: SocketAddr,
    },
    /// Slots too short or too long.
    #[error("a slot of {given:?} does not work; choose 20 ms to 10 s")]
    SlotTime {
        /// What was asked for.
        given: Duration,
    },
    /// The RPC's port could not be opened.
    #[error("the chain's RPC cannot listen; is another server running on its port?")]
    Listen(#[source] std::io::Error),
    /// A thread could not be started.
    #[error("a thread of the chain cannot be started")]
    Thread(#[source] std::io::Error),
    /// The database refuses.
    #[error("the chain's tables cannot be read or written")]
    Database(#[source] Box<redb::Error>),
    /// The database holds what we did not write.
    #[error("the chain's table {table} is damaged: {what}; restore the world file from a backup")]
    Damaged {
        /// Its name.
        table: &'static str,
        /// What was found.
        what: String,
    },
    /// The tables are of another version of this program.
    #[error("the chain in this world file is of version {found}, this server reads {expected}")]
    Version {
        /// The file's.
        found: u64,
        /// Ours.
        expected: u64,
    },
    /// Surfpool refuses.
    #[error("Surfpool does not start: {why}")]
    Machine {
        /// In its words.
        why: String,
    },
    /// A program cannot be loaded.
    #[error("the program {address} cannot be loaded: {why}")]
    Program {
        /// Its address.
        address: Pubkey,
        /// In the loader's words.
        why: String,
    },
    /// It ran and has failed; see the reason.
    #[error("the embedded chain has stopped: {reason}")]
    Failed {
        /// What happened first.
        reason: String,
    },
}

impl EmbeddedError {
    /// From any of redb's errors.
    pub(super) fn database(error: impl Into<redb::Error>) -> Self {
        Self::Database(Box::new(error.into()))
    }
}
