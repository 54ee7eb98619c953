//! Words a sheet with the lines of a ruleset.
//!
//! Of the lines for an occasion, those whose every placeholder the sheet can fill are equally
//! likely. Where there is none the next occasion in [`fallback`]'s order is tried, and at the end
//! the person keeps silent: nothing is ever made up.

use crate::cast::Cast;
use crate::{FactId, FactSheet};
use ruleset::{LineUse, Ruleset};
use seed::Stream;

/// Said where no line fits.
const SILENCE: &str = "\u{2026}";

/// What somebody should say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// On which occasion.
    pub line_use: LineUse,
    /// About which fact of the sheet; `None`: any that fits.
    pub about: Option<FactId>,
    /// The one word of the player's that an answer may repeat; cleaned before it is.
    pub topic: Option<String>,
}

impl Cue {
    /// On this occasion, about nothing in particular.
    #[must_use]
    pub const fn new(line_use: LineUse) -> Self {
        Self { line_use, about: None, topic: None }
    }
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The words.
    pub text: String,
    /// The facts that they rest on, in the sheet's order, each once.
    pub cited: Vec<FactId>,
    /// The occasion of the line that was found; differs from the cue's after a fallback.
    pub line_use: LineUse,
}

/// Says something on an occasion, to a player of this name.
#[must_use]
pub fn speak(
    rules: &Ruleset,
    sheet: &FactSheet,
    line_use: LineUse,
    player: &str,
    stream: &mut Stream,
) -> Spoken {
    say(rules, sheet, &Cue::new(line_use), player, stream)
}

/// Says what the cue asks for, to a player of this name.
#[must_use]
pub fn say(
    rules: &Ruleset,
    sheet: &FactSheet,
    cue: &Cue,
    player: &str,
    stream: &mut Stream,
) -> Spoken {
    let cast = Cast::of(sheet, cue, player, stream);
    let mut occasion = Some(cue.line_use);
    while let Some(line_use) = occasion {
        let lines = rules.lines.iter().filter(|line| line.when == line_use);
        let fitting: Vec<(String, Vec<FactId>)> =
            lines.filter_map(|line| cast.fill(line_use, &line.text)).collect();
        if let Some((text, cited)) = stream.pick(&fitting) {
            return Spoken { text: text.clone(), cited: cited.clone(), line_use };
        }
        occasion = fallback(line_use);
    }
    Spoken { text: SILENCE.to_owned(), cited: Vec::new(), line_use: cue.line_use }
}

/// What is said instead where no line for an occasion can be filled: the admission of not knowing,
/// then the own work, which everybody can tell of. Never something that claims more: nobody with an
/// open quest to ask about says that there is none.
const fn fallback(line_use: LineUse) -> Option<LineUse> {
    match line_use {
        LineUse::GreetingAgain => Some(LineUse::Greeting),
        LineUse::Place | LineUse::Neighbour | LineUse::Dungeon => Some(LineUse::Unknown),
        LineUse::Unknown | LineUse::QuestOpen | LineUse::NoQuest => Some(LineUse::Work),
        LineUse::Greeting | LineUse::Work | LineUse::Farewell => None,
    }
}

#[cfg(test)]
mod tests;
