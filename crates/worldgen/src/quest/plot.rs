//! How the objectives of a quest hang together: a graph without circles, over their numbers.
//!
//! An objective is open when what it comes after is done. Alternatives are several objectives that
//! one [`After::Any`] names: once that is satisfied the others are closed.

use super::ground::Ground;
use super::{Objective, Quest, QuestId};
use crate::{PersonId, SiteId};
use ruleset::ItemId;
use serde::{Deserialize, Serialize};

/// Most objectives of a quest, so that those done fit into a set of 32 bits.
pub const MOST_OBJECTIVES: usize = 32;

/// Why a quest is wanted, how its objectives hang together, and what comes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plot {
    /// Why the giver wants it.
    pub need: Need,
    /// What each objective comes after, one for each; empty: each comes after the one before.
    pub steps: Vec<After>,
    /// Quests that must be done before this one is offered.
    pub requires: Vec<QuestId>,
    /// What the giver says to a no.
    pub refusal: String,
    /// In how many days of the game it is wanted; `None`: whenever.
    pub deadline_days: Option<u16>,
    /// What comes of it.
    pub outcomes: Vec<Outcome>,
    /// The arc that it is a part of.
    pub arc: Option<ArcRef>,
    /// What it follows from, as its offer says.
    #[serde(default)]
    pub ground: Option<Ground>,
}

/// Why a giver wants something done.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Need {
    /// The giver's trade.
    #[default]
    Trade,
    /// Neighbours and kin.
    Neighbour,
    /// Beasts nearby.
    Beasts,
    /// Something lost, below ground.
    Missing,
    /// The land around.
    Land,
    /// A quarrel.
    Grudge,
    /// Something that players did.
    Deed,
}

/// What an objective comes after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum After {
    /// All of these; none: open from the start.
    All(Vec<u16>),
    /// One of these.
    Any(Vec<u16>),
}

impl After {
    fn numbers(&self) -> &[u16] {
        match self {
            Self::All(numbers) | Self::Any(numbers) => numbers,
        }
    }

    fn holds(&self, done: u32) -> bool {
        let is_done = |&number: &u16| has(done, usize::from(number));
        match self {
            Self::All(numbers) => numbers.iter().all(is_done),
            Self::Any(numbers) => numbers.iter().any(is_done),
        }
    }
}

/// What comes of a quest, for the world's chronicle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// When.
    pub when: Ending,
    /// What.
    pub what: Consequence,
}

/// How a quest ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// Done, whichever way.
    Done,
    /// Done by way of an objective.
    By(u16),
    /// Refused or given up.
    Refused,
    /// Not done in time.
    Late,
}

/// What changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Consequence {
    /// What somebody thinks of who did it, -100 to 100.
    Opinion {
        /// Who.
        of: PersonId,
        /// By how much.
        by: i8,
    },
    /// A price, per cent.
    Price {
        /// Where.
        site: SiteId,
        /// Of what.
        item: ItemId,
        /// By how much.
        per_cent: i8,
    },
    /// How safe a place is, -100 to 100.
    Safety {
        /// Where.
        site: SiteId,
        /// By how much.
        by: i8,
    },
    /// A quest is offered from then on.
    Next(QuestId),
}

/// A quest's part in an arc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArcRef {
    /// Which pattern, by its place in the ruleset's table.
    pub arc: u16,
    /// Which part, from 0.
    pub part: u16,
    /// Of how many.
    pub of: u16,
    /// Here things turn out to be otherwise than they seemed.
    pub turn: bool,
}

impl Quest {
    /// What an objective comes after.
    fn after(&self, number: usize) -> After {
        self.plot.steps.get(number).cloned().unwrap_or_else(|| {
            let before = number.checked_sub(1).map(|before| before as u16);
            After::All(before.into_iter().collect())
        })
    }

    /// Is this objective to be done now? `done` has the bit of each objective that is done.
    #[must_use]
    pub fn is_open(&self, number: usize, done: u32) -> bool {
        let last = self.objectives.len().saturating_sub(1);
        if number > last || has(done, number) || !self.after(number).holds(done) {
            return false;
        }
        // Nobody waits for it any more: another way was taken.
        let waits = |later: usize| {
            let after = self.after(later);
            after.numbers().contains(&(number as u16)) && !has(done, later) && !after.holds(done)
        };
        number == last || (0..=last).any(waits)
    }

    /// The objectives that are to be done now, in order.
    pub fn open(&self, done: u32) -> impl Iterator<Item = (usize, &Objective)> {
        let objectives = self.objectives.iter().enumerate();
        objectives.filter(move |(number, _)| self.is_open(*number, done))
    }

    /// Nothing is left to be done.
    #[must_use]
    pub fn is_over(&self, done: u32) -> bool {
        self.objectives.len().checked_sub(1).is_none_or(|last| has(done, last))
    }

    /// There is one way to do it, and it can be taken by anybody.
    #[must_use]
    pub const fn is_straight(&self) -> bool {
        self.plot.steps.is_empty() && self.plot.requires.is_empty()
    }

    /// The running game can play it: nobody has to be led.
    #[must_use]
    pub fn is_playable(&self) -> bool {
        !self.objectives.iter().any(|objective| matches!(objective, Objective::Escort { .. }))
    }

    /// The graph in the language of Graphviz (<https://graphviz.org/doc/info/lang.html>), each
    /// objective under the words of `name`.
    pub fn dot(&self, name: impl Fn(&Objective) -> String) -> String {
        let mut text = String::from("digraph quest {\n  rankdir=LR;\n  node [shape=box];\n");
        for (number, objective) in self.objectives.iter().enumerate() {
            let label = name(objective).replace('\\', "").replace('"', "'");
            text += &format!("  o{number} [label=\"{label}\"];\n");
            let after = self.after(number);
            let style = if matches!(after, After::Any(_)) { " [style=dashed]" } else { "" };
            for before in after.numbers() {
                text += &format!("  o{before} -> o{number}{style};\n");
            }
        }
        text + "}\n"
    }
}

/// Does a set of bits hold this number?
#[must_use]
pub const fn has(done: u32, number: usize) -> bool {
    number < MOST_OBJECTIVES && done & (1 << number) != 0
}
