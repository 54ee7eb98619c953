//! A chain in a temporary place, a client for it, and instructions written out by hand.

use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{CommitmentConfig, Hash, Instruction, Signer, Transaction};
use ledger::embedded::{EmbeddedChain, EmbeddedConfig, Genesis};
use redb::Database;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::RpcClient;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// Lamports of each wallet of [`wallet`] at the beginning.
pub(crate) const FUNDED: u64 = 1_000_000_000_000;
/// What a signature costs.
pub(crate) const FEE: u64 = 5_000;
/// Rent of an account with these bytes of data, as the default rent is.
pub(crate) const fn rent(bytes: u64) -> u64 {
    (128 + bytes) * 3_480 * 2
}

/// The wallet of that number, always the same.
pub(crate) fn wallet(number: u8) -> Keypair {
    let mut secret = [7; 32];
    secret[0] = number;
    Keypair::new_from_array(secret)
}

/// An address that follows from three numbers.
pub(crate) fn place(kind: u8, lane: u8, number: u64) -> Keypair {
    let mut secret = [kind; 32];
    secret[1] = lane;
    secret[2..10].copy_from_slice(&number.to_le_bytes());
    Keypair::new_from_array(secret)
}

pub(crate) fn database(dir: &Path) -> Arc<Database> {
    Arc::new(Database::create(dir.join("world.redb")).expect("opens"))
}

/// Fast slots, eight funded wallets.
pub(crate) fn config() -> EmbeddedConfig {
    EmbeddedConfig {
        slot_time: Duration::from_millis(50),
        genesis: Genesis { funded: (0..8).map(|n| (wallet(n).pubkey(), FUNDED)).collect() },
        ..EmbeddedConfig::default()
    }
}

pub(crate) fn start(dir: &Path) -> (EmbeddedChain, RpcClient) {
    let chain = EmbeddedChain::start(database(dir), &config()).expect("starts");
    let client = client(&chain);
    (chain, client)
}

pub(crate) fn client(chain: &EmbeddedChain) -> RpcClient {
    RpcClient::new_with_commitment(chain.rpc_url(), CommitmentConfig::finalized())
}

/// Signs for now, `signers[0]` pays.
pub(crate) fn signed(
    client: &RpcClient,
    steps: &[Instruction],
    signers: &[&Keypair],
) -> Transaction {
    let hash: Hash = client.get_latest_blockhash().expect("a blockhash");
    Transaction::new_signed_with_payer(steps, Some(&signers[0].pubkey()), signers, hash)
}

pub(crate) fn system() -> Pubkey {
    Pubkey::default()
}

pub(crate) fn token_2022() -> Pubkey {
    Pubkey::from_str("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb").expect("an address")
}

pub(crate) fn transfer(from: &Pubkey, to: &Pubkey, lamports: u64) -> Instruction {
    let mut data = 2u32.to_le_bytes().to_vec();
    data.extend(lamports.to_le_bytes());
    Instruction {
        program_id: system(),
        accounts: vec![AccountMeta::new(*from, true), AccountMeta::new(*to, false)],
        data,
    }
}

fn create_account(from: &Pubkey, new: &Pubkey, space: u64, owner: &Pubkey) -> Instruction {
    let mut data = 0u32.to_le_bytes().to_vec();
    data.extend(rent(space).to_le_bytes());
    data.extend(space.to_le_bytes());
    data.extend(owner.to_bytes());
    Instruction {
        program_id: system(),
        accounts: vec![AccountMeta::new(*from, true), AccountMeta::new(*new, true)],
        data,
    }
}

pub(crate) const MINT_BYTES: u64 = 82;
pub(crate) const HOLDING_BYTES: u64 = 165;

/// Makes a Token-2022 mint and a token account, and mints one piece into it: three accounts change.
pub(crate) fn mint_one(payer: &Pubkey, mint: &Pubkey, holding: &Pubkey) -> Vec<Instruction> {
    let token = token_2022();
    let step = |data: Vec<u8>, accounts: Vec<AccountMeta>| Instruction {
        program_id: token,
        accounts,
        data,
    };
    let mut initialize_mint = vec![20, 0];
    initialize_mint.extend(payer.to_bytes());
    initialize_mint.push(0);
    let mut initialize_holding = vec![18];
    initialize_holding.extend(payer.to_bytes());
    let mut mint_to = vec![7];
    mint_to.extend(1u64.to_le_bytes());
    vec![
        create_account(payer, mint, MINT_BYTES, &token),
        step(initialize_mint, vec![AccountMeta::new(*mint, false)]),
        create_account(payer, holding, HOLDING_BYTES, &token),
        step(
            initialize_holding,
            vec![AccountMeta::new(*holding, false), AccountMeta::new_readonly(*mint, false)],
        ),
        step(
            mint_to,
            vec![
                AccountMeta::new(*mint, false),
                AccountMeta::new(*holding, false),
                AccountMeta::new_readonly(*payer, true),
            ],
        ),
    ]
}
