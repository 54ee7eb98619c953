//! The chain for players: what they may ask of it through the server, and how often.
//!
//! A player's client checks for itself what the server claims, and a wallet can be pointed at this
//! address. It reads, tries out and sends; everything else is refused, by name. Nothing here knows
//! HTTP: bytes go in and come out, and whoever mounts it brings the way to the chain.
//!
//! Invariants: what is passed on is written anew from what was understood, never the player's bytes;
//! and no request costs the chain more than the player's allowance has paid for.

mod allowance;
mod filter;

pub use allowance::{Allowance, AllowanceConfig};
pub use filter::METHODS;

use filter::{Checked, check, refusal};
use serde_json::Value;

/// Bytes of a request that are looked at; a transaction with its frame has 2,000.
pub const REQUEST_BYTES: usize = 16 * 1024;
/// Requests in a batch.
pub const BATCH: usize = 10;

/// Answers a player's request. `pass_on` asks the chain's RPC and is called at most once; `now` is any
/// clock in milliseconds that does not go back.
///
/// The answer is always JSON-RPC, errors too.
pub fn answer<E: std::fmt::Display>(
    allowance: &mut Allowance,
    now: u64,
    request: &[u8],
    pass_on: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
) -> Vec<u8> {
    let outcome = consider(allowance, now, request);
    let (batch, mut answers, passed) = match outcome {
        Ok(considered) => considered,
        Err(refused) => return refused.to_string().into_bytes(),
    };
    if !passed.is_empty() {
        answers.extend(ask(&passed, pass_on));
    }
    if batch {
        return Value::Array(answers).to_string().into_bytes();
    }
    answers.pop().unwrap_or(Value::Null).to_string().into_bytes()
}

/// Whether it is a batch, what is refused already, and what may be passed on.
type Considered = (bool, Vec<Value>, Vec<Value>);

fn consider(allowance: &mut Allowance, now: u64, request: &[u8]) -> Result<Considered, Value> {
    if request.len() > REQUEST_BYTES {
        let words = format!("a request has at most {REQUEST_BYTES} bytes");
        return Err(refusal(&Value::Null, -32600, &words));
    }
    let request: Value = serde_json::from_slice(request)
        .map_err(|error| refusal(&Value::Null, -32700, &format!("not JSON: {error}")))?;
    let (batch, calls) = match request {
        Value::Array(calls) => (true, calls),
        call => (false, vec![call]),
    };
    if calls.is_empty() || calls.len() > BATCH {
        let words = format!("a batch has 1 to {BATCH} requests");
        return Err(refusal(&Value::Null, -32600, &words));
    }
    let (mut answers, mut passed) = (Vec::new(), Vec::new());
    for call in &calls {
        match check(call) {
            Checked::Pass { call, cost } if allowance.take(now, cost) => passed.push(call),
            Checked::Pass { call, .. } => {
                let id = call.get("id").unwrap_or(&Value::Null);
                answers.push(refusal(id, 429, "too many requests; wait a moment"));
            }
            Checked::Refuse(refused) => answers.push(refused),
        }
    }
    Ok((batch, answers, passed))
}

/// The chain's answers, one for each request.
fn ask<E: std::fmt::Display>(
    passed: &[Value],
    pass_on: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
) -> Vec<Value> {
    let all = |code, words: &str| -> Vec<Value> {
        passed
            .iter()
            .map(|call| refusal(call.get("id").unwrap_or(&Value::Null), code, words))
            .collect()
    };
    let question = match passed {
        [one] => one.to_string(),
        several => Value::Array(several.to_vec()).to_string(),
    };
    match pass_on(question.as_bytes()) {
        Err(error) => all(-32005, &format!("the chain does not answer: {error}")),
        Ok(answer) => match serde_json::from_slice(&answer) {
            Ok(Value::Array(answers)) if answers.len() == passed.len() => answers,
            Ok(answer @ Value::Object(_)) if passed.len() == 1 => vec![answer],
            _ => all(-32603, "the chain's answer makes no sense"),
        },
    }
}

#[cfg(test)]
mod tests;
