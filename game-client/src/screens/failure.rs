//! Why a game ended or did not begin, and what can be done about it.

use bevy::prelude::*;

/// What the player can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Try the same again.
    Retry,
    /// Choose another name, then try again.
    Rename,
    /// Enter another address or invite.
    Readdress,
    /// Nothing here and now: back to the title.
    GoBack,
}

/// Why a game ended or did not begin.
#[derive(Resource, Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// In a few words: "The server is full".
    pub what: String,
    /// The reason in full, as it was given.
    pub why: String,
    /// What to do.
    pub advice: String,
    /// What the screen offers.
    pub remedy: Remedy,
}

impl Failure {
    /// A failure.
    #[must_use]
    pub fn new(what: &str, why: impl Into<String>, advice: &str, remedy: Remedy) -> Self {
        Self { what: what.into(), why: why.into(), advice: advice.into(), remedy }
    }
}
