//! How an event comes about: planned, filled with who takes part, told, and followed by others.

use super::years::Teller;
use super::{Event, EventId, Place, Roles};
use ruleset::EventKind;

/// Room that is kept for things that must still be lost.
const RESERVE: usize = 60;

/// Something that is to happen.
pub(super) struct Intent {
    pub kind: EventKind,
    pub cause: Option<EventId>,
    pub roles: Roles,
}

impl Teller<'_> {
    /// Plans something `after` (inclusive range of years) an event, if it lies before today.
    pub(super) fn plan(
        &mut self,
        year: u16,
        after: (i32, i32),
        kind: EventKind,
        cause: Option<EventId>,
        roles: Roles,
    ) {
        let year = year.saturating_add(self.stream.range(after.0, after.1) as u16);
        if year < self.past.present {
            self.due.entry(year).or_default().push(Intent { kind, cause, roles });
        }
    }

    /// Whether one kind of event follows from another, and then after how many years.
    pub(super) fn follows(&mut self, after: EventKind, kind: EventKind) -> Option<(i32, i32)> {
        let follow = self.world.rules().history.follow(after, kind);
        let years = (follow.years.0.into(), follow.years.1.into());
        follow.share.draw(&mut self.stream).then_some(years)
    }

    /// How many people, houses or families an event of this kind counts.
    pub(super) fn count(&mut self, kind: EventKind) -> u16 {
        let (least, most) = self.world.rules().history.count(kind);
        self.stream.range(least.into(), most.into()) as u16
    }

    /// Tells an event; `None` where the ruleset has no words for its kind.
    pub(super) fn happen(
        &mut self,
        kind: EventKind,
        year: u16,
        cause: Option<EventId>,
        roles: Roles,
    ) -> Option<EventId> {
        let world = self.world;
        let most = usize::from(world.rules().history.pace.most_events);
        let room =
            most + if matches!(kind, EventKind::Loss | EventKind::Taking) { RESERVE } else { 0 };
        let wording = world.rules().history.wording(kind)?;
        if self.past.events.len() >= room || wording.texts.is_empty() {
            return None;
        }
        let known = cause.and_then(|cause| self.event(cause)).cloned();
        let (text, phrase) = self.words(wording, year, known.as_ref(), &roles);
        let id = EventId(self.past.events.len() as u16);
        self.past.events.push(Event { id, year, kind, cause, roles, text, phrase });
        Some(id)
    }

    /// Lets something happen, if those whom it needs are there.
    pub(super) fn carry_out(&mut self, year: u16, intent: Intent) -> Option<()> {
        let Intent { kind, cause, roles } = intent;
        let town = roles.town.and_then(|place| self.index(place));
        if town.is_some_and(|town| !self.towns[town].stands(year)) {
            return None;
        }
        match kind {
            EventKind::Flood
            | EventKind::Plague
            | EventKind::Fire
            | EventKind::Famine
            | EventKind::Beast => {
                let event = self.disaster(kind, town?, year, cause)?;
                self.after_disaster(event, kind, town?, year);
            }
            EventKind::Slaying | EventKind::FailedHunt => {
                self.hunt(kind, town?, year, cause, roles)?
            }
            EventKind::Refuge => self.refuge(year, cause, roles)?,
            EventKind::Quarrel => self.quarrel(town?, year, cause)?,
            EventKind::Murder => self.murder(town?, year, cause, roles)?,
            EventKind::Exile => self.exile(town?, year, cause, roles)?,
            EventKind::Raid => self.raid(town?, year, cause, roles)?,
            EventKind::Hanging => self.hanging(town?, year, cause, roles)?,
            EventKind::Feud => self.feud(town?, year, cause, roles)?,
            EventKind::Wedding => self.wedding(town?, year, cause, roles)?,
            EventKind::Theft => self.theft(town?, year)?,
            EventKind::War => self.war(town?, year, cause, roles)?,
            EventKind::Battle => self.battle(town?, year, cause, roles)?,
            EventKind::Peace => self.peace(town?, year, cause, roles)?,
            EventKind::Delving => self.delving(town?, year, roles)?,
            EventKind::Breach => self.breach(town?, year, cause, roles)?,
            EventKind::Forging => self.forging(town?, year, roles)?,
            EventKind::Gift => self.gift(town?, year, cause, roles)?,
            EventKind::Loss | EventKind::Taking => self.loss(kind, year, cause, roles)?,
            EventKind::Charter => self.charter(town?, year)?,
            EventKind::Strife => self.strife(town?, year, cause)?,
            EventKind::Founding | EventKind::Naming | EventKind::Settling | EventKind::Fall => {}
        }
        Some(())
    }

    /// The number of the settlement at a place.
    pub(super) fn index(&self, place: Place) -> Option<usize> {
        self.towns.iter().position(|town| town.place == place)
    }

    /// The settlement nearest to another one that stands in a year.
    pub(super) fn neighbour(&self, town: usize, year: u16) -> Option<usize> {
        let at = self.towns[town].at;
        (0..self.towns.len())
            .filter(|&other| other != town && self.towns[other].stands(year))
            .min_by_key(|&other| (self.towns[other].at.distance_squared(at), other))
    }
}
