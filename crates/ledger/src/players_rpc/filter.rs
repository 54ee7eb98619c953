//! What players may ask of the chain, method by method.

use serde_json::{Map, Value, json};

/// What may be asked, with its price and the most that its first parameter may list.
const OFFERED: [(&str, u32, usize); 18] = [
    ("getAccountInfo", 1, 0),
    ("getBalance", 1, 0),
    ("getBlockHeight", 1, 0),
    ("getEpochInfo", 1, 0),
    ("getFeeForMessage", 1, 0),
    ("getGenesisHash", 1, 0),
    ("getHealth", 1, 0),
    ("getLatestBlockhash", 1, 0),
    ("getMinimumBalanceForRentExemption", 1, 0),
    ("getMultipleAccounts", 5, 100),
    ("getSignatureStatuses", 2, 64),
    ("getSlot", 1, 0),
    ("getTokenAccountsByOwner", 5, 0),
    ("getTransaction", 2, 0),
    ("getVersion", 1, 0),
    ("isBlockhashValid", 1, 0),
    ("sendTransaction", 10, 0),
    ("simulateTransaction", 10, 0),
];

/// The methods that players may call.
pub const METHODS: [&str; OFFERED.len()] = {
    let mut names = [""; OFFERED.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = OFFERED[at].0;
        at += 1;
    }
    names
};

/// Options that nobody but the chain's own server has a use for.
const FORBIDDEN_OPTIONS: [&str; 2] = ["skipSigVerify", "skip_sig_verify"];
/// A transaction in base58 or base64, with room.
const TEXT_BYTES: usize = 2_048;

/// What becomes of one request.
pub(super) enum Checked {
    /// It may be asked at this price, in this form.
    Pass { call: Value, cost: u32 },
    /// It may not; this is the answer.
    Refuse(Value),
}

/// Looks at one request.
pub(super) fn check(call: &Value) -> Checked {
    let refuse = |id: &Value, code, words: &str| Checked::Refuse(refusal(id, code, words));
    let Some(call) = call.as_object() else {
        return refuse(&Value::Null, -32600, "a request is an object");
    };
    let id = match call.get("id") {
        Some(id @ (Value::String(_) | Value::Number(_))) => id,
        // What wants no answer is not for us.
        _ => return refuse(&Value::Null, -32600, "a request has an id"),
    };
    let Some(method) = call.get("method").and_then(Value::as_str) else {
        return refuse(id, -32600, "a request names its method");
    };
    let Some((method, cost, list)) = OFFERED.iter().find(|(name, ..)| *name == method) else {
        let offered = METHODS.join(", ");
        return refuse(id, -32601, &format!("this server offers its players: {offered}"));
    };
    let params = match call.get("params") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(params)) => params.clone(),
        Some(_) => return refuse(id, -32602, "parameters are a list"),
    };
    let listed = params.first().and_then(Value::as_array).map_or(0, Vec::len);
    if listed > *list {
        return refuse(id, -32602, &format!("{method} takes a list of at most {list}"));
    }
    let lists = params.first().and_then(Value::as_array);
    let texts = params.iter().chain(lists.into_iter().flatten()).filter_map(Value::as_str);
    if texts.map(str::len).max().unwrap_or(0) > TEXT_BYTES {
        return refuse(id, -32602, &format!("a text has at most {TEXT_BYTES} bytes"));
    }
    let params: Vec<Value> = params.into_iter().map(without_forbidden).collect();
    let call = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
    Checked::Pass { call, cost: *cost }
}

fn without_forbidden(param: Value) -> Value {
    match param {
        Value::Object(options) => {
            let kept =
                options.into_iter().filter(|(name, _)| !FORBIDDEN_OPTIONS.contains(&&**name));
            Value::Object(kept.collect::<Map<_, _>>())
        }
        other => other,
    }
}

/// A JSON-RPC error.
pub(super) fn refusal(id: &Value, code: i32, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}
