//! Text to token ids and back, as the model's own vocabulary has it.
//!
//! A model is only as good as the ids it is fed: the wrong split of ` don't` gives a fluent model that
//! answers beside the point. So the two schemes that GGUF files hold are written here to the letter:
//! byte-level BPE (`tokenizer.ggml.model = "gpt2"`; Sennrich et al., <https://arxiv.org/abs/1508.07909>,
//! over the bytes of UTF-8 as in GPT-2) and SentencePiece's BPE with scores (`"llama"`;
//! <https://arxiv.org/abs/1808.06226>), both as llama.cpp reads them. [`train`] makes a vocabulary of
//! the first kind from texts of our own.
//!
//! ```text
//! text ──> whitespace tokens ──> pre-tokenizer ──> bytes ──> merges by rank ───┐
//!                           └──> spaces to U+2581 ─> characters ─> by score ───┴─> TokenId
//! TokenId ──> bytes_of ──> StreamDecoder (holds back half a character) ──> text
//! ```
//!
//! Invariants:
//! - [`Tokenizer::encode`] never yields a special token, whatever the text says: a player who types
//!   `<|im_end|>` gets its letters. Special tokens come from [`Tokenizer::special`] alone.
//! - `decode(encode(text)) == text` for every text and every vocabulary that was accepted.
//! - Time grows as `n log n` with the length of the text, also when it is one long word.
//! - Nothing here normalises Unicode. (Qwen's own tokenizer composes to NFC first; llama.cpp doesn't.)

mod alphabet;
mod classes;
mod merge;
mod pieces;
mod sentencepiece;
mod stream;
mod tables;
mod train;
mod vocabulary;
mod whitespace;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

pub use pieces::PreTokenizer;
pub use stream::StreamDecoder;
pub use train::{TrainError, train};
pub use vocabulary::{
    MAX_TOKEN_BYTES, MAX_TOKEN_COUNT, Model, TokenId, TokenKind, TokenizerError, Vocabulary,
};

use merge::Merges;
use sentencepiece::Scores;
use whitespace::WhitespaceTokens;

/// A vocabulary that was checked, ready to encode and decode. Plain data: share it between threads.
#[derive(Debug, Clone)]
pub struct Tokenizer {
    texts: Vec<Arc<str>>,
    kinds: Vec<TokenKind>,
    ids: HashMap<Arc<str>, TokenId>,
    bytes: TokenBytes,
    byte_ids: [Option<TokenId>; 256],
    whitespace: WhitespaceTokens,
    scheme: Scheme,
    bos: Option<TokenId>,
    eos: Option<TokenId>,
    unk: Option<TokenId>,
}

/// How text becomes tokens.
#[derive(Debug, Clone)]
enum Scheme {
    /// Bytes, merged by rank within the pieces of the pre-tokenizer.
    ByteLevel { pre: PreTokenizer, merges: Merges },
    /// Characters, merged by the score of what they become.
    SentencePiece { scores: Scores, add_space_prefix: bool },
}

/// The bytes of all tokens end to end; token `i` ends at `ends[i]`.
#[derive(Debug, Clone, Default)]
struct TokenBytes {
    all: Vec<u8>,
    ends: Vec<usize>,
}

impl TokenBytes {
    fn push(&mut self, bytes: &[u8]) {
        self.all.extend_from_slice(bytes);
        self.ends.push(self.all.len());
    }

    fn of(&self, id: TokenId) -> &[u8] {
        let index = id.index();
        let start =
            index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).and_then(|&end| self.all.get(start..end)).unwrap_or_default()
    }
}

impl Tokenizer {
    /// Checks a vocabulary and prepares it.
    ///
    /// # Errors
    /// Everything that [`TokenizerError`] lists: lists of unequal lengths, ids out of range, duplicate
    /// or overlong tokens, merges of tokens that don't exist, bytes without a token, and a
    /// pre-tokenizer that isn't known.
    pub fn new(vocabulary: Vocabulary) -> Result<Self, TokenizerError> {
        vocabulary::prepare(vocabulary)
    }

    /// The tokens of a plain text; none for the empty text. No token before or after it is added, and
    /// no special token is ever among them.
    ///
    /// For a SentencePiece vocabulary with `add_space_prefix`, a space is put before the text, as the
    /// model saw it in training; [`Tokenizer::decode`] takes it away again.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<TokenId> {
        let mut out = Vec::with_capacity(text.len() / 3);
        if text.is_empty() {
            return out;
        }
        match &self.scheme {
            Scheme::ByteLevel { pre, merges } => {
                self.whitespace.split(text, &mut out, |part, out| {
                    pre.split(part, &mut |piece| self.encode_piece(*pre, merges, piece, out));
                });
            }
            Scheme::SentencePiece { scores, add_space_prefix } => {
                let prefixed = add_space_prefix.then(|| format!(" {text}"));
                let text = prefixed.as_deref().unwrap_or(text);
                self.whitespace.split(text, &mut out, |part, out| {
                    scores.encode(part, |text| self.text_id(text), &self.byte_ids, out);
                });
            }
        }
        out
    }

    /// One piece of the pre-tokenizer, by rank.
    fn encode_piece(
        &self,
        pre: PreTokenizer,
        merges: &Merges,
        piece: &str,
        out: &mut Vec<TokenId>,
    ) {
        if pre.takes_whole_words()
            && piece.len() <= MAX_TOKEN_BYTES
            && let Some(id) = self.text_id(&alphabet::spell(piece.as_bytes()))
        {
            out.push(id);
            return;
        }
        // Every byte that a `&str` can hold has a token: `Tokenizer::new` saw to it.
        let bytes = piece.bytes().filter_map(|byte| self.byte_id(byte)).collect();
        out.extend(merges.apply(bytes));
    }

    /// The text that these tokens spell. Bytes that aren't UTF-8 become U+FFFD; special tokens and ids
    /// out of range spell nothing.
    ///
    /// This is for whole texts: of a SentencePiece text with `add_space_prefix` one leading space goes.
    /// Decode a text that arrives in parts with one [`StreamDecoder`].
    #[must_use]
    pub fn decode(&self, ids: &[TokenId]) -> String {
        let bytes: Vec<u8> = ids.iter().flat_map(|&id| self.bytes_of(id)).copied().collect();
        let bytes = match bytes.strip_prefix(b" ") {
            Some(rest) if self.adds_space_prefix() => rest,
            _ => &bytes,
        };
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// The bytes that a token stands for in a text, at most [`MAX_TOKEN_BYTES`]; they need not be
    /// UTF-8 on their own. Empty for special and unused tokens and for ids out of range, so that a
    /// grammar over bytes can never choose those.
    #[must_use]
    pub fn bytes_of(&self, id: TokenId) -> &[u8] {
        self.bytes.of(id)
    }

    /// The special token of this name, such as `<|im_end|>` or `</s>`: a control, unknown or
    /// user-defined token. This is the only way to a special token; give it names of your own code or
    /// of the model's template, never a player's words.
    #[must_use]
    pub fn special(&self, name: &str) -> Option<TokenId> {
        self.ids.get(name).copied().filter(|&id| {
            matches!(
                self.kind(id),
                Some(TokenKind::Control | TokenKind::Unknown | TokenKind::UserDefined)
            )
        })
    }

    /// Whether a token stands for no text: special, unused, empty, or out of range.
    #[must_use]
    pub fn is_special(&self, id: TokenId) -> bool {
        self.bytes_of(id).is_empty()
    }

    /// The token as the vocabulary spells it, or `None` for an id out of range.
    #[must_use]
    pub fn name_of(&self, id: TokenId) -> Option<&str> {
        self.texts.get(id.index()).map(AsRef::as_ref)
    }

    /// What kind of token this is, or `None` for an id out of range.
    #[must_use]
    pub fn kind(&self, id: TokenId) -> Option<TokenKind> {
        self.kinds.get(id.index()).copied()
    }

    /// How many tokens there are; ids run from 0 to this, exclusive. A model's logits may be longer.
    #[must_use]
    pub fn token_count(&self) -> usize {
        self.texts.len()
    }

    /// The token that begins a sequence, if the vocabulary names one.
    #[must_use]
    pub fn bos(&self) -> Option<TokenId> {
        self.bos
    }

    /// The token that ends a sequence, if the vocabulary names one.
    #[must_use]
    pub fn eos(&self) -> Option<TokenId> {
        self.eos
    }

    /// The token for what can't be spelt, if the vocabulary names one. Encoding has no use for it.
    #[must_use]
    pub fn unk(&self) -> Option<TokenId> {
        self.unk
    }

    fn adds_space_prefix(&self) -> bool {
        matches!(self.scheme, Scheme::SentencePiece { add_space_prefix: true, .. })
    }

    /// A normal token by its spelling.
    fn text_id(&self, text: &str) -> Option<TokenId> {
        self.ids.get(text).copied().filter(|&id| self.kind(id) == Some(TokenKind::Normal))
    }

    fn byte_id(&self, byte: u8) -> Option<TokenId> {
        self.byte_ids.get(usize::from(byte)).copied().flatten()
    }
}
