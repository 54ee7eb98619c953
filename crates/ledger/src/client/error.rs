//! Why something could not be read.

use solana_pubkey::Pubkey;
use solana_rpc_client_api::client_error::Error as ClientError;

/// Why something could not be read from the chain.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The node does not answer, or makes no sense.
    #[error("the chain's node does not answer: {why}")]
    RpcDown {
        /// What it said, if anything.
        why: String,
    },
    /// It is another chain than the one that was pinned.
    #[error(
        "this is another chain than before (genesis {}, not {}); the operator has begun a new one, or \
         the address is wrong",
        bs58::encode(found).into_string(), bs58::encode(expected).into_string()
    )]
    WrongCluster {
        /// The genesis hash that was pinned.
        expected: [u8; 32],
        /// The one that was found.
        found: [u8; 32],
    },
    /// The program is not on this chain.
    #[error("there is no program {program} on this chain; `seedbound chain deploy` puts it there")]
    ProgramMissing {
        /// Its address.
        program: Pubkey,
    },
    /// An account of the program has a layout that we do not know.
    #[error(
        "{address} was written by another version of the program, or is another kind of account"
    )]
    ProgramVersion {
        /// The account.
        address: Pubkey,
    },
    /// There is no such account.
    #[error("there is nothing at {address}")]
    Missing {
        /// The address.
        address: Pubkey,
    },
    /// It claims to be what it is not.
    #[error("{address} is a counterfeit: {why}")]
    Counterfeit {
        /// The account.
        address: Pubkey,
        /// What gives it away.
        why: String,
    },
    /// Whoever shall pay cannot.
    #[error("{payer} has {lamports} lamports and needs {needed}; send it some")]
    PayerUnfunded {
        /// The fee payer.
        payer: Pubkey,
        /// What it has.
        lamports: u64,
        /// What is needed.
        needed: u64,
    },
}

impl From<ClientError> for ReadError {
    fn from(error: ClientError) -> Self {
        Self::RpcDown { why: crate::outbox::without_urls(&error.to_string()) }
    }
}
