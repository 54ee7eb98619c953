//! Which chain an outbox works with, and what can be known of it while it does not run.

use super::OutboxError;
use super::record::{CLUSTER, META};
use redb::{Database, ReadableDatabase, ReadableTable, TableError};

/// The genesis hash of the chain that this outbox works with; `None` before its first contact.
///
/// # Errors
/// [`OutboxError::Database`].
pub fn cluster(database: &Database) -> Result<Option<[u8; 32]>, OutboxError> {
    let reading = database.begin_read().map_err(OutboxError::database)?;
    match reading.open_table(CLUSTER) {
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        Err(error) => Err(OutboxError::database(error)),
        Ok(table) => {
            let found = table.get(0).map_err(OutboxError::database)?;
            Ok(found.map(|found| found.value()))
        }
    }
}

/// Works with the chain of this genesis hash from now on, if with none before.
///
/// # Errors
/// [`OutboxError::Database`].
pub fn adopt(database: &Database, genesis: [u8; 32]) -> Result<(), OutboxError> {
    let writing = database.begin_write().map_err(OutboxError::database)?;
    {
        let mut table = writing.open_table(CLUSTER).map_err(OutboxError::database)?;
        let known = table.get(0).map_err(OutboxError::database)?.is_some();
        if !known {
            table.insert(0, genesis).map_err(OutboxError::database)?;
        }
    }
    writing.commit().map_err(OutboxError::database)
}

/// How many operations wait.
///
/// # Errors
/// [`OutboxError::Database`].
pub fn waiting(database: &Database) -> Result<u64, OutboxError> {
    let reading = database.begin_read().map_err(OutboxError::database)?;
    match reading.open_table(META) {
        Err(TableError::TableDoesNotExist(_)) => Ok(0),
        Err(error) => Err(OutboxError::database(error)),
        Ok(table) => {
            let found = table.get("open").map_err(OutboxError::database)?;
            Ok(found.map_or(0, |found| found.value()))
        }
    }
}
