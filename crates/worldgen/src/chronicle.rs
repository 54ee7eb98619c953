//! The chronicle: what players did, as far as the world remembers it.
//!
//! It stands beside the seed: with it new quests, rumours and prices follow from (seed, ruleset,
//! chronicle), and from nothing else. Its deeds are sorted, each once, so that the order in which they
//! were told does not matter; the empty chronicle leaves the world as it was generated. Old deeds
//! fade by the ruleset's `chronicle.toml`, and only so many are kept.

mod follow;
mod news;
mod prices;

pub use news::Rumour;
pub use prices::Price;

use crate::{PersonId, SiteId};
use ruleset::{ChronicleRules, CreatureId, DeedKind};
use seed::{Canonical, Point};
use serde::{Deserialize, Serialize};

/// Deeds that the world remembers, on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chronicle {
    /// Today, in days of the game since the world began.
    day: u32,
    /// Sorted, each once.
    deeds: Vec<Deed>,
}

impl Canonical for Chronicle {
    const KIND: &'static str = "chronicle";
}

/// Something that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Deed {
    /// On which day.
    pub day: u32,
    /// Where.
    pub at: Point,
    /// What.
    pub what: What,
    /// By whom: a pseudonym, the first bytes of a hash of the wallet; `None`: nobody knows.
    pub who: Option<[u8; 8]>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum What {
    /// A creature was killed; `boss_of`: it was the one of this dungeon.
    Slain {
        /// Which kind.
        creature: CreatureId,
        /// Whose boss.
        boss_of: Option<SiteId>,
    },
    /// A person was saved.
    Saved(PersonId),
    /// A person was robbed.
    Robbed(PersonId),
    /// A dungeon's puzzle was solved.
    Solved(SiteId),
    /// Something was built in a settlement.
    Built(SiteId),
    /// A creature was spared.
    Spared {
        /// Which kind.
        creature: CreatureId,
    },
}

impl What {
    /// Which kind of deed it is.
    #[must_use]
    pub const fn kind(&self) -> DeedKind {
        match self {
            Self::Slain { .. } => DeedKind::Slain,
            Self::Saved(_) => DeedKind::Saved,
            Self::Robbed(_) => DeedKind::Robbed,
            Self::Solved(_) => DeedKind::Solved,
            Self::Built(_) => DeedKind::Built,
            Self::Spared { .. } => DeedKind::Spared,
        }
    }
}

impl Chronicle {
    /// What is remembered of these deeds on a day: those that are not faded, of kinds that the rules
    /// know, the newest [`ChronicleRules::most_deeds`] of them. Deeds of later days are left out.
    #[must_use]
    pub fn new(rules: &ChronicleRules, day: u32, deeds: impl IntoIterator<Item = Deed>) -> Self {
        let mut deeds: Vec<Deed> =
            deeds.into_iter().filter(|deed| strength(rules, deed, day) > 0).collect();
        deeds.sort_unstable();
        deeds.dedup();
        let old = deeds.len().saturating_sub(rules.most_deeds as usize);
        deeds.drain(..old);
        Self { day, deeds }
    }

    /// Today.
    #[must_use]
    pub const fn day(&self) -> u32 {
        self.day
    }

    /// What is remembered, by day.
    #[must_use]
    pub fn deeds(&self) -> &[Deed] {
        &self.deeds
    }
}

/// How fresh a deed is on a day, per mille: 1,000 on its own day, 0 once it is forgotten, before it
/// was done, and for kinds that the rules do not know.
fn strength(rules: &ChronicleRules, deed: &Deed, day: u32) -> i64 {
    let Some(rule) = rules.of(deed.what.kind()) else { return 0 };
    let Some(age) = day.checked_sub(deed.day) else { return 0 };
    let left = i64::from(rule.fade_days) - i64::from(age);
    (1000 * left / i64::from(rule.fade_days.max(1))).max(0)
}
