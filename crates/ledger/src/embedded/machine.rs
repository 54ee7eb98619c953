//! Surfpool's virtual machine, put into the state that is on disk.
//!
//! Only the machine is used: not its servers, its storage or its network. What it would tell by its
//! event channels is dropped here, which it allows for.

use super::no_index::NoIndex;
use super::tables::{self, Landed, Stored};
use super::{EmbeddedConfig, EmbeddedError};
use redb::Database;
use solana_pubkey::Pubkey;
use solana_transaction::versioned::VersionedTransaction;
use std::time::{SystemTime, UNIX_EPOCH};
use surfpool_core::jsonrpc_core::futures::executor::block_on;
use surfpool_core::solana_account::Account;
use surfpool_core::surfnet::BlockIdentifier;
use surfpool_core::surfnet::locker::SurfnetSvmLocker;
use surfpool_core::surfnet::svm::{SurfnetSvm, SurfnetSvmConfig};
use surfpool_core::types::SyntheticBlockhash;

/// The slot in which Surfpool lets a new chain begin: its finality lag.
const FIRST_SLOT: u64 = surfpool_core::surfnet::FINALIZATION_SLOT_THRESHOLD;
/// Ours is a chain without warm-up epochs.
const SLOTS_PER_EPOCH: u64 = surfpool_core::surfnet::SLOTS_PER_EPOCH;

/// The machine. Clones are the same machine.
#[derive(Clone)]
pub(super) struct Machine {
    pub(super) locker: SurfnetSvmLocker,
    slot_millis: u64,
}

/// What became of one transaction.
#[derive(Debug)]
pub(super) enum Ran {
    /// It paid its fee and changed these accounts.
    Landed { landed: Landed, accounts: Vec<(Pubkey, Account)> },
    /// It was not let in and changed nothing. The error is a `TransactionError` as JSON where there
    /// is one.
    Rejected { error: Option<serde_json::Value>, why: String },
}

/// Builds the machine with all accounts of the database.
pub(super) fn build(
    database: &Database,
    stored: &Stored,
    config: &EmbeddedConfig,
) -> Result<Machine, EmbeddedError> {
    let refused = |error: &dyn std::fmt::Display| EmbeddedError::Machine { why: error.to_string() };
    let slot_millis = u64::try_from(config.slot_time.as_millis()).unwrap_or(u64::MAX);
    let settings = SurfnetSvmConfig {
        slot_time: slot_millis,
        instruction_profiling_enabled: false,
        max_profiles: 1,
        ..SurfnetSvmConfig::default()
    };
    let (mut svm, _, _) = SurfnetSvm::new(settings).map_err(|error| refused(&error))?;
    svm.accounts_by_owner = Box::new(NoIndex);
    svm.cached_genesis_hash = Some(stored.genesis.into());
    set_slot(&mut svm, stored.reserved_slot.max(FIRST_SLOT), stored.time.max(now_millis()));
    for program in &config.programs {
        svm.inner.svm.add_program(program.address, &program.elf).map_err(|error| {
            EmbeddedError::Program { address: program.address, why: error.to_string() }
        })?;
    }
    let mut accounts = tables::accounts(database)?;
    // A program is loaded from its data account, so that must be there before.
    accounts.sort_by_key(|(_, account)| account.executable);
    for (address, account) in accounts {
        svm.set_account(&address, account).map_err(|error| refused(&error))?;
    }
    Ok(Machine { locker: SurfnetSvmLocker::new(svm), slot_millis })
}

/// Surfpool derives blockhashes from the block's index and slot hashes from the slot, so both go on
/// from where they were: index 1 is the first slot.
fn set_slot(svm: &mut SurfnetSvm, slot: u64, time: u64) {
    let index = slot - FIRST_SLOT + 1;
    svm.chain_tip = BlockIdentifier::new(index, &SyntheticBlockhash::new(index - 1).to_string());
    svm.genesis_slot = FIRST_SLOT;
    svm.latest_epoch_info.absolute_slot = slot;
    svm.latest_epoch_info.block_height = index;
    svm.latest_epoch_info.epoch = slot / SLOTS_PER_EPOCH;
    svm.latest_epoch_info.slot_index = slot % SLOTS_PER_EPOCH;
    svm.updated_at = time;
    svm.genesis_updated_at = time.saturating_sub((slot - FIRST_SLOT) * svm.slot_time);
    svm.reconstruct_sysvars();
}

/// Milliseconds since 1970; 0 on a machine whose clock stands before that.
pub(super) fn now_millis() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

impl Machine {
    /// The slot in which the next transaction runs.
    pub(super) fn slot(&self) -> u64 {
        self.locker.with_svm_reader(SurfnetSvm::get_latest_absolute_slot)
    }

    /// The chain's clock, milliseconds since 1970.
    pub(super) fn time(&self) -> u64 {
        self.locker.with_svm_reader(|svm| svm.updated_at)
    }

    /// Closes the slot. The clock follows the wall's, but never goes back.
    pub(super) fn next_slot(&self) -> Result<u64, String> {
        let slot_millis = self.slot_millis;
        self.locker.with_svm_writer(move |svm| {
            // Closing the slot adds its length.
            svm.updated_at = svm.updated_at.max(now_millis()).saturating_sub(slot_millis);
            svm.confirm_current_block()
                .map(|()| svm.get_latest_absolute_slot())
                .map_err(|error| error.to_string())
        })
    }

    /// Runs a transaction whose signatures were verified. One at a time, from one thread.
    pub(super) fn run(&self, transaction: VersionedTransaction) -> Result<Ran, String> {
        let Some(signature) = transaction.signatures.first().copied() else {
            return Ok(Ran::Rejected { error: None, why: "it is not signed".to_owned() });
        };
        let loaded = match block_on(self.locker.get_loaded_addresses(&None, &transaction.message)) {
            Ok(loaded) => loaded,
            Err(error) => return Ok(Ran::Rejected { error: None, why: error.to_string() }),
        };
        let loaded = loaded.as_ref().map(|loaded| loaded.all_loaded_addresses());
        let addresses = self.locker.get_pubkeys_from_message(&transaction.message, loaded);
        let before = self.accounts(&addresses);

        // Room for all that Surfpool says about one transaction: it does not wait for us.
        let (status, said) = crossbeam_channel::bounded(8);
        let ran = block_on(self.locker.process_transaction(&None, transaction, status, true, true));
        drop(said);

        let after = self.accounts(&addresses);
        let changed: Vec<_> = addresses
            .into_iter()
            .zip(before.into_iter().zip(after))
            .filter(|(_, (before, after))| before != after)
            .map(|(address, (_, after))| (address, after.unwrap_or_default()))
            .collect();

        let name = signature.to_string();
        let record = self
            .locker
            .with_svm_reader(|svm| svm.transactions.get(&name))
            .map_err(|error| error.to_string())?
            .and_then(|record| record.as_processed());
        let (slot, error) = match record {
            Some((record, _)) => (record.slot, record.meta.status.err()),
            None => (self.slot(), None),
        };
        // Who pays no fee did not run, whatever Surfpool noted down.
        if changed.is_empty() {
            self.forget(signature.to_string(), true)?;
            let why = match (&error, ran) {
                (Some(error), _) => error.to_string(),
                (None, Err(error)) => error.to_string(),
                (None, Ok(())) => "it changed nothing".to_owned(),
            };
            let error = error.and_then(|error| serde_json::to_value(error).ok());
            return Ok(Ran::Rejected { error, why });
        }
        let error = error
            .map(|error| serde_json::to_string(&error).map_err(|error| error.to_string()))
            .transpose()?;
        Ok(Ran::Landed { landed: Landed { slot, error }, accounts: changed })
    }

    /// Drops what Surfpool remembers of a transaction. `queued`: it also waits for confirmation.
    pub(super) fn forget(&self, signature: String, queued: bool) -> Result<(), String> {
        self.locker.with_svm_writer(move |svm| {
            if queued
                && svm
                    .transactions_queued_for_confirmation
                    .back()
                    .is_some_and(|(last, ..)| last.signatures[0].to_string() == signature)
            {
                svm.transactions_queued_for_confirmation.pop_back();
            }
            let record = svm.transactions.take(&signature).map_err(|error| error.to_string())?;
            if let Some((record, _)) = record.and_then(|record| record.as_processed())
                && !queued
            {
                svm.blocks.take(&record.slot).map_err(|error| error.to_string())?;
            }
            Ok(())
        })
    }

    fn accounts(&self, addresses: &[Pubkey]) -> Vec<Option<Account>> {
        self.locker.with_svm_reader(|svm| {
            addresses.iter().map(|address| svm.inner.get_account_no_db(address)).collect()
        })
    }
}
