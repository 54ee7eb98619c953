//! What people know and how they say it: fact sheets and template lines.
//!
//! A [`FactSheet`] is everything that one person may know. [`speak`] words it with the lines of a
//! ruleset and names the facts that it used; [`understand`] finds out what a player's own words ask
//! about. It is not a judge: nothing here changes the world, completes a quest or trusts a text.
//!
//! # Invariants
//! - A spoken text holds no placeholder and no name that is not on the sheet; every fact that it
//!   used is cited. What a line claims (to have met the player, an open quest) is on the sheet.
//! - A player's words are data. They are read for a topic, within bounds; at most one cleaned word
//!   of them comes back, in the answer that admits ignorance of it.
//! - The same sheet, cue and stream give the same words.
//!
//! ```text
//! World, Person ──> FactSheet ──┬────────────> speak ──> Spoken { text, cited }
//!      a player's words ──> understand ──> Cue ──┘
//! ```

mod cast;
mod fact;
mod heard;
mod lexicon;
mod names;
mod sheet;
mod speak;
mod template;
mod word;

pub use fact::{Acquaintance, Fact, FactId};
pub use heard::{Heard, understand};
pub use sheet::FactSheet;
pub use speak::{Cue, Spoken, say, speak};
pub use word::{MAX_HEARD_CHARS, MAX_NAME_CHARS, MAX_WORD_CHARS, MAX_WORDS};
