//! The world's secret: what loot, puzzle solutions and traps hang from until it is revealed.

use crate::{Path, Stream};
use std::fmt;

/// 32 bytes that only the host knows. Never printed, never sent.
#[derive(Clone, PartialEq, Eq)]
pub struct WorldSecret([u8; 32]);

impl WorldSecret {
    /// A secret from its bytes, which the caller drew from the operating system.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for the file that keeps them and for a reveal.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The secret stream of one thing and purpose.
    #[must_use]
    pub fn stream(&self, domain: &str, path: &Path) -> Stream {
        Stream::new(&self.0, "secret", &Path::new().text(domain).path(path))
    }
}

impl fmt::Debug for WorldSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WorldSecret(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_show_in_debug_output() {
        let secret = WorldSecret::new([0xAB; 32]);
        let shown = format!("{secret:?}");
        assert!(!shown.contains("ab") && !shown.contains("171"), "{shown}");
    }
}
