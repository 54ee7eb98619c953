//! Sending what was signed elsewhere, and what it hangs from: slots, heights, blockhashes, lamports.

use super::{ChainClient, ReadError};
use crate::outbox::NodeError;
use seedbound_interface::Key;
use serde_json::{Value, json};
use solana_pubkey::Pubkey;
use solana_rpc_client_api::request::RpcRequest;
use solana_signature::Signature;

/// What a node said to signed bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It took them. That means nothing yet.
    Taken,
    /// Nobody knows: they may have arrived. Look for the signature, and send the same bytes again.
    Unclear,
    /// It tried them out, and they would fail.
    Refused {
        /// The program's number for it, where that was the reason.
        custom: Option<u32>,
        /// In the node's words.
        words: String,
    },
}

/// How a transaction ended: well, or with the program's number and the node's words.
pub type Outcome = Result<(), (Option<u32>, String)>;

impl ChainClient {
    /// The newest final slot.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn slot(&self) -> Result<u64, ReadError> {
        Ok(self.rpc.get_slot()?)
    }

    /// The height of the newest final block.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn height(&self) -> Result<u64, ReadError> {
        Ok(self.rpc.get_block_height()?)
    }

    /// A blockhash, for a message to sign.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn blockhash(&self) -> Result<[u8; 32], ReadError> {
        Ok(self.rpc.get_latest_blockhash()?.to_bytes())
    }

    /// The last height at which a message with the newest blockhash can run; one with an older blockhash
    /// cannot later.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn last_valid_height(&self) -> Result<u64, ReadError> {
        Ok(self.rpc.get_latest_blockhash_with_commitment(self.rpc.commitment())?.1)
    }

    /// What an account holds, in lamports.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn lamports(&self, address: &Key) -> Result<u64, ReadError> {
        Ok(self.rpc.get_balance(&Pubkey::from(*address))?)
    }

    /// Sends signed bytes, which the node tries out first.
    #[must_use]
    pub fn send(&self, bytes: &[u8]) -> Sent {
        let options =
            json!({ "encoding": "base58", "preflightCommitment": "processed", "maxRetries": 0 });
        let params = json!([bs58::encode(bytes).into_string(), options]);
        match self.rpc.send::<String>(RpcRequest::SendTransaction, params) {
            Ok(_) => Sent::Taken,
            Err(error) => match NodeError::from(error) {
                NodeError::Refused { custom, words } => Sent::Refused { custom, words },
                _ => Sent::Unclear,
            },
        }
    }

    /// How a transaction ended; `None` while it has not run, or not finally.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn outcome(&self, signature: &Signature) -> Result<Option<Outcome>, ReadError> {
        let params = json!([[signature.to_string()], { "searchTransactionHistory": true }]);
        let answer: Value = self.rpc.send(RpcRequest::GetSignatureStatuses, params)?;
        let status = &answer["value"][0];
        if status["confirmationStatus"].as_str() != Some("finalized") {
            return Ok(None);
        }
        let error = &status["err"];
        if error.is_null() {
            return Ok(Some(Ok(())));
        }
        // `{"InstructionError":[1,{"Custom":6033}]}`, whichever instruction it was.
        let custom = error.pointer("/InstructionError/1/Custom").and_then(Value::as_u64);
        let custom = custom.and_then(|custom| u32::try_from(custom).ok());
        Ok(Some(Err((custom, error.to_string()))))
    }
}
