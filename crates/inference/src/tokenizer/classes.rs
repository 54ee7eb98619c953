//! The classes of characters that the pre-tokenizers' regular expressions name: `\p{L}`, `\p{N}`,
//! `\p{P}` and `\s`. Two of them the standard library has; the others lean on the tables.

use super::tables::{ALPHABETIC_BUT_NOT_LETTERS, PUNCTUATION};

/// `\p{L}`: a letter of any script.
pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    c.is_alphabetic() && !c.is_numeric() && !contains(&ALPHABETIC_BUT_NOT_LETTERS, c)
}

/// `\p{N}`: a digit, a letter that is a number (`Ⅷ`), or another number (`½`).
pub(super) fn is_number(c: char) -> bool {
    c.is_numeric()
}

/// `\p{P}`: punctuation. Not symbols, such as `+` or `$`.
pub(super) fn is_punctuation(c: char) -> bool {
    contains(&PUNCTUATION, c)
}

/// `\s`: the property `White_Space`.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// `[\r\n]`.
pub(super) fn is_newline(c: char) -> bool {
    matches!(c, '\r' | '\n')
}

/// `[^\s\p{L}\p{N}]`.
pub(super) fn is_other(c: char) -> bool {
    !is_space(c) && !is_number(c) && !is_letter(c)
}

fn contains(ranges: &[(u32, u32)], c: char) -> bool {
    let code = u32::from(c);
    let index = ranges.partition_point(|&(_, last)| last < code);
    ranges.get(index).is_some_and(|&(first, _)| first <= code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_from_marks_circles_and_numerals() {
        for c in ['a', 'Z', 'é', 'ß', 'Ж', 'ع', 'क', '中', '한', 'ʰ', 'ª', 'ǅ', '\u{1E900}']
        {
            assert!(is_letter(c), "{c:?}");
        }
        // A combining acute, a vowel sign of Devanagari, circled letters, a Roman numeral.
        for c in ['\u{301}', '\u{93F}', 'Ⓐ', '🅰', 'Ⅷ', '5', '_', ' ', '🙂', '\u{345}', '\u{E01EF}']
        {
            assert!(!is_letter(c), "{c:?}");
        }
    }

    #[test]
    fn numbers_are_digits_numerals_and_fractions() {
        assert!(['7', '٣', 'Ⅷ', '½', '²', '〇'].into_iter().all(is_number));
        assert!(!['a', '中', 'Ⓐ'].into_iter().any(is_number));
    }

    #[test]
    fn punctuation_is_told_from_symbols() {
        assert!(['!', '_', '(', '«', '。', '—', '\u{10EAD}'].into_iter().all(is_punctuation));
        assert!(
            !['$', '+', '<', '^', '`', '|', '~', 'a', '€', '🙂'].into_iter().any(is_punctuation)
        );
    }

    #[test]
    fn the_tables_are_sorted_and_apart() {
        for table in [&ALPHABETIC_BUT_NOT_LETTERS[..], &PUNCTUATION[..]] {
            assert!(table.iter().all(|(first, last)| first <= last));
            assert!(table.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0));
        }
    }
}
