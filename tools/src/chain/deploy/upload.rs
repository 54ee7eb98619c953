//! Writing the program into its buffer.
//!
//! In rounds: look what is missing, send all of it, wait for what was sent, look again. What was lost
//! on the way is sent in the next round; what was there before is not sent at all.

use super::loader;
use crate::chain::node::Node;
use crate::chain::pay;
use crate::chain::program::ELF;
use crate::terminal::Screen;
use anchor_client::{Signer, Transaction};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::RpcClient;
use solana_rpc_client_api::config::RpcSendTransactionConfig;
use solana_signature::Signature;
use std::time::{Duration, Instant};

/// Bytes of the program in one transaction, which has 1,232: signature, three addresses, blockhash
/// and lengths take 220 of them.
const PIECE: usize = 1_000;
/// Signatures in one question for their ends; the port for players allows no more.
const STATUSES: usize = 64;
/// A chain without a new block for so long stands still.
const STANDSTILL: Duration = Duration::from_secs(60);
/// Rounds after which it is given up.
const ROUNDS: u32 = 10;
/// Time between two looks.
const POLL: Duration = Duration::from_millis(500);

/// The program in pieces, with the place of each.
pub(super) fn pieces() -> impl Iterator<Item = (usize, &'static [u8])> {
    ELF.chunks(PIECE).enumerate().map(|(number, piece)| (number * PIECE, piece))
}

/// Makes the buffer if it is not there, and writes what is missing.
pub(super) fn write(
    node: &Node,
    screen: &Screen,
    payer: &Keypair,
    buffer: &Keypair,
) -> anyhow::Result<()> {
    let (by, at) = (payer.pubkey(), buffer.pubkey());
    next_blockhash(node)?;
    if node.account(&at.to_bytes())?.is_none() {
        let rent = pay::rent(node, loader::BUFFER_HEAD + ELF.len())?;
        let steps = loader::create_buffer(&by, &at, rent, ELF.len());
        pay::send(node, screen, &steps, &[payer, buffer])?;
    }
    let bar = screen.progress("writing the program", pieces().count() as u64);
    for _ in 0..ROUNDS {
        let missing = missing(node, &by, &at)?;
        bar.set_position((pieces().count() - missing.len()) as u64);
        if missing.is_empty() {
            bar.finish_and_clear();
            return Ok(());
        }
        let (hash, last_height) =
            node.ask(|rpc| rpc.get_latest_blockhash_with_commitment(rpc.commitment()))?;
        let mut sent = Vec::with_capacity(missing.len());
        for (offset, piece) in missing {
            let step = loader::write(&at, &by, u32::try_from(offset)?, piece);
            let transaction =
                Transaction::new_signed_with_payer(&[step], Some(&by), &[payer], hash);
            // Whether it is there is looked at, so nobody needs to try it out before.
            let config = RpcSendTransactionConfig {
                skip_preflight: true,
                ..RpcSendTransactionConfig::default()
            };
            let signature = node.rpc.send_transaction_with_config(&transaction, config);
            sent.push(signature.map_err(|error| pay::refused(node, &by.to_bytes(), &error))?);
            bar.inc(1);
        }
        wait(node, &sent, last_height)?;
    }
    anyhow::bail!("the chain does not take in what is sent")
}

/// Waits for another blockhash than the one of now: what an earlier try has sent under it, and what was
/// taken back since, would have the same signatures, and no chain runs a signature twice.
fn next_blockhash(node: &Node) -> anyhow::Result<()> {
    let newest = || node.ask(|rpc| rpc.get_latest_blockhash_with_commitment(rpc.commitment()));
    let (now, _) = newest()?;
    let began = Instant::now();
    while newest()?.0 == now {
        anyhow::ensure!(began.elapsed() < STANDSTILL, "the chain stands still; try again later");
        std::thread::sleep(POLL);
    }
    Ok(())
}

/// The pieces that are not in the buffer as they should be.
fn missing(
    node: &Node,
    payer: &Pubkey,
    buffer: &Pubkey,
) -> anyhow::Result<Vec<(usize, &'static [u8])>> {
    let account = node.account(&buffer.to_bytes())?;
    let content = account.as_ref().and_then(|account| loader::content(&account.data, payer));
    let content = content.filter(|content| content.len() == ELF.len());
    let content = content.ok_or_else(|| {
        anyhow::anyhow!("the buffer {buffer} is not as it was made; start with --abandon")
    })?;
    Ok(pieces()
        .filter(|(offset, piece)| content.get(*offset..offset + piece.len()) != Some(*piece))
        .collect())
}

/// Waits until all of these are final or can no longer be.
fn wait(node: &Node, sent: &[Signature], last_height: u64) -> anyhow::Result<()> {
    for part in sent.chunks(STATUSES) {
        loop {
            let statuses = node.ask(|rpc| rpc.get_signature_statuses(part))?.value;
            let wanted = node.rpc.commitment();
            let mut ends = statuses.iter().flatten();
            let all = statuses.len() == statuses.iter().flatten().count()
                && ends.all(|status| status.satisfies_commitment(wanted));
            if all || node.ask(RpcClient::get_block_height)? > last_height {
                break;
            }
            std::thread::sleep(POLL);
        }
    }
    Ok(())
}
