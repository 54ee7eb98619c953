//! Who is who: the server's identity and the player's wallet. Both are Ed25519 keys; the server's
//! names a host independently of its address, the player's is at once the login and the owner of
//! what the player wins. The two public halves are different types, so that one never stands in for
//! the other.

mod key_file;
mod place;
mod player;

use std::{fmt, path::Path, str::FromStr};

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

pub use key_file::{KeyFileError, KeypairError};
pub use place::{PLAYER_KEY_FILE, player_data_dir};
pub use player::{PlayerKey, Wallet};

/// The key that a server is known by. It signs logins, status and invites; losing it means that
/// every player must be given a fresh invite. Wiped from memory when dropped.
pub struct ServerIdentity {
    key: SigningKey,
}

impl ServerIdentity {
    /// Reads the identity from `path`, or makes one there on the first start.
    ///
    /// # Errors
    /// [`KeyFileError`] if the file cannot be read or written, is readable by other users, or does
    /// not hold a key.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyFileError> {
        key_file::load_or_create(path).map(|key| Self { key })
    }

    /// The public half, which invites carry and clients pin.
    #[must_use]
    pub fn public(&self) -> ServerKey {
        ServerKey(self.key.verifying_key().to_bytes())
    }

    /// Signs `message`. The caller is responsible for a domain prefix (see `login::transcript`).
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl fmt::Debug for ServerIdentity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ServerIdentity({})", self.public())
    }
}

/// The public key that a server is known by: 32 bytes, written in base58.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerKey([u8; 32]);

impl ServerKey {
    /// Takes 32 bytes as a server key. Whether they are a point on the curve shows when a signature
    /// is checked.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether this key made `signature` over `message`. Strict: small-order keys and malleable
    /// signatures are refused.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        verifies(&self.0, message, signature)
    }
}

/// A text that is not a base58 key of 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key is 32 bytes written in base58, 43 or 44 characters without 0, O, I and l")]
pub struct KeyTextError;

pub(super) fn verifies(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key)
        .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

pub(super) fn read_base58(text: &str) -> Result<[u8; 32], KeyTextError> {
    let mut bytes = [0; 32];
    match bs58::decode(text).onto(&mut bytes) {
        Ok(32) => Ok(bytes),
        _ => Err(KeyTextError),
    }
}

/// Text, `Debug` and serde for a 32-byte public key: base58 where people read, bytes elsewhere.
macro_rules! public_key_text {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&bs58::encode(&self.0).into_string())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "{}({self})", stringify!($name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::identity::KeyTextError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                crate::identity::read_base58(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    self.0.serialize(serializer)
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    let text = String::deserialize(deserializer)?;
                    text.parse().map_err(serde::de::Error::custom)
                } else {
                    <[u8; 32]>::deserialize(deserializer).map(Self)
                }
            }
        }
    };
}
pub(crate) use public_key_text;

public_key_text!(ServerKey);

/// Checked parse kept beside the type, so that callers need no trait import.
impl ServerKey {
    /// Reads a key from base58 text.
    ///
    /// # Errors
    /// [`KeyTextError`] if the text is not 32 bytes of base58.
    pub fn parse(text: &str) -> Result<Self, KeyTextError> {
        Self::from_str(text)
    }
}
