//! Opening and making the file, and everything that may be wrong with it.

use super::reading::Reading;
use super::tables::{CHARACTERS, FORMAT, META, NAMES, WORLD, meta};
use super::{QUEUE_ENTRIES, Saved, Store, StoreError, WorldIdentity};
use crate::data_dir::{DataDir, Found, load_or_create_secret};
use redb::{Database, ReadableDatabase};
use seed::{Canonical, ContentAddress, WorldSecret, WorldSeed};
use serde::Serialize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

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

    /// Whether the store would start on what is there. Makes and changes nothing.
    ///
    /// # Errors
    /// [`StoreError`], which says what to do.
    pub fn check(&self, wanted: &WorldIdentity) -> Result<(), StoreError> {
        let Some(found) = &self.found else { return Ok(()) };
        if !self.dir.secret_file().exists() {
            return Err(StoreError::SecretMissing { path: self.dir.secret_file() });
        }
        check_identity(self.dir.path(), found, wanted)
    }

    /// Starts the store on this world, or makes it.
    ///
    /// # Errors
    /// [`StoreError`], also when another world is there.
    pub fn into_store(self, wanted: &WorldIdentity) -> Result<(Store, Saved), StoreError> {
        let dir = self.dir;
        let new = self.found.is_none();
        self.check(wanted)?;
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
        let played = saved.characters.keys().copied().collect();
        Ok((Store::start(found.database, QUEUE_ENTRIES, played)?, saved))
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
