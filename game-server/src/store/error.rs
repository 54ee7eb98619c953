//! What can go wrong with a saved world, and what to do then.

use super::Change;
pub use super::character::CharacterError;
use crate::data_dir::SecretError;
use seed::{ContentAddress, WorldSeed};
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why a world cannot be opened or closed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Of another program version.
    #[error(
        "the world in {} has format {found}, this server reads format {known}; use the server version that made it (it says {made_by}), or choose another --data-dir",
        .directory.display()
    )]
    Format {
        /// The data directory.
        directory: PathBuf,
        /// The format found.
        found: u32,
        /// The format that this server writes.
        known: u32,
        /// The server version that made it.
        made_by: String,
    },
    /// Of another seed.
    #[error(
        "the world in {} was made with seed {found}, not {wanted}; start with --seed {found}, leave the seed out, or choose another --data-dir",
        .directory.display()
    )]
    Seed {
        /// The data directory.
        directory: PathBuf,
        /// The world's seed.
        found: WorldSeed,
        /// The seed asked for.
        wanted: WorldSeed,
    },
    /// Of another ruleset.
    #[error(
        "the world in {} was made with the ruleset {found:?}, not {wanted:?}; start with --ruleset {found}, or choose another --data-dir",
        .directory.display()
    )]
    Ruleset {
        /// The data directory.
        directory: PathBuf,
        /// The ruleset of the world.
        found: String,
        /// The ruleset asked for.
        wanted: String,
    },
    /// The ruleset has that name, but its tables were changed since.
    #[error(
        "the ruleset {name:?} has changed since the world in {} was made (hash {found}, now {now}); put the old tables back (with a server of then, if this one asks for tables that they lack), or choose another --data-dir for a new world",
        .directory.display()
    )]
    RulesetChanged {
        /// The data directory.
        directory: PathBuf,
        /// The ruleset.
        name: String,
        /// Its hash when the world was made.
        found: ContentAddress,
        /// Its hash now.
        now: ContentAddress,
    },
    /// Of another generator.
    #[error(
        "the world in {} was made by generator version {found}, this server has {wanted} and would grow another land; use the server version that made it (it says {made_by}), or choose another --data-dir",
        .directory.display()
    )]
    Generator {
        /// The data directory.
        directory: PathBuf,
        /// The world's generator version.
        found: u32,
        /// This server's.
        wanted: u32,
        /// The server version that made it.
        made_by: String,
    },
    /// The database is there, its secret is not.
    #[error(
        "{} is missing, and the world beside it hangs from it; put the one of your backup there, or choose another --data-dir for a new world",
        .path.display()
    )]
    SecretMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The secret of another world.
    #[error(
        "{} is the secret of another world; put the one of your backup there",
        .path.display()
    )]
    SecretOfAnother {
        /// Where it is.
        path: PathBuf,
    },
    /// The secret cannot be had.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// Not what this server wrote.
    #[error(
        "{} is damaged: {what}; nothing was changed in it. Put your backup there, or choose another --data-dir for a new world",
        .path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A character cannot be read.
    #[error("the character of {wallet} in {} cannot be read: {source}", .path.display())]
    Character {
        /// The file.
        path: PathBuf,
        /// Whose.
        wallet: transport::Wallet,
        /// Why.
        source: CharacterError,
    },
    /// The system refuses.
    #[error("cannot use {}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The database refuses.
    #[error("cannot use {}: {source}", .path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: Box<redb::Error>,
    },
    /// The writer thread did not start.
    #[error("cannot start the store's thread: {0}")]
    Thread(io::Error),
    /// The writer failed.
    #[error("not everything could be saved: {why}")]
    Writer {
        /// What it said.
        why: String,
    },
}

/// Why a change was not taken.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// Too much waits for the disk. Try again later.
    #[error("too much waits for the disk")]
    Busy,
    /// The writer has failed; see [`super::StoreHandle::failed`].
    #[error("the disk cannot be written")]
    Failed,
    /// The store is closed.
    #[error("the store is closed")]
    Closed,
}

/// A change that was not taken, handed back.
#[derive(Debug, Error)]
#[error("a change was not saved: {reason}")]
pub struct Refused {
    /// The change.
    pub change: Box<Change>,
    /// Why.
    pub reason: Refusal,
}
