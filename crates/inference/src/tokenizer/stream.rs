//! Text that comes token by token. A token may end within a character, so bytes that may yet become
//! one are held back: what is shown is never taken back.

use super::{TokenId, Tokenizer};

/// Decodes a text that arrives in parts. All parts together are what [`Tokenizer::decode`] gives for
/// all tokens at once.
#[derive(Debug, Clone)]
pub struct StreamDecoder {
    /// The beginning of a character, at most three bytes between calls.
    pending: Vec<u8>,
    /// Whether the text's first space is still to be dropped.
    drop_space: bool,
}

impl StreamDecoder {
    /// A decoder at the beginning of a text.
    #[must_use]
    pub fn new(tokenizer: &Tokenizer) -> Self {
        Self { pending: Vec::new(), drop_space: tokenizer.adds_space_prefix() }
    }

    /// Takes the next token; gives the text that is now certain, which may be none.
    pub fn push(&mut self, tokenizer: &Tokenizer, id: TokenId) -> String {
        let mut bytes = tokenizer.bytes_of(id);
        if self.drop_space && !bytes.is_empty() {
            bytes = bytes.strip_prefix(b" ").unwrap_or(bytes);
            self.drop_space = false;
        }
        self.pending.extend_from_slice(bytes);
        self.take_certain()
    }

    /// Ends the text; a character that was never finished becomes U+FFFD.
    #[must_use]
    pub fn finish(self) -> String {
        String::from_utf8_lossy(&self.pending).into_owned()
    }

    /// Takes all but an unfinished character at the end out of `pending`.
    fn take_certain(&mut self) -> String {
        let mut text = String::new();
        let mut done = 0;
        loop {
            let rest = self.pending.get(done..).unwrap_or_default();
            match std::str::from_utf8(rest) {
                Ok(valid) => {
                    text.push_str(valid);
                    done = self.pending.len();
                    break;
                }
                Err(error) => {
                    let valid = rest.get(..error.valid_up_to()).unwrap_or_default();
                    text.push_str(&String::from_utf8_lossy(valid));
                    done += valid.len();
                    let Some(wrong) = error.error_len() else { break };
                    text.push(char::REPLACEMENT_CHARACTER);
                    done += wrong;
                }
            }
        }
        self.pending.drain(..done);
        text
    }
}
