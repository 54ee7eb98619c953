//! What is wrong with a ruleset, and where.

use std::fmt;
use std::path::PathBuf;
use thiserror::Error;

/// One thing that is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, relative to the ruleset's directory.
    pub file: String,
    /// Line, from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.what)?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, "\n  hint: {}", self.hint) }
    }
}

/// A ruleset that cannot be used.
#[derive(Debug, Error)]
pub enum RulesetError {
    /// No ruleset of that name.
    #[error("there is no ruleset {name:?}; looked in {}; known: {}", list(.looked), .known.join(", "))]
    Unknown {
        /// The name or path as given.
        name: String,
        /// Directories that were searched.
        looked: Vec<PathBuf>,
        /// Names that were found there.
        known: Vec<String>,
    },
    /// A file could not be read.
    #[error("cannot read {}: {source}", .path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The tables are wrong; every problem that was found.
    #[error("the ruleset in {} has {} problem(s):\n{}", .directory.display(), .problems.len(), lines(.problems))]
    Wrong {
        /// The ruleset's directory.
        directory: PathBuf,
        /// What is wrong, in file order.
        problems: Vec<Problem>,
    },
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
