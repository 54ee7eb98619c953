//! What quests are grounded in: kin, grudges, secrets, the past; and how people are won over.

use super::ArcKind;
use serde::{Deserialize, Serialize};

/// What a quest follows from, in the life of its giver or the past of the land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroundKind {
    /// The other is kin, of another house.
    Kin,
    /// The families do not speak, since something that happened.
    Feud,
    /// The other did something that is held against them.
    Deed,
    /// The other's settlement was at war with this one.
    War,
    /// The giver secretly loves the other.
    Love,
    /// The giver secretly took something from the other.
    Theft,
    /// The giver secretly owes the other.
    Debt,
    /// The giver secretly knows where a famous thing lies.
    Treasure,
    /// The giver secretly descends from somebody whom people speak ill of.
    Blood,
    /// The giver secretly sides with the other's faction.
    Turncoat,
    /// A famous thing was lost in the dungeon, and the giver knows of it.
    Lost,
    /// Something happened in the dungeon, and the giver knows of it.
    Past,
}

impl GroundKind {
    /// What a text may name of it, beside what the quest knows.
    #[must_use]
    pub const fn slots(self) -> &'static [&'static str] {
        match self {
            Self::Kin => &["kin"],
            Self::Feud => &["rival", "cause", "year"],
            Self::Deed => &["grudge"],
            Self::War => &["other", "cause", "year"],
            Self::Love | Self::Theft => &[],
            Self::Debt => &["owed"],
            Self::Treasure => &["lost", "dungeon"],
            Self::Blood => &["figure", "deed"],
            Self::Turncoat => &["faction"],
            Self::Lost => &["lost", "dungeon", "figure", "year"],
            Self::Past => &["dungeon", "event", "figure", "year"],
        }
    }

    /// Kinds of quests that can follow from it.
    #[must_use]
    pub const fn kinds(self) -> &'static [ArcKind] {
        use ArcKind::{Deliver, Delve, Explore, Fetch, FindOut, Persuade, Solve};
        match self {
            Self::Kin | Self::Deed => &[Deliver, Fetch, FindOut, Persuade],
            Self::Feud => &[Deliver, FindOut, Persuade],
            Self::War => &[Deliver, Fetch],
            Self::Love | Self::Debt | Self::Blood | Self::Turncoat => &[Deliver, FindOut, Persuade],
            Self::Theft => &[Deliver],
            Self::Treasure => &[Delve, Explore, Solve],
            Self::Lost | Self::Past => &[Delve, Explore, FindOut, Solve],
        }
    }

    /// It can be said beside any other text of a quest with that person or dungeon.
    #[must_use]
    pub const fn is_asidable(self) -> bool {
        matches!(self, Self::Kin | Self::Feud | Self::Lost | Self::Past)
    }
}

/// A title and an offer that follow from something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroundText {
    /// Of which kind of quest.
    pub kind: ArcKind,
    /// From what it follows.
    pub ground: GroundKind,
    /// Title and offer.
    pub words: (String, String),
}

/// A sentence that is said beside another text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// From what it follows.
    pub ground: GroundKind,
    /// The sentence.
    pub text: String,
}

/// How people are won over: points for and against, which must not come to less than 0. The default
/// has no points, so that everybody agrees to everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PersuasionRules {
    /// Points in any case, -100 to 100.
    pub base: i16,
    /// Points for each step of what the person thinks of who asks (-10 to 10), 0 to 10.
    pub opinion: i16,
    /// Points for a gift that leaves the person cold, 0 to 100.
    pub gift: i16,
    /// Points for a gift that the person likes.
    pub liked: i16,
    /// Points for a gift that the person dislikes, -100 to 0.
    pub disliked: i16,
    /// Points for each step (-3 to 3) on an axis of temperament, one for each axis, -10 to 10.
    pub temperament: Vec<i16>,
}
