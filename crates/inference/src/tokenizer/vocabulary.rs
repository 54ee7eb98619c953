//! A vocabulary as a file holds it, and everything that may be wrong with it.

use std::collections::HashMap;
use std::sync::Arc;

use super::alphabet;
use super::merge::Merges;
use super::pieces::PreTokenizer;
use super::sentencepiece::{SPACE, Scores, byte_named};
use super::whitespace::WhitespaceTokens;
use super::{Scheme, TokenBytes, Tokenizer};

/// The most tokens a vocabulary may have. The largest in use has 262,144 (Gemma 3).
pub const MAX_TOKEN_COUNT: usize = 1 << 20;

/// The most bytes a token may have. The longest in use are runs of 128 spaces, or of 256 signs.
pub const MAX_TOKEN_BYTES: usize = 512;

/// A token's place in its vocabulary, from 0; also the row of its embedding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

impl TokenId {
    /// As an index into a list of tokens or of logits.
    #[must_use]
    pub fn index(self) -> usize {
        // No target of ours has pointers of less than 32 bits; there it would find nothing.
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What a token is for, as in `tokenizer.ggml.token_type` (SentencePiece's `ModelProto.Type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A piece of text. 1.
    Normal,
    /// Stands for what can't be spelt. 2.
    Unknown,
    /// Structure: the beginning, the end, whose turn it is. 3.
    Control,
    /// Defined outside the merges: runs of whitespace, which are text, and names such as `<think>`,
    /// which are special here. 4.
    UserDefined,
    /// A row that means nothing. 5.
    Unused,
    /// One byte, named `<0x00>` to `<0xFF>`. 6.
    Byte,
}

impl TokenKind {
    /// The kind that a GGUF file means by a number.
    ///
    /// # Errors
    /// [`TokenizerError::UnknownKind`] for numbers other than 1 to 6.
    pub fn from_gguf(kind: i32) -> Result<Self, TokenizerError> {
        Ok(match kind {
            1 => Self::Normal,
            2 => Self::Unknown,
            3 => Self::Control,
            4 => Self::UserDefined,
            5 => Self::Unused,
            6 => Self::Byte,
            _ => return Err(TokenizerError::UnknownKind { kind }),
        })
    }

    /// The number that a GGUF file means this kind by.
    #[must_use]
    pub fn to_gguf(self) -> i32 {
        match self {
            Self::Normal => 1,
            Self::Unknown => 2,
            Self::Control => 3,
            Self::UserDefined => 4,
            Self::Unused => 5,
            Self::Byte => 6,
        }
    }
}

/// The scheme of a vocabulary, as in `tokenizer.ggml.model`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// `gpt2`: bytes, merged by rank. Needs `merges` and `pre`.
    ByteLevel,
    /// `llama`: characters, merged by score. Needs `scores`.
    SentencePiece,
}

impl Model {
    /// The scheme that a file names.
    ///
    /// # Errors
    /// [`TokenizerError::UnknownModel`] for any other name.
    pub fn from_name(name: &str) -> Result<Self, TokenizerError> {
        match name {
            "gpt2" => Ok(Self::ByteLevel),
            "llama" => Ok(Self::SentencePiece),
            _ => Err(TokenizerError::UnknownModel { name: name.to_owned() }),
        }
    }

    /// The name that a file has for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ByteLevel => "gpt2",
            Self::SentencePiece => "llama",
        }
    }
}

/// A vocabulary in plain parts, unchecked; the keys of a GGUF file are named at each.
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    /// The spelling of each token, by id: in GPT-2's alphabet or with `▁` for spaces, special tokens
    /// as they are. Empty ones are never chosen. `tokenizer.ggml.tokens`.
    pub tokens: Vec<String>,
    /// The kind of each token, by id. `tokenizer.ggml.token_type`.
    pub kinds: Vec<TokenKind>,
    /// Merges, the first to go first: two spellings with a space between. `tokenizer.ggml.merges`;
    /// only read for [`Model::ByteLevel`].
    pub merges: Vec<String>,
    /// The score of each token, by id, the highest to merge first. `tokenizer.ggml.scores`; only read
    /// for [`Model::SentencePiece`].
    pub scores: Vec<f32>,
    /// `tokenizer.ggml.model`.
    pub model: Model,
    /// The name of the pre-tokenizer, `default` where a file has none. `tokenizer.ggml.pre`; only read
    /// for [`Model::ByteLevel`].
    pub pre: String,
    /// Whether a space goes before a text. `tokenizer.ggml.add_space_prefix`, true where a file has
    /// none; only read for [`Model::SentencePiece`].
    pub add_space_prefix: bool,
    /// The token that begins a sequence. `tokenizer.ggml.bos_token_id`.
    pub bos: Option<TokenId>,
    /// The token that ends a sequence. `tokenizer.ggml.eos_token_id`.
    pub eos: Option<TokenId>,
    /// The token for what can't be spelt. `tokenizer.ggml.unknown_token_id`.
    pub unk: Option<TokenId>,
}

/// Why a vocabulary can't be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say what each field is")]
pub enum TokenizerError {
    /// Neither `gpt2` nor `llama`.
    #[error(
        "tokenizer model {name:?} is not supported; use a file whose tokenizer.ggml.model is \"gpt2\" or \"llama\""
    )]
    UnknownModel { name: String },
    /// A pre-tokenizer that isn't written here.
    #[error(
        "pre-tokenizer {name:?} is not supported; use a file whose tokenizer.ggml.pre is \"gpt-2\", \"default\", \"llama-bpe\", \"qwen2\", \"smollm\" or \"seedbound\""
    )]
    UnknownPreTokenizer { name: String },
    /// A token type outside 1 to 6.
    #[error("token type {kind} is not one of GGUF's 1 to 6; convert the file anew")]
    UnknownKind { kind: i32 },
    /// Lists that should be equally long.
    #[error("{found} {list} for {expected} tokens; the file is damaged, fetch or convert it anew")]
    CountMismatch { list: &'static str, found: usize, expected: usize },
    /// More tokens than [`MAX_TOKEN_COUNT`].
    #[error("{count} tokens; at most {MAX_TOKEN_COUNT} are read")]
    TooManyTokens { count: usize },
    /// A token longer than [`MAX_TOKEN_BYTES`].
    #[error("token {id} has {length} bytes; at most {MAX_TOKEN_BYTES} are read")]
    TokenTooLong { id: u32, length: usize },
    /// Two tokens of one spelling.
    #[error("tokens {first} and {second} are both spelt {text:?}; remove one from the vocabulary")]
    DuplicateToken { text: String, first: u32, second: u32 },
    /// A normal token with a character that GPT-2's alphabet lacks.
    #[error(
        "token {id}, {text:?}, is not spelt in GPT-2's alphabet of bytes; mark it as a control or user-defined token"
    )]
    NotInAlphabet { id: u32, text: String },
    /// A byte token that isn't `<0x00>` to `<0xFF>`.
    #[error(
        "token {id}, {text:?}, is a byte token but does not name a byte as <0x00> to <0xFF> do"
    )]
    BadByteToken { id: u32, text: String },
    /// Some texts couldn't be spelt.
    #[error(
        "no token for byte {byte:#04x}, so not every text can be spelt; use a vocabulary with all bytes"
    )]
    MissingByte { byte: u8 },
    /// A merge that isn't two spellings with a space between.
    #[error("merge {index}, {merge:?}, is not two tokens with one space between")]
    BadMerge { index: usize, merge: String },
    /// A merge of, or into, what isn't a normal token.
    #[error("merge {index} needs the token {text:?}, which is not among the normal tokens")]
    UnknownMergeToken { index: usize, text: String },
    /// A pair that was merged before.
    #[error("merge {index}, {merge:?}, is there twice; remove the later one")]
    DuplicateMerge { index: usize, merge: String },
    /// A score that can't be compared.
    #[error("the score of token {id} is not a number; convert the file anew")]
    ScoreNotANumber { id: usize },
    /// A named token that doesn't exist.
    #[error("{name} is token {id}, but ids end at {count}, exclusive")]
    IdOutOfRange { name: &'static str, id: u32, count: usize },
}

/// Checks a vocabulary and builds the tables of a tokenizer.
pub(super) fn prepare(vocabulary: Vocabulary) -> Result<Tokenizer, TokenizerError> {
    let Vocabulary { tokens, kinds, merges, scores, model, pre, .. } = vocabulary;
    let count = tokens.len();
    if count > MAX_TOKEN_COUNT {
        return Err(TokenizerError::TooManyTokens { count });
    }
    expect_count("token types", kinds.len(), count)?;
    for (name, id) in [("bos", vocabulary.bos), ("eos", vocabulary.eos), ("unk", vocabulary.unk)] {
        if let Some(id) = id.filter(|id| id.index() >= count) {
            return Err(TokenizerError::IdOutOfRange { name, id: id.0, count });
        }
    }

    let texts: Vec<Arc<str>> = tokens.into_iter().map(Arc::from).collect();
    let mut ids = HashMap::with_capacity(count);
    let mut bytes = TokenBytes::default();
    let mut byte_ids = [None; 256];
    let mut whitespace = WhitespaceTokens::default();
    for ((text, &kind), id) in texts.iter().zip(&kinds).zip((0..).map(TokenId)) {
        if text.len() > MAX_TOKEN_BYTES {
            return Err(TokenizerError::TokenTooLong { id: id.0, length: text.len() });
        }
        if let Some(TokenId(first)) = ids.insert(Arc::clone(text), id)
            && !text.is_empty()
        {
            let text = text.to_string();
            return Err(TokenizerError::DuplicateToken { text, first, second: id.0 });
        }
        let spelt = bytes_spelt(model, kind, id, text, &mut whitespace)?;
        let stands_for_byte = match model {
            Model::ByteLevel => kind == TokenKind::Normal,
            Model::SentencePiece => kind == TokenKind::Byte,
        };
        if let (true, &[byte]) = (stands_for_byte, spelt.as_slice())
            && let Some(slot) = byte_ids.get_mut(usize::from(byte))
        {
            // `<0x0a>` and `<0x0A>` are one byte: the first counts.
            slot.get_or_insert(id);
        }
        bytes.push(&spelt);
    }
    ids.remove("");
    let missing = (0..=u8::MAX)
        .zip(&byte_ids)
        .find(|(byte, id)| id.is_none() && alphabet::occurs_in_utf8(*byte));
    if let Some((byte, _)) = missing {
        return Err(TokenizerError::MissingByte { byte });
    }

    let scheme = match model {
        Model::ByteLevel => Scheme::ByteLevel {
            pre: PreTokenizer::from_name(&pre)?,
            merges: read_merges(&merges, |text| {
                let id = ids.get(text).copied()?;
                (kinds.get(id.index()) == Some(&TokenKind::Normal)).then_some(id)
            })?,
        },
        Model::SentencePiece => {
            expect_count("scores", scores.len(), count)?;
            if let Some(id) = scores.iter().position(|score| score.is_nan()) {
                return Err(TokenizerError::ScoreNotANumber { id });
            }
            let longest = texts.iter().map(|text| text.len()).max().unwrap_or(0);
            Scheme::SentencePiece {
                scores: Scores { of: scores, longest },
                add_space_prefix: vocabulary.add_space_prefix,
            }
        }
    };
    Ok(Tokenizer {
        texts,
        kinds,
        ids,
        bytes,
        byte_ids,
        whitespace,
        scheme,
        bos: vocabulary.bos,
        eos: vocabulary.eos,
        unk: vocabulary.unk,
    })
}

/// What a token stands for in a text; nothing for special ones.
fn bytes_spelt(
    model: Model,
    kind: TokenKind,
    id: TokenId,
    text: &str,
    whitespace: &mut WhitespaceTokens,
) -> Result<Vec<u8>, TokenizerError> {
    let with_spaces = || match model {
        Model::ByteLevel => text.to_owned(),
        Model::SentencePiece => text.replace(SPACE, " "),
    };
    match (kind, model) {
        (TokenKind::Normal, Model::ByteLevel) => alphabet::unspell(text)
            .ok_or_else(|| TokenizerError::NotInAlphabet { id: id.0, text: text.to_owned() }),
        (TokenKind::Normal, Model::SentencePiece) => Ok(with_spaces().into_bytes()),
        (TokenKind::Byte, _) => match byte_named(text) {
            Some(byte) => Ok(vec![byte]),
            None => Err(TokenizerError::BadByteToken { id: id.0, text: text.to_owned() }),
        },
        (TokenKind::UserDefined, _) => {
            let text = with_spaces();
            Ok(if whitespace.push(&text, id) { text.into_bytes() } else { Vec::new() })
        }
        (TokenKind::Control | TokenKind::Unknown | TokenKind::Unused, _) => Ok(Vec::new()),
    }
}

fn read_merges(
    lines: &[String],
    lookup: impl Fn(&str) -> Option<TokenId>,
) -> Result<Merges, TokenizerError> {
    let mut merges = Merges::default();
    let mut union = String::new();
    for (index, line) in lines.iter().enumerate() {
        let (left, right) = line
            .split_once(' ')
            .filter(|(left, right)| !left.is_empty() && !right.is_empty() && !right.contains(' '))
            .ok_or_else(|| TokenizerError::BadMerge { index, merge: line.clone() })?;
        union.clear();
        union.push_str(left);
        union.push_str(right);
        let find = |text: &str| {
            lookup(text)
                .ok_or_else(|| TokenizerError::UnknownMergeToken { index, text: text.to_owned() })
        };
        if !merges.push(find(left)?, find(right)?, find(&union)?) {
            return Err(TokenizerError::DuplicateMerge { index, merge: line.clone() });
        }
    }
    Ok(merges)
}

fn expect_count(list: &'static str, found: usize, expected: usize) -> Result<(), TokenizerError> {
    if found == expected {
        Ok(())
    } else {
        Err(TokenizerError::CountMismatch { list, found, expected })
    }
}
