//! A character's bytes: one byte that says which shape they have, then postcard.

use simulation::Character;
use thiserror::Error;

/// The shape of [`Character`] that this server writes. Bump it when a field changes, and teach
/// [`decode`] to read the older shape.
///
/// 2: items may be marked with an operation on the chain. What was written as 1 reads the same.
///
/// 3: sealed relics. What was written as 2 reads the same.
pub(super) const VERSION: u8 = 3;
/// The oldest shape that is still read.
const OLDEST: u8 = 1;

/// Why bytes are no character.
#[derive(Debug, Error)]
pub enum CharacterError {
    /// A newer server wrote it.
    #[error(
        "it was written in shape {found}, this server knows {VERSION}; use the newer server that wrote it"
    )]
    Version {
        /// The first byte.
        found: u8,
    },
    /// Not what was written.
    #[error("its bytes are damaged: {0}")]
    Damaged(#[from] postcard::Error),
    /// Not what was written.
    #[error("{0} bytes follow it")]
    Trailing(usize),
    /// Not what was written.
    #[error("it is empty")]
    Empty,
}

pub(super) fn encode(character: &Character) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_extend(character, vec![VERSION])
}

pub(super) fn decode(bytes: &[u8]) -> Result<Character, CharacterError> {
    let (&version, rest) = bytes.split_first().ok_or(CharacterError::Empty)?;
    if !(OLDEST..=VERSION).contains(&version) {
        return Err(CharacterError::Version { found: version });
    }
    let (character, rest) = postcard::take_from_bytes(rest)?;
    if rest.is_empty() { Ok(character) } else { Err(CharacterError::Trailing(rest.len())) }
}
