//! What can go wrong in the outbox, and with the node that it asks.

use super::OperationId;
use solana_rpc_client_api::client_error::{Error as ClientError, ErrorKind};
use solana_rpc_client_api::request::{RpcError, RpcResponseErrorData};

/// Why an operation was not taken or the outbox does not start.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The id is that of another operation.
    #[error("operation {id} exists with another payload")]
    Conflict {
        /// The id.
        id: OperationId,
    },
    /// Too much is under way.
    #[error("{open} operations wait for the chain; the chain is not answering or too slow")]
    Full {
        /// How many wait.
        open: u64,
    },
    /// The database refuses.
    #[error("the outbox cannot be read or written")]
    Database(#[source] Box<redb::Error>),
    /// The database holds what we did not write.
    #[error("the outbox is damaged at {what}; restore the world file from a backup")]
    Damaged {
        /// Where.
        what: String,
    },
    /// The worker thread could not be started.
    #[error("the outbox's thread cannot be started")]
    Thread(#[source] std::io::Error),
    /// Something in the configuration does not work.
    #[error("the outbox cannot be used like this: {why}")]
    Configuration {
        /// What and why.
        why: String,
    },
}

impl OutboxError {
    pub(super) fn database(error: impl Into<redb::Error>) -> Self {
        Self::Database(Box::new(error.into()))
    }
}

/// What a node answered instead of an answer. All of it passes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NodeError {
    /// No answer, or none in time. What was sent may have arrived.
    #[error("the node does not answer: {0}")]
    Down(String),
    /// It was asked too much.
    #[error("the node wants to be asked less")]
    RateLimited,
    /// It is not up to date.
    #[error("the node is behind")]
    Behind,
    /// The transaction's blockhash is too old for it, or too new.
    #[error("the node does not know the blockhash")]
    BlockhashNotFound,
    /// It is of another chain than the one we have worked with.
    #[error("the node belongs to another chain")]
    WrongCluster,
    /// It refuses: the question, or a transaction that it has tried out.
    #[error("the node refuses: {words}")]
    Refused {
        /// The program's number for it, where that was the reason.
        custom: Option<u32>,
        /// In the node's words.
        words: String,
    },
    /// It answered what makes no sense.
    #[error("the node's answer makes no sense: {0}")]
    Nonsense(String),
}

/// An error in words, without the addresses in it: a node's may hold a key.
pub(crate) fn without_urls(words: &str) -> String {
    let mut told = String::new();
    let mut rest = words;
    while let Some(at) = rest.find("://") {
        let scheme = rest[..at].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
        told.push_str(rest.get(..scheme).unwrap_or_default());
        told.push_str("(address)");
        let after = rest.get(at..).unwrap_or_default();
        let end = after.find([' ', ')', '"', '\'', '\n', ',', '>']).unwrap_or(after.len());
        rest = after.get(end..).unwrap_or_default();
    }
    told.push_str(rest);
    told
}

/// JSON-RPC's number for a node that has fallen behind, or is busy.
const UNHEALTHY: i64 = -32005;
/// Some providers answer "too many requests" inside of a good HTTP answer.
const TOO_MANY: i64 = 429;

impl From<ClientError> for NodeError {
    fn from(error: ClientError) -> Self {
        let words = without_urls(&error.to_string());
        match error.kind() {
            ErrorKind::Reqwest(inner) => match inner.status().map(|status| status.as_u16()) {
                Some(429) => Self::RateLimited,
                _ if inner.is_decode() => Self::Nonsense(words),
                _ => Self::Down(words),
            },
            ErrorKind::Io(_) | ErrorKind::Middleware(_) => Self::Down(words),
            ErrorKind::RpcError(RpcError::RpcResponseError { code, message, data }) => {
                match *code {
                    UNHEALTHY => Self::Behind,
                    TOO_MANY => Self::RateLimited,
                    _ if message.contains("Blockhash not found")
                        || message.contains("BlockhashNotFound") =>
                    {
                        Self::BlockhashNotFound
                    }
                    _ => Self::Refused { custom: custom(data), words: message.clone() },
                }
            }
            ErrorKind::RpcError(RpcError::RpcRequestError(_)) => Self::Down(words),
            _ => Self::Nonsense(words),
        }
    }
}

/// The program's number in what trying out a transaction gave.
fn custom(data: &RpcResponseErrorData) -> Option<u32> {
    let RpcResponseErrorData::SendTransactionPreflightFailure(result) = data else { return None };
    let error = serde_json::to_value(result.err.as_ref()?).ok()?;
    u32::try_from(error.pointer("/InstructionError/1/Custom")?.as_u64()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_do_not_get_into_words() {
        let words = "error sending request for url (https://node.example/v2/KEY?api=KEY): refused";
        assert_eq!(without_urls(words), "error sending request for url ((address)): refused");
        assert_eq!(without_urls("no address here: 1"), "no address here: 1");
        assert_eq!(without_urls("http://a:b@c/KEY"), "(address)");
        let several = without_urls("ä http://x/KEY, then wss://y/KEY");
        assert_eq!(several, "ä (address), then (address)");
    }
}
