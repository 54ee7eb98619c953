//! What people are like, what they hide and whom they side with.

use super::{CultureId, DayRules, Looks, MindRules, OpinionRules, TradeId};
use serde::{Deserialize, Serialize};

/// The index of a faction in [`SocietyRules::factions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactionId(pub u16);

/// People beyond name and trade, from `people.toml`. Every list may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SocietyRules {
    /// Axes of temperament, at most eight.
    pub temperaments: Vec<Temperament>,
    /// Guilds, faiths, old houses.
    pub factions: Vec<Faction>,
    /// What people hide.
    pub secrets: Vec<SecretWording>,
    /// What people hold against a neighbour; `{other}` is the neighbour.
    pub deeds: Vec<String>,
    /// What people say of a feud: `{rival}`, `{cause}`, `{year}`.
    pub feuds: Vec<String>,
    /// What people say of an old war: `{other}`, `{cause}`, `{year}`.
    pub wars: Vec<String>,
    /// Weather that one may like: "fog".
    pub weathers: Vec<String>,
    /// How many have what on their minds.
    pub minds: MindRules,
    /// What makes up an opinion.
    pub opinion: OpinionRules,
    /// An ordinary day.
    pub day: DayRules,
    /// Skin and hair.
    pub looks: Looks,
}

/// An axis of temperament.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Temperament {
    /// Its name: "courage".
    pub name: String,
    /// The word for its low end: "timid".
    pub low: String,
    /// The word for its high end: "bold".
    pub high: String,
}

/// People who stand together across houses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Faction {
    /// Its name, with its article: "the Salt Brothers".
    pub name: String,
    /// Weight in the draw, above zero.
    pub weight: u32,
    /// What it wants; completes "holds that ...".
    pub creed: String,
    /// Cultures that it draws from; empty: all.
    pub cultures: Vec<CultureId>,
    /// Trades that it draws from; empty: all.
    pub trades: Vec<TradeId>,
}

/// A kind of secret. What it is bound to is real.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretKind {
    /// Loves somebody who does not know.
    Love,
    /// Took something from somebody.
    Theft,
    /// Owes somebody.
    Debt,
    /// Knows where a lost thing lies.
    Treasure,
    /// Descends from somebody of the past, and keeps it quiet.
    Blood,
    /// Sides with another faction than is thought.
    Turncoat,
}

impl SecretKind {
    /// What its wording may name.
    #[must_use]
    pub const fn slots(self) -> &'static [&'static str] {
        match self {
            Self::Love => &["other"],
            Self::Theft => &["other"],
            Self::Debt => &["other", "count"],
            Self::Treasure => &["thing", "place"],
            Self::Blood => &["figure", "deed"],
            Self::Turncoat => &["faction"],
        }
    }
}

/// How a kind of secret is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecretWording {
    /// Of what.
    pub kind: SecretKind,
    /// Weight in the draw, above zero.
    pub weight: u32,
    /// In the person's own words, not empty.
    pub texts: Vec<String>,
}

/// Where a trade is plied.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Works {
    /// In a workshop or, where there is none, before the own house.
    #[default]
    Workshop,
    /// In the fields; yields with the land's moisture.
    Field,
    /// At the water; yields little far from it.
    Water,
    /// On the market.
    Market,
    /// In the inn.
    Inn,
    /// In the temple.
    Temple,
    /// At the gate.
    Gate,
}
