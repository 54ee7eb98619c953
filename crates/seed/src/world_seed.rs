//! The public seed that a world grows from.

use crate::{HexError, Path, Stream, hex, unhex};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A world's public seed: 32 bytes, usually made from what a person typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WorldSeed(pub [u8; 32]);

impl WorldSeed {
    /// The seed that `text` names: SHA-256 of `"seedbound/v1" | 0 | "world-seed" | 0 | text`, with
    /// white space at the ends ignored. 64 hexadecimal digits stand for themselves.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let text = text.trim();
        if let Ok(bytes) = unhex(text) {
            return Self(bytes);
        }
        let mut hash = Sha256::new();
        hash.update(b"seedbound/v1\0world-seed\0");
        hash.update(text.as_bytes());
        Self(hash.finalize().into())
    }

    /// Reads the 64 hexadecimal digits that [`fmt::Display`] writes.
    ///
    /// # Errors
    /// [`HexError`] when the text is anything else.
    pub fn from_hex(text: &str) -> Result<Self, HexError> {
        unhex(text).map(Self)
    }

    /// The public stream of one thing and purpose.
    #[must_use]
    pub fn stream(&self, domain: &str, path: &Path) -> Stream {
        Stream::new(&self.0, domain, path)
    }
}

impl fmt::Display for WorldSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for WorldSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WorldSeed({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_survives_being_written_and_read() {
        let seed = WorldSeed::from_text("the hollow hill");
        assert_eq!(WorldSeed::from_text(&seed.to_string()), seed);
        assert_eq!(WorldSeed::from_hex(&seed.to_string()), Ok(seed));
        assert_ne!(seed, WorldSeed::from_text("the hollow hills"));
        assert_eq!(seed, WorldSeed::from_text("  the hollow hill\n"));
    }
}
