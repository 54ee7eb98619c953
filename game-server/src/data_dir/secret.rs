//! The world's secret on disk: loot, puzzle solutions and traps hang from it, so it is made once,
//! from the operating system's randomness, and only its owner may read it.

use super::DataDir;
use seed::WorldSecret;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why there is no secret.
#[derive(Debug, Error)]
pub enum SecretError {
    /// It cannot be read.
    #[error("cannot read the world's secret {}: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It cannot be written.
    #[error("cannot write the world's secret {}: {source}", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Others may read it.
    #[error("the world's secret {0} can be read by other users (mode {mode:03o}), who could foretell all loot; run: chmod 600 {0}", .path.display())]
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It is no secret.
    #[error("{} is not a world's secret (64 hexadecimal digits); put the one of your backup there", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
    },
    /// No randomness.
    #[error("the operating system gives no randomness, so no secret can be made: {0}")]
    Random(getrandom::Error),
}

/// Where a secret came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// It was there.
    Kept,
    /// It was made just now.
    Made,
}

/// Reads the secret, or makes one.
pub(crate) fn load_or_create(dir: &DataDir) -> Result<(WorldSecret, Found), SecretError> {
    let path = dir.secret_file();
    match File::open(&path) {
        Ok(file) => load(&path, file).map(|secret| (secret, Found::Kept)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(dir, &path).map(|secret| (secret, Found::Made))
        }
        Err(source) => Err(SecretError::Read { path, source }),
    }
}

fn load(path: &Path, file: File) -> Result<WorldSecret, SecretError> {
    let read_error = |source| SecretError::Read { path: path.to_owned(), source };
    check_mode(path, &file)?;
    let mut text = String::new();
    file.take(256).read_to_string(&mut text).map_err(read_error)?;
    let bytes =
        seed::unhex(text.trim()).map_err(|_| SecretError::Malformed { path: path.to_owned() })?;
    Ok(WorldSecret::new(bytes))
}

/// Writes the secret whole before it gets its name. The directory's lock keeps others away.
fn create(dir: &DataDir, path: &Path) -> Result<WorldSecret, SecretError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(SecretError::Random)?;
    let draft = path.with_extension("key.new");
    let written = write_private(&draft, &format!("{}\n", seed::hex(&bytes)))
        .and_then(|()| std::fs::rename(&draft, path))
        .and_then(|()| dir.sync());
    written.map_err(|source| SecretError::Write { path: path.to_owned(), source })?;
    Ok(WorldSecret::new(bytes))
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    // What an earlier start left half-written; its mode is not to be trusted either.
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(unix)]
fn check_mode(path: &Path, file: &File) -> Result<(), SecretError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata =
        file.metadata().map_err(|source| SecretError::Read { path: path.to_owned(), source })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(SecretError::TooOpen { path: path.to_owned(), mode })
}

#[cfg(not(unix))]
fn check_mode(_path: &Path, _file: &File) -> Result<(), SecretError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_made_once_and_is_private() {
        let place = tempfile::tempdir().expect("a temporary directory");
        let dir = DataDir::open(place.path()).expect("opens");
        let (made, how) = load_or_create(&dir).expect("makes one");
        assert_eq!(how, Found::Made);
        let (again, how) = load_or_create(&dir).expect("reads it");
        assert_eq!((again, how), (made, Found::Kept));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |mode| {
                let path = dir.secret_file();
                std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
                    .expect("sets");
            };
            let now = std::fs::metadata(dir.secret_file()).expect("is there").permissions().mode();
            assert_eq!(now & 0o777, 0o600);
            mode(0o644);
            let error = load_or_create(&dir).expect_err("others can read it");
            assert!(error.to_string().contains("chmod 600"), "{error}");
            mode(0o600);
        }
        std::fs::write(dir.secret_file(), "no secret").expect("writes");
        let error = load_or_create(&dir).expect_err("rubbish");
        assert!(matches!(error, SecretError::Malformed { .. }), "{error}");
        assert_eq!(std::fs::read_to_string(dir.secret_file()).expect("reads"), "no secret");
    }
}
