//! Words of a text from outside, within bounds.

/// Characters of a player's text that are read; the rest is not looked at.
pub const MAX_HEARD_CHARS: usize = 400;

/// Words of a player's text that are read.
pub const MAX_WORDS: usize = 60;

/// Characters of a word; longer ones are cut.
pub const MAX_WORD_CHARS: usize = 24;

/// Characters of a player's name in a line; longer ones are cut.
pub const MAX_NAME_CHARS: usize = 24;

/// A word: letters and digits, with apostrophes and hyphens between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As it was written, for an answer.
    pub written: String,
    /// In lower case and without a possessive ending, to compare.
    pub folded: String,
}

/// The words of a text, within the bounds above. Everything else in it is a gap between words:
/// control characters, braces, marks that turn the direction of writing.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut current = String::new();
    for c in text.chars().take(MAX_HEARD_CHARS).chain([' ']) {
        match c {
            _ if c.is_alphanumeric() => current.push(c),
            '\'' | '\u{2019}' if !current.is_empty() => current.push('\''),
            '-' if !current.is_empty() => current.push('-'),
            _ => found.extend(word(&std::mem::take(&mut current))),
        }
        if found.len() == MAX_WORDS {
            break;
        }
    }
    found
}

fn word(raw: &str) -> Option<Word> {
    let cut: String = raw.chars().take(MAX_WORD_CHARS).collect();
    let written = cut.trim_end_matches(['\'', '-']).to_owned();
    if written.is_empty() {
        return None;
    }
    let lower = written.to_lowercase();
    let folded = lower.strip_suffix("'s").unwrap_or(&lower).replace('\'', "");
    Some(Word { written, folded })
}

/// A player's name as it may stand in a line; `None` when nothing of it may.
pub(crate) fn clean_name(name: &str) -> Option<String> {
    let allowed = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '-' | '_' | '.');
    let kept: String = name.chars().take(MAX_HEARD_CHARS).filter(allowed).collect();
    let kept: Vec<&str> = kept.split_whitespace().collect();
    let joined: String = kept.join(" ").chars().take(MAX_NAME_CHARS).collect();
    let trimmed = joined.trim_end();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_are_folded_and_freed_of_punctuation() {
        assert_eq!(folded("  What's *Marla's* work?!"), ["what", "marla", "work"]);
        assert_eq!(folded("NORTH-EAST, ÉLAN..."), ["north-east", "élan"]);
        assert_eq!(folded("a\u{202e}b\0c\u{200b}d{name}"), ["a", "b", "c", "d", "name"]);
        assert_eq!(folded("-'- ' \u{7}"), Vec::<String>::new());
    }

    #[test]
    fn reading_is_bounded() {
        assert_eq!(words(&"a ".repeat(5_000)).len(), MAX_WORDS);
        let long = words(&"x".repeat(10_000));
        assert_eq!(long.len(), 1);
        assert_eq!(long[0].written.chars().count(), MAX_WORD_CHARS);
    }

    #[test]
    fn names_are_cleaned() {
        assert_eq!(clean_name("  Ada\n Lovelace "), Some("Ada Lovelace".into()));
        assert_eq!(clean_name("{player}\u{202e}"), Some("player".into()));
        assert_eq!(clean_name("{}\0"), None);
        assert_eq!(clean_name(&"n".repeat(900)).map(|name| name.len()), Some(MAX_NAME_CHARS));
    }
}
