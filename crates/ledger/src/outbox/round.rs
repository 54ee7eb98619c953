//! One round of the worker. The order of its steps is what makes it safe:
//!
//! 1. the final height;
//! 2. the receipts as of a final block at that height or later;
//! 3. the ends of what was sent;
//! 4. what has neither receipt nor end and is past its height has expired;
//! 5. sign anew what needs it;
//! 6. store;
//! 7. send.

use super::config::OutboxConfig;
use super::contract::{Built, Contract, Judgement, ReceiptSays};
use super::node::{Node, Ran};
use super::record::{self, Attempt, End, Queue, Record};
use super::status::Status;
use super::{NodeError, Operation, OperationId, OutboxError, OutboxHealth};
use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use anchor_client::{Hash, Instruction, Signer, Transaction};
use redb::Database;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

/// The fee payer's means are looked at so often.
const PURSE: Duration = Duration::from_secs(10);
/// Lamports for a transaction with some rent in it; below, nothing is signed.
const PURSE_MINIMUM: u64 = 10_000_000;
/// The program that takes priority fees.
const COMPUTE_BUDGET: &str = "ComputeBudget111111111111111111111111111111";

/// What a round came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// There was nothing to do.
    Idle,
    /// Something is under way.
    Busy,
}

/// Why a round was cut short.
#[derive(Debug)]
pub(super) enum Cut {
    /// The node; the next round may go better.
    Node(NodeError),
    /// The database: there is no going on.
    Database(OutboxError),
}

pub(super) struct Rounds<C> {
    pub(super) database: Arc<Database>,
    pub(super) node: Node,
    pub(super) contract: C,
    pub(super) payer: Keypair,
    pub(super) config: OutboxConfig,
    pub(super) status: Arc<Status>,
    pub(super) sent_at: HashMap<OperationId, Instant>,
    pub(super) purse_at: Option<Instant>,
    pub(super) cluster_checked: bool,
}

impl<C: Contract> Rounds<C> {
    /// Does a round.
    pub(super) fn round(&mut self) -> Result<Came, Cut> {
        let Queue { mut records, open, damaged } =
            record::open(&self.database, self.config.window)?;
        self.status.open.store(open, Relaxed);
        if self.status.damaged.swap(damaged, Relaxed) < damaged {
            tracing::error!(
                damaged,
                "operations for the chain cannot be read; they are left aside"
            );
        }
        if records.is_empty() {
            return Ok(Came::Idle);
        }
        if !self.cluster_checked {
            let met = self.node.genesis()?;
            if record::cluster(&self.database, met)? != met {
                return Err(Cut::Node(NodeError::WrongCluster));
            }
            self.cluster_checked = true;
            // What was under way when the server ended is settled before anything new is signed.
            let mut all = record::open(&self.database, usize::MAX)?.records;
            for some in all.chunks_mut(self.config.window) {
                self.settle(some)?;
            }
            return Ok(Came::Busy);
        }
        self.settle(&mut records)?;
        records.retain(|record| record.end.is_none());
        self.sign(&mut records)?;
        self.send(&records)?;
        Ok(Came::Busy)
    }

    /// Steps 1 to 4.
    fn settle(&mut self, records: &mut [Record]) -> Result<(), Cut> {
        let height = self.node.final_height()?;
        let addresses: Vec<Pubkey> =
            records.iter().map(|record| self.contract.receipt(&record.operation)).collect();
        let receipts = self.node.final_accounts(&addresses)?;
        let signatures: Vec<Signature> =
            records.iter().filter_map(Record::live).map(|live| live.signature.into()).collect();
        let mut ends = self.node.ends(&signatures)?.into_iter();

        let mut changed = Vec::new();
        for (record, receipt) in records.iter_mut().zip(receipts) {
            let ran = record.live().and_then(|_| ends.next().flatten());
            let says = receipt.map(|held| self.contract.read_receipt(&record.operation, &held));
            let expired = record.live().is_some_and(|live| height > live.last_valid_height);
            match (says, ran) {
                (Some(ReceiptSays::Done), _) => {
                    record.end = Some(End::Final);
                    self.status.finished.fetch_add(1, Relaxed);
                }
                (Some(ReceiptSays::Conflict), _) => {
                    record.end = Some(End::Failed(
                        "the chain holds an operation of this id with another payload".to_owned(),
                    ));
                    self.status.failed.fetch_add(1, Relaxed);
                }
                (_, Some(Ran::Badly { custom, words })) => match self.contract.judge(custom) {
                    Judgement::Permanent(reason) => {
                        record.end = Some(End::Failed(format!("{reason} ({words})")));
                        self.status.failed.fetch_add(1, Relaxed);
                    }
                    Judgement::Passing => {
                        forget_bytes(record);
                        self.status.rebuilt.fetch_add(1, Relaxed);
                    }
                },
                // It ran, says the node; then its receipt will be seen, or the bytes expire.
                _ if expired => {
                    forget_bytes(record);
                    self.status.expired.fetch_add(1, Relaxed);
                }
                _ => continue,
            }
            self.sent_at.remove(&record.operation.id);
            changed.push(record.number);
        }
        if !changed.is_empty() {
            record::write(
                &self.database,
                records.iter().filter(|record| changed.contains(&record.number)),
            )?;
        }
        Ok(())
    }

    /// Steps 5 and 6.
    fn sign(&mut self, records: &mut [Record]) -> Result<(), Cut> {
        let of = |live: bool| -> Vec<Operation> {
            let chosen = records.iter().filter(|record| record.live().is_some() == live);
            chosen.map(|record| record.operation.clone()).collect()
        };
        let (new, under_way) = (of(false), of(true));
        if new.is_empty() || !self.can_pay()? {
            return Ok(());
        }
        self.contract.begin_round(&self.node, &new, &under_way)?;
        let usual = if self.config.fees.ceiling == 0 { 0 } else { self.node.usual_offer()? };
        let (hash, last_valid_height) = self.node.blockhash()?;
        let mut changed = Vec::new();
        for record in records.iter_mut().filter(|record| record.live().is_none()) {
            match self.contract.build(&record.operation) {
                Built::Later => continue,
                Built::Never(reason) => {
                    record.end = Some(End::Failed(reason));
                    self.status.failed.fetch_add(1, Relaxed);
                }
                Built::Steps(steps) => {
                    let count = record.attempt.as_ref().map_or(0, |attempt| attempt.count);
                    let offer = self.config.fees.offer(usual, count);
                    let (signature, bytes) =
                        signed(&self.payer, self.contract.cosigners(), steps, offer, hash);
                    record.attempt =
                        Some(Attempt { signature, bytes, last_valid_height, count: count + 1 });
                    self.status.signed.fetch_add(1, Relaxed);
                }
            }
            changed.push(record.number);
        }
        if !changed.is_empty() {
            record::write(
                &self.database,
                records.iter().filter(|record| changed.contains(&record.number)),
            )?;
        }
        Ok(())
    }

    /// Step 7. That one is not taken does not keep the others from being sent; it is the node's trouble
    /// when none is.
    fn send(&mut self, records: &[Record]) -> Result<(), Cut> {
        let (mut trouble, mut taken) = (None, false);
        for record in records.iter().filter(|record| record.end.is_none()) {
            let Some(live) = record.live() else { continue };
            let before = self.sent_at.get(&record.operation.id).copied();
            if before.is_some_and(|at| at.elapsed() < self.config.resend) {
                continue;
            }
            // Also after an error: what a node has not answered to may have arrived.
            self.sent_at.insert(record.operation.id, Instant::now());
            if before.is_some() {
                self.status.resent.fetch_add(1, Relaxed);
            }
            let sent = self.node.send(&live.bytes, true).or_else(|error| match error {
                // What would fail for good runs all the same: only then is it certain, and final.
                NodeError::Refused { custom: custom @ Some(_), .. }
                    if self.contract.judge(custom) != Judgement::Passing =>
                {
                    self.node.send(&live.bytes, false)
                }
                error => Err(error),
            });
            match sent {
                // An opinion, and the next may differ: one that has to wait for another succeeds after
                // it with the same bytes. Receipt, end or expiry will tell.
                Ok(()) | Err(NodeError::Refused { .. } | NodeError::BlockhashNotFound) => {
                    taken = true
                }
                Err(error @ (NodeError::RateLimited | NodeError::Behind)) => {
                    return Err(error.into());
                }
                Err(error) => trouble = Some(error),
            }
        }
        trouble.filter(|_| !taken).map_or(Ok(()), |error| Err(error.into()))
    }

    fn can_pay(&mut self) -> Result<bool, Cut> {
        if self.purse_at.is_some_and(|at| at.elapsed() < PURSE) {
            return Ok(true);
        }
        let lamports = self.node.lamports(&self.payer.pubkey())?;
        if lamports < PURSE_MINIMUM {
            self.status.is(OutboxHealth::Unfunded { lamports });
            self.purse_at = None;
            return Ok(false);
        }
        self.purse_at = Some(Instant::now());
        Ok(true)
    }
}

impl From<NodeError> for Cut {
    fn from(error: NodeError) -> Self {
        Self::Node(error)
    }
}

impl From<OutboxError> for Cut {
    fn from(error: OutboxError) -> Self {
        Self::Database(error)
    }
}

/// The attempt is over; its signature and count stay for who asks.
fn forget_bytes(record: &mut Record) {
    if let Some(attempt) = &mut record.attempt {
        attempt.bytes.clear();
    }
}

/// A signed transaction and its signature.
fn signed(
    payer: &Keypair,
    cosigners: &[Keypair],
    steps: Vec<Instruction>,
    offer: u64,
    hash: Hash,
) -> ([u8; 64], Vec<u8>) {
    let mut all = Vec::with_capacity(steps.len() + 1);
    if offer > 0 {
        all.extend(offer_of(offer));
    }
    all.extend(steps);
    let mut transaction = Transaction::new_with_payer(&all, Some(&payer.pubkey()));
    // Only those that the instructions name; the payer always.
    let needed = usize::from(transaction.message.header.num_required_signatures);
    let needed = transaction.message.account_keys[..needed].to_vec();
    let signers: Vec<&Keypair> = std::iter::once(payer)
        .chain(cosigners.iter().filter(|signer| {
            signer.pubkey() != payer.pubkey() && needed.contains(&signer.pubkey())
        }))
        .collect();
    // A signer that is missing leaves the transaction invalid: the node refuses it, in sight.
    transaction.partial_sign(&signers, hash);
    let mut bytes = vec![u8::try_from(transaction.signatures.len()).unwrap_or(u8::MAX)];
    for signature in &transaction.signatures {
        bytes.extend(<[u8; 64]>::from(*signature));
    }
    bytes.extend(transaction.message_data());
    (transaction.signatures.first().copied().unwrap_or_default().into(), bytes)
}

/// The instruction that offers a priority fee.
fn offer_of(millionths: u64) -> Option<Instruction> {
    let mut data = vec![3];
    data.extend(millionths.to_le_bytes());
    let accounts: Vec<AccountMeta> = Vec::new();
    Some(Instruction { program_id: super::node::address(COMPUTE_BUDGET)?, accounts, data })
}
