//! What the chain's RPC answers, method by method.
//!
//! Surfpool's handlers do the reading. Ours are those where it would say something untrue here:
//! sending (its own skips the check of signatures when asked to) and the status of signatures (final
//! is what is on disk). Its methods that make money, change accounts, load plugins or reach the
//! network are not in the list, and most are not even registered.

use super::executor::{Answer, Command};
use super::rpc::Node;
use super::scan;
use super::tables;
use serde_json::{Value, json};
use solana_signature::Signature;
use std::str::FromStr;
use std::sync::mpsc::TrySendError;
use surfpool_core::rpc::utils::decode_rpc_versioned_transaction;
use tokio::sync::oneshot;

/// Requests in one batch.
const BATCH: usize = 64;
/// Signatures in one question for their status, as on other nodes.
const STATUSES: usize = 256;

/// What Surfpool's handlers answer.
const READING: [&str; 35] = [
    "getAccountInfo",
    "getBalance",
    "getBlockHeight",
    "getEpochInfo",
    "getEpochSchedule",
    "getFeeForMessage",
    "getFirstAvailableBlock",
    "getGenesisHash",
    "getHealth",
    "getIdentity",
    "getInflationGovernor",
    "getInflationRate",
    "getLargestAccounts",
    "getLatestBlockhash",
    "getLeaderSchedule",
    "getMinimumBalanceForRentExemption",
    "getMultipleAccounts",
    "getRecentPerformanceSamples",
    "getRecentPrioritizationFees",
    "getSignaturesForAddress",
    "getSlot",
    "getSlotLeader",
    "getSlotLeaders",
    "getStakeMinimumDelegation",
    "getSupply",
    "getTokenAccountBalance",
    "getTokenAccountsByDelegate",
    "getTokenAccountsByOwner",
    "getTokenLargestAccounts",
    "getTokenSupply",
    "getTransaction",
    "getTransactionCount",
    "getVersion",
    "isBlockhashValid",
    "simulateTransaction",
];

/// Methods whose answer depends on how final it shall be, with the place of their options. There are
/// no forks here and no answer before the disk, so the newest is final.
const NEWEST: [(&str, usize); 4] =
    [("getLatestBlockhash", 0), ("getSlot", 0), ("getBlockHeight", 0), ("isBlockhashValid", 1)];

/// An answer when there is nothing to answer.
pub(super) fn unavailable() -> Vec<u8> {
    refusal(&Value::Null, -32005, "the chain has stopped").to_string().into_bytes()
}

/// Answers a request or a batch; waits for the disk before.
pub(super) async fn answer(node: &Node, request: &[u8]) -> Vec<u8> {
    let answer = match serde_json::from_slice(request) {
        Ok(Value::Array(calls)) if calls.len() > BATCH => {
            refusal(&Value::Null, -32600, &format!("more than {BATCH} requests in a batch"))
        }
        Ok(Value::Array(calls)) if !calls.is_empty() => {
            let mut answers = Vec::with_capacity(calls.len());
            for call in calls {
                answers.push(one(node, call).await);
            }
            Value::Array(answers)
        }
        Ok(call @ Value::Object(_)) => one(node, call).await,
        Ok(_) => refusal(&Value::Null, -32600, "not a request"),
        Err(error) => refusal(&Value::Null, -32700, &format!("not JSON: {error}")),
    };
    if node.progress.settled().await { answer.to_string().into_bytes() } else { unavailable() }
}

async fn one(node: &Node, mut call: Value) -> Value {
    let id = call.get("id").cloned().unwrap_or(Value::Null);
    let Some(method) = call.get("method").and_then(Value::as_str).map(str::to_owned) else {
        return refusal(&id, -32600, "the request names no method");
    };
    match method.as_str() {
        "sendTransaction" => send(node, &id, call.get("params")).await,
        "getProgramAccounts" => scan::program_accounts(node, &id, call.get("params")).await,
        "getSignatureStatuses" => statuses(node, &id, call.get("params")).await,
        reading if READING.contains(&reading) => {
            newest(&method, &mut call);
            read(node, &id, &call).await
        }
        _ => refusal(&id, -32601, &format!("this chain does not offer {method}")),
    }
}

pub(super) async fn read(node: &Node, id: &Value, call: &Value) -> Value {
    let answer = node.handlers.handle_request(&call.to_string(), Some(node.context.clone())).await;
    answer
        .and_then(|answer| serde_json::from_str(&answer).ok())
        .unwrap_or_else(|| refusal(id, -32603, "no answer"))
}

/// Asks for the newest, whatever was asked for.
fn newest(method: &str, call: &mut Value) {
    let Some((_, place)) = NEWEST.iter().find(|(name, _)| *name == method) else { return };
    let Some(call) = call.as_object_mut() else { return };
    let params = call.entry("params").or_insert_with(|| json!([]));
    let Some(params) = params.as_array_mut() else { return };
    if params.len() == *place {
        params.push(json!({}));
    }
    match params.get_mut(*place) {
        Some(Value::Object(options)) => {
            options.insert("commitment".to_owned(), json!("processed"));
        }
        Some(empty @ Value::Null) => *empty = json!({ "commitment": "processed" }),
        // Not ours to judge: the handler says what is wrong.
        _ => {}
    }
}

async fn send(node: &Node, id: &Value, params: Option<&Value>) -> Value {
    let Some(encoded) = params.and_then(|params| params.get(0)).and_then(Value::as_str) else {
        return refusal(id, -32602, "the first parameter is the encoded transaction");
    };
    let options = params.and_then(|params| params.get(1)).cloned().unwrap_or(Value::Null);
    let encoding = options.get("encoding").cloned().unwrap_or(Value::Null);
    let Ok(encoding_kind) = serde_json::from_value(encoding.clone()) else {
        return refusal(id, -32602, "the encoding is base58 or base64");
    };
    let transaction = match decode_rpc_versioned_transaction(encoded.to_owned(), encoding_kind) {
        Ok(transaction) => transaction,
        Err(error) => return refusal(id, -32602, &error.message),
    };
    if let Err(error) = transaction.sanitize() {
        return refusal(id, -32602, &format!("invalid transaction: {error}"));
    }
    let verified = transaction.verify_with_results();
    let required = usize::from(transaction.message.header().num_required_signatures);
    let Some(signature) = transaction.signatures.first().copied() else {
        return refusal(id, -32602, "the transaction is not signed");
    };
    if verified.len() != required || !verified.into_iter().all(|valid| valid) {
        return refusal(id, -32003, "Transaction signature verification failure");
    }

    let skip_preflight = options.get("skipPreflight").and_then(Value::as_bool).unwrap_or(false);
    if !skip_preflight {
        // Surfpool takes "base58" for an encoding that is not named in both methods.
        let options = json!({ "encoding": encoding, "commitment": "processed", "sigVerify": true });
        let call = json!({
            "jsonrpc": "2.0", "id": 0, "method": "simulateTransaction", "params": [encoded, options],
        });
        let simulated = read(node, id, &call).await;
        let Some(value) = simulated.pointer("/result/value") else {
            let why = simulated.pointer("/error/message").and_then(Value::as_str);
            return refusal(id, -32602, why.unwrap_or("it cannot be simulated"));
        };
        if !value["err"].is_null() {
            return preflight_failure(id, &value["err"].to_string(), value.clone());
        }
    }

    let (tell, told) = oneshot::channel();
    match node.commands.try_send(Command::Run(Box::new(transaction), tell)) {
        Ok(()) => {}
        Err(TrySendError::Full(_)) => {
            return refusal(id, -32005, "the chain is busy; send it again");
        }
        Err(TrySendError::Disconnected(_)) => return refusal(id, -32005, "the chain has stopped"),
    }
    match told.await {
        Ok(Answer::Landed { before: false }) => result(id, json!(signature.to_string())),
        Ok(Answer::Landed { before: true }) if skip_preflight => {
            result(id, json!(signature.to_string()))
        }
        Ok(Answer::Landed { before: true }) => {
            preflight_failure(id, "AlreadyProcessed", simulated_nothing(json!("AlreadyProcessed")))
        }
        Ok(Answer::Rejected { error: Some(error), .. }) => {
            preflight_failure(id, &error.to_string(), simulated_nothing(error))
        }
        Ok(Answer::Rejected { error: None, why }) => refusal(id, -32602, &why),
        Err(_) => refusal(id, -32005, "the chain has stopped"),
    }
}

async fn statuses(node: &Node, id: &Value, params: Option<&Value>) -> Value {
    let asked = params.and_then(|params| params.get(0)).and_then(Value::as_array);
    let Some(asked) = asked.filter(|asked| asked.len() <= STATUSES) else {
        let why = format!("the first parameter is a list of at most {STATUSES} signatures");
        return refusal(id, -32602, &why);
    };
    // What has run but is not on disk yet would be missing below.
    node.progress.settled().await;
    let mut values = Vec::with_capacity(asked.len());
    for signature in asked {
        let Some(signature) = signature.as_str().and_then(|text| Signature::from_str(text).ok())
        else {
            return refusal(id, -32602, "not a signature in base58");
        };
        values.push(match tables::landed(&node.database, &signature) {
            Ok(None) => Value::Null,
            Ok(Some(landed)) => {
                let error = landed.error.map_or(Value::Null, |error| {
                    serde_json::from_str(&error).unwrap_or(Value::String(error))
                });
                let status =
                    if error.is_null() { json!({ "Ok": null }) } else { json!({ "Err": error }) };
                json!({
                    "slot": landed.slot, "confirmations": null, "err": error, "status": status,
                    "confirmationStatus": "finalized",
                })
            }
            Err(error) => return refusal(id, -32603, &error.to_string()),
        });
    }
    result(id, json!({ "context": { "slot": node.progress.slot() }, "value": values }))
}

/// In the form in which other nodes tell why a transaction was not let in.
fn preflight_failure(id: &Value, words: &str, data: Value) -> Value {
    let mut answer = refusal(id, -32002, &format!("Transaction simulation failed: {words}"));
    answer["error"]["data"] = data;
    answer
}

fn simulated_nothing(error: Value) -> Value {
    json!({
        "err": error, "logs": [], "accounts": null, "unitsConsumed": 0, "returnData": null,
        "innerInstructions": null, "replacementBlockhash": null,
    })
}

pub(super) fn result(id: &Value, result: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

pub(super) fn refusal(id: &Value, code: i32, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}
