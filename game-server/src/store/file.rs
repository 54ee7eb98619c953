//! Opening and making the file, and everything that may be wrong with it.

use super::character::decode;
use super::tables::{CHARACTERS, FORMAT, META, NAMES, NameRow, WORLD, meta};
use super::{Names, QUEUE_ENTRIES, Saved, Store, StoreError, WorldIdentity, WorldKey};
use crate::data_dir::{DataDir, Found, load_or_create_secret};
use redb::{Database, DatabaseError, ReadTransaction, ReadableDatabase, ReadableTable, StorageError};
use seed::{Canonical, ContentAddress, WorldSecret, WorldSeed};
use serde::Serialize;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use transport::Wallet;

/// redb's own cache. Everything is read once at the start and kept by the game, so it serves the
/// writer only.
const CACHE_BYTES: usize = 16 << 20;

/// A data directory's database before the server has said which world it wants.
#[derive(Debug)]
pub struct WorldFile<'d> {
    dir: &'d DataDir,
    found: Option<Opened>,
}

#[derive(Debug)]
struct Opened {
    database: Database,
    identity: WorldIdentity,
    made_by: String,
    commitment: ContentAddress,
}

/// The secret as its commitment sees it.
#[derive(Serialize)]
struct Secret<'s>(&'s [u8; 32]);

impl Canonical for Secret<'_> {
    const KIND: &'static str = "world-secret";
}

fn commitment(secret: &WorldSecret) -> ContentAddress {
    Secret(secret.expose()).content_address()
}

impl<'d> WorldFile<'d> {
    /// Opens the world in `dir` if there is one, and checks that this program can read it. Makes
    /// nothing.
    ///
    /// # Errors
    /// [`StoreError`], which says what to do.
    pub fn open(dir: &'d DataDir) -> Result<Self, StoreError> {
        let path = dir.world_file();
        let there = path.try_exists();
        let there = there.map_err(|source| StoreError::Io { path: path.clone(), source })?;
        let found = there.then(|| Opened::open(dir, &path)).transpose()?;
        Ok(Self { dir, found })
    }

    /// Which world is there; `None` where there is none yet.
    #[must_use]
    pub fn identity(&self) -> Option<&WorldIdentity> {
        self.found.as_ref().map(|found| &found.identity)
    }

    /// Starts the store on this world, or makes it.
    ///
    /// # Errors
    /// [`StoreError`], also when another world is there.
    pub fn into_store(self, wanted: &WorldIdentity) -> Result<(Store, Saved), StoreError> {
        let dir = self.dir;
        let new = self.found.is_none();
        if !new && !dir.secret_file().exists() {
            return Err(StoreError::SecretMissing { path: dir.secret_file() });
        }
        if let Some(found) = &self.found {
            check_identity(dir.path(), found, wanted)?;
        }
        let (secret, how) = load_or_create_secret(dir)?;
        if how == Found::Made {
            tracing::info!(file = %dir.secret_file().display(), "made the world's secret");
        }
        let found = match self.found {
            Some(found) => found,
            None => {
                let path = dir.world_file();
                create(dir, &path, wanted, &secret)?;
                Opened::open(dir, &path)?
            }
        };
        if found.commitment != commitment(&secret) {
            return Err(StoreError::SecretOfAnother { path: dir.secret_file() });
        }
        let saved = Reading { path: dir.world_file() }.everything(&found.database, secret, new)?;
        Ok((Store::start(found.database, QUEUE_ENTRIES)?, saved))
    }
}

fn check_identity(dir: &Path, found: &Opened, wanted: &WorldIdentity) -> Result<(), StoreError> {
    let directory = dir.to_owned();
    let made = &found.identity;
    if made.seed != wanted.seed {
        return Err(StoreError::Seed { directory, found: made.seed, wanted: wanted.seed });
    }
    if made.ruleset_name != wanted.ruleset_name {
        let (found, wanted) = (made.ruleset_name.clone(), wanted.ruleset_name.clone());
        return Err(StoreError::Ruleset { directory, found, wanted });
    }
    if made.generator_version != wanted.generator_version {
        return Err(StoreError::Generator {
            directory,
            found: made.generator_version,
            wanted: wanted.generator_version,
            made_by: found.made_by.clone(),
        });
    }
    if made.ruleset_hash != wanted.ruleset_hash {
        return Err(StoreError::RulesetChanged {
            directory,
            name: made.ruleset_name.clone(),
            found: made.ruleset_hash,
            now: wanted.ruleset_hash,
        });
    }
    Ok(())
}

/// Makes the file beside its place and moves it there whole, so that a crash leaves none or all.
fn create(
    dir: &DataDir,
    path: &Path,
    identity: &WorldIdentity,
    secret: &WorldSecret,
) -> Result<(), StoreError> {
    let draft = path.with_extension("redb.new");
    let io = |source| StoreError::Io { path: draft.clone(), source };
    match std::fs::remove_file(&draft) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
        _ => {}
    }
    fill(&draft, identity, secret)
        .map_err(|error| StoreError::Database { path: draft.clone(), source: Box::new(error) })?;
    std::fs::rename(&draft, path).and_then(|()| dir.sync()).map_err(io)
}

fn fill(draft: &Path, identity: &WorldIdentity, secret: &WorldSecret) -> Result<(), redb::Error> {
    let database = Database::builder().set_cache_size(CACHE_BYTES).create(draft)?;
    let transaction = database.begin_write()?;
    {
        let mut table = transaction.open_table(META)?;
        let rows: [(&str, &[u8]); 8] = [
            (meta::FORMAT, &FORMAT.to_le_bytes()),
            (meta::MADE_BY, concat!("seedbound ", env!("CARGO_PKG_VERSION")).as_bytes()),
            (meta::SEED, &identity.seed.0),
            (meta::RULESET_NAME, identity.ruleset_name.as_bytes()),
            (meta::RULESET_HASH, &identity.ruleset_hash.0),
            (meta::GENERATOR, &identity.generator_version.to_le_bytes()),
            (meta::SECRET, &commitment(secret).0),
            (meta::CLOCK, &0_u64.to_le_bytes()),
        ];
        for (key, value) in rows {
            table.insert(key, value)?;
        }
        transaction.open_table(CHARACTERS)?;
        transaction.open_table(NAMES)?;
        transaction.open_table(WORLD)?;
    }
    transaction.commit()?;
    database.close()?;
    Ok(())
}

impl Opened {
    fn open(dir: &DataDir, path: &Path) -> Result<Self, StoreError> {
        let reading = Reading { path: path.to_owned() };
        // The check reads the whole file (some MB) and finds what was changed from outside, on
        // which redb would panic later. Should it panic itself, that is an error as well.
        let opened = catch_unwind(AssertUnwindSafe(|| {
            Database::builder()
                .set_cache_size(CACHE_BYTES)
                .set_check_integrity_on_open(true)
                .open(path)
        }));
        let database = match opened {
            Ok(Ok(database)) => database,
            Ok(Err(error)) => return Err(reading.open_error(error)),
            Err(_) => return Err(reading.damaged("the database cannot make sense of it")),
        };
        let transaction = reading.ok(database.begin_read())?;
        let rows = reading.meta(&transaction)?;
        let made_by = rows.get(meta::MADE_BY).cloned().unwrap_or_default();
        let made_by = String::from_utf8_lossy(&made_by).into_owned();
        let found = u32::from_le_bytes(reading.array(&rows, meta::FORMAT)?);
        if found != FORMAT {
            let directory = dir.path().to_owned();
            return Err(StoreError::Format { directory, found, known: FORMAT, made_by });
        }
        let name = rows.get(meta::RULESET_NAME).cloned().unwrap_or_default();
        let identity = WorldIdentity {
            seed: WorldSeed(reading.array(&rows, meta::SEED)?),
            ruleset_name: String::from_utf8(name)
                .map_err(|_| reading.damaged("the ruleset's name is no text"))?,
            ruleset_hash: ContentAddress(reading.array(&rows, meta::RULESET_HASH)?),
            generator_version: u32::from_le_bytes(reading.array(&rows, meta::GENERATOR)?),
        };
        let commitment = ContentAddress(reading.array(&rows, meta::SECRET)?);
        drop(transaction);
        Ok(Self { database, identity, made_by, commitment })
    }
}

/// Reading the file, with its name for the errors.
struct Reading {
    path: PathBuf,
}

impl Reading {
    fn everything(
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

    fn meta(&self, transaction: &ReadTransaction) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
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

    fn array<const N: usize>(
        &self,
        rows: &BTreeMap<String, Vec<u8>>,
        key: &str,
    ) -> Result<[u8; N], StoreError> {
        let bytes = rows.get(key).and_then(|bytes| bytes.as_slice().try_into().ok());
        bytes.ok_or_else(|| self.damaged(&format!("it does not say its {key}")))
    }

    fn open_error(&self, error: DatabaseError) -> StoreError {
        match error {
            DatabaseError::Storage(StorageError::Io(source)) => match source.kind() {
                std::io::ErrorKind::InvalidData => self.damaged(&source.to_string()),
                _ => StoreError::Io { path: self.path.clone(), source },
            },
            DatabaseError::Storage(StorageError::Corrupted(what)) => self.damaged(&what),
            other => StoreError::Database { path: self.path.clone(), source: Box::new(other.into()) },
        }
    }

    fn ok<T, E: Into<redb::Error>>(&self, result: Result<T, E>) -> Result<T, StoreError> {
        result.map_err(|error| match error.into() {
            redb::Error::Corrupted(what) => self.damaged(&what),
            other => StoreError::Database { path: self.path.clone(), source: Box::new(other) },
        })
    }

    fn damaged(&self, what: &str) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), what: what.to_owned() }
    }
}
