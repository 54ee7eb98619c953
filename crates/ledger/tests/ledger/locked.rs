//! What nobody may do over the RPC.

use crate::support::{FUNDED, place, rent, signed, start, transfer, wallet};
use anchor_client::Signer;
use ledger::embedded::EmbeddedChain;
use ledger::players_rpc::{Allowance, AllowanceConfig, answer};
use serde_json::{Value, json};
use solana_rpc_client::rpc_client::SerializableTransaction;
use std::convert::Infallible;

fn ask(chain: &EmbeddedChain, method: &str, params: &Value) -> Value {
    let call = json!({ "jsonrpc": "2.0", "id": 5, "method": method, "params": params });
    let answer: Value =
        serde_json::from_slice(&chain.call(call.to_string().as_bytes())).expect("JSON");
    assert_eq!(answer["id"], 5);
    answer
}

#[test]
fn no_method_makes_money_changes_accounts_or_loads_code() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, client) = start(dir.path());
    let target = wallet(0).pubkey().to_string();
    let mut methods: Vec<&str> = surfpool_types::SURFNET_CHEATCODE_METHODS.to_vec();
    methods.extend([
        "requestAirdrop",
        "sendBundle",
        "loadPlugin",
        "reloadPlugin",
        "exit",
        "setIdentity",
    ]);
    for method in methods {
        let answer = ask(&chain, method, &json!([target, { "lamports": 1 }]));
        assert_eq!(answer["error"]["code"], -32601, "{method}: {answer}");
    }
    assert_eq!(client.get_balance(&wallet(0).pubkey()).expect("answers"), FUNDED);
}

#[test]
fn a_transaction_without_its_owners_signature_does_not_run_whatever_the_options() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, client) = start(dir.path());
    let (victim, to) = (wallet(0), place(1, 1, 0).pubkey());
    let honest = signed(&client, &[transfer(&victim.pubkey(), &to, rent(0))], &[&victim]);
    let mut bytes = {
        let mut bytes = vec![1];
        bytes.extend(<[u8; 64]>::from(*honest.get_signature()));
        bytes.extend(honest.message_data());
        bytes
    };
    let options = json!({ "encoding": "base58", "skipPreflight": true, "skipSigVerify": true });
    bytes[1] ^= 1;
    let forged =
        ask(&chain, "sendTransaction", &json!([bs58::encode(&bytes).into_string(), options]));
    assert_eq!(forged["error"]["code"], -32003, "{forged}");
    // No signatures at all.
    let mut bare = vec![0];
    bare.extend(honest.message_data());
    let bare = ask(&chain, "sendTransaction", &json!([bs58::encode(&bare).into_string(), options]));
    assert_eq!(bare["error"]["code"], -32602, "{bare}");
    assert_eq!(client.get_balance(&victim.pubkey()).expect("answers"), FUNDED);
    // The same bytes with the signature put right do run.
    bytes[1] ^= 1;
    let good =
        ask(&chain, "sendTransaction", &json!([bs58::encode(&bytes).into_string(), options]));
    assert_eq!(good["result"], honest.get_signature().to_string(), "{good}");
    assert_eq!(client.get_balance(&to).expect("answers"), rent(0));
}

#[test]
fn rubbish_is_answered_with_an_error_and_the_chain_goes_on() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, client) = start(dir.path());
    for rubbish in [
        "",
        "{",
        "[]",
        "7",
        "null",
        r#"{"id":1}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":7}"#,
        r#"[1,2]"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"sendTransaction"}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"sendTransaction","params":["1"]}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"sendTransaction","params":["AA==",{"encoding":"base64"}]}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"getSignatureStatuses","params":[["x"]]}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"getAccountInfo","params":[]}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"getSlot","params":[7]}"#,
    ] {
        let answer: Value = serde_json::from_slice(&chain.call(rubbish.as_bytes())).expect("JSON");
        let error = answer.get("error").or_else(|| answer.pointer("/0/error"));
        assert!(error.is_some(), "{rubbish}: {answer}");
    }
    let many = vec![json!({ "jsonrpc": "2.0", "id": 1, "method": "getSlot" }); 65];
    let answer: Value =
        serde_json::from_slice(&chain.call(Value::from(many).to_string().as_bytes()))
            .expect("JSON");
    assert_eq!(answer["error"]["code"], -32600);
    assert!(client.get_slot().expect("answers") > 0);
    assert_eq!(chain.counters().panics, 0);
}

#[test]
fn a_player_reads_and_sends_through_the_filter_and_gets_no_further() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, client) = start(dir.path());
    let mut allowance = Allowance::new(AllowanceConfig::default(), 0);
    let mut ask = |method: &str, params: Value| -> Value {
        let call = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let answer = answer(&mut allowance, 0, call.to_string().as_bytes(), |call| {
            Ok::<_, Infallible>(chain.call(call))
        });
        serde_json::from_slice(&answer).expect("JSON")
    };
    let (from, to) = (wallet(0), place(1, 4, 0).pubkey());
    let transaction = signed(&client, &[transfer(&from.pubkey(), &to, rent(0))], &[&from]);
    let mut bytes = vec![1];
    bytes.extend(<[u8; 64]>::from(*transaction.get_signature()));
    bytes.extend(transaction.message_data());
    let sent = ask("sendTransaction", json!([bs58::encode(bytes).into_string()]));
    let signature = transaction.get_signature().to_string();
    assert_eq!(sent["result"], signature, "{sent}");
    let status = ask("getSignatureStatuses", json!([[signature]]));
    assert_eq!(status.pointer("/result/value/0/confirmationStatus"), Some(&json!("finalized")));
    let balance = ask("getBalance", json!([to.to_string()]));
    assert_eq!(balance.pointer("/result/value"), Some(&json!(rent(0))));
    let made = ask("requestAirdrop", json!([to.to_string(), 1]));
    assert_eq!(made["error"]["code"], -32601);
}
