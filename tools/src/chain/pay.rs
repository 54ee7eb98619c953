//! Signing with the wallet, sending, and waiting until it is final. The wallet pays for itself.
//!
//! Deploying sends too, before there is a program for [`ledger::client`] to connect to; and what a
//! refusal means is told from the node's whole error, of which that keeps the program's number.

use super::node::Node;
use super::sol;
use crate::terminal::Screen;
use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{Instruction, Signer, Transaction};
use anyhow::Context;
use seedbound_interface::{Error as Refusal, Key, instruction};
use solana_keypair::Keypair;
use solana_rpc_client::rpc_client::RpcClient;
use solana_rpc_client_api::client_error::Error as ClientError;
use solana_rpc_client_api::config::RpcSendTransactionConfig;
use solana_signature::Signature;
use std::time::{Duration, Instant};
use transport::PlayerKey;

/// What a signature costs.
pub(super) const FEE: u64 = 5_000;
/// Bytes of a wallet's token account of Token-2022, with room for what it may be extended by.
pub(super) const TOKEN_ACCOUNT: usize = 170;
/// Time between two questions for a transaction's end.
const POLL: Duration = Duration::from_millis(300);

/// A transaction that is final.
#[derive(Debug)]
pub(super) struct Final {
    pub(super) signature: String,
    pub(super) slot: u64,
    pub(super) took: Duration,
}

/// The wallet's key as the chain's client wants it.
pub(super) fn keypair(key: &PlayerKey) -> anyhow::Result<Keypair> {
    Keypair::try_from(&key.to_keypair_bytes()[..]).ok().context("the wallet's key is no keypair")
}

/// Makes sure that a wallet can pay so much, and says how much is missing.
pub(super) fn check_funds(node: &Node, payer: &Key, needed: u64) -> anyhow::Result<()> {
    let lamports = node.ask(|rpc| rpc.get_balance(&(*payer).into()))?;
    anyhow::ensure!(
        lamports >= needed,
        "the wallet {} has {} and needs {}; send it {} or more",
        super::text(payer),
        sol::show(lamports),
        sol::show(needed),
        sol::show(needed.saturating_sub(lamports)),
    );
    Ok(())
}

/// What an account of so many bytes must hold.
pub(super) fn rent(node: &Node, bytes: usize) -> anyhow::Result<u64> {
    node.ask(|rpc| rpc.get_minimum_balance_for_rent_exemption(bytes))
}

/// Signs, sends and waits until it is final. The first signer pays.
pub(super) fn send(
    node: &Node,
    screen: &Screen,
    steps: &[Instruction],
    signers: &[&Keypair],
) -> anyhow::Result<Final> {
    let payer = signers.first().context("nobody signs")?.pubkey();
    let began = Instant::now();
    let (hash, last_height) =
        node.ask(|rpc| rpc.get_latest_blockhash_with_commitment(rpc.commitment()))?;
    let transaction = Transaction::new_signed_with_payer(steps, Some(&payer), signers, hash);
    let config = RpcSendTransactionConfig {
        preflight_commitment: Some(node.rpc.commitment().commitment),
        ..RpcSendTransactionConfig::default()
    };
    let sent = node.rpc.send_transaction_with_config(&transaction, config);
    let signature = sent.map_err(|error| refused(node, &payer.to_bytes(), &error))?;
    let spinner = screen.spinner("sent, waiting".to_owned());
    let slot = until_final(node, &payer.to_bytes(), &signature, last_height, &|text| {
        spinner.set_message(text);
    });
    spinner.finish_and_clear();
    Ok(Final { signature: signature.to_string(), slot: slot?, took: began.elapsed() })
}

/// The slot of a sent transaction, once it is final.
fn until_final(
    node: &Node,
    payer: &Key,
    signature: &Signature,
    last_height: u64,
    tell: &dyn Fn(String),
) -> anyhow::Result<u64> {
    let unknown = || {
        format!(
            "transaction {signature} was sent, and may have been taken in: look with `seedbound \
             chain items` before you try again"
        )
    };
    loop {
        let status = node.ask(|rpc| rpc.get_signature_statuses(&[*signature]));
        if let Some(status) = status.with_context(unknown)?.value.pop().flatten() {
            if let Err(error) = &status.status {
                let error = serde_json::to_value(error).unwrap_or_default();
                return Err(in_words(payer, &error))
                    .with_context(|| format!("transaction {signature}"));
            }
            if status.satisfies_commitment(node.rpc.commitment()) {
                return Ok(status.slot);
            }
            let count = status.confirmations.unwrap_or(0);
            tell(format!("in slot {}, {count} confirmations", status.slot));
        } else if node.ask(RpcClient::get_block_height).with_context(unknown)? > last_height {
            anyhow::bail!(
                "transaction {signature} was not taken in while it was valid; nothing has changed, \
                 try again"
            );
        }
        std::thread::sleep(POLL);
    }
}

/// The last line of what was done.
pub(super) fn ended(ended: &Final, screen: &Screen) -> String {
    let took = ended.took.as_secs_f32();
    let text =
        format!("transaction {}, final in slot {} after {took:.1} s", ended.signature, ended.slot);
    format!("{}\n", screen.dim(&text))
}

/// What a refusal of the node means; the transaction did not run.
pub(super) fn refused(node: &Node, payer: &Key, error: &ClientError) -> anyhow::Error {
    match error.get_transaction_error().and_then(|error| serde_json::to_value(error).ok()) {
        Some(error) => in_words(payer, &error),
        None => node.down(error),
    }
}

/// A transaction's error, as JSON, in words that say what to do.
fn in_words(payer: &Key, error: &serde_json::Value) -> anyhow::Error {
    let unfunded = || {
        let payer = super::text(payer);
        anyhow::anyhow!("the wallet {payer} has too little SOL to pay for this; send it some")
    };
    let custom = error.pointer("/InstructionError/1/Custom").and_then(serde_json::Value::as_u64);
    match (custom, error.as_str()) {
        (None, Some("InsufficientFundsForFee" | "AccountNotFound")) => unfunded(),
        (None, Some("BlockhashNotFound")) => {
            anyhow::anyhow!("it took too long to be sent; nothing has changed, try again")
        }
        // The system program's word for too few lamports.
        (Some(1), _) => unfunded(),
        (Some(code), _) => match u32::try_from(code).ok().and_then(Refusal::of) {
            Some(refusal) => anyhow::anyhow!("{}", of_program(refusal)),
            None => anyhow::anyhow!("the chain refuses it: {error}"),
        },
        _ if error.get("InsufficientFundsForRent").is_some() => unfunded(),
        _ => anyhow::anyhow!("the chain refuses it: {error}"),
    }
}

fn of_program(refusal: Refusal) -> String {
    let said = match refusal {
        Refusal::Paused => "the world has paused its market; try again later",
        Refusal::WorldClosed => "the world is closed for good; nothing new can be offered in it",
        Refusal::ListingExpired => "the listing is over; nobody can buy it any more",
        Refusal::PriceTooHigh => "the price was raised meanwhile above your --max-price",
        Refusal::NotSeller => "only its seller can take it back before its end",
        Refusal::WrongTokenAccount => "the wallet does not hold this item any more",
        // The listing's account is gone, or another stands there.
        Refusal::WrongOwner | Refusal::WrongAccountKind => {
            "what it is about has changed meanwhile: the listing is gone, or a new one is there"
        }
        other => {
            let spec =
                seedbound_interface::error::ERRORS.iter().find(|spec| spec.code == other as u32);
            let message = spec.map_or("no reason given", |spec| spec.message);
            return format!("the program refuses it: {message} ({})", other as u32);
        }
    };
    said.to_owned()
}

/// An instruction as the client carries it.
pub(super) fn carried(step: &instruction::Instruction) -> Instruction {
    let accounts = step.accounts.iter().map(|meta| AccountMeta {
        pubkey: meta.address.into(),
        is_signer: meta.signer,
        is_writable: meta.writable,
    });
    Instruction {
        program_id: step.program.into(),
        accounts: accounts.collect(),
        data: step.data.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn errors_of_transactions_say_what_to_do() {
        let says = |error: &serde_json::Value| in_words(&[7; 32], error).to_string();
        let custom = |code: u32| json!({ "InstructionError": [1, { "Custom": code }] });
        assert!(says(&custom(6038)).contains("--max-price"));
        assert!(says(&custom(6037)).contains("over"));
        assert!(says(&custom(6005)).contains("the listing is gone"));
        assert!(says(&custom(6012)).contains("(6012)"));
        assert!(says(&custom(1)).contains("too little SOL"));
        assert!(says(&json!("AccountNotFound")).contains("too little SOL"));
        assert!(
            says(&json!({ "InsufficientFundsForRent": { "account_index": 0 } })).contains("SOL")
        );
        assert!(says(&custom(5)).contains("Custom"));
    }

    #[test]
    fn every_refusal_of_the_program_has_words() {
        for spec in seedbound_interface::error::ERRORS {
            let refusal = Refusal::of(spec.code).expect("is one");
            assert!(of_program(refusal).len() > 10, "{}", spec.name);
        }
    }
}
