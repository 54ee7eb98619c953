//! SentencePiece's BPE, as in `llama` vocabularies: a text is its characters, spaces written as `▁`
//! (U+2581), and the neighbours whose union is the token of the highest score merge first. This is not
//! the unigram model: no sum of scores is sought. A character without a token is spelt by byte tokens.

use std::cmp::{Ordering, Reverse};

use super::TokenId;
use super::merge::merge_greedily;

/// How a space is written in the vocabulary.
pub(super) const SPACE: char = '\u{2581}';

/// The score of each token, and the longest that text can become.
#[derive(Debug, Clone)]
pub(super) struct Scores {
    /// By id; none is NaN.
    pub(super) of: Vec<f32>,
    /// The bytes of the longest token: no longer union is worth a look.
    pub(super) longest: usize,
}

#[derive(Clone, Copy, PartialEq)]
struct Score(f32);

impl Eq for Score {}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        // Adding zero makes one zero of the two that IEEE 754 has.
        (self.0 + 0.0).total_cmp(&(other.0 + 0.0))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Scores {
    /// Puts the tokens of a text out. `lookup` finds a normal token by its spelling.
    ///
    /// A `▁` in the text itself is spelt in bytes: as a token it would read as a space.
    pub(super) fn encode(
        &self,
        text: &str,
        lookup: impl Fn(&str) -> Option<TokenId>,
        byte_ids: &[Option<TokenId>; 256],
        out: &mut Vec<TokenId>,
    ) {
        let mut literal = [0; 4];
        let literal: &str = SPACE.encode_utf8(&mut literal);
        for (index, part) in text.split(SPACE).enumerate() {
            if index > 0 {
                spell(literal, byte_ids, out);
            }
            self.encode_part(&part.replace(' ', literal), &lookup, byte_ids, out);
        }
    }

    fn encode_part(
        &self,
        text: &str,
        lookup: &impl Fn(&str) -> Option<TokenId>,
        byte_ids: &[Option<TokenId>; 256],
        out: &mut Vec<TokenId>,
    ) {
        let characters = text.char_indices().map(|(at, c)| (at, at + c.len_utf8())).collect();
        let merged = merge_greedily(characters, |&(start, _), &(_, end)| {
            let union = text.get(start..end).filter(|union| union.len() <= self.longest)?;
            let score = self.of.get(lookup(union)?.index())?;
            Some((Reverse(Score(*score)), (start, end)))
        });
        for (start, end) in merged {
            let symbol = text.get(start..end).unwrap_or_default();
            match lookup(symbol) {
                Some(id) => out.push(id),
                // `▁` without a token of its own was a space.
                None if symbol.starts_with(SPACE) => spell(" ", byte_ids, out),
                None => spell(symbol, byte_ids, out),
            }
        }
    }
}

/// Every byte that text can hold has a token: `Tokenizer::new` saw to it.
fn spell(text: &str, byte_ids: &[Option<TokenId>; 256], out: &mut Vec<TokenId>) {
    let ids = text.bytes().filter_map(|byte| byte_ids.get(usize::from(byte)).copied().flatten());
    out.extend(ids);
}

/// The byte that a byte token such as `<0x0A>` names.
pub(super) fn byte_named(text: &str) -> Option<u8> {
    let digits = text.strip_prefix("<0x")?.strip_suffix('>')?;
    let hex = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u8::from_str_radix(digits, 16).ok().filter(|_| hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_token_names_its_byte_in_two_digits() {
        assert_eq!(byte_named("<0x0A>"), Some(10));
        assert_eq!(byte_named("<0xff>"), Some(255));
        for wrong in ["<0xA>", "<0x0A", "<0x+1>", "0x0A", "<0x100>", "<0xGG>", ""] {
            assert_eq!(byte_named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_two_zeros_are_one_score() {
        assert_eq!(Score(0.0).cmp(&Score(-0.0)), Ordering::Equal);
        assert!(Score(f32::NEG_INFINITY) < Score(-1.0));
    }
}
