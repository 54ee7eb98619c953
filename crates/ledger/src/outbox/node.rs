//! The node that the outbox asks: anchor-client's RPC client behind an allowance of requests.

use super::contract::{Held, Reader};
use super::status::Status;
use super::{NodeError, OutboxConfig};
use anchor_client::{CommitmentConfig, Hash};
use serde_json::json;
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::RpcClient;
use solana_rpc_client_api::client_error::Error as ClientError;
use solana_rpc_client_api::request::RpcRequest;
use solana_signature::Signature;
use std::cell::RefCell;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Accounts in one request; other nodes allow no more.
const ACCOUNTS: usize = 100;
/// How many pauses are made when the node wants to be asked less.
const POLITE: u32 = 10;
/// How often a question is repeated before the round is given up.
const AGAIN: u32 = 3;

pub(super) struct Node {
    client: RpcClient,
    status: Arc<Status>,
    pace: Duration,
    backoff: Duration,
    next: RefCell<Instant>,
}

/// How a transaction ended that has run and is final.
pub(super) enum Ran {
    Well,
    /// With this number from the program, if it gave one, and in these words.
    Badly {
        custom: Option<u32>,
        words: String,
    },
}

impl Node {
    pub(super) fn new(url: &str, config: &OutboxConfig, status: Arc<Status>) -> Self {
        let client = RpcClient::new_with_timeout_and_commitment(
            url,
            config.timeout,
            CommitmentConfig::finalized(),
        );
        let pace = Duration::from_secs(1) / config.requests_per_second.max(1);
        Self { client, status, pace, backoff: config.backoff, next: RefCell::new(Instant::now()) }
    }

    pub(super) fn genesis(&self) -> Result<[u8; 32], NodeError> {
        self.ask(|client| client.get_genesis_hash()).map(|hash| hash.to_bytes())
    }

    /// The height of the newest final block.
    pub(super) fn final_height(&self) -> Result<u64, NodeError> {
        self.ask(RpcClient::get_block_height)
    }

    /// A blockhash and the last height at which it is good.
    pub(super) fn blockhash(&self) -> Result<(Hash, u64), NodeError> {
        self.ask(|client| {
            client.get_latest_blockhash_with_commitment(CommitmentConfig::confirmed())
        })
    }

    pub(super) fn lamports(&self, address: &Pubkey) -> Result<u64, NodeError> {
        self.ask(|client| client.get_balance(address))
    }

    /// What others offer for room in a block, in millionths of a lamport a unit: the third quartile.
    pub(super) fn usual_offer(&self) -> Result<u64, NodeError> {
        let fees = self.ask(|client| client.get_recent_prioritization_fees(&[]))?;
        let mut fees: Vec<u64> = fees.into_iter().map(|fee| fee.prioritization_fee).collect();
        fees.sort_unstable();
        Ok(fees.get(fees.len() * 3 / 4).copied().unwrap_or(0))
    }

    /// Sends signed bytes. That they were taken means nothing yet. `tried`: the node shall try them
    /// out first and refuse what would only cost its fee.
    pub(super) fn send(&self, bytes: &[u8], tried: bool) -> Result<(), NodeError> {
        let options = json!({
            "encoding": "base58", "skipPreflight": !tried, "preflightCommitment": "processed",
            "maxRetries": 0,
        });
        let params = json!([bs58::encode(bytes).into_string(), options]);
        self.ask(|client| client.send::<String>(RpcRequest::SendTransaction, params.clone()))?;
        Ok(())
    }

    /// How those of these transactions ended that have run and are final.
    pub(super) fn ends(&self, signatures: &[Signature]) -> Result<Vec<Option<Ran>>, NodeError> {
        if signatures.is_empty() {
            return Ok(Vec::new());
        }
        let names: Vec<String> = signatures.iter().map(ToString::to_string).collect();
        let params = json!([names, { "searchTransactionHistory": true }]);
        let answer: serde_json::Value =
            self.ask(|client| client.send(RpcRequest::GetSignatureStatuses, params.clone()))?;
        let values = answer["value"].as_array().filter(|values| values.len() == signatures.len());
        let Some(values) = values else {
            return Err(NodeError::Nonsense("not a status for each signature".to_owned()));
        };
        Ok(values.iter().map(end).collect())
    }

    /// Accounts as they are in the newest final block.
    pub(super) fn final_accounts(
        &self,
        addresses: &[Pubkey],
    ) -> Result<Vec<Option<Held>>, NodeError> {
        self.read(addresses, CommitmentConfig::finalized())
    }

    fn read(
        &self,
        addresses: &[Pubkey],
        how: CommitmentConfig,
    ) -> Result<Vec<Option<Held>>, NodeError> {
        let mut all = Vec::with_capacity(addresses.len());
        for some in addresses.chunks(ACCOUNTS) {
            let answer =
                self.ask(|client| client.get_multiple_accounts_with_commitment(some, how))?;
            if answer.value.len() != some.len() {
                return Err(NodeError::Nonsense("not an account for each address".to_owned()));
            }
            all.extend(answer.value.into_iter().map(|account| {
                account.map(|account| Held {
                    owner: account.owner,
                    lamports: account.lamports,
                    data: account.data,
                })
            }));
        }
        Ok(all)
    }

    /// What was not answered well is asked again a few times, so that a round of several questions comes
    /// to its end with a node that is bad at times. To send the same bytes twice is harmless.
    fn ask<T>(
        &self,
        question: impl Fn(&RpcClient) -> Result<T, ClientError>,
    ) -> Result<T, NodeError> {
        let mut pause = self.backoff;
        for _ in 0..AGAIN {
            match self.ask_once(&question) {
                Err(NodeError::RateLimited) => {}
                Err(NodeError::Down(_) | NodeError::Behind | NodeError::Nonsense(_)) => {
                    std::thread::sleep(pause);
                    pause *= 2;
                }
                settled => return settled,
            }
        }
        self.ask_once(&question)
    }

    /// Asks when it is our turn.
    fn ask_once<T>(
        &self,
        question: impl Fn(&RpcClient) -> Result<T, ClientError>,
    ) -> Result<T, NodeError> {
        let now = Instant::now();
        let turn = (*self.next.borrow()).max(now);
        std::thread::sleep(turn - now);
        *self.next.borrow_mut() = turn + self.pace;
        question(&self.client).map_err(|error| {
            let error = NodeError::from(error);
            self.status.node_error(&error);
            if error == NodeError::RateLimited {
                *self.next.borrow_mut() = Instant::now() + self.backoff * POLITE;
            }
            error
        })
    }
}

impl Reader for Node {
    fn accounts(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Held>>, NodeError> {
        self.read(addresses, CommitmentConfig::processed())
    }
}

/// The end that a status tells of; `None` while there is none that is final.
fn end(status: &serde_json::Value) -> Option<Ran> {
    if status["confirmationStatus"].as_str() != Some("finalized") {
        return None;
    }
    let error = &status["err"];
    if error.is_null() {
        return Some(Ran::Well);
    }
    let custom = error.pointer("/InstructionError/1/Custom").and_then(serde_json::Value::as_u64);
    let custom = custom.and_then(|custom| u32::try_from(custom).ok());
    Some(Ran::Badly { custom, words: error.to_string() })
}

/// An address in base58, for configuration and tests.
pub(super) fn address(text: &str) -> Option<Pubkey> {
    Pubkey::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_final_statuses_tell_an_end() {
        let status = |text: &str| end(&serde_json::from_str(text).expect("JSON"));
        assert!(status("null").is_none());
        assert!(status(r#"{"confirmationStatus":"confirmed","err":null}"#).is_none());
        assert!(matches!(
            status(r#"{"confirmationStatus":"finalized","err":null}"#),
            Some(Ran::Well)
        ));
        let failed =
            r#"{"confirmationStatus":"finalized","err":{"InstructionError":[1,{"Custom":6033}]}}"#;
        assert!(matches!(status(failed), Some(Ran::Badly { custom: Some(6033), .. })));
        let other = r#"{"confirmationStatus":"finalized","err":"AccountNotFound"}"#;
        assert!(matches!(status(other), Some(Ran::Badly { custom: None, .. })));
    }
}
