//! Fills names into wordings.

use crate::language::capitalised;
use seed::Stream;

const SMALL: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// A number in words, as far as words are usual.
pub(crate) fn count(number: u16) -> String {
    let small = usize::from(number).checked_sub(1).and_then(|index| SMALL.get(index));
    small.map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// The text with every `{name}` replaced; a name that begins a sentence gets a capital, and before a vowel
/// an article is "an".
pub(crate) fn fill(text: &str, names: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            // The ruleset's check excludes this; the text then stays as it is written.
            filled.push('{');
            rest = after;
            continue;
        };
        let value = names.iter().find(|(known, _)| *known == name).map_or(name, |(_, value)| value);
        if vowel(value) && article(&filled) {
            let space = filled.pop();
            filled.push('n');
            filled.extend(space);
        }
        if begins_sentence(&filled) {
            filled.push_str(&capitalised(value));
        } else {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The text with one of each `[this|that]` drawn.
pub(crate) fn choose(text: &str, stream: &mut Stream) -> String {
    let mut chosen = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        chosen.push_str(before);
        let Some((choice, after)) = after.split_once(']') else {
            rest = after;
            continue;
        };
        let choices: Vec<&str> = choice.split('|').collect();
        chosen.push_str(stream.pick(&choices).copied().unwrap_or(""));
        rest = after;
    }
    chosen.push_str(rest);
    chosen
}

fn vowel(value: &str) -> bool {
    value.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U'])
}

/// The last word before a space is "a".
fn article(before: &str) -> bool {
    let word = before.strip_suffix(' ').and_then(|rest| rest.rsplit([' ', '"', '\'']).next());
    matches!(word, Some("a" | "A"))
}

fn begins_sentence(before: &str) -> bool {
    let end = before.trim_end_matches([' ', '"']);
    end.is_empty() || end.ends_with(['.', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in_and_begin_sentences_with_a_capital() {
        let names = [("place", "Orwick"), ("direction", "north-east")];
        let filled = fill("{direction} of {place}. {direction}, I said.", &names);
        assert_eq!(filled, "North-east of Orwick. North-east, I said.");
    }

    #[test]
    fn articles_fit_what_comes_after_them() {
        let names = [("trade", "innkeeper"), ("beast", "wolf")];
        let filled = fill("A {trade} saw a {beast}, or extra {trade}. Am I a {trade}?", &names);
        assert_eq!(filled, "An innkeeper saw a wolf, or extra innkeeper. Am I an innkeeper?");
    }

    #[test]
    fn one_of_each_choice_is_drawn() {
        let mut stream = Stream::new(&[1; 32], "test", &seed::Path::new());
        let drawn: std::collections::BTreeSet<String> =
            (0..40).map(|_| choose("[a|b] or [c|d].", &mut stream)).collect();
        let all = ["a or c.", "a or d.", "b or c.", "b or d."].map(str::to_owned);
        assert_eq!(drawn, all.into());
    }

    #[test]
    fn counts_are_words_up_to_twelve() {
        assert_eq!(count(3), "three");
        assert_eq!(count(13), "13");
        assert_eq!(count(0), "0");
    }
}
