//! Reading a world out of its file.

use super::character::decode;
use super::tables::{CHARACTERS, META, NAMES, NameRow, WORLD, meta};
use super::{Names, Saved, StoreError, WorldKey};
use redb::{
    Database, DatabaseError, ReadTransaction, ReadableDatabase, ReadableTable, StorageError,
};
use seed::WorldSecret;
use std::collections::BTreeMap;
use std::path::PathBuf;
use transport::Wallet;

/// Reading the file, with its name for the errors.
pub(super) struct Reading {
    pub(super) path: PathBuf,
}

impl Reading {
    pub(super) fn everything(
        &self,
        database: &Database,
        secret: WorldSecret,
        new: bool,
    ) -> Result<Saved, StoreError> {
        let transaction = self.ok(database.begin_read())?;
        let rows = self.meta(&transaction)?;
        Ok(Saved {
            characters: self.characters(&transaction)?,
            names: self.names(&transaction)?,
            world: self.world(&transaction)?,
            clock: u64::from_le_bytes(self.array(&rows, meta::CLOCK)?),
            secret,
            new,
        })
    }

    pub(super) fn meta(
        &self,
        transaction: &ReadTransaction,
    ) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
        let table = match transaction.open_table(META) {
            Err(redb::TableError::TableDoesNotExist(_)) => {
                return Err(self.damaged("it is a database, but not one of a Seedbound world"));
            }
            other => self.ok(other)?,
        };
        let mut rows = BTreeMap::new();
        for row in self.ok(table.iter())? {
            let (key, value) = self.ok(row)?;
            rows.insert(key.value().to_owned(), value.value().to_vec());
        }
        Ok(rows)
    }

    fn characters(
        &self,
        transaction: &ReadTransaction,
    ) -> Result<BTreeMap<Wallet, simulation::Character>, StoreError> {
        let mut characters = BTreeMap::new();
        let table = self.ok(transaction.open_table(CHARACTERS))?;
        for row in self.ok(table.iter())? {
            let (key, value) = self.ok(row)?;
            let wallet = Wallet::from_bytes(*key.value());
            let character = decode(value.value()).map_err(|source| StoreError::Character {
                path: self.path.clone(),
                wallet,
                source,
            })?;
            characters.insert(wallet, character);
        }
        Ok(characters)
    }

    fn names(&self, transaction: &ReadTransaction) -> Result<Names, StoreError> {
        let mut names = Names::default();
        let table = self.ok(transaction.open_table(NAMES))?;
        for row in self.ok(table.iter())? {
            let (_, value) = self.ok(row)?;
            let row: NameRow = postcard::from_bytes(value.value())
                .map_err(|error| self.damaged(&format!("a name cannot be read: {error}")))?;
            names.insert(Wallet::from_bytes(row.wallet), &row.shown);
        }
        Ok(names)
    }

    fn world(
        &self,
        transaction: &ReadTransaction,
    ) -> Result<BTreeMap<WorldKey, Vec<u8>>, StoreError> {
        let mut world = BTreeMap::new();
        let table = self.ok(transaction.open_table(WORLD))?;
        for row in self.ok(table.iter())? {
            let (key, value) = self.ok(row)?;
            let key = WorldKey::decode(key.value())
                .ok_or_else(|| self.damaged("it has a thing of the world of unknown kind"))?;
            world.insert(key, value.value().to_vec());
        }
        Ok(world)
    }

    pub(super) fn array<const N: usize>(
        &self,
        rows: &BTreeMap<String, Vec<u8>>,
        key: &str,
    ) -> Result<[u8; N], StoreError> {
        let bytes = rows.get(key).and_then(|bytes| bytes.as_slice().try_into().ok());
        bytes.ok_or_else(|| self.damaged(&format!("it does not say its {key}")))
    }

    pub(super) fn open_error(&self, error: DatabaseError) -> StoreError {
        match error {
            DatabaseError::Storage(StorageError::Io(source)) => match source.kind() {
                std::io::ErrorKind::InvalidData => self.damaged(&source.to_string()),
                _ => StoreError::Io { path: self.path.clone(), source },
            },
            DatabaseError::Storage(StorageError::Corrupted(what)) => self.damaged(&what),
            other => {
                StoreError::Database { path: self.path.clone(), source: Box::new(other.into()) }
            }
        }
    }

    pub(super) fn ok<T, E: Into<redb::Error>>(
        &self,
        result: Result<T, E>,
    ) -> Result<T, StoreError> {
        result.map_err(|error| match error.into() {
            redb::Error::Corrupted(what) => self.damaged(&what),
            other => StoreError::Database { path: self.path.clone(), source: Box::new(other) },
        })
    }

    pub(super) fn damaged(&self, what: &str) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), what: what.to_owned() }
    }
}
