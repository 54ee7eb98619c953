//! The transcript: who did what, when.

use crate::terminal::Screen;
use owo_colors::AnsiColors;
use std::time::{Duration, Instant};

/// Columns of a line; what is longer goes on below.
const COLUMNS: usize = 100;
/// Columns of the time.
const MARGIN: usize = 7;

const COLOURS: [AnsiColors; 8] = [
    AnsiColors::BrightYellow,
    AnsiColors::BrightCyan,
    AnsiColors::BrightGreen,
    AnsiColors::BrightMagenta,
    AnsiColors::BrightBlue,
    AnsiColors::BrightRed,
    AnsiColors::Cyan,
    AnsiColors::Yellow,
];

/// Tells what happens.
pub(super) struct Story<'s> {
    screen: &'s Screen,
    start: Instant,
}

impl<'s> Story<'s> {
    pub(super) fn new(screen: &'s Screen) -> Self {
        Self { screen, start: Instant::now() }
    }

    /// Time since the beginning.
    pub(super) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// What the teller says, between the acts.
    pub(super) fn narrate(&self, text: &str) {
        let mut lines = wrap(text, COLUMNS - MARGIN).into_iter();
        let first = lines.next().unwrap_or_default();
        self.line(&format!("{}{}", self.time(), self.screen.bold(&first)));
        for line in lines {
            self.line(&format!("{:MARGIN$}{}", "", self.screen.bold(&line)));
        }
    }

    /// What somebody did: a sentence without its subject.
    pub(super) fn tell(&self, who: usize, name: &str, did: &str) {
        let text = format!("{name} {did}");
        let mut lines = wrap(&text, COLUMNS - MARGIN).into_iter();
        let first = lines.next().unwrap_or_default();
        let first = match first.strip_prefix(name) {
            Some(rest) => format!("{}{rest}", self.name(who, name)),
            None => first,
        };
        self.line(&format!("{}{first}", self.time()));
        for line in lines {
            self.line(&format!("{:MARGIN$}{line}", ""));
        }
    }

    /// A name in its colour.
    pub(super) fn name(&self, who: usize, name: &str) -> String {
        let colour = COLOURS.get(who % COLOURS.len()).copied().unwrap_or(AnsiColors::White);
        self.screen.colour(colour, name)
    }

    /// A line as it is.
    pub(super) fn line(&self, text: &str) {
        // Whoever closes the pipe early does not want to hear the rest.
        let _ = self.screen.print(text);
    }

    /// A line in the background.
    pub(super) fn aside(&self, text: &str) {
        for line in wrap(text, COLUMNS - MARGIN) {
            self.line(&format!("{:MARGIN$}{}", "", self.screen.dim(&line)));
        }
    }

    fn time(&self) -> String {
        let seconds = self.elapsed().as_secs();
        self.screen.dim(&format!("{:02}:{:02}  ", seconds / 60, seconds % 60))
    }
}

/// Breaks a text between words.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let length = lines[last].chars().count();
        if length > 0 && length + 1 + word.chars().count() > columns {
            lines.push(word.to_owned());
        } else {
            if length > 0 {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines
}

/// A thing with its indefinite article, in the middle of a sentence.
pub(super) fn a(thing: &str) -> String {
    let mut letters = thing.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    let thing: String = first.into_iter().chain(letters).collect();
    let kind = thing.split(" of ").next().unwrap_or_default();
    let article = if kind.ends_with('s') && !kind.ends_with("ss") {
        "some"
    } else if thing.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {thing}")
}

/// A number in words where that reads better.
pub(super) fn count(number: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// "a, b and c".
pub(super) fn list(things: &[String]) -> String {
    match things {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_broken_between_words() {
        let lines = wrap("one two three four", 9);
        assert_eq!(lines, ["one two", "three", "four"]);
        assert_eq!(wrap("incomprehensibilities", 5), ["incomprehensibilities"]);
    }

    #[test]
    fn lists_and_articles_read_well() {
        let things = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(&things), "a, b and c");
        assert_eq!((a("Axe of Thorns"), a("wolf")), ("an axe of Thorns".into(), "a wolf".into()));
        assert_eq!(
            (a("Horseshoes"), a("Cask of ale")),
            ("some horseshoes".into(), "a cask of ale".into())
        );
        assert_eq!((count(6), count(13)), ("six".into(), "13".into()));
    }
}
