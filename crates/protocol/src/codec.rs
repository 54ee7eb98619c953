//! Bytes of messages.

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// Longest message of a client. Fits one packet, so that a client never needs slices.
pub const MAX_CLIENT_MESSAGE: usize = 1000;

/// Longest message of a server.
pub const MAX_SERVER_MESSAGE: usize = 256 * 1024;

/// Room for a snapshot, by far the most frequent message, so that writing it does not grow a buffer.
const USUAL_BYTES: usize = 384;

/// Bytes that are not a message.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DecodeError {
    /// Longer than allowed.
    #[error("a message of {length} bytes; at most {limit} are allowed")]
    TooLong {
        /// Its length.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// Not the encoding of this type.
    #[error("bytes that are no message: {0}")]
    Malformed(#[from] postcard::Error),
    /// Something follows the message.
    #[error("{0} bytes follow the message")]
    Trailing(usize),
}

/// Encodes a message.
#[must_use]
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Messages are plain data with known lengths; postcard cannot fail on those, and an empty
    // message is refused by every decoder.
    postcard::to_extend(message, Vec::with_capacity(USUAL_BYTES)).unwrap_or_default()
}

/// Decodes a message of at most `limit` bytes, all of them.
///
/// # Errors
/// [`DecodeError`] says which rule the bytes break.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, DecodeError> {
    if bytes.len() > limit {
        return Err(DecodeError::TooLong { length: bytes.len(), limit });
    }
    let (message, rest) = postcard::take_from_bytes(bytes)?;
    if rest.is_empty() { Ok(message) } else { Err(DecodeError::Trailing(rest.len())) }
}
