//! People of a settlement.

use crate::SiteId;
use ruleset::{CultureId, Rgb, TradeId};
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
}

impl Person {
    /// Given and family name.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}
