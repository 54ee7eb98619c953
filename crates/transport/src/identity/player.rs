//! The player's key. It is a Solana keypair in Solana's own file format, so the wallet that logs in
//! is the wallet that owns the relics, and any Solana tool can read it.

use std::{fmt, path::Path};

use ed25519_dalek::{Signer, SigningKey};
use zeroize::Zeroizing;

use super::{KeyFileError, KeypairError, key_file, public_key_text, verifies};

/// A player's keypair. Wiped from memory when dropped.
pub struct PlayerKey {
    key: SigningKey,
}

impl PlayerKey {
    /// Makes a key that lives only in memory (bots, tests, a guest).
    ///
    /// # Errors
    /// [`KeyFileError::Random`] if the operating system gives no randomness.
    pub fn generate() -> Result<Self, KeyFileError> {
        key_file::generate().map(|key| Self { key })
    }

    /// Reads the key from `path`, or makes one there. The file is Solana's keypair format, an array
    /// of 64 numbers, and must be readable by its owner only.
    ///
    /// # Errors
    /// [`KeyFileError`], which says what to do (`chmod 600 …` for a file that others can read).
    pub fn load_or_create(path: &Path) -> Result<Self, KeyFileError> {
        key_file::load_or_create(path).map(|key| Self { key })
    }

    /// Reads the key from `path`, which must be there: for whoever may not make one by the way.
    ///
    /// # Errors
    /// [`KeyFileError`]; [`KeyFileError::Missing`] when there is no such file.
    pub fn load(path: &Path) -> Result<Self, KeyFileError> {
        key_file::load_existing(path).map(|key| Self { key })
    }

    /// Writes the key to a new file of mode 0600, whole or not at all.
    ///
    /// # Errors
    /// [`KeyFileError`]; [`KeyFileError::Exists`] when there is a file, which stays as it is.
    pub fn save_new(&self, path: &Path) -> Result<(), KeyFileError> {
        key_file::write_new(path, &self.key)
    }

    /// Reads a key from text: Solana's JSON array of 64 numbers, or 64 bytes in base58 as browsers'
    /// wallets give them out.
    ///
    /// # Errors
    /// [`KeypairError`], which repeats nothing of the text.
    pub fn from_text(text: &str) -> Result<Self, KeypairError> {
        key_file::from_text(text).map(|key| Self { key })
    }

    /// The public half: the player's address on the chain.
    #[must_use]
    pub fn wallet(&self) -> Wallet {
        Wallet(self.key.verifying_key().to_bytes())
    }

    /// Signs `message`. Whoever passes bytes that came from elsewhere signs what somebody else wrote:
    /// prefix a domain.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }

    /// Secret and public half in Solana's order, for a chain client that wants a keypair.
    #[must_use]
    pub fn to_keypair_bytes(&self) -> Zeroizing<[u8; 64]> {
        Zeroizing::new(self.key.to_keypair_bytes())
    }
}

impl fmt::Debug for PlayerKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PlayerKey({})", self.wallet())
    }
}

/// A player's public key: 32 bytes, written in base58. Ordered by bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wallet([u8; 32]);

impl Wallet {
    /// Takes 32 bytes as a wallet address.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether this wallet's key made `signature` over `message`.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        verifies(&self.0, message, signature)
    }
}

public_key_text!(Wallet);
