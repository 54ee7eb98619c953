//! Canonical bytes and content addresses.
//!
//! The canonical bytes of a value are its [postcard] encoding (wire format 1.0:
//! <https://postcard.jamesmunns.com/wire-format>): fields in declaration order, integers as
//! LEB128 varints (signed ones zigzagged), sequences and strings preceded by their length. Types
//! that implement [`Canonical`] hold neither floats nor maps, so that a value has one encoding.

use serde::Serialize;
use serde::de::{self, Deserialize, Deserializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A value with exactly one byte representation.
///
/// Implement it only for types made of integers, booleans, strings, sequences, options and enums.
pub trait Canonical: Serialize {
    /// What kind of thing this is; part of its content address, so that two kinds with equal bytes
    /// have different addresses.
    const KIND: &'static str;

    /// The canonical bytes.
    fn canonical_bytes(&self) -> Vec<u8> {
        // Encoding into a growing buffer fails only for sequences of unknown length, which the
        // trait's contract excludes; an empty encoding would show in every golden hash.
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// SHA-256 of `"seedbound/v1" | 0 | kind | 0 | canonical bytes`.
    fn content_address(&self) -> ContentAddress {
        let mut hash = Sha256::new();
        hash.update(b"seedbound/v1\0");
        hash.update(Self::KIND.as_bytes());
        hash.update([0]);
        hash.update(self.canonical_bytes());
        ContentAddress(hash.finalize().into())
    }
}

/// The SHA-256 under which a generated thing is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentAddress(pub [u8; 32]);

impl fmt::Display for ContentAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for ContentAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentAddress({self})")
    }
}

impl FromStr for ContentAddress {
    type Err = HexError;

    fn from_str(text: &str) -> Result<Self, HexError> {
        unhex(text).map(Self)
    }
}

impl Serialize for ContentAddress {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for ContentAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
        } else {
            <[u8; 32]>::deserialize(deserializer).map(Self)
        }
    }
}

/// Text that is not 64 hexadecimal digits.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("expected 64 hexadecimal digits, found {found:?}")]
pub struct HexError {
    /// The text as given.
    pub found: String,
}

/// Lower-case hexadecimal digits of `bytes`.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads 64 hexadecimal digits.
///
/// # Errors
/// [`HexError`] when the text is anything else.
pub fn unhex(text: &str) -> Result<[u8; 32], HexError> {
    let wrong = || HexError { found: text.to_owned() };
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return Err(wrong());
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let nibble = |digit: u8| (digit as char).to_digit(16).ok_or_else(wrong);
        let value = nibble(pair[0])? * 16 + nibble(pair[1])?;
        *byte = u8::try_from(value).map_err(|_| wrong())?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_reads_what_it_wrote() {
        let bytes: [u8; 32] = std::array::from_fn(|i| (i * 37 % 256) as u8);
        assert_eq!(unhex(&hex(&bytes)), Ok(bytes));
        assert!(unhex("12").is_err());
        assert!(unhex(&"zz".repeat(32)).is_err());
    }

    #[derive(Serialize)]
    struct Sword(u8);
    impl Canonical for Sword {
        const KIND: &'static str = "sword";
    }
    #[derive(Serialize)]
    struct Shield(u8);
    impl Canonical for Shield {
        const KIND: &'static str = "shield";
    }

    #[test]
    fn kinds_with_equal_bytes_have_different_addresses() {
        assert_eq!(Sword(1).canonical_bytes(), Shield(1).canonical_bytes());
        assert_ne!(Sword(1).content_address(), Shield(1).content_address());
    }
}
