//! Quests: what somebody wants done, bound to real people, creatures and places.

pub(crate) mod bind;
mod wording;

use crate::{Item, PersonId, SiteId};
use ruleset::{CreatureId, ItemId};
use seed::{Canonical, Mm, Point};
use serde::{Deserialize, Serialize};

/// Names a quest for ever: who gives it, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QuestId {
    /// Who gives it.
    pub giver: PersonId,
    /// Number at that giver, from 0.
    pub number: u16,
}

/// A quest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quest {
    /// Identity.
    pub id: QuestId,
    /// Which kind.
    pub kind: QuestKind,
    /// Title, worded.
    pub title: String,
    /// What the giver says, worded.
    pub offer: String,
    /// What the giver says at the end, worded.
    pub thanks: String,
    /// What must be done, in this order. The last one is [`Objective::Report`].
    pub objectives: Vec<Objective>,
    /// What one gets.
    pub reward: Reward,
    /// Level that it is meant for.
    pub level: u16,
}

impl Canonical for Quest {
    const KIND: &'static str = "quest";
}

/// Which kind a quest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum QuestKind {
    /// Bring something to somebody.
    Deliver,
    /// Kill creatures near a place.
    Hunt,
    /// Fetch the relic out of a dungeon.
    Delve,
}

/// One thing that must be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Objective {
    /// Hand over an item, which the giver hands out when the quest is taken.
    Deliver {
        /// The item.
        item: ItemId,
        /// To whom.
        to: PersonId,
    },
    /// Kill creatures of a kind around a place; its dens are there.
    Hunt {
        /// Which.
        creature: CreatureId,
        /// How many.
        count: u16,
        /// Around where.
        near: Point,
        /// How far from there a kill still counts.
        within: Mm,
    },
    /// Go down a dungeon.
    Enter {
        /// Which.
        dungeon: SiteId,
    },
    /// Solve the dungeon's puzzle.
    Solve {
        /// Which.
        dungeon: SiteId,
    },
    /// Kill the dungeon's boss.
    SlayBoss {
        /// Which.
        dungeon: SiteId,
    },
    /// Take the relic out of the treasure chest.
    Fetch {
        /// Which item.
        item: ItemId,
        /// From where.
        dungeon: SiteId,
    },
    /// Go back to somebody; hands over the relic of an earlier [`Objective::Fetch`].
    Report {
        /// To whom.
        to: PersonId,
    },
}

/// What one gets for a quest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reward {
    /// Experience points.
    pub experience: u32,
    /// Coins.
    pub coins: u32,
    /// An item.
    pub item: Option<Item>,
}
