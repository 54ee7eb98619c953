//! Tokens for runs of whitespace that a vocabulary defines outside its merges (Gemma's `\n\n`,
//! GPT-NeoX's runs of spaces). They are the only user-defined tokens that a text may yield: whitespace
//! carries no structure, while `<think>` and `<tool_call>` are user-defined as well and do.

use std::collections::HashMap;

use super::TokenId;
use super::classes::is_space;

/// The user-defined tokens that are whitespace through and through.
#[derive(Debug, Clone, Default)]
pub(super) struct WhitespaceTokens {
    ids: HashMap<Box<str>, TokenId>,
    /// The lengths that occur, in bytes, longest first.
    lengths: Vec<usize>,
}

impl WhitespaceTokens {
    /// Takes a user-defined token in, if it is whitespace. `true` if it was.
    pub(super) fn push(&mut self, text: &str, id: TokenId) -> bool {
        if text.is_empty() || !text.chars().all(is_space) {
            return false;
        }
        self.ids.insert(text.into(), id);
        if let Err(place) = self.lengths.binary_search_by(|length| text.len().cmp(length)) {
            self.lengths.insert(place, text.len());
        }
        true
    }

    /// Puts the tokens found in `text` out, longest first at each place, and gives what lies between
    /// them to `rest`, in order.
    pub(super) fn split(
        &self,
        text: &str,
        out: &mut Vec<TokenId>,
        mut rest: impl FnMut(&str, &mut Vec<TokenId>),
    ) {
        let mut start = 0;
        let mut at = 0;
        while !self.ids.is_empty() {
            let tail = text.get(at..).unwrap_or_default();
            let Some(space) = tail.find(is_space) else { break };
            at += space;
            let tail = tail.get(space..).unwrap_or_default();
            let Some((length, id)) = self.longest_at(tail) else {
                at += tail.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            if start < at {
                rest(text.get(start..at).unwrap_or_default(), out);
            }
            out.push(id);
            at += length;
            start = at;
        }
        if start < text.len() {
            rest(text.get(start..).unwrap_or_default(), out);
        }
    }

    fn longest_at(&self, text: &str) -> Option<(usize, TokenId)> {
        let longest = self.lengths.first()?;
        // No token is longer than the run of whitespace that the text begins with.
        let run: usize =
            text.chars().take(*longest).take_while(|&c| is_space(c)).map(char::len_utf8).sum();
        let fitting = self.lengths.partition_point(|&length| length > run);
        self.lengths.get(fitting..)?.iter().find_map(|&length| {
            let id = self.ids.get(text.get(..length)?)?;
            Some((length, *id))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(tokens: &[(&str, u32)], text: &str) -> Vec<String> {
        let mut whitespace = WhitespaceTokens::default();
        for &(text, id) in tokens {
            assert!(whitespace.push(text, TokenId(id)));
        }
        let mut seen = Vec::new();
        let mut out = Vec::new();
        whitespace.split(text, &mut out, |part, out| {
            seen.extend(out.drain(..).map(|id| id.0.to_string()));
            seen.push(part.to_owned());
        });
        seen.extend(out.drain(..).map(|id| id.0.to_string()));
        seen
    }

    #[test]
    fn the_longest_run_goes_first_and_the_rest_is_kept_in_order() {
        let tokens = [("  ", 2), ("    ", 4), ("\n\n", 9), ("\u{3000}\t", 7)];
        assert_eq!(split(&tokens, "a       b\n\n\nc d"), ["a", "4", "2", " b", "9", "\nc d"]);
        assert_eq!(split(&tokens, "\u{3000}\u{3000}\t"), ["\u{3000}", "7"]);
        assert_eq!(split(&tokens, "  "), ["2"]);
        assert_eq!(split(&[], "a  b"), ["a  b"]);
    }

    #[test]
    fn words_are_not_whitespace() {
        let mut whitespace = WhitespaceTokens::default();
        assert!(!whitespace.push("<think>", TokenId(1)));
        assert!(!whitespace.push(" a", TokenId(1)));
        assert!(!whitespace.push("", TokenId(1)));
        assert!(whitespace.push("\n", TokenId(1)));
    }
}
