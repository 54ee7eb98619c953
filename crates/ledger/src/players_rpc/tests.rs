use super::*;
use serde_json::json;
use std::cell::RefCell;

fn ask_all(requests: &Value, passes: &RefCell<Vec<Value>>) -> Value {
    let mut allowance = Allowance::new(AllowanceConfig::default(), 0);
    ask_with(&mut allowance, 0, requests, passes)
}

/// A chain that answers each call with its method.
fn ask_with(
    allowance: &mut Allowance,
    now: u64,
    requests: &Value,
    passes: &RefCell<Vec<Value>>,
) -> Value {
    let answer = answer(allowance, now, requests.to_string().as_bytes(), |passed| {
        let passed: Value = serde_json::from_slice(passed).expect("is JSON");
        passes.borrow_mut().push(passed.clone());
        let one = |call: &Value| json!({ "id": call["id"], "result": call["method"] });
        let answer = match &passed {
            Value::Array(calls) => Value::Array(calls.iter().map(one).collect()),
            call => one(call),
        };
        Ok::<_, String>(answer.to_string().into_bytes())
    });
    serde_json::from_slice(&answer).expect("is JSON")
}

fn call(id: u32, method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

#[test]
fn what_is_offered_is_passed_on_and_everything_else_refused_by_name() {
    let passes = RefCell::default();
    for method in METHODS {
        let answer = ask_all(&call(1, method, json!([])), &passes);
        assert_eq!(answer["result"], method);
    }
    let passed = passes.borrow().len();
    for method in
        ["requestAirdrop", "surfnet_setAccount", "loadPlugin", "getProgramAccounts", "getBlock", ""]
    {
        let answer = ask_all(&call(2, method, json!([])), &passes);
        assert_eq!(
            (&answer["id"], &answer["error"]["code"]),
            (&json!(2), &json!(-32601)),
            "{method}"
        );
        assert!(answer["error"]["message"].as_str().expect("words").contains("sendTransaction"));
    }
    assert_eq!(passes.borrow().len(), passed, "nothing of it reached the chain");
}

#[test]
fn what_is_passed_on_holds_no_more_than_was_understood() {
    let passes = RefCell::default();
    let request = json!({
        "jsonrpc": "2.0", "id": "x", "method": "sendTransaction", "more": [1, 2, 3],
        "params": ["AAAA", { "encoding": "base64", "skipSigVerify": true }],
    });
    ask_all(&request, &passes);
    let expected = json!({
        "jsonrpc": "2.0", "id": "x", "method": "sendTransaction",
        "params": ["AAAA", { "encoding": "base64" }],
    });
    assert_eq!(passes.take(), [expected]);
}

#[test]
fn a_batch_is_answered_in_one_question_with_the_refused_ones_beside() {
    let passes = RefCell::default();
    let batch = json!([
        call(1, "getSlot", json!([])),
        call(2, "requestAirdrop", json!([])),
        call(3, "getBalance", json!(["x"])),
        7,
    ]);
    let answer = ask_all(&batch, &passes);
    let answers = answer.as_array().expect("a list");
    assert_eq!(answers.len(), 4);
    let of = |id: u32| answers.iter().find(|answer| answer["id"] == id).expect("is answered");
    assert_eq!(of(1)["result"], "getSlot");
    assert_eq!(of(2)["error"]["code"], -32601);
    assert_eq!(of(3)["result"], "getBalance");
    assert_eq!(passes.borrow().len(), 1);
}

#[test]
fn what_is_too_large_or_no_request_is_refused_without_asking() {
    let passes = RefCell::default();
    let long = "x".repeat(3_000);
    let keys = vec!["x"; 101];
    for (request, code) in [
        (json!([]), -32600),
        (json!(vec![call(1, "getSlot", json!([])); 11]), -32600),
        (json!(7), -32600),
        (json!({ "jsonrpc": "2.0", "method": "getSlot" }), -32600),
        (json!({ "jsonrpc": "2.0", "id": 1, "method": "getSlot", "params": { "a": 1 } }), -32602),
        (call(1, "sendTransaction", json!([long])), -32602),
        (call(1, "getMultipleAccounts", json!([keys])), -32602),
        (call(1, "getMultipleAccounts", json!([[long]])), -32602),
        (call(1, "getAccountInfo", json!([["x"]])), -32602),
        (json!("x".repeat(REQUEST_BYTES)), -32600),
    ] {
        let answer = ask_all(&request, &passes);
        assert_eq!(answer["error"]["code"], code, "{answer}");
    }
    assert!(passes.borrow().is_empty());
}

#[test]
fn who_asks_too_much_is_told_to_wait_and_may_ask_again_later() {
    let passes = RefCell::default();
    let config = AllowanceConfig { per_second: 10, burst: 20 };
    let mut allowance = Allowance::new(config, 1_000);
    let send = call(1, "sendTransaction", json!(["x"]));
    let mut code = |now| ask_with(&mut allowance, now, &send, &passes)["error"]["code"].clone();
    assert_eq!([code(1_000), code(1_000)], [Value::Null, Value::Null]);
    assert_eq!(code(1_000), 429);
    assert_eq!(code(1_999), 429, "one unit short");
    assert_eq!(code(2_000), Value::Null);
    // A clock that goes back gives nothing.
    assert_eq!(code(0), 429);
    assert_eq!(code(2_000), 429);
    assert!(!allowance.is_full(3_999) && allowance.is_full(4_000));
}

#[test]
fn a_silent_or_senseless_chain_is_an_error_for_each_request() {
    let ask = |chain: Result<&[u8], &str>| -> Value {
        let mut allowance = Allowance::new(AllowanceConfig::default(), 0);
        let batch = json!([call(1, "getSlot", json!([])), call(2, "getSlot", json!([]))]);
        let answer = answer(&mut allowance, 0, batch.to_string().as_bytes(), |_| {
            chain.map(<[u8]>::to_vec).map_err(str::to_owned)
        });
        serde_json::from_slice(&answer).expect("is JSON")
    };
    for (chain, code) in [(Err("down"), -32005), (Ok(&b"<html>"[..]), -32603), (Ok(b"[1]"), -32603)]
    {
        let answer = ask(chain);
        assert_eq!([&answer[0]["error"]["code"], &answer[1]["error"]["code"]], [code, code]);
        assert_eq!([&answer[0]["id"], &answer[1]["id"]], [1, 2]);
    }
}
