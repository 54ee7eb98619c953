//! What somebody is beyond name and trade: a day, tastes, grudges, secrets, opinions.
//!
//! It is worked out when it is asked for, since few people are ever looked at that closely; what is
//! needed of everybody at all times is in [`Person`].

mod bonds;
mod day;
mod secrets;
mod tastes;

pub use day::{Haunt, ScheduleEntry};
pub use tastes::Taste;

use crate::{EventId, FigureId, History, LostId, Person, PersonId, Place, Settlement, World};
use ruleset::{CultureId, FactionId, Ruleset, TradeId};
use seed::{Canonical, Path, Stream};
use serde::{Deserialize, Serialize};

/// What somebody is beyond name and trade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Life {
    /// Whose.
    pub person: PersonId,
    /// Year of birth.
    pub born: u16,
    /// An ordinary day, from midnight on; the first entry is at minute 0.
    pub schedule: Vec<ScheduleEntry>,
    /// What the person likes; a taste is in one of the two lists at most.
    pub likes: Vec<Taste>,
    /// What the person dislikes.
    pub dislikes: Vec<Taste>,
    /// What the person holds against others.
    pub grudges: Vec<Grudge>,
    /// What the person hides.
    pub secrets: Vec<Secret>,
    /// What the person thinks of everybody else of the settlement, -10 to 10, by number.
    pub opinions: Vec<(PersonId, i8)>,
}

impl Canonical for Life {
    const KIND: &'static str = "life";
}

/// Something held against somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grudge {
    /// Whom.
    pub against: Against,
    /// Why.
    pub why: Why,
    /// In the person's own words.
    pub text: String,
}

/// Whom a grudge is against.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Against {
    /// A neighbour.
    Person(PersonId),
    /// Everybody of a family of the settlement.
    Family(String),
    /// Everybody of another settlement.
    Place(Place),
}

/// Why a grudge is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Why {
    /// Something in the region's history.
    Event(EventId),
    /// A neighbour's deed: the index in the ruleset's `deeds`.
    Deed(u16),
}

/// Something hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Secret {
    /// What.
    pub what: Hidden,
    /// In the person's own words.
    pub text: String,
}

/// What somebody hides, bound to what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Hidden {
    /// Loves this one.
    Love(PersonId),
    /// Stole from this one.
    Theft(PersonId),
    /// Owes this one so many coins.
    Debt(PersonId, u16),
    /// Knows where this lies.
    Treasure(LostId),
    /// Descends from this figure, who did this.
    Blood(FigureId, EventId),
    /// Sides with this faction.
    Turncoat(FactionId),
}

/// What a life is worked out from.
pub(crate) struct Circle<'a> {
    pub world: &'a World,
    pub town: &'a Settlement,
    pub person: &'a Person,
    pub history: &'a History,
}

impl Circle<'_> {
    pub(crate) fn rules(&self) -> &Ruleset {
        self.world.rules()
    }

    /// The person's stream for one purpose.
    pub(crate) fn stream(&self, domain: &str) -> Stream {
        self.world.seed().stream(domain, &self.person.id.path())
    }

    pub(crate) fn grudges(&self) -> Vec<Grudge> {
        bonds::grudges(self)
    }

    pub(crate) fn secrets(&self) -> Vec<Secret> {
        secrets::secrets(self)
    }

    pub(crate) fn tastes(&self) -> (Vec<Taste>, Vec<Taste>) {
        tastes::tastes(self)
    }

    /// What the person thinks of another, -10 to 10; 0 of people of other settlements.
    pub(crate) fn opinion_of(&self, other: PersonId) -> i8 {
        let other = self.town.people.iter().find(|person| person.id == other);
        let other = other.filter(|other| other.id != self.person.id);
        other.map_or(0, |other| bonds::opinion(self, other, &self.grudges(), &self.secrets()))
    }

    pub(crate) fn place(&self) -> Place {
        Place::Site(self.town.site.id)
    }
}

impl PersonId {
    /// The person's part of a stream's name.
    pub(crate) fn path(self) -> Path {
        self.home.path().int(self.number)
    }
}

impl World {
    /// What somebody is beyond name and trade.
    #[must_use]
    pub fn life(&self, id: PersonId) -> Option<Life> {
        self.in_circle(id, |circle| {
            let grudges = bonds::grudges(circle);
            let secrets = secrets::secrets(circle);
            let (likes, dislikes) = tastes::tastes(circle);
            Life {
                person: id,
                born: circle.history.present.saturating_sub(circle.person.age.into()),
                schedule: day::schedule(circle),
                likes,
                dislikes,
                opinions: bonds::opinions(circle, &grudges, &secrets),
                grudges,
                secrets,
            }
        })
    }

    pub(crate) fn in_circle<T>(
        &self,
        id: PersonId,
        ask: impl FnOnce(&Circle<'_>) -> T,
    ) -> Option<T> {
        if id.home.number != 0 {
            return None;
        }
        let cell = self.cell(id.home.x, id.home.z);
        let town = cell.settlement(self)?;
        let person = town.people.get(usize::from(id.number))?;
        let history = self.history(self.region_of_site(id.home));
        Some(ask(&Circle { world: self, town, person, history: &history }))
    }
}

/// Whom somebody openly sides with: so many as the ruleset says side with somebody.
pub(crate) fn faction(
    rules: &Ruleset,
    culture: CultureId,
    trade: TradeId,
    stream: &mut Stream,
) -> Option<FactionId> {
    let weights: Vec<u32> = rules
        .society
        .factions
        .iter()
        .map(|faction| {
            let culture = faction.cultures.is_empty() || faction.cultures.contains(&culture);
            let trade = faction.trades.is_empty() || faction.trades.contains(&trade);
            if culture && trade { faction.weight } else { 0 }
        })
        .collect();
    // Both are drawn in any case, so that a faction more changes no other draw.
    let sides = rules.society.minds.sided.draw(stream);
    let drawn = stream.weighted(&weights);
    drawn.filter(|_| sides).map(|index| FactionId(index as u16))
}

/// A value for each axis; the middle is more likely than the ends.
pub(crate) fn temperament(rules: &Ruleset, stream: &mut Stream) -> Vec<i8> {
    rules
        .society
        .temperaments
        .iter()
        .map(|_| (stream.range(-2, 2) + stream.range(-1, 1)) as i8)
        .collect()
}
