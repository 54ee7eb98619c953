//! The chain's tables in the server's database.
//!
//! | table | key | value |
//! | --- | --- | --- |
//! | `chain_meta` | `version`, `slot`, `time` | a number; see below |
//! | `chain_genesis` | 0 | the chain's 32 random bytes |
//! | `chain_accounts` | address | see [`super::codec`]; closed accounts are not there |
//! | `chain_signatures` | signature | slot and outcome; never removed |
//!
//! `slot`: all slots below may have been used, so the next start begins there. `time`: the chain's
//! clock at that moment in milliseconds since 1970, so that it does not go back.

use super::{EmbeddedError, Genesis, codec};
use redb::{Database, Durability, ReadableDatabase, ReadableTable, TableDefinition};
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use surfpool_core::solana_account::Account;

pub(super) const META: TableDefinition<'_, &str, u64> = TableDefinition::new("chain_meta");
pub(super) const GENESIS: TableDefinition<'_, u8, [u8; 32]> = TableDefinition::new("chain_genesis");
pub(super) const ACCOUNTS: TableDefinition<'_, [u8; 32], &[u8]> =
    TableDefinition::new("chain_accounts");
pub(super) const SIGNATURES: TableDefinition<'_, [u8; 64], &[u8]> =
    TableDefinition::new("chain_signatures");

pub(super) const SLOT: &str = "slot";
pub(super) const TIME: &str = "time";
const VERSION: &str = "version";
/// Of these tables.
const OUR_VERSION: u64 = 1;

/// A transaction that ran and is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landed {
    /// In which slot.
    pub slot: u64,
    /// Its error as JSON, in Solana's form of a `TransactionError`; `None`: it succeeded.
    pub error: Option<String>,
}

/// What a start needs to know; the accounts are read by [`accounts`].
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) genesis: [u8; 32],
    pub(super) reserved_slot: u64,
    pub(super) time: u64,
}

/// Reads what is there, or writes a new chain's beginning.
pub(super) fn open_or_create(
    database: &Database,
    genesis: &Genesis,
) -> Result<Stored, EmbeddedError> {
    let mut transaction = database.begin_write().map_err(EmbeddedError::database)?;
    transaction.set_durability(Durability::Immediate).map_err(EmbeddedError::database)?;
    let stored = {
        let mut meta = transaction.open_table(META).map_err(EmbeddedError::database)?;
        let mut origin = transaction.open_table(GENESIS).map_err(EmbeddedError::database)?;
        let mut accounts = transaction.open_table(ACCOUNTS).map_err(EmbeddedError::database)?;
        transaction.open_table(SIGNATURES).map_err(EmbeddedError::database)?;
        let number = |table: &redb::Table<'_, &str, u64>, key| {
            let found = table.get(key).map_err(EmbeddedError::database)?;
            Ok::<_, EmbeddedError>(found.map(|value| value.value()))
        };
        match number(&meta, VERSION)? {
            None => {
                let mut random = [0; 32];
                getrandom::fill(&mut random)
                    .map_err(|error| EmbeddedError::Machine { why: error.to_string() })?;
                meta.insert(VERSION, OUR_VERSION).map_err(EmbeddedError::database)?;
                meta.insert(SLOT, 0).map_err(EmbeddedError::database)?;
                meta.insert(TIME, 0).map_err(EmbeddedError::database)?;
                origin.insert(0, random).map_err(EmbeddedError::database)?;
                for (address, lamports) in &genesis.funded {
                    let account = Account { lamports: *lamports, ..Account::default() };
                    accounts
                        .insert(address.to_bytes(), &codec::account(&account)[..])
                        .map_err(EmbeddedError::database)?;
                }
                Stored { genesis: random, reserved_slot: 0, time: 0 }
            }
            Some(OUR_VERSION) => {
                let missing = |key: &str| EmbeddedError::Damaged {
                    table: "chain_meta",
                    what: format!("there is no {key}"),
                };
                let reserved_slot = number(&meta, SLOT)?.ok_or_else(|| missing(SLOT))?;
                let time = number(&meta, TIME)?.ok_or_else(|| missing(TIME))?;
                let genesis = origin
                    .get(0)
                    .map_err(EmbeddedError::database)?
                    .ok_or_else(|| missing("genesis"))?
                    .value();
                Stored { genesis, reserved_slot, time }
            }
            Some(found) => return Err(EmbeddedError::Version { found, expected: OUR_VERSION }),
        }
    };
    transaction.commit().map_err(EmbeddedError::database)?;
    Ok(stored)
}

/// All accounts.
pub(super) fn accounts(database: &Database) -> Result<Vec<(Pubkey, Account)>, EmbeddedError> {
    let transaction = database.begin_read().map_err(EmbeddedError::database)?;
    let table = transaction.open_table(ACCOUNTS).map_err(EmbeddedError::database)?;
    let mut accounts = Vec::new();
    for entry in table.iter().map_err(EmbeddedError::database)? {
        let (address, bytes) = entry.map_err(EmbeddedError::database)?;
        let address = Pubkey::from(address.value());
        accounts.push((address, read(&address, bytes.value())?));
    }
    Ok(accounts)
}

/// What became of a transaction that is on disk.
pub(super) fn landed(
    database: &Database,
    signature: &Signature,
) -> Result<Option<Landed>, EmbeddedError> {
    let transaction = database.begin_read().map_err(EmbeddedError::database)?;
    let table = transaction.open_table(SIGNATURES).map_err(EmbeddedError::database)?;
    let Some(bytes) = table.get(<[u8; 64]>::from(*signature)).map_err(EmbeddedError::database)?
    else {
        return Ok(None);
    };
    let landed = codec::read_landed(bytes.value()).ok_or_else(|| EmbeddedError::Damaged {
        table: "chain_signatures",
        what: format!("what became of {signature}"),
    })?;
    Ok(Some(landed))
}

/// Lamports of an account on disk.
pub(super) fn lamports(database: &Database, address: &Pubkey) -> Result<u64, EmbeddedError> {
    let transaction = database.begin_read().map_err(EmbeddedError::database)?;
    let table = transaction.open_table(ACCOUNTS).map_err(EmbeddedError::database)?;
    let Some(bytes) = table.get(address.to_bytes()).map_err(EmbeddedError::database)? else {
        return Ok(0);
    };
    Ok(read(address, bytes.value())?.lamports)
}

fn read(address: &Pubkey, bytes: &[u8]) -> Result<Account, EmbeddedError> {
    codec::read_account(bytes).ok_or_else(|| EmbeddedError::Damaged {
        table: "chain_accounts",
        what: format!("the account {address}"),
    })
}
