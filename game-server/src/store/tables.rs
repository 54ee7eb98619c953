//! The tables of the file, and how a change is put into them.

use super::character::encode;
use super::names::fold;
use super::{Change, NameChange};
use ledger::outbox::{Operation, OutboxError, enqueue};
use redb::{ReadableTable, TableDefinition, WriteTransaction};
use serde::{Deserialize, Serialize};
use simulation::Character;
use thiserror::Error;
use transport::Wallet;

/// The layout of the file. Bump it when a table changes.
pub(super) const FORMAT: u32 = 1;

/// What the world is; see [`meta`].
pub(super) const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
/// Wallet -> character (see `character.rs`).
pub(super) const CHARACTERS: TableDefinition<&[u8; 32], &[u8]> = TableDefinition::new("characters");
/// Name in its compared form -> [`NameRow`] in postcard.
pub(super) const NAMES: TableDefinition<&str, &[u8]> = TableDefinition::new("names");
/// [`super::WorldKey`] -> the caller's bytes.
pub(super) const WORLD: TableDefinition<&[u8], &[u8]> = TableDefinition::new("world");

/// The rows of [`META`]. Numbers have their lowest byte first.
pub(super) mod meta {
    pub(in crate::store) const FORMAT: &str = "format";
    pub(in crate::store) const MADE_BY: &str = "made_by";
    pub(in crate::store) const SEED: &str = "seed";
    pub(in crate::store) const RULESET_NAME: &str = "ruleset_name";
    pub(in crate::store) const RULESET_HASH: &str = "ruleset_hash";
    pub(in crate::store) const GENERATOR: &str = "generator_version";
    pub(in crate::store) const SECRET: &str = "secret_commitment";
    pub(in crate::store) const CLOCK: &str = "clock";
}

/// Whose a name is.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct NameRow {
    pub(super) wallet: [u8; 32],
    /// The name as it is shown.
    pub(super) shown: String,
}

/// Why a transaction could not be made.
#[derive(Debug, Error)]
pub(super) enum WriteError {
    #[error("the database says: {0}")]
    Database(#[from] redb::Error),
    #[error("a value cannot be encoded: {0}")]
    Encode(#[from] postcard::Error),
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

macro_rules! from_redb {
    ($($error:ident),*) => {$(
        impl From<redb::$error> for WriteError {
            fn from(error: redb::$error) -> Self {
                Self::Database(error.into())
            }
        }
    )*};
}
from_redb!(StorageError, TableError, TransactionError, CommitError);

/// Puts a change into a transaction.
pub(super) fn apply(transaction: &WriteTransaction, change: &Change) -> Result<(), WriteError> {
    put_names(transaction, &change.names)?;
    put_characters(transaction, &change.characters)?;
    if !change.world.is_empty() {
        let mut table = transaction.open_table(WORLD)?;
        for (key, value) in &change.world {
            let key = key.encode();
            match value {
                Some(value) => drop(table.insert(key.as_slice(), value.as_slice())?),
                None => drop(table.remove(key.as_slice())?),
            }
        }
    }
    put_operations(transaction, &change.operations)?;
    if let Some(clock) = change.clock {
        let mut table = transaction.open_table(META)?;
        table.insert(meta::CLOCK, clock.to_le_bytes().as_slice())?;
    }
    Ok(())
}

fn put_names(transaction: &WriteTransaction, names: &[NameChange]) -> Result<(), WriteError> {
    if names.is_empty() {
        return Ok(());
    }
    let mut table = transaction.open_table(NAMES)?;
    for change in names {
        match change {
            NameChange::Claim { wallet, name } => {
                let row = NameRow { wallet: *wallet.as_bytes(), shown: name.clone() };
                let bytes = postcard::to_stdvec(&row)?;
                table.insert(fold(name).as_str(), bytes.as_slice())?;
            }
            NameChange::Release { name } => drop(table.remove(fold(name).as_str())?),
        }
    }
    Ok(())
}

fn put_characters(
    transaction: &WriteTransaction,
    characters: &[(Wallet, Character)],
) -> Result<(), WriteError> {
    if characters.is_empty() {
        return Ok(());
    }
    let mut table = transaction.open_table(CHARACTERS)?;
    let mut names = transaction.open_table(NAMES)?;
    for (wallet, character) in characters {
        table.insert(wallet.as_bytes(), encode(character)?.as_slice())?;
        let folded = fold(&character.name);
        if names.get(folded.as_str())?.is_none() {
            let row = NameRow { wallet: *wallet.as_bytes(), shown: character.name.clone() };
            names.insert(folded.as_str(), postcard::to_stdvec(&row)?.as_slice())?;
        }
    }
    Ok(())
}

/// As many as the game makes: each belongs to something that is given once, so that they grow no
/// faster than the characters do, and a change of the game must not fail for a chain that is slow.
const OPERATIONS: u64 = u64::MAX;

fn put_operations(
    transaction: &WriteTransaction,
    operations: &[Operation],
) -> Result<(), WriteError> {
    for operation in operations {
        match enqueue(transaction, operation, OPERATIONS) {
            Ok(_) => {}
            // The first stands, and whoever looks at it learns what became of it.
            Err(error @ OutboxError::Conflict { .. }) => {
                tracing::error!(%error, "an operation for the chain was not taken");
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::WorldKey;
    use ledger::outbox::{Grant, OperationId, OperationState, state};
    use redb::backends::InMemoryBackend;
    use redb::{Database, ReadableDatabase};

    #[test]
    fn a_change_and_its_operations_are_there_together_or_not_at_all() {
        let memory = InMemoryBackend::new();
        let database = Database::builder().create_with_backend(memory).expect("opens");
        let id = OperationId([3; 32]);
        let grant = Grant::Item { class: [1; 32], player: [2; 32], rarity: 2 };
        let operations = vec![grant.operation(id)];
        let world = vec![(WorldKey::Drop(1), Some(vec![1]))];
        let change = Change { world, operations, ..Change::default() };

        let transaction = database.begin_write().expect("begins");
        apply(&transaction, &change).expect("is applied");
        transaction.abort().expect("aborts");
        assert_eq!(state(&database, id).expect("reads"), None);

        // Twice, as after a retry; and another payload under the same id, which is left out.
        let other = Grant::Item { class: [1; 32], player: [9; 32], rarity: 2 };
        let conflict = Change { operations: vec![other.operation(id)], ..change.clone() };
        let transaction = database.begin_write().expect("begins");
        for change in [&change, &change, &conflict] {
            apply(&transaction, change).expect("is applied");
        }
        transaction.commit().expect("commits");
        assert_eq!(state(&database, id).expect("reads"), Some(OperationState::Open));
        let reading = database.begin_read().expect("begins");
        let table = reading.open_table(WORLD).expect("is there");
        let key = WorldKey::Drop(1).encode();
        assert!(table.get(key.as_slice()).expect("reads").is_some());
    }
}
