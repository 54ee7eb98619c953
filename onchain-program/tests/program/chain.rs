//! LiteSVM with slots that have hashes, and shorter words for sending.

use litesvm::LiteSVM;
use litesvm::types::TransactionMetadata;
use seedbound_interface::instruction::Instruction;
use seedbound_interface::sha256::sha256;
use seedbound_interface::{Error, Key, addresses};
use solana_account::Account;
use solana_address::Address;
use solana_clock::Clock;
use solana_hash::Hash;
use solana_instruction::AccountMeta;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_message::{Message, VersionedMessage};
use solana_signer::Signer;
use solana_slot_hashes::SlotHashes;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_error::TransactionError;

/// The committed program.
pub(crate) const PROGRAM: &[u8] = include_bytes!("../../program/seedbound.so");

/// A chain with the program on it.
#[derive(Clone)]
pub(crate) struct Chain {
    pub(crate) svm: LiteSVM,
    /// Where the program is.
    pub(crate) program: Key,
    /// The current slot.
    pub(crate) slot: u64,
    /// Slots that had no block.
    pub(crate) skipped: Vec<u64>,
}

/// A key that is always the same for the same name.
pub(crate) fn keypair(name: &str) -> Keypair {
    Keypair::new_from_array(sha256(&[name.as_bytes()]))
}

/// The address of a key.
pub(crate) fn key(keypair: &Keypair) -> Key {
    keypair.pubkey().to_bytes()
}

/// The hash of a slot, which no one could know before it.
pub(crate) fn slot_hash(slot: u64) -> Hash {
    Hash::new_from_array(sha256(&[b"slot", &slot.to_le_bytes()]))
}

impl Chain {
    pub(crate) fn new(program: Key) -> Self {
        let mut svm = LiteSVM::new().with_transaction_history(0);
        svm.add_program(program, PROGRAM).expect("the program loads");
        let mut chain = Self { svm, program, slot: 1_000, skipped: Vec::new() };
        chain.set_time(1_800_000_000);
        chain.advance(0);
        chain
    }

    /// Lets slots pass.
    pub(crate) fn advance(&mut self, slots: u64) {
        self.slot += slots;
        let mut clock: Clock = self.svm.get_sysvar();
        clock.slot = self.slot;
        self.svm.set_sysvar(&clock);
        let past = (0..self.slot).rev().filter(|slot| !self.skipped.contains(slot)).take(512);
        let hashes: SlotHashes = past.map(|slot| (slot, slot_hash(slot))).collect();
        self.svm.set_sysvar(&hashes);
    }

    /// Sets the time, in seconds since 1970.
    pub(crate) fn set_time(&mut self, time: i64) {
        let mut clock: Clock = self.svm.get_sysvar();
        clock.unix_timestamp = time;
        self.svm.set_sysvar(&clock);
    }

    /// A wallet of that name with a lot of lamports.
    pub(crate) fn wallet(&mut self, name: &str) -> Keypair {
        let keypair = keypair(name);
        self.fund(key(&keypair), 1_000_000_000_000);
        keypair
    }

    pub(crate) fn fund(&mut self, address: Key, lamports: u64) {
        let mut account = self.account(address).unwrap_or_default();
        account.lamports += lamports;
        self.svm.set_account(address.into(), account).expect("an account can be set");
    }

    pub(crate) fn account(&self, address: Key) -> Option<Account> {
        self.svm.get_account(&address.into()).filter(|account| account.lamports > 0)
    }

    pub(crate) fn lamports(&self, address: Key) -> u64 {
        self.account(address).map_or(0, |account| account.lamports)
    }

    /// The data of an account, empty where it does not exist.
    pub(crate) fn data(&self, address: Key) -> Vec<u8> {
        self.account(address).map(|account| account.data).unwrap_or_default()
    }

    /// Sends one transaction. A wallet of its own pays the fee, so that accounts have exactly the
    /// flags that the instructions give them.
    pub(crate) fn send(
        &mut self,
        instructions: &[Instruction],
        signers: &[&Keypair],
    ) -> Result<TransactionMetadata, TransactionError> {
        let transaction = self.transaction(instructions, signers);
        self.svm.send_transaction(transaction).map_err(|failed| failed.err)
    }

    /// As [`Self::send`], without keeping what it changed.
    pub(crate) fn try_out(
        &mut self,
        instructions: &[Instruction],
        signers: &[&Keypair],
    ) -> Result<TransactionMetadata, TransactionError> {
        let transaction = self.transaction(instructions, signers);
        match self.svm.simulate_transaction(transaction) {
            Ok(info) => Ok(info.meta),
            Err(failed) => Err(failed.err),
        }
    }

    fn transaction(
        &mut self,
        instructions: &[Instruction],
        signers: &[&Keypair],
    ) -> VersionedTransaction {
        let fee_payer = keypair("fee payer");
        if self.lamports(key(&fee_payer)) < 1_000_000_000 {
            self.fund(key(&fee_payer), 1_000_000_000_000);
        }
        self.svm.expire_blockhash();
        let instructions: Vec<_> = instructions.iter().map(solana_instruction).collect();
        let blockhash = self.svm.latest_blockhash();
        let payer = fee_payer.pubkey();
        let message = Message::new_with_blockhash(&instructions, Some(&payer), &blockhash);
        let needed = usize::from(message.header.num_required_signatures);
        let all: Vec<&Keypair> =
            std::iter::once(&fee_payer).chain(signers.iter().copied()).collect();
        // In the order of the message, and only those that it asks for.
        let ordered: Vec<&Keypair> = message.account_keys[..needed]
            .iter()
            .map(|address| {
                let signer = all.iter().find(|signer| signer.pubkey() == *address);
                *signer.unwrap_or_else(|| panic!("nobody holds the key of {address}"))
            })
            .collect();
        VersionedTransaction::try_new(VersionedMessage::Legacy(message), &ordered)
            .expect("it can be signed")
    }
}

fn solana_instruction(instruction: &Instruction) -> solana_instruction::Instruction {
    let accounts = instruction.accounts.iter().map(|meta| AccountMeta {
        pubkey: Address::from(meta.address),
        is_signer: meta.signer,
        is_writable: meta.writable,
    });
    solana_instruction::Instruction {
        program_id: instruction.program.into(),
        accounts: accounts.collect(),
        data: instruction.data.clone(),
    }
}

/// The program's own reason for a refusal.
pub(crate) fn reason<T>(result: Result<T, TransactionError>) -> Option<Error> {
    match result {
        Err(TransactionError::InstructionError(_, InstructionError::Custom(code))) => {
            Error::of(code)
        }
        _ => None,
    }
}

/// Fails the test unless the program refused for that reason.
#[track_caller]
pub(crate) fn assert_refused<T: std::fmt::Debug>(
    result: Result<T, TransactionError>,
    expected: Error,
) {
    let shown = format!("{result:?}");
    assert_eq!(reason(result), Some(expected), "{shown}");
}

/// An instruction that moves lamports between wallets.
pub(crate) fn pay(from: Key, to: Key, lamports: u64) -> Instruction {
    let mut data = vec![2, 0, 0, 0];
    data.extend_from_slice(&lamports.to_le_bytes());
    Instruction {
        program: addresses::SYSTEM_PROGRAM,
        accounts: vec![meta(from, true, true), meta(to, true, false)],
        data,
    }
}

/// An instruction that allows a transaction more compute units than it has by itself.
pub(crate) fn compute_unit_limit(units: u32) -> Instruction {
    /// `ComputeBudget111111111111111111111111111111`.
    const COMPUTE_BUDGET: Key = [
        3, 6, 70, 111, 229, 33, 23, 50, 255, 236, 173, 186, 114, 195, 155, 231, 188, 140, 229, 187,
        197, 247, 18, 107, 44, 67, 155, 58, 64, 0, 0, 0,
    ];
    let data = [&[2][..], &units.to_le_bytes()].concat();
    Instruction { program: COMPUTE_BUDGET, accounts: Vec::new(), data }
}

/// An account of an instruction.
pub(crate) fn meta(
    address: Key,
    writable: bool,
    signer: bool,
) -> seedbound_interface::instruction::Meta {
    seedbound_interface::instruction::Meta { address, writable, signer }
}
