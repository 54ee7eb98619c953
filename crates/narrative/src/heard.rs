//! What a player's own words ask about.
//!
//! Matching is lexical and never more than a choice among the topics that the dialogue's menu has
//! too: whatever a text claims, it does nothing. Names on the sheet come first, then everyday words
//! for a topic; where the words point at something that is neither, it is unknown and the answer
//! says so.

use crate::lexicon::{KEYWORDS, has_substance, points, row, wants};
use crate::names::{is_name, is_own_name, meant};
use crate::word::{Word, words};
use crate::{Cue, Fact, FactId, FactSheet};
use ruleset::LineUse;

/// What a player's words ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A greeting and nothing else.
    Greeting,
    /// The person: who they are and what they do.
    Work,
    /// The settlement.
    Place,
    /// Who else lives here.
    Neighbours,
    /// Somebody of the sheet.
    Neighbour(FactId),
    /// What is dangerous around here.
    Dungeons,
    /// A dungeon of the sheet.
    Dungeon(FactId),
    /// Whether there is something to do.
    Quest,
    /// A goodbye.
    Farewell,
    /// Something that the person does not know: at most one cleaned word of it.
    Unknown(Option<String>),
}

/// What `text` asks about, for somebody who knows `sheet`.
#[must_use]
pub fn understand(sheet: &FactSheet, text: &str) -> Heard {
    let said = words(text);
    if let Some(id) = meant(sheet, &said) {
        match sheet.fact(id) {
            Some(Fact::Dungeon { .. }) => return Heard::Dungeon(id),
            Some(Fact::Kin(_) | Fact::Neighbour(_)) => return Heard::Neighbour(id),
            Some(Fact::Place { .. }) => return Heard::Place,
            _ => {}
        }
    }
    if let Some(unknown) = pointed_at(sheet, &said) {
        return Heard::Unknown(Some(unknown));
    }
    let addressed = || said.iter().any(|word| is_own_name(sheet, word)).then_some(Heard::Work);
    keyword(&said).or_else(addressed).unwrap_or_else(|| Heard::Unknown(topic(&said)))
}

impl Heard {
    /// How to answer it.
    #[must_use]
    pub fn cue(&self, sheet: &FactSheet) -> Cue {
        let about = |line_use, id| Cue { about: Some(id), ..Cue::new(line_use) };
        let offers = |fact: &Fact| matches!(fact, Fact::QuestOffer { .. });
        match self {
            Self::Greeting if sheet.met_before() => Cue::new(LineUse::GreetingAgain),
            Self::Greeting => Cue::new(LineUse::Greeting),
            Self::Work => Cue::new(LineUse::Work),
            Self::Place => Cue::new(LineUse::Place),
            Self::Neighbours => Cue::new(LineUse::Neighbour),
            Self::Neighbour(id) => about(LineUse::Neighbour, *id),
            Self::Dungeons => Cue::new(LineUse::Dungeon),
            Self::Dungeon(id) => about(LineUse::Dungeon, *id),
            Self::Quest if sheet.facts().any(|(_, fact)| offers(fact)) => {
                Cue::new(LineUse::QuestOpen)
            }
            Self::Quest => Cue::new(LineUse::NoQuest),
            Self::Farewell => Cue::new(LineUse::Farewell),
            Self::Unknown(topic) => Cue { topic: topic.clone(), ..Cue::new(LineUse::Unknown) },
        }
    }
}

/// What the words behind the last pointer are about, if none of them is known.
fn pointed_at(sheet: &FactSheet, said: &[Word]) -> Option<String> {
    let substantial = |word: &Word| has_substance(&word.folded);
    let behind = said.iter().enumerate().rev().find_map(|(at, word)| {
        let rest = &said[at + 1..];
        (points(&word.folded) && rest.iter().any(substantial)).then_some(rest)
    })?;
    let known = |word: &Word| row(&word.folded).is_some() || is_name(sheet, word);
    if behind.iter().any(known) { None } else { topic(behind) }
}

/// What the earliest row with one of the words asks about.
fn keyword(said: &[Word]) -> Option<Heard> {
    let first = said.iter().filter_map(|word| row(&word.folded)).min()?;
    match KEYWORDS.get(first)? {
        (_, Heard::Work) if said.iter().any(|word| wants(&word.folded)) => Some(Heard::Quest),
        (_, heard) => Some(heard.clone()),
    }
}

/// The longest word that may be asked about; of equally long ones the first.
fn topic(said: &[Word]) -> Option<String> {
    let mut longest: Option<&Word> = None;
    for word in said.iter().filter(|word| has_substance(&word.folded)) {
        if longest.is_none_or(|best| word.folded.len() > best.folded.len()) {
            longest = Some(word);
        }
    }
    longest.map(|word| word.written.clone())
}

#[cfg(test)]
mod tests;
