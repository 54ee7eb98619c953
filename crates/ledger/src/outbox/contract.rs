//! What the outbox asks of the code that knows the program.

use super::{NodeError, Operation};
use anchor_client::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;

/// An account as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The program that it belongs to.
    pub owner: Pubkey,
    /// Its lamports.
    pub lamports: u64,
    /// Its data.
    pub data: Vec<u8>,
}

/// Reads accounts as they are now, final or not.
pub trait Reader {
    /// The accounts at these addresses, in their order.
    ///
    /// # Errors
    /// [`NodeError`], all of which pass.
    fn accounts(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Held>>, NodeError>;
}

/// What the account at a receipt's address says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptSays {
    /// The operation was done, with this payload.
    Done,
    /// An operation of this id was done with another payload.
    Conflict,
    /// It is no receipt.
    Nothing,
}

/// What is to be sent for an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Built {
    /// These instructions, in one transaction.
    Steps(Vec<Instruction>),
    /// Nothing yet: it has to wait for others of this round.
    Later,
    /// Nothing ever, for this reason.
    Never(String),
}

/// Whether an error of a transaction that has run may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Build it anew and send it again.
    Passing,
    /// No repetition helps; the reason is for people.
    Permanent(&'static str),
}

/// Knows the program: receipts, instructions and errors.
pub trait Contract: Send + 'static {
    /// Where the receipt of an operation will be.
    fn receipt(&self, operation: &Operation) -> Pubkey;

    /// What an account at that address says.
    fn read_receipt(&self, operation: &Operation, account: &Held) -> ReceiptSays;

    /// A round begins in which `new` are to be signed while `under_way` were sent already. Here is
    /// the moment to read what instructions depend on.
    ///
    /// # Errors
    /// [`NodeError`]: the round is tried again later.
    fn begin_round(
        &mut self,
        reader: &dyn Reader,
        new: &[Operation],
        under_way: &[Operation],
    ) -> Result<(), NodeError>;

    /// What is to be sent for one of the operations of this round, in the order of
    /// [`Self::begin_round`].
    fn build(&mut self, operation: &Operation) -> Built;

    /// Who signs besides the payer.
    fn cosigners(&self) -> &[Keypair] {
        &[]
    }

    /// What an error of the program means. `custom` is its number, where the program gave one.
    fn judge(&self, custom: Option<u32>) -> Judgement;
}
