//! People of a settlement.

use crate::SiteId;
use ruleset::{CultureId, FactionId, Rgb, TradeId};
use seed::Point;
use serde::{Deserialize, Serialize};

/// Names a person for ever.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct PersonId {
    /// Where the person lives.
    pub home: SiteId,
    /// Number in the settlement, from 0.
    pub number: u16,
}

/// Somebody who lives in a settlement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Given name.
    pub given: String,
    /// Family name; one for a house.
    pub family: String,
    /// Culture.
    pub culture: CultureId,
    /// Trade.
    pub trade: TradeId,
    /// Years.
    pub age: u8,
    /// Number of the house.
    pub house: u8,
    /// Where the person stands by day: dry, free of solids, a step away from others.
    pub post: Point,
    /// Colour of clothes.
    pub clothes: Rgb,
    /// Colour of skin.
    pub skin: Rgb,
    /// Colour of hair.
    pub hair: Rgb,
    /// Who lives in the same house.
    pub kin: Vec<u16>,
    /// Who of the settlement is related, and what the other is to this person; by number.
    pub relations: Vec<(PersonId, Relation)>,
    /// Where the trade is plied.
    pub workplace: Workplace,
    /// Whom the person openly sides with.
    pub faction: Option<FactionId>,
    /// For each axis of the ruleset's temperaments, -3 (its low word) to 3 (its high word).
    pub temperament: Vec<i8>,
}

/// What one person is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// Married to.
    Spouse,
    /// Mother or father.
    Parent,
    /// Daughter or son.
    Child,
    /// Sister or brother.
    Sibling,
    /// A parent's parent.
    Grandparent,
    /// A child's child.
    Grandchild,
    /// A parent's sibling.
    AuntOrUncle,
    /// A sibling's child.
    NieceOrNephew,
    /// A child of a parent's sibling.
    Cousin,
    /// Kin of the spouse, or the spouse of kin.
    InLaw,
}

/// Where somebody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Workplace {
    /// In the house with this number, the own or another one.
    House(u8),
    /// In the fields around.
    Field,
    /// At the nearest water.
    Water,
    /// On the square.
    Market,
}

impl Person {
    /// Given and family name.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}
