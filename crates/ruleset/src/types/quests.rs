//! Wording of quests, checked.

use super::{Aside, GroundText, PersuasionRules};
use serde::Serialize;

/// Wording of quests: titles and offers a kind, with `{names}` that stand for the real ones and
/// `[this|that]` of which one is drawn. What is said at last is an opening, the offer and a closing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QuestTexts {
    /// Titles and offers of deliveries, not empty.
    pub deliver: Vec<(String, String)>,
    /// Titles and offers of hunts, not empty.
    pub hunt: Vec<(String, String)>,
    /// Titles and offers of delves, not empty.
    pub delve: Vec<(String, String)>,
    /// Titles and offers of goods that somebody has put by; empty: nobody asks for that.
    pub fetch: Vec<(String, String)>,
    /// Titles and offers of places to be looked at; empty: nobody asks for that.
    pub explore: Vec<(String, String)>,
    /// Titles and offers of things that somebody knows; empty: nobody asks for that.
    pub find_out: Vec<(String, String)>,
    /// Titles and offers of people to be won over; empty: nobody asks for that.
    pub persuade: Vec<(String, String)>,
    /// Titles and offers of things to be built; empty: nobody asks for that.
    pub build: Vec<(String, String)>,
    /// Titles and offers of puzzles of dungeons; empty: nobody asks for that.
    pub solve: Vec<(String, String)>,
    /// Titles and offers of people to be brought somewhere; empty: nobody asks for that.
    pub escort: Vec<(String, String)>,
    /// Thanks, not empty.
    pub thanks: Vec<String>,
    /// What an offer begins with; may be empty.
    pub opening: Vec<String>,
    /// What an offer ends with; may be empty.
    pub closing: Vec<String>,
    /// Answers to a no; may be empty.
    pub refusal: Vec<String>,
    /// The other way of a hunt; empty: there is none.
    pub hunt_instead: Vec<String>,
    /// The other way of a delivery; empty: there is none.
    pub deliver_instead: Vec<String>,
    /// Titles and offers that follow from the giver's life or the past; may be empty.
    pub grounded: Vec<GroundText>,
    /// What is said beside another text; may be empty.
    pub asides: Vec<Aside>,
    /// How people are won over.
    pub persuasion: PersuasionRules,
}
