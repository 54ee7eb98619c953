//! Arcs: quests that hang together, with a turn.

use serde::{Deserialize, Serialize};

/// A pattern of quests that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArcPattern {
    /// Name for people and tables.
    pub name: String,
    /// Its parts, 3 to 5, at least one of them a turn and not the first.
    pub parts: Vec<ArcPart>,
}

/// A part of an arc.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArcPart {
    /// What is to be done.
    pub kind: ArcKind,
    /// Who asks for it.
    pub giver: Role,
    /// Whom it is about; somebody else than the giver.
    pub to: Role,
    /// Here things turn out to be otherwise than they seemed.
    pub turn: bool,
    /// Title.
    pub title: String,
    /// What is said.
    pub offer: String,
}

/// What a part may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArcKind {
    /// Bring something to somebody.
    Deliver,
    /// Collect goods from somebody.
    Fetch,
    /// Ask somebody.
    FindOut,
    /// Win somebody over with a gift.
    Persuade,
    /// Look at the mouth of the arc's dungeon.
    Explore,
    /// Kill the beasts of a den.
    Hunt,
    /// Solve the puzzle of the arc's dungeon.
    Solve,
    /// Fetch the relic of the arc's dungeon.
    Delve,
}

impl ArcKind {
    /// It is done with somebody.
    #[must_use]
    pub const fn is_with_somebody(self) -> bool {
        matches!(self, Self::Deliver | Self::Fetch | Self::FindOut | Self::Persuade)
    }
}

/// A role in an arc; each is somebody else, of another house, who lives in the settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Who begins it.
    Giver,
    /// Who is in the way.
    Rival,
    /// Who suffers by it.
    Victim,
    /// Who knows more than is said.
    Witness,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Giver, Self::Rival, Self::Victim, Self::Witness];

    /// How the texts name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Giver => "giver",
            Self::Rival => "rival",
            Self::Victim => "victim",
            Self::Witness => "witness",
        }
    }
}
