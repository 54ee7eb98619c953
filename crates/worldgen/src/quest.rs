//! Quests: what somebody wants done, bound to real people, creatures and places.

pub(crate) mod bind;
pub mod check;
pub mod ground;
pub mod persuasion;
pub mod plot;
pub(crate) mod wording;

use crate::{Item, PersonId, SiteId};
use plot::Plot;
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
    /// What can be done for it, as [`Plot::steps`] say. The last one is [`Objective::Report`]; at most
    /// one of them is counted, and there are at most [`plot::MOST_OBJECTIVES`].
    pub objectives: Vec<Objective>,
    /// What one gets.
    pub reward: Reward,
    /// Level that it is meant for.
    pub level: u16,
    /// Why it is wanted, how its objectives hang together, and what comes of it.
    pub plot: Plot,
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
    /// Collect goods from who makes them.
    Fetch,
    /// Look at a place.
    Explore,
    /// Hear what somebody knows.
    FindOut,
    /// Win somebody over.
    Persuade,
    /// Bring somebody what is needed to build.
    Build,
    /// Solve the puzzle of a dungeon.
    Solve,
    /// Bring somebody to a place.
    Escort,
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
    /// Go back to somebody; hands over what an earlier [`Objective::Fetch`] or
    /// [`Objective::Collect`] brought.
    Report {
        /// To whom.
        to: PersonId,
    },
    /// Stand at a place.
    Explore {
        /// Which site it belongs to.
        site: SiteId,
        /// Where.
        at: Point,
        /// How near one must come.
        within: Mm,
    },
    /// Ask somebody about something.
    FindOut {
        /// Who knows.
        from: PersonId,
    },
    /// Win somebody over, with a gift that the giver hands out when the quest is taken.
    Persuade {
        /// Whom.
        whom: PersonId,
        /// The gift; `None`: words are enough.
        gift: Option<ItemId>,
    },
    /// Collect goods that somebody has put by; they are marked as the quest's.
    Collect {
        /// Which.
        item: ItemId,
        /// How many.
        count: u16,
        /// From whom.
        from: PersonId,
    },
    /// Hand collected goods to somebody who builds with them.
    Build {
        /// Which.
        item: ItemId,
        /// How many.
        count: u16,
        /// Who builds.
        with: PersonId,
    },
    /// Bring somebody to a place. The running game cannot play it yet; see [`Quest::is_playable`].
    Escort {
        /// Whom.
        who: PersonId,
        /// Where.
        to: SiteId,
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
