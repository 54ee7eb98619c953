//! One thing that a person may know.

use serde::Serialize;
use worldgen::{Compass, PersonId, QuestId, SiteId};

/// Names a fact on its sheet: its place in the sheet's order, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FactId(pub u16);

/// One thing that a person may know. The order of the variants is the order of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Fact {
    /// What the person is called.
    Name {
        /// Given and family name.
        full: String,
    },
    /// What the person is.
    Trade {
        /// The trade's name.
        name: String,
    },
    /// What the person does all day.
    Work {
        /// As the ruleset words it.
        text: String,
    },
    /// What the person sends by messenger.
    Goods {
        /// The item's name.
        name: String,
    },
    /// Where the person lives.
    Place {
        /// The settlement's name.
        settlement: String,
        /// Name of the culture that founded it.
        culture: String,
    },
    /// Somebody of the same house.
    Kin(Acquaintance),
    /// Somebody else of the settlement.
    Neighbour(Acquaintance),
    /// A dungeon nearby.
    Dungeon {
        /// Which.
        site: SiteId,
        /// Its name.
        name: String,
        /// As seen from the settlement.
        direction: Compass,
        /// How far from the settlement, metres, rounded to tens.
        distance_m: u32,
    },
    /// Something that the person wants done.
    QuestOffer {
        /// Which.
        quest: QuestId,
        /// Its title.
        title: String,
    },
    /// The player was here before.
    MetBefore,
}

/// Somebody whom a person knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Acquaintance {
    /// Who.
    pub person: PersonId,
    /// Given and family name.
    pub name: String,
    /// The trade's name.
    pub trade: String,
    /// Where that person stands by day, as seen from where the knowing one does.
    pub direction: Compass,
}

impl Fact {
    /// The name under which a player may ask about it: of a person, a place, a dungeon.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name { full } => Some(full),
            Self::Place { settlement, .. } => Some(settlement),
            Self::Kin(who) | Self::Neighbour(who) => Some(&who.name),
            Self::Dungeon { name, .. } => Some(name),
            _ => None,
        }
    }
}
