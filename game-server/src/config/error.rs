//! What is wrong with a configuration, and where.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why there is no configuration.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {}: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is wrong.
    #[error("{}:{line}:{column}: {what}\n  hint: {hint}", .path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong.
        what: String,
        /// What to do.
        hint: String,
    },
    /// An option is wrong.
    #[error("{option}: {what}\n  hint: {hint}")]
    Option {
        /// The option, with its dashes.
        option: &'static str,
        /// What is wrong.
        what: String,
        /// What to do.
        hint: String,
    },
}

impl ConfigError {
    /// Something wrong at a byte of `text`.
    pub(super) fn wrong(path: &Path, text: &str, at: usize, what: &str, hint: &str) -> Self {
        let (line, column) = place(text, at);
        let (what, hint) = (what.to_owned(), hint.to_owned());
        Self::Wrong { path: path.to_owned(), line, column, what, hint }
    }
}

/// Line and column, in characters, of a byte; of the end where there are fewer.
fn place(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = text.split_at(at).0;
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before.split_at(start).1.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let text = "ä = 1\nbß = 2";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, 2), (1, 2));
        assert_eq!(place(text, 1), (1, 1), "inside of a character");
        assert_eq!(place(text, 7), (2, 1));
        assert_eq!(place(text, 10), (2, 3));
        assert_eq!(place(text, 99), (2, 7));
    }
}
