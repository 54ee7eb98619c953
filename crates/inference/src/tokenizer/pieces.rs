//! Pre-tokenizers: where a text is cut before merging, so that no token spans two words.
//!
//! Models name theirs (`tokenizer.ggml.pre`) and were trained with regular expressions; these are the
//! same cuts by hand, in one pass and without backtracking. The expressions are quoted at each function
//! as llama.cpp has them (`src/llama-vocab.cpp`).

use super::TokenizerError;
use super::classes::{is_letter, is_newline, is_number, is_other, is_punctuation, is_space};

/// A way to cut text into pieces, each of which is merged on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreTokenizer {
    /// Of GPT-2: words, numbers and symbols, each with one leading space. `gpt-2`.
    Gpt2,
    /// llama.cpp's for files that name none: punctuation apart, then as GPT-2, then numbers without
    /// their space and in threes. `default`.
    Default,
    /// Of Llama 3: one sign before a word stays with it, numbers in threes. `llama-bpe`.
    Llama3,
    /// Of Qwen 2 to 3: as Llama 3, but digits singly. `qwen2`.
    Qwen2,
    /// Of SmolLM and StarCoder: digits singly, the rest as GPT-2. `smollm`.
    SmolLm,
    /// Our own: words with their leading space and their apostrophes, digits singly, punctuation with
    /// its leading space, newlines apart from other whitespace. `seedbound`.
    Seedbound,
}

impl PreTokenizer {
    /// The pre-tokenizer that a file names in `tokenizer.ggml.pre`.
    ///
    /// # Errors
    /// [`TokenizerError::UnknownPreTokenizer`]: a wrong guess would be a model that understands badly
    /// without anyone knowing why.
    pub fn from_name(name: &str) -> Result<Self, TokenizerError> {
        Ok(match name {
            "gpt-2" | "phi-2" | "mpt" | "olmo" => Self::Gpt2,
            "default" => Self::Default,
            "llama-bpe" | "llama3" | "llama-v3" => Self::Llama3,
            "qwen2" | "deepseek-r1-qwen" | "stablelm2" => Self::Qwen2,
            "smollm" | "starcoder" | "refact" | "command-r" => Self::SmolLm,
            "seedbound" => Self::Seedbound,
            _ => return Err(TokenizerError::UnknownPreTokenizer { name: name.to_owned() }),
        })
    }

    /// Whether a piece that is a token as a whole is taken without merging (`ignore_merges`).
    pub(super) fn takes_whole_words(self) -> bool {
        self == Self::Llama3
    }

    /// Gives the pieces of a text to `piece`, in order. None is empty; together they are the text.
    pub fn split<'t>(self, text: &'t str, piece: &mut impl FnMut(&'t str)) {
        match self {
            Self::Gpt2 => cut(text, gpt2, piece),
            Self::Llama3 => cut(text, |rest| llama3(rest, 3), piece),
            Self::Qwen2 => cut(text, |rest| llama3(rest, 1), piece),
            Self::Seedbound => cut(text, seedbound, piece),
            // Here one expression after another cuts the pieces of the one before.
            Self::SmolLm => cut(
                text,
                |rest| one(rest, is_number).or_else(|| run(rest, |c| !is_number(c))),
                &mut |part| cut(part, gpt2, piece),
            ),
            Self::Default => cut(
                text,
                |rest| run(rest, is_separator).or_else(|| run(rest, |c| !is_separator(c))),
                &mut |part| {
                    cut(part, gpt2, &mut |part| {
                        cut(
                            part,
                            |rest| run(rest, is_number).or_else(|| run(rest, |c| !is_number(c))),
                            &mut |part| cut(part, threes, piece),
                        );
                    });
                },
            ),
        }
    }
}

/// Cuts text by a function that says how many bytes the next piece has.
fn cut<'t>(
    mut text: &'t str,
    next: impl Fn(&'t str) -> Option<usize>,
    piece: &mut impl FnMut(&'t str),
) {
    while !text.is_empty() {
        // Every rule ends at a character; were one to miss, the rest would be one piece, not a panic.
        let length = next(text).filter(|&length| length > 0).unwrap_or(text.len());
        let (head, tail) = text.split_at_checked(length).unwrap_or((text, ""));
        piece(head);
        text = tail;
    }
}

/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
fn gpt2(text: &str) -> Option<usize> {
    let body = text.strip_prefix(' ').unwrap_or(text);
    let space = text.len() - body.len();
    let spaced = |class: fn(char) -> bool| run(body, class).map(|length| space + length);
    contraction(text, |ending, known| ending == known)
        .or_else(|| spaced(is_letter))
        .or_else(|| spaced(is_number))
        .or_else(|| spaced(is_other))
        .or_else(|| spaces(text))
}

/// `(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|`
/// ` ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`, with at most `digits` instead of 3.
fn llama3(text: &str, digits: usize) -> Option<usize> {
    contraction(text, |ending, known| ending.eq_ignore_ascii_case(known))
        .or_else(|| {
            let sign = one(text, |c| !is_newline(c) && !is_letter(c) && !is_number(c));
            let sign = sign.unwrap_or(0);
            run(after(text, sign), is_letter).map(|length| sign + length)
        })
        .or_else(|| {
            let number = text.chars().take(digits).take_while(|&c| is_number(c));
            Some(number.map(char::len_utf8).sum()).filter(|&length| length > 0)
        })
        .or_else(|| {
            let body = text.strip_prefix(' ').unwrap_or(text);
            let others = text.len() - body.len() + run(body, is_other)?;
            Some(others + run(after(text, others), is_newline).unwrap_or(0))
        })
        .or_else(|| {
            let white = text.get(..run(text, is_space)?)?;
            white.rfind(is_newline).map(|last| last + 1)
        })
        .or_else(|| spaces(text))
}

/// `\p{L}+(?:['’]\p{L}+)*` and `[^\s\p{L}\p{N}]+`, each with a space before it if there is one; `\p{N}`;
/// `[\r\n]+`; other whitespace, less the one space that belongs to what follows.
fn seedbound(text: &str) -> Option<usize> {
    let body = text.strip_prefix(' ').unwrap_or(text);
    let space = text.len() - body.len();
    one(text, is_number)
        .or_else(|| run(text, is_newline))
        .or_else(|| {
            let mut length = space + run(body, is_letter)?;
            while let Some(mark) = one(after(text, length), |c| matches!(c, '\'' | '’'))
                && let Some(more) = run(after(text, length + mark), is_letter)
            {
                length += mark + more;
            }
            Some(length)
        })
        .or_else(|| run(body, is_other).map(|length| space + length))
        .or_else(|| {
            let white = run(text, |c| is_space(c) && !is_newline(c))?;
            let ends = after(text, white).chars().next().is_none_or(is_newline);
            let kept = usize::from(!ends && white > 1 && text.get(..white)?.ends_with(' '));
            Some(white - kept)
        })
}

/// `[0-9][0-9][0-9]`, and what is left between.
fn threes(text: &str) -> Option<usize> {
    let three = text.bytes().take(3).take_while(u8::is_ascii_digit).count() == 3;
    if three {
        return Some(3);
    }
    let bytes = text.as_bytes();
    bytes.windows(3).position(|window| window.iter().all(u8::is_ascii_digit))
}

/// `[\p{P}\$\+<=>\^~\|]`
fn is_separator(c: char) -> bool {
    matches!(c, '$' | '+' | '<' | '=' | '>' | '^' | '~' | '|') || is_punctuation(c)
}

/// An English ending after an apostrophe.
fn contraction(text: &str, same: impl Fn(&[u8], &[u8]) -> bool) -> Option<usize> {
    let ending = text.strip_prefix('\'')?.as_bytes();
    let known: [&[u8]; 7] = [b"s", b"t", b"re", b"ve", b"m", b"ll", b"d"];
    let found = known
        .iter()
        .find(|known| ending.get(..known.len()).is_some_and(|ending| same(ending, known)));
    found.map(|known| 1 + known.len())
}

/// `\s+(?!\S)|\s+`: whitespace, less its last character where something follows and more than that
/// one is there.
fn spaces(text: &str) -> Option<usize> {
    let white = run(text, is_space)?;
    if white == text.len() {
        return Some(white);
    }
    let last = text.get(..white)?.chars().next_back()?.len_utf8();
    Some(if white > last { white - last } else { white })
}

/// The bytes of the characters of a class that the text begins with, at least one.
fn run(text: &str, class: impl Fn(char) -> bool) -> Option<usize> {
    let length = text.find(|c| !class(c)).unwrap_or(text.len());
    (length > 0).then_some(length)
}

/// The bytes of the first character, if it is of a class.
fn one(text: &str, class: impl Fn(char) -> bool) -> Option<usize> {
    text.chars().next().filter(|&c| class(c)).map(char::len_utf8)
}

fn after(text: &str, length: usize) -> &str {
    text.get(length..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::PreTokenizer::{Default, Gpt2, Llama3, Qwen2, Seedbound, SmolLm};
    use super::*;
    use proptest::prelude::*;

    const ALL: [PreTokenizer; 6] = [Gpt2, Default, Llama3, Qwen2, SmolLm, Seedbound];

    fn pieces(pre: PreTokenizer, text: &str) -> Vec<&str> {
        let mut pieces = Vec::new();
        pre.split(text, &mut |piece| pieces.push(piece));
        pieces
    }

    #[test]
    fn contractions_are_cut_as_each_model_learnt_them() {
        let text = "I'll WE'LL don't 'sword";
        let gpt2 = ["I", "'ll", " WE", "'", "LL", " don", "'t", " '", "sword"];
        assert_eq!(pieces(Gpt2, text), gpt2);
        assert_eq!(pieces(SmolLm, text), gpt2);
        let llama = ["I", "'ll", " WE", "'LL", " don", "'t", " '", "sword"];
        assert_eq!(pieces(Llama3, text), llama);
        assert_eq!(pieces(Qwen2, text), llama);
        let default = ["I", "'", "ll", " WE", "'", "LL", " don", "'", "t", " ", "'", "sword"];
        assert_eq!(pieces(Default, text), default);
        assert_eq!(pieces(Seedbound, text), ["I'll", " WE'LL", " don't", " '", "sword"]);
    }

    #[test]
    fn an_ending_goes_before_the_word_that_it_begins() {
        assert_eq!(pieces(Gpt2, "x'sword"), ["x", "'s", "word"]);
        assert_eq!(pieces(Llama3, "'Verily"), ["'Ve", "rily"]);
        assert_eq!(pieces(Gpt2, "'Verily"), ["'", "Verily"]);
    }

    #[test]
    fn digits_are_cut_as_each_model_learnt_them() {
        let text = "pay 12345 gold7 ½٣";
        assert_eq!(pieces(Gpt2, text), ["pay", " 12345", " gold", "7", " ½٣"]);
        assert_eq!(pieces(Default, text), ["pay", " ", "123", "45", " gold", "7", " ", "½٣"]);
        assert_eq!(pieces(Llama3, text), ["pay", " ", "123", "45", " gold", "7", " ", "½٣"]);
        let singly = ["pay", " ", "1", "2", "3", "4", "5", " gold", "7", " ", "½", "٣"];
        for pre in [Qwen2, SmolLm, Seedbound] {
            assert_eq!(pieces(pre, text), singly, "{pre:?}");
        }
    }

    #[test]
    fn whitespace_leaves_its_last_space_to_the_word() {
        let text = "a   b\t\tc \n\n  d  ";
        assert_eq!(pieces(Gpt2, text), ["a", "  ", " b", "\t", "\t", "c", " \n\n ", " d", "  "]);
        assert_eq!(pieces(Llama3, text), ["a", "  ", " b", "\t", "\tc", " \n\n", " ", " d", "  "]);
        assert_eq!(
            pieces(Seedbound, text),
            ["a", "  ", " b", "\t\t", "c", " ", "\n\n", " ", " d", "  "]
        );
    }

    #[test]
    fn signs_keep_their_newlines_in_llama_and_their_words() {
        let text = "(he said:\r\n\"No!\"\n";
        assert_eq!(pieces(Llama3, text), ["(he", " said", ":\r\n", "\"No", "!\"\n"]);
        assert_eq!(
            pieces(Gpt2, text),
            ["(", "he", " said", ":", "\r", "\n", "\"", "No", "!\"", "\n"]
        );
        assert_eq!(
            pieces(Seedbound, text),
            ["(", "he", " said", ":", "\r\n", "\"", "No", "!\"", "\n"]
        );
    }

    #[test]
    fn every_script_has_letters_and_emoji_are_signs() {
        let text = "你好，世界 🙂🙂 Ⓐe\u{301}t";
        let gpt2 = ["你好", "，", "世界", " 🙂🙂", " Ⓐ", "e", "\u{301}", "t"];
        assert_eq!(pieces(Gpt2, text), gpt2);
        assert_eq!(pieces(Default, text), gpt2);
        assert_eq!(pieces(Seedbound, text), gpt2);
        let llama = ["你好", "，世界", " 🙂🙂", " Ⓐ", "e", "\u{301}t"];
        assert_eq!(pieces(Llama3, text), llama);
        assert_eq!(pieces(Qwen2, text), llama);
    }

    #[test]
    fn a_name_that_is_not_known_is_refused_by_name() {
        let error = PreTokenizer::from_name("tekken").expect_err("not written yet");
        assert!(error.to_string().contains("\"tekken\""), "{error}");
        assert_eq!(PreTokenizer::from_name("llama-bpe").ok(), Some(Llama3));
    }

    /// Texts where the rules meet: spaces, newlines, quotes, digits, and anything else.
    pub(super) fn texts() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop_oneof![
                prop::sample::select(
                    &[
                        ' ', '\t', '\n', '\r', '\'', 's', 'L', 'l', 'e', 'R', '7', '½', '.', '+',
                        '好', '\u{301}', '\u{A0}', '\u{3000}', '🙂',
                    ][..]
                ),
                any::<char>(),
            ],
            0..60,
        )
        .prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in texts()) {
            for pre in ALL {
                let pieces = pieces(pre, &text);
                prop_assert_eq!(pieces.concat(), text.as_str());
                prop_assert!(pieces.iter().all(|piece| !piece.is_empty()));
            }
        }
    }
}
