//! What the actors own on the server's chain, asked of the chain itself.
//!
//! That a token is there is not believed because the server says so: its mint and the wallet's account
//! are read by plain JSON-RPC, as any explorer would.

use super::actor::Actor;
use super::stage::Stage;
use anyhow::{Context, ensure};
use protocol::{RecordState, Recorded};
use seedbound_interface::{Key, addresses, derive};
use serde_json::{Value, json};
use std::time::Duration;
use transport::Wallet;

/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(5);

/// Something is still being recorded for somebody.
pub(super) fn waits(actors: &[Actor]) -> bool {
    actors.iter().any(|actor| actor.records().any(|state| *state == RecordState::Waiting))
}

/// Tells and checks every token that somebody has; returns how many there are.
pub(super) fn check(stage: &Stage<'_>, actors: &[Actor], url: &str) -> anyhow::Result<usize> {
    let mut count = 0;
    for (index, actor) in actors.iter().enumerate() {
        for state in actor.records() {
            let RecordState::Recorded(recorded) = state else { continue };
            let Recorded { token, mint, class, cap, slot, .. } = &**recorded;
            let number = token.number;
            let text = address(mint);
            let wallet = actor.wallet();
            let read = read_back(url, mint, &wallet);
            read.with_context(|| format!("the token {text} is not what the server says"))?;
            let of = if *cap == u32::MAX { String::new() } else { format!(" of {cap}") };
            stage.tell(
                index,
                &format!("owns {class}, {number}{of}, minted in slot {slot}: token {text}."),
            );
            count += 1;
        }
    }
    Ok(count)
}

/// The mint belongs to Token-2022, and the wallet holds the one that there is.
pub(super) fn read_back(url: &str, mint: &Key, wallet: &Wallet) -> anyhow::Result<()> {
    let found = ask(url, "getAccountInfo", &json!([address(mint), { "encoding": "base64" }]))?;
    let owner = found["value"]["owner"].as_str().unwrap_or("nobody");
    let token_2022 = address(&addresses::TOKEN_PROGRAM);
    ensure!(owner == token_2022, "its mint belongs to {owner}, not to {token_2022}");
    let supply = ask(url, "getTokenSupply", &json!([address(mint)]))?;
    let amount = supply["value"]["amount"].as_str();
    ensure!(amount == Some("1"), "there are {amount:?} of it");
    let account = address(&derive::token_account(wallet.as_bytes(), mint));
    let balance = ask(url, "getTokenAccountBalance", &json!([account]))?;
    let amount = balance["value"]["amount"].as_str();
    ensure!(amount == Some("1"), "the wallet {wallet} holds {amount:?} of it");
    Ok(())
}

fn ask(url: &str, method: &str, params: &Value) -> anyhow::Result<Value> {
    let agent = ureq::Agent::config_builder().timeout_global(Some(ANSWER)).build().new_agent();
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
    let mut response = agent.post(url).send_json(request).with_context(|| url.to_owned())?;
    let mut answer: Value = response.body_mut().read_json()?;
    ensure!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
    Ok(answer["result"].take())
}

/// In base 58, as everybody writes addresses.
pub(super) fn address(key: &Key) -> String {
    Wallet::from_bytes(*key).to_string()
}
