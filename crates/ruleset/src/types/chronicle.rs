//! What follows from what players did.

use serde::{Deserialize, Serialize};

/// How the world remembers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChronicleRules {
    /// How many deeds are remembered, the newest first.
    pub most_deeds: u32,
    /// Metres a day that news travels, above zero.
    pub spread_m: u32,
    /// Metres beyond which nobody tells it.
    pub hearsay_m: u32,
    /// The least and the most that all deeds together change prices and rewards, per cent; the first
    /// is -90 to 0, the second 0 to 100.
    pub change_per_cent: (i8, i8),
    /// Coins for what is asked after a deed, at level 1, inclusive.
    pub reward_coins: (u32, u32),
    /// What follows, at most one for each kind, by kind.
    pub deeds: Vec<DeedRules>,
}

impl ChronicleRules {
    /// What follows from a kind of deed; `None`: nothing.
    #[must_use]
    pub fn of(&self, kind: DeedKind) -> Option<&DeedRules> {
        self.deeds.iter().find(|deed| deed.kind == kind)
    }
}

/// What follows from a kind of deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeedRules {
    /// Which kind.
    pub kind: DeedKind,
    /// Days until it is forgotten, above zero; effects grow weaker all the way.
    pub fade_days: u32,
    /// By how much prices change when it is fresh, per cent, -50 to 100.
    pub price_per_cent: i32,
    /// By how much rewards change when it is fresh, per cent, -50 to 100.
    pub reward_per_cent: i32,
    /// What somebody asks then.
    pub follows: FollowKind,
    /// The title of what is asked.
    pub title: String,
    /// What is said.
    pub offer: String,
    /// What is told about it, not empty.
    pub rumour: Vec<String>,
}

/// Kinds of deeds that the world remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeedKind {
    /// A creature was killed.
    Slain,
    /// A person was saved.
    Saved,
    /// A person was robbed.
    Robbed,
    /// A dungeon's puzzle was solved.
    Solved,
    /// Something was built.
    Built,
    /// A creature was spared.
    Spared,
}

/// What may be asked after a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FollowKind {
    /// Bring something to a neighbour.
    Deliver,
    /// Look at the place.
    Explore,
    /// Ask a neighbour.
    FindOut,
    /// Win a neighbour over.
    Persuade,
}
