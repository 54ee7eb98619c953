//! Key files: 64 numbers in a JSON array, secret half first, as Solana's tools write them. On Unix
//! the mode must keep everybody else out, because whoever reads the file owns the relics.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

/// A key file is at most this long; a real one has about 230 characters.
const MAX_FILE_BYTES: u64 = 4_096;

/// Why a key could not be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file exists and cannot be read.
    #[error("cannot read the key file {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A new file could not be written.
    #[error("cannot write a new key to {}: {source}; choose a folder that you may write to", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no such file.
    #[error("there is no key file {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// There is a file already, which is left alone.
    #[error("there is a file {} already; it was left as it is", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Other users of this machine may read the file.
    #[error("the key file {0} can be read by other users (mode {mode:03o}); run: chmod 600 {0}", path.display())]
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The content is not a keypair.
    #[error(
        "{} is not a key file: {why}; restore it from your backup, or move it away to start with a new key",
        path.display()
    )]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: KeypairError,
    },
    /// The operating system gave no randomness.
    #[error("the operating system gives no randomness, so no key can be made: {0}")]
    Random(getrandom::Error),
}

/// Why a text or bytes are no keypair. Never holds anything of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeypairError {
    /// No JSON of the right kind.
    #[error("it should be a JSON array of 64 numbers from 0 to 255")]
    NotJson,
    /// No base58.
    #[error("it should be 64 bytes in base58, or a JSON array of 64 numbers from 0 to 255")]
    NotBase58,
    /// Too short or too long.
    #[error("it should hold exactly 64 numbers, and holds {found}")]
    Length {
        /// How many bytes there are.
        found: usize,
    },
    /// The halves do not belong together.
    #[error("its second half is not the public key of its first half")]
    OtherPublicKey,
}

pub(super) fn generate() -> Result<SigningKey, KeyFileError> {
    let mut secret = Zeroizing::new([0; 32]);
    getrandom::fill(secret.as_mut()).map_err(KeyFileError::Random)?;
    Ok(SigningKey::from_bytes(&secret))
}

pub(super) fn load_or_create(path: &Path) -> Result<SigningKey, KeyFileError> {
    match File::open(path) {
        Ok(file) => load(path, file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(path),
        Err(source) => Err(read_error(path, source)),
    }
}

/// Reads the key at `path`, which must be there.
pub(super) fn load_existing(path: &Path) -> Result<SigningKey, KeyFileError> {
    match File::open(path) {
        Ok(file) => load(path, file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(KeyFileError::Missing { path: path.to_owned() })
        }
        Err(source) => Err(read_error(path, source)),
    }
}

/// A keypair from its 64 bytes.
pub(super) fn from_bytes(bytes: &[u8]) -> Result<SigningKey, KeypairError> {
    let bytes: &[u8; 64] =
        bytes.try_into().map_err(|_| KeypairError::Length { found: bytes.len() })?;
    SigningKey::from_keypair_bytes(bytes).map_err(|_| KeypairError::OtherPublicKey)
}

/// A keypair from text: a JSON array of numbers, or base58.
pub(super) fn from_text(text: &str) -> Result<SigningKey, KeypairError> {
    let text = text.trim();
    if text.starts_with('[') {
        return from_json(text);
    }
    let bytes = bs58::decode(text).into_vec().map_err(|_| KeypairError::NotBase58)?;
    from_bytes(&Zeroizing::new(bytes))
}

fn from_json(text: &str) -> Result<SigningKey, KeypairError> {
    let numbers = serde_json::from_str(text).map_err(|_| KeypairError::NotJson)?;
    let numbers: Zeroizing<Vec<u8>> = Zeroizing::new(numbers);
    from_bytes(&numbers)
}

fn load(path: &Path, mut file: File) -> Result<SigningKey, KeyFileError> {
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(read_error(path, io::ErrorKind::IsADirectory.into()));
    }
    check_mode(path, &file)?;
    let mut text = Zeroizing::new(String::new());
    (&mut file)
        .take(MAX_FILE_BYTES)
        .read_to_string(&mut text)
        .map_err(|source| read_error(path, source))?;
    from_json(&text).map_err(|why| KeyFileError::Malformed { path: path.to_owned(), why })
}

/// Makes a new key; of two processes that start together both end up with the same one.
fn create(path: &Path) -> Result<SigningKey, KeyFileError> {
    let key = generate()?;
    match write_new(path, &key) {
        Ok(()) => Ok(key),
        Err(KeyFileError::Exists { .. }) => load_existing(path),
        Err(error) => Err(error),
    }
}

/// Writes a key whole before it gets its name: a reader never sees half a key. What is there already
/// stays.
pub(super) fn write_new(path: &Path, key: &SigningKey) -> Result<(), KeyFileError> {
    let write_error = |source| KeyFileError::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(write_error)?;
    }
    let bytes = Zeroizing::new(key.to_keypair_bytes());
    let text = Zeroizing::new(serde_json::to_string(bytes.as_slice()).unwrap_or_default());

    let mut suffix = [0; 8];
    getrandom::fill(&mut suffix).map_err(KeyFileError::Random)?;
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}.new", crate::hex::encode(&suffix)));
    let draft = PathBuf::from(draft);

    let written = write_private(&draft, text.as_bytes()).and_then(|()| {
        match fs::hard_link(&draft, path) {
            // A file system without hard links: rename, at the price of the race.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                match fs::symlink_metadata(path) {
                    Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
                    Err(_) => fs::rename(&draft, path),
                }
            }
            other => other,
        }
    });
    // After a rename there is nothing left to remove, which is as good.
    let _ = fs::remove_file(&draft);
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(KeyFileError::Exists { path: path.to_owned() })
        }
        Err(source) => Err(write_error(source)),
    }
}

fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(unix)]
fn check_mode(path: &Path, file: &File) -> Result<(), KeyFileError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata().map_err(|source| read_error(path, source))?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(KeyFileError::TooOpen { path: path.to_owned(), mode })
}

#[cfg(not(unix))]
fn check_mode(_path: &Path, _file: &File) -> Result<(), KeyFileError> {
    Ok(())
}

fn read_error(path: &Path, source: io::Error) -> KeyFileError {
    KeyFileError::Read { path: path.to_owned(), source }
}
