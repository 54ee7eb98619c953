//! The directory that holds a world: who may use it, and the files in it.
//!
//! ```text
//! lock           held exclusively while a server runs; its process id is inside
//! world.redb     characters and changes to the world (see the `store` module)
//! secret.key     the world's secret, 32 bytes in hexadecimal, mode 0600
//! server.key     the server's identity, made by the `transport` crate
//! authority.key  who runs the world on the chain, in Solana's file format, mode 0600
//! banned.txt     wallets that may not come in, written by the host
//! ```
//!
//! A backup is a copy of the directory while no server runs; the database alone may be copied too,
//! but loot and puzzles hang from the secret, so the two belong together.

mod secret;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The server's identity, in the data directory.
pub(crate) const IDENTITY_FILE: &str = "server.key";

pub use secret::SecretError;
pub(crate) use secret::{Found, load_or_create as load_or_create_secret};

/// Why a data directory cannot be used.
#[derive(Debug, Error)]
pub enum DataDirError {
    /// It is not there and cannot be made.
    #[error("cannot make the data directory {}: {source}; choose a place that you may write to with --data-dir", .path.display())]
    Create {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another server has it.
    #[error(
        "the data directory {} is in use by another running server{}; stop that one, or choose another directory with --data-dir",
        .path.display(),
        .pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
    )]
    Locked {
        /// The directory.
        path: PathBuf,
        /// The process that has it, where its lock file says so.
        pid: Option<u32>,
    },
    /// The lock file cannot be made or locked.
    #[error("cannot lock {}: {source}; the directory must be writable, on a file system that knows locks", .path.display())]
    Lock {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// A data directory that this process alone may use, until this is dropped.
#[derive(Debug)]
pub struct DataDir {
    root: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Makes the directory where it is missing, and locks it.
    ///
    /// # Errors
    /// [`DataDirError`], which says what to do.
    pub fn open(root: &Path) -> Result<Self, DataDirError> {
        std::fs::create_dir_all(root)
            .map_err(|source| DataDirError::Create { path: root.to_owned(), source })?;
        let lock = lock(root)?;
        Ok(Self { root: root.to_owned(), _lock: lock })
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The database.
    #[must_use]
    pub fn world_file(&self) -> PathBuf {
        self.root.join("world.redb")
    }

    /// The file of the world's secret.
    #[must_use]
    pub fn secret_file(&self) -> PathBuf {
        self.root.join("secret.key")
    }

    /// The file of the server's identity.
    #[must_use]
    pub fn identity_file(&self) -> PathBuf {
        self.root.join(IDENTITY_FILE)
    }

    /// The file of the key that runs the world on the chain.
    #[must_use]
    pub fn authority_file(&self) -> PathBuf {
        self.root.join("authority.key")
    }

    /// The file of the banned wallets.
    #[must_use]
    pub fn bans_file(&self) -> PathBuf {
        self.root.join("banned.txt")
    }

    /// Makes the names in the directory durable, after one was added.
    pub(crate) fn sync(&self) -> io::Result<()> {
        // Only Unix lets a directory be opened and synced; elsewhere the file system sees to it.
        #[cfg(unix)]
        File::open(&self.root)?.sync_all()?;
        Ok(())
    }
}

fn lock(root: &Path) -> Result<File, DataDirError> {
    let path = root.join("lock");
    let failed = |source| DataDirError::Lock { path: path.clone(), source };
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(DataDirError::Locked { path: root.to_owned(), pid: owner(&mut file) });
        }
        Err(TryLockError::Error(source)) => return Err(failed(source)),
    }
    let written = file.set_len(0).and_then(|()| {
        file.seek(SeekFrom::Start(0))?;
        writeln!(file, "{}", std::process::id())
    });
    written.map_err(failed)?;
    Ok(file)
}

/// The process id in a lock file; `None` where it cannot be read.
fn owner(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_server_is_told_which_process_has_the_directory() {
        let place = tempfile::tempdir().expect("a temporary directory");
        let root = place.path().join("deep/world");
        let first = DataDir::open(&root).expect("nobody has it");
        let error = DataDir::open(&root).expect_err("it is taken");
        let text = error.to_string();
        assert!(text.contains(&format!("process {}", std::process::id())), "{text}");
        assert!(text.contains("--data-dir"), "{text}");
        drop(first);
        DataDir::open(&root).expect("free again");
    }

    #[test]
    fn a_directory_that_cannot_be_made_is_named() {
        let place = tempfile::tempdir().expect("a temporary directory");
        let blocked = place.path().join("file");
        std::fs::write(&blocked, "x").expect("writes");
        let error = DataDir::open(&blocked.join("world")).expect_err("below a file");
        assert!(matches!(error, DataDirError::Create { .. }), "{error}");
    }
}
