//! A region's past: founders, wars, disasters, heroes, lost things.
//!
//! It is simulated year by year from plans alone (where settlements and dungeons are, what they are
//! called, which families they begin with), so that it costs little and knows no neighbour region.
//! What today's world shows follows from it: who founded a town whose family lives there, why a
//! ruin lies where nobody lives, what was lost in which dungeon and why its guardian is there, which
//! families do not speak. Simulating causes forward, instead of writing biographies backward, is
//! what makes a chronicle cohere (cf. T. Adams, "Simulation Principles from Dwarf Fortress", in
//! Game AI Pro 2, 2015).

mod chains;
mod deep;
mod figures;
mod gather;
mod happen;
mod land;
mod lost;
mod tell;
mod war;
mod years;

pub use lost::{Famous, Flavour};
pub(crate) use tell::{fill, number, once, sentences};

use crate::{RegionId, SiteId, World};
use ruleset::{CreatureId, CultureId, EventKind, FactionId, ItemId};
use seed::{Canonical, Point};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u16);
    )*};
}

ids! {
    /// The index of an event in [`History::events`].
    EventId,
    /// The index of somebody of the past in [`History::figures`].
    FigureId,
    /// The index of a settlement that is no more in [`History::ruins`].
    RuinId,
    /// The index of a famous thing in [`History::lost`].
    LostId
}

/// Where something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// A settlement or dungeon that is there.
    Site(SiteId),
    /// A settlement that is no more.
    Ruin(RuinId),
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// Somebody of the past.
    Figure(FigureId),
    /// A place.
    Place(Place),
    /// A famous thing.
    Thing(LostId),
    /// A faction.
    Faction(FactionId),
}

/// A region's past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct History {
    /// Whose.
    pub region: RegionId,
    /// The first year that is told.
    pub start: u16,
    /// The year that the game is played in; everything told lies before it.
    pub present: u16,
    /// What happened, in order of years.
    pub events: Vec<Event>,
    /// Who took part; all of them are dead.
    pub figures: Vec<Figure>,
    /// Settlements that are no more.
    pub ruins: Vec<Ruin>,
    /// Famous things, every one of them lost.
    pub lost: Vec<LostThing>,
    /// Enmities between families.
    pub feuds: Vec<Feud>,
}

impl Canonical for History {
    const KIND: &'static str = "history";
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Its place in the chronicle.
    pub id: EventId,
    /// When.
    pub year: u16,
    /// What kind.
    pub kind: EventKind,
    /// The earlier event that it follows from.
    pub cause: Option<EventId>,
    /// Who, where, with what.
    pub roles: Roles,
    /// As people tell it; one or more sentences, without the year.
    pub text: String,
    /// As a part of another sentence: "the flood of 143".
    pub phrase: String,
}

/// Who and what takes part in an event; each kind fills what its wording may name
/// ([`EventKind::slots`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Roles {
    /// Who acts (in a murder and a failed hunt: who dies).
    pub first: Option<FigureId>,
    /// The other one.
    pub second: Option<FigureId>,
    /// The settlement that it is about; in a battle, the one that wins.
    pub town: Option<Place>,
    /// The other settlement.
    pub other: Option<Place>,
    /// Where, outside of settlements: a dungeon or a ruin.
    pub field: Option<Place>,
    /// The famous thing.
    pub thing: Option<LostId>,
    /// The creature.
    pub creature: Option<CreatureId>,
    /// The faction.
    pub faction: Option<FactionId>,
    /// Its opponent.
    pub against: Option<FactionId>,
    /// The family; empty: none.
    pub family: String,
    /// Its opponent; empty: none.
    pub rival: String,
    /// A sickness, or what a quarrel is about; empty: neither.
    pub word: String,
    /// How many people, houses or families.
    pub count: u16,
}

/// Somebody of the past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Identity.
    pub id: FigureId,
    /// Given name; no two figures of a region share one.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Culture.
    pub culture: CultureId,
    /// Where the person lived.
    pub home: Place,
    /// Year of birth; may lie before the first year that is told.
    pub born: u16,
    /// Year of death.
    pub died: u16,
    /// A parent who is a figure too.
    pub parent: Option<FigureId>,
    /// What killed the person; none: age.
    pub end: Option<EventId>,
}

impl Figure {
    /// Given and family name.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}

/// A settlement that is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ruin {
    /// Identity.
    pub id: RuinId,
    /// Name.
    pub name: String,
    /// Culture.
    pub culture: CultureId,
    /// Its site cell, in which no settlement stands today.
    pub cell: (i32, i32),
    /// Its middle.
    pub at: Point,
    /// When it was given up.
    pub fell: u16,
}

/// A famous thing that was lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LostThing {
    /// Identity.
    pub id: LostId,
    /// Its name, with its article: "the Weeping Sun Disc". Unique in the region.
    pub name: String,
    /// What it is.
    pub item: ItemId,
    /// How it came to be.
    pub made: EventId,
    /// How it was lost.
    pub gone: EventId,
    /// Where it lies: a dungeon that is there.
    pub at: Place,
}

/// An enmity between two families of a settlement that live there today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feud {
    /// Where.
    pub town: Place,
    /// One family.
    pub family: String,
    /// The other.
    pub rival: String,
    /// How it began.
    pub since: EventId,
    /// What ended it.
    pub ended: Option<EventId>,
}

impl History {
    /// The event with this id.
    #[must_use]
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.events.get(usize::from(id.0))
    }

    /// The figure with this id.
    #[must_use]
    pub fn figure(&self, id: FigureId) -> Option<&Figure> {
        self.figures.get(usize::from(id.0))
    }

    /// What happened to or by a subject, in order.
    pub fn about(&self, subject: Subject) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.subjects().any(|of| of == subject))
    }
}

impl Event {
    /// What it is about.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> + '_ {
        let roles = &self.roles;
        let figures = [roles.first, roles.second].into_iter().flatten().map(Subject::Figure);
        let places = [roles.town, roles.other, roles.field];
        let factions = [roles.faction, roles.against].into_iter().flatten();
        figures
            .chain(places.into_iter().flatten().map(Subject::Place))
            .chain(roles.thing.map(Subject::Thing))
            .chain(factions.map(Subject::Faction))
    }
}

impl World {
    /// The past of a region.
    #[must_use]
    pub fn history(&self, region: RegionId) -> Arc<History> {
        self.past(region, || years::simulate(self, region))
    }

    /// The region that a site's cell belongs to, whose history tells of it.
    #[must_use]
    pub fn region_of_site(&self, site: SiteId) -> RegionId {
        let edge = i32::try_from(self.rules().settlement.cell_m).unwrap_or(i32::MAX);
        let middle =
            |cell: i32| seed::Mm::metres(cell.saturating_mul(edge).saturating_add(edge / 2));
        self.region_at(Point { x: middle(site.x), z: middle(site.z) })
    }

    /// What a place is called; `None` for one that is not there.
    #[must_use]
    pub fn place_name(&self, history: &History, place: Place) -> Option<String> {
        match place {
            Place::Site(site) => self.site(site).map(|site| site.name),
            Place::Ruin(ruin) => {
                history.ruins.get(usize::from(ruin.0)).map(|ruin| ruin.name.clone())
            }
        }
    }

    /// What is told of a site: who dug a dungeon, why its guardian is there, what was lost in it.
    #[must_use]
    pub fn lore(&self, site: SiteId) -> Vec<Event> {
        let history = self.history(self.region_of_site(site));
        history.about(Subject::Place(Place::Site(site))).cloned().collect()
    }
}
