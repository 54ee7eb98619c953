//! The years of a region, one after the other.

use super::gather::{self, Community};
use super::happen::Intent;
use super::{Event, EventId, Figure, FigureId, History, Place, Roles};
use crate::{RegionId, SiteId, World};
use ruleset::{EventKind, FactionId};
use seed::Stream;
use std::collections::BTreeMap;

/// What disasters may end a settlement.
const ENDINGS: [EventKind; 5] =
    [EventKind::Plague, EventKind::Fire, EventKind::Flood, EventKind::Famine, EventKind::Beast];

/// The state of a simulation.
pub(super) struct Teller<'a> {
    pub world: &'a World,
    pub stream: Stream,
    pub past: History,
    pub towns: Vec<Community>,
    /// Given names that are taken.
    pub givens: Vec<String>,
    /// Figures who were driven out.
    pub outcasts: Vec<FigureId>,
    /// Whose turn it is among a kind's wordings, without and with a cause.
    pub turns: Vec<[u16; 2]>,
    /// What is to happen, by year.
    pub due: BTreeMap<u16, Vec<Intent>>,
    /// Settlements at war, lower index first.
    pub wars: Vec<(usize, usize)>,
    /// Dungeons that are open.
    pub open: Vec<SiteId>,
    /// Factions that were founded.
    pub charters: Vec<FactionId>,
    /// Famous things that are not lost yet, with their keeper and the settlement that they are in.
    pub kept: Vec<(super::LostId, FigureId, usize)>,
}

/// The past of a region.
pub(super) fn simulate(world: &World, region: RegionId) -> History {
    let rules = &world.rules().history;
    let mut stream = world.seed().stream("history", &region.path());
    let (low, high) = rules.span;
    let present = rules.present;
    let start = present.saturating_sub(stream.range(low.into(), high.into()) as u16);
    let mut past = History {
        region,
        start,
        present,
        events: Vec::new(),
        figures: Vec::new(),
        ruins: Vec::new(),
        lost: Vec::new(),
        feuds: Vec::new(),
    };
    let (mut towns, empty) = gather::settlements(world, region);
    if rules.wording(EventKind::Founding).is_none() || towns.is_empty() {
        return past;
    }
    if [EventKind::Settling, EventKind::Fall].iter().all(|&kind| rules.wording(kind).is_some()) {
        past.ruins = gather::ruins(world, region, &towns, &empty);
        for ruin in &past.ruins {
            towns.push(Community {
                place: Place::Ruin(ruin.id),
                name: ruin.name.clone(),
                culture: ruin.culture,
                at: ruin.at,
                families: gather::gone_families(world, ruin, &mut stream),
                dungeons: Vec::new(),
                founded: 0,
                fallen: None,
            });
        }
    }
    date(&mut towns, &past, &mut stream);
    let turns = EventKind::ALL
        .iter()
        .map(|_| [stream.below(1_000) as u16, stream.below(1_000) as u16])
        .collect();
    let mut teller = Teller {
        world,
        stream,
        past,
        towns,
        givens: Vec::new(),
        outcasts: Vec::new(),
        turns,
        due: BTreeMap::new(),
        wars: Vec::new(),
        open: Vec::new(),
        charters: Vec::new(),
        kept: Vec::new(),
    };
    for year in start..present {
        teller.year(year);
    }
    teller.lose_the_rest();
    teller.past
}

/// When each settlement is founded, in a drawn order, and when those that are gone fell.
fn date(towns: &mut [Community], past: &History, stream: &mut Stream) {
    let mut order: Vec<usize> = (0..towns.len()).collect();
    stream.shuffle(&mut order);
    let length = past.present - past.start;
    let step = (u32::from(length) / (order.len() as u32).max(1)).max(2);
    let mut year = past.start;
    for index in order {
        let town = &mut towns[index];
        town.founded = year.min(past.start + length * 3 / 5);
        if matches!(town.place, Place::Ruin(_)) {
            let third = (past.present - town.founded) / 3;
            town.fallen = Some(town.founded + third + stream.below(third.into()) as u16);
        }
        year = year.saturating_add(1 + stream.below(step) as u16);
    }
}

impl Teller<'_> {
    fn year(&mut self, year: u16) {
        for town in 0..self.towns.len() {
            if self.towns[town].founded == year {
                self.found(town, year);
            }
            if self.towns[town].fallen == Some(year) {
                self.fall(town, year);
            }
        }
        // What is due may make more due in the same year; each is an event, and those are counted.
        while let Some(intent) = self.next_due(year) {
            self.carry_out(year, intent);
        }
        let apart = self.world.rules().history.pace.years_apart;
        for town in 0..self.towns.len() {
            let stands = self.towns[town].stands(year) && self.towns[town].founded + 3 < year;
            if stands && self.stream.chance(1, apart) {
                self.begin(town, year);
            }
        }
    }

    fn next_due(&mut self, year: u16) -> Option<Intent> {
        let due = self.due.get_mut(&year)?;
        if due.is_empty() { None } else { Some(due.remove(0)) }
    }

    /// Something begins by itself.
    fn begin(&mut self, town: usize, year: u16) {
        let place = self.towns[town].place;
        let rules = &self.world.rules().history;
        let weights: Vec<u32> = rules
            .events
            .iter()
            .map(|wording| {
                let told =
                    |event: &&Event| event.kind == wording.kind && event.roles.town == Some(place);
                // What a place has seen already comes less often.
                let told = self.past.events.iter().filter(told).count() as u32;
                wording.weight.saturating_mul(16) / (1 + 3 * told)
            })
            .collect();
        let Some(drawn) = self.stream.weighted(&weights) else { return };
        let roles = Roles { town: Some(place), ..Roles::default() };
        self.carry_out(year, Intent { kind: rules.events[drawn].kind, cause: None, roles });
    }

    /// A settlement begins. Its founder bears the name of a family that lives there today and,
    /// where the settlement's name allows it, the settlement is called after the founder.
    fn found(&mut self, town: usize, year: u16) {
        let Community { place, culture, .. } = self.towns[town];
        let rules = self.world.rules();
        let name = self.towns[town].name.clone();
        let endings = &rules.culture(culture).place_endings;
        let stem = endings
            .iter()
            .filter_map(|ending| name.strip_suffix(ending.as_str()))
            .filter(|stem| stem.chars().count() >= 3)
            .min_by_key(|stem| stem.chars().count())
            .map(str::to_owned)
            .filter(|stem| !self.givens.contains(stem));
        let family = self.towns[town].families.first().cloned().unwrap_or_default();
        let first = match &stem {
            Some(stem) => self.enter(place, culture, stem.clone(), family, year),
            None => self.newcomer(town, year, Some(&family)),
        };
        let gone = matches!(place, Place::Ruin(_));
        let kind = if gone { EventKind::Settling } else { EventKind::Founding };
        let count = self.count(kind);
        let roles = Roles { first: Some(first), town: Some(place), count, ..Roles::default() };
        let Some(founding) = self.happen(kind, year, None, roles) else { return };
        if stem.is_some() && !gone && self.follows(EventKind::Founding, EventKind::Naming).is_some()
        {
            let roles = Roles { first: Some(first), town: Some(place), ..Roles::default() };
            self.happen(EventKind::Naming, year, Some(founding), roles);
        }
        self.open_dungeons(town, year, founding);
    }

    /// A settlement ends, by what was lately done to it or by a disaster.
    fn fall(&mut self, town: usize, year: u16) {
        let place = self.towns[town].place;
        let beaten = self.past.events.iter().rev().find(|event| {
            event.kind == EventKind::Battle
                && event.roles.other == Some(place)
                && event.year + 4 >= year
        });
        let cause = beaten.map(|event| event.id).or_else(|| {
            let kind = *self.stream.pick(&ENDINGS)?;
            self.disaster(kind, town, year, None)
        });
        let count = self.count(EventKind::Fall);
        let roles = Roles { town: Some(place), count, ..Roles::default() };
        let fall = self.happen(EventKind::Fall, year, cause, roles);
        if let Place::Ruin(id) = place
            && let Some(ruin) = self.past.ruins.get_mut(usize::from(id.0))
        {
            ruin.fell = year;
        }
        if let Some(fall) = fall
            && let Some(years) = self.follows(EventKind::Fall, EventKind::Refuge)
        {
            let roles = Roles { other: Some(place), ..Roles::default() };
            self.plan(year, years, EventKind::Refuge, Some(fall), roles);
        }
    }

    /// Whether a figure was told to have died before.
    pub(super) fn figure(&self, id: FigureId) -> Option<&Figure> {
        self.past.figure(id)
    }

    /// An event that was told.
    pub(super) fn event(&self, id: EventId) -> Option<&Event> {
        self.past.event(id)
    }
}
