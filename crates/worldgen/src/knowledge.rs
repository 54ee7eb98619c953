//! What somebody knows of people, places and the past, and how: seen or heard.

use crate::life::Circle;
use crate::{Compass, Event, EventId, PersonId, Place, RegionId, SiteId, SiteKind, Subject, World};
use ruleset::EventKind;
use seed::Mm;
use serde::{Deserialize, Serialize};

/// How far around home people know what is there.
const HEARSAY: Mm = Mm::metres(3_000);

/// How far around home everybody has been.
const WALKED: i64 = 1_300_000;

/// Age from which one remembers.
const REMEMBERS: u16 = 6;

/// Most of the past that one person has in mind, unless it is all of the own time.
const EVENTS: usize = 24;

/// Something that somebody knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Known {
    /// How.
    pub degree: Degree,
    /// What.
    pub what: Knowledge,
}

/// How somebody knows something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Degree {
    /// Was there.
    Seen,
    /// Was told.
    Heard,
}

/// What there is to know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Knowledge {
    /// Somebody of the own settlement.
    Person(PersonId),
    /// A settlement or dungeon, as seen from home.
    Site {
        /// Which.
        site: SiteId,
        /// Where.
        direction: Compass,
        /// How far, metres.
        metres: u32,
    },
    /// Something in the history of a region.
    Event {
        /// Whose history.
        region: RegionId,
        /// Which.
        event: EventId,
    },
}

impl World {
    /// What somebody knows, sorted, what was seen first; nothing for nobody. Neighbours are known
    /// all, places by distance, the past by how near it was in time and place: of what happened at
    /// home in the own lifetime nothing is missed.
    #[must_use]
    pub fn knowledge(&self, id: PersonId) -> Vec<Known> {
        self.in_circle(id, |circle| {
            let mut known = people(circle);
            known.extend(places(circle));
            known.extend(past(circle));
            known.sort();
            known
        })
        .unwrap_or_default()
    }
}

fn people(circle: &Circle<'_>) -> Vec<Known> {
    let others = circle.town.people.iter().filter(|other| other.id != circle.person.id);
    let known = |id| Known { degree: Degree::Seen, what: Knowledge::Person(id) };
    others.map(|other| known(other.id)).collect()
}

fn places(circle: &Circle<'_>) -> Vec<Known> {
    let home = circle.town.site.at;
    let mut stream = circle.stream("knowledge.places");
    let mut known = Vec::new();
    for site in circle.world.sites_near(home, HEARSAY) {
        let away = home.distance(site.at);
        let own = (site.id.x, site.id.z) == (circle.town.site.id.x, circle.town.site.id.z);
        // A dungeon of others is known to one in three.
        let heard = stream.chance(1, 3) || own || site.kind == SiteKind::Settlement;
        if site.id == circle.town.site.id || !heard {
            continue;
        }
        let what = Knowledge::Site {
            site: site.id,
            direction: Compass::between(home, site.at),
            metres: u32::try_from(away / 1000).unwrap_or_default(),
        };
        let seen = away <= WALKED && (own || site.kind == SiteKind::Settlement);
        known.push(Known { degree: if seen { Degree::Seen } else { Degree::Heard }, what });
    }
    known
}

/// What the person knows of the past.
pub(crate) fn past(circle: &Circle<'_>) -> Vec<Known> {
    let mut stream = circle.stream("knowledge.past");
    let (history, here) = (circle.history, Subject::Place(circle.place()));
    let born = history.present.saturating_sub(circle.person.age.into());
    let mut known: Vec<(bool, bool, Known)> = Vec::new();
    for event in history.events.iter().rev() {
        // One draw an event, whatever it decides.
        let draw = stream.below(12);
        let home = event.subjects().any(|of| of == here);
        let seen = home && event.year >= born + REMEMBERS;
        let great = matches!(event.kind, EventKind::War | EventKind::Fall | EventKind::Battle);
        let heard = match () {
            () if seen => true,
            () if matches!(event.kind, EventKind::Founding) && home => true,
            () if of_own_dungeon(circle, event) => draw < 8,
            () if home => draw < 5,
            () if great => draw < 4,
            () => draw < 1,
        };
        if heard {
            let degree = if seen { Degree::Seen } else { Degree::Heard };
            let what = Knowledge::Event { region: history.region, event: event.id };
            known.push((seen, home, Known { degree, what }));
        }
    }
    // The nearest in place and time first.
    known.sort_by_key(|(seen, home, _)| (!seen, !home));
    let lived = known.iter().filter(|(seen, ..)| *seen).count();
    known.truncate(EVENTS.max(lived));
    known.into_iter().map(|(.., known)| known).collect()
}

fn of_own_dungeon(circle: &Circle<'_>, event: &Event) -> bool {
    let home = circle.town.site.id;
    matches!(event.roles.field, Some(Place::Site(site)) if (site.x, site.z) == (home.x, home.z))
}
