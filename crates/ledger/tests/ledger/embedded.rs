//! A chain that is started, used, stopped and started again.

use crate::support::{
    FEE, FUNDED, HOLDING_BYTES, MINT_BYTES, client, config, database, mint_one, place, rent,
    signed, start, token_2022, transfer, wallet,
};
use anchor_client::Signer;
use anchor_client::anchor_lang::solana_program::pubkey::Pubkey;
use ledger::embedded::{ChainHealth, EmbeddedChain, EmbeddedError};
use solana_rpc_client::rpc_client::SerializableTransaction;
use solana_rpc_client_api::config::{RpcProgramAccountsConfig, RpcSendTransactionConfig};
use solana_rpc_client_api::filter::{Memcmp, RpcFilterType};
use std::str::FromStr;
use std::time::{Duration, Instant};

const SLOT_HASHES: &str = "SysvarS1otHashes111111111111111111111111111";

#[test]
fn a_transaction_that_was_answered_is_there_after_a_restart() {
    let dir = tempfile::tempdir().expect("a place");
    let (payer, mint, holding) = (wallet(0), place(1, 0, 0), place(2, 0, 0));
    let (signature, slot, genesis) = {
        let (chain, client) = start(dir.path());
        let steps = mint_one(&payer.pubkey(), &mint.pubkey(), &holding.pubkey());
        let transaction = signed(&client, &steps, &[&payer, &mint, &holding]);
        let signature = client.send_and_confirm_transaction(&transaction).expect("lands");
        let landed = chain.durable(&signature).expect("reads").expect("is on disk");
        assert_eq!(landed.error, None);
        let slot = chain.slot();
        let genesis = chain.genesis_hash();
        chain.shutdown().expect("stops in order");
        (signature, slot, genesis)
    };
    let (chain, client) = start(dir.path());
    assert!(chain.slot() > slot, "slots go on: {} after {slot}", chain.slot());
    assert_eq!(chain.genesis_hash(), genesis);
    assert_eq!(client.get_genesis_hash().expect("answers").to_bytes(), genesis);
    let status = client.get_signature_status(&signature).expect("answers");
    assert_eq!(status, Some(Ok(())));
    assert_eq!(client.get_token_account_balance(&holding.pubkey()).expect("answers").amount, "1");
    let supply = client.get_token_supply(&mint.pubkey()).expect("answers");
    assert_eq!((supply.amount.as_str(), supply.decimals), ("1", 0));
    let found = client.get_program_ui_accounts_with_config(
        &token_2022(),
        RpcProgramAccountsConfig {
            filters: Some(vec![
                RpcFilterType::DataSize(HOLDING_BYTES),
                RpcFilterType::Memcmp(Memcmp::new_base58_encoded(0, &mint.pubkey().to_bytes())),
            ]),
            ..RpcProgramAccountsConfig::default()
        },
    );
    let found: Vec<Pubkey> = found.expect("answers").into_iter().map(|(key, _)| key).collect();
    assert_eq!(found, [holding.pubkey()]);
    let spent = rent(MINT_BYTES) + rent(HOLDING_BYTES) + 3 * FEE;
    assert_eq!(client.get_balance(&payer.pubkey()).expect("answers"), FUNDED - spent);
    assert_eq!(chain.durable_lamports(&payer.pubkey()).expect("reads"), FUNDED - spent);
}

#[test]
fn a_chain_with_ten_thousand_accounts_is_ready_within_a_second() {
    let dir = tempfile::tempdir().expect("a place");
    let mut config = config();
    for number in 0..10_000 {
        config.genesis.funded.push((place(9, 0, number).pubkey(), rent(0)));
    }
    EmbeddedChain::start(database(dir.path()), &config).expect("starts").shutdown().expect("stops");
    let database = database(dir.path());
    let began = Instant::now();
    let chain = EmbeddedChain::start(database, &config).expect("starts");
    let client = client(&chain);
    let last = client.get_balance(&place(9, 0, 9_999).pubkey()).expect("answers");
    let took = began.elapsed();
    let all = client.get_program_ui_accounts_with_config(
        &Pubkey::default(),
        RpcProgramAccountsConfig::default(),
    );
    assert!(all.expect_err("is more than is answered").to_string().contains("narrow it down"));
    assert_eq!(last, rent(0));
    println!("ready in {took:?}");
    // Four times what is promised for a release build of an idle machine.
    assert!(took < Duration::from_secs(4), "{took:?}");
}

#[test]
fn the_same_transaction_runs_once_before_and_after_a_restart() {
    let dir = tempfile::tempdir().expect("a place");
    let (from, to) = (wallet(0), place(1, 0, 1).pubkey());
    let bytes = {
        let (chain, client) = start(dir.path());
        let transaction = signed(&client, &[transfer(&from.pubkey(), &to, rent(0))], &[&from]);
        for _ in 0..3 {
            let options = RpcSendTransactionConfig { skip_preflight: true, ..Default::default() };
            client.send_transaction_with_config(&transaction, options).expect("is taken");
        }
        let again = client.send_transaction(&transaction).expect_err("ran before");
        assert!(again.to_string().contains("AlreadyProcessed"), "{again}");
        assert_eq!(client.get_balance(&to).expect("answers"), rent(0));
        assert_eq!(chain.counters().landed, 1);
        transaction
    };
    let (chain, client) = start(dir.path());
    let options = RpcSendTransactionConfig { skip_preflight: true, ..Default::default() };
    // Known as done, or its blockhash is too old; run it is not.
    let _ = client.send_transaction_with_config(&bytes, options);
    assert_eq!(client.get_balance(&to).expect("answers"), rent(0));
    assert_eq!(chain.counters().landed, 0);
    assert!(chain.durable(bytes.get_signature()).expect("reads").is_some());
}

#[test]
fn a_failed_transaction_costs_its_fee_and_says_why_after_a_restart() {
    let dir = tempfile::tempdir().expect("a place");
    let (from, to) = (wallet(0), place(1, 0, 2).pubkey());
    let signature = {
        let (chain, client) = start(dir.path());
        let too_much = transfer(&from.pubkey(), &to, FUNDED * 2);
        let transaction = signed(&client, &[too_much], &[&from]);
        let refused = client.send_transaction(&transaction).expect_err("preflight sees it");
        assert!(refused.to_string().contains("simulation failed"), "{refused}");
        assert_eq!(chain.counters().landed, 0);
        let options = RpcSendTransactionConfig { skip_preflight: true, ..Default::default() };
        let signature = client.send_transaction_with_config(&transaction, options).expect("runs");
        assert_eq!(chain.counters().landed_failed, 1);
        signature
    };
    let (_chain, client) = start(dir.path());
    let status = client.get_signature_status(&signature).expect("answers").expect("is known");
    assert!(status.expect_err("failed").to_string().contains("custom program error: 0x1"));
    assert_eq!(client.get_balance(&from.pubkey()).expect("answers"), FUNDED - FEE);
    assert_eq!(client.get_balance(&to).expect("answers"), 0);
}

#[test]
fn who_cannot_pay_is_refused_and_may_send_the_same_again_once_funded() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, client) = start(dir.path());
    let (rich, poor, to) = (wallet(0), wallet(100), place(1, 0, 3).pubkey());
    let transaction = signed(&client, &[transfer(&poor.pubkey(), &to, rent(0))], &[&poor]);
    let options = RpcSendTransactionConfig { skip_preflight: true, ..Default::default() };
    client.send_transaction_with_config(&transaction, options).expect_err("no fee");
    assert_eq!(client.get_signature_status(transaction.get_signature()).expect("answers"), None);
    let gift = signed(&client, &[transfer(&rich.pubkey(), &poor.pubkey(), FUNDED / 2)], &[&rich]);
    client.send_and_confirm_transaction(&gift).expect("lands");
    client.send_transaction_with_config(&transaction, options).expect("now it can pay");
    assert_eq!(client.get_balance(&to).expect("answers"), rent(0));
    let counters = chain.counters();
    assert_eq!((counters.landed, counters.rejected), (2, 1));
}

#[test]
fn slot_hashes_name_every_slot_once_and_stay_the_same_across_a_restart() {
    let dir = tempfile::tempdir().expect("a place");
    let address = Pubkey::from_str(SLOT_HASHES).expect("an address");
    let read = |client: &solana_rpc_client::rpc_client::RpcClient| -> Vec<(u64, [u8; 32])> {
        let data = client.get_account_data(&address).expect("is there");
        let (count, entries) = data.split_first_chunk::<8>().expect("a count");
        let entries = entries.as_chunks::<40>().0.iter().map(|entry| {
            let (slot, hash) = entry.split_first_chunk::<8>().expect("a slot");
            (u64::from_le_bytes(*slot), hash.try_into().expect("32 bytes"))
        });
        entries.take(usize::try_from(u64::from_le_bytes(*count)).expect("small")).collect()
    };
    let (before, slot) = {
        let (chain, client) = start(dir.path());
        let first = chain.slot();
        while chain.slot() < first + 20 {
            std::thread::sleep(Duration::from_millis(10));
        }
        let hashes = read(&client);
        (hashes, chain.slot())
    };
    assert!(before[0].0 >= slot - 2 && before.len() >= 20, "{} at {slot}", before[0].0);
    assert!(before.windows(2).all(|pair| pair[0].0 == pair[1].0 + 1 && pair[0].1 != pair[1].1));
    let (_chain, client) = start(dir.path());
    let after = read(&client);
    assert!(after[0].0 > before[0].0);
    for entry in &before[..20] {
        assert!(after.contains(entry), "slot {} has another hash", entry.0);
    }
}

#[test]
fn the_clock_follows_the_wall_and_blockhashes_are_new_after_a_restart() {
    let dir = tempfile::tempdir().expect("a place");
    let (hash, height) = {
        let (_chain, client) = start(dir.path());
        std::thread::sleep(Duration::from_millis(300));
        (
            client.get_latest_blockhash().expect("answers"),
            client.get_block_height().expect("answers"),
        )
    };
    let (_chain, client) = start(dir.path());
    assert_ne!(client.get_latest_blockhash().expect("answers"), hash);
    assert!(client.get_block_height().expect("answers") > height);
    let clock =
        Pubkey::from_str("SysvarC1ock11111111111111111111111111111111").expect("an address");
    std::thread::sleep(Duration::from_millis(300));
    let data = client.get_account_data(&clock).expect("is there");
    let seconds = i64::from_le_bytes(data[32..40].try_into().expect("8 bytes"));
    let now =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    assert!((seconds - i64::try_from(now.as_secs()).expect("small")).abs() <= 2, "{seconds}");
}

#[test]
fn a_port_in_use_and_an_open_address_are_refused() {
    let dir = tempfile::tempdir().expect("a place");
    let (chain, _client) = start(dir.path());
    let other = tempfile::tempdir().expect("a place");
    let mut taken = config();
    taken.rpc = chain.rpc_address();
    let error = EmbeddedChain::start(database(other.path()), &taken).expect_err("is taken");
    assert!(matches!(error, EmbeddedError::Listen(_)), "{error}");
    let mut open = config();
    open.rpc = "0.0.0.0:0".parse().expect("an address");
    let error = EmbeddedChain::start(database(other.path()), &open).expect_err("is open");
    assert!(matches!(error, EmbeddedError::NotLoopback { .. }), "{error}");
    assert_eq!(chain.health(), ChainHealth::Running);
}
