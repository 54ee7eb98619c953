//! Disasters, beasts and those who go after them, and the homeless.

use super::years::Teller;
use super::{EventId, Place, Roles};
use ruleset::{Creature, CreatureId, EventKind};

impl Teller<'_> {
    /// A disaster, without what follows from it.
    pub(super) fn disaster(
        &mut self,
        kind: EventKind,
        town: usize,
        year: u16,
        cause: Option<EventId>,
    ) -> Option<EventId> {
        let place = self.towns[town].place;
        let mut roles = Roles { town: Some(place), ..Roles::default() };
        match kind {
            EventKind::Plague => {
                // Unused; every region's later draws stand where they do because of it.
                self.stream.below(17);
                let sicknesses = &self.world.rules().history.sicknesses;
                roles.word = self.stream.pick(sicknesses)?.clone();
                roles.count = self.count(kind);
            }
            _ => roles.count = self.count(kind),
        }
        if kind == EventKind::Beast {
            roles.creature = Some(self.beast(town)?);
        }
        let victim = matches!(kind, EventKind::Plague | EventKind::Fire);
        if victim {
            roles.first = Some(self.somebody(town, year, None, None));
        }
        let first = roles.first;
        let event = self.happen(kind, year, cause, roles)?;
        if let Some(first) = first {
            self.kill(first, year, event);
        }
        Some(event)
    }

    /// A creature of the land around that can kill.
    fn beast(&mut self, town: usize) -> Option<CreatureId> {
        let rules = self.world.rules();
        let biome = rules.biome(self.world.survey().biome(self.towns[town].at));
        let here = biome.creatures.iter().map(|chance| chance.creature);
        let fierce: Vec<CreatureId> = here.filter(|&id| wild(rules.creature(id))).collect();
        self.stream.pick(&fierce).copied()
    }

    pub(super) fn after_disaster(
        &mut self,
        event: EventId,
        kind: EventKind,
        town: usize,
        year: u16,
    ) {
        let here = || Roles { town: Some(self.towns[town].place), ..Roles::default() };
        let here = here();
        let cause = Some(event);
        let maybe = |teller: &mut Self, next| {
            if let Some(years) = teller.follows(kind, next) {
                teller.plan(year, years, next, cause, here.clone());
            }
        };
        match kind {
            EventKind::Beast => {
                let creature = self.event(event).and_then(|event| event.roles.creature);
                let roles = Roles { creature, ..here };
                for hunt in [EventKind::Slaying, EventKind::FailedHunt] {
                    if let Some(years) = self.follows(kind, hunt) {
                        self.plan(year, years, hunt, cause, roles);
                        break;
                    }
                }
                return;
            }
            EventKind::Flood | EventKind::Fire => maybe(self, EventKind::Famine),
            EventKind::Famine => maybe(self, EventKind::Plague),
            _ => {}
        }
        maybe(self, EventKind::Quarrel);
    }

    /// Somebody goes after a beast; if it wins, the next one goes.
    pub(super) fn hunt(
        &mut self,
        kind: EventKind,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        mut roles: Roles,
    ) -> Option<()> {
        let first = self.somebody(town, year, None, None);
        roles.first = Some(first);
        let place = roles.town;
        let again = Roles { town: place, creature: roles.creature, ..Roles::default() };
        let event = self.happen(kind, year, cause, roles)?;
        if kind == EventKind::FailedHunt {
            self.kill(first, year, event);
            if let Some(years) = self.follows(kind, EventKind::Slaying) {
                self.plan(year, years, EventKind::Slaying, cause, again);
            }
        } else if let Some(years) = self.follows(kind, EventKind::Gift) {
            let roles = Roles { town: place, second: Some(first), ..Roles::default() };
            self.plan(year, years, EventKind::Gift, Some(event), roles);
        }
        Some(())
    }

    /// People of a fallen settlement go to the nearest one.
    pub(super) fn refuge(
        &mut self,
        year: u16,
        cause: Option<EventId>,
        mut roles: Roles,
    ) -> Option<()> {
        let gone = self.index(roles.other?)?;
        let town = self.neighbour(gone, year)?;
        let place: Place = self.towns[town].place;
        roles.town = Some(place);
        roles.first = Some(self.newcomer(gone, year, None));
        roles.count = self.count(EventKind::Refuge);
        roles.family = self.stream.pick(&self.towns[town].families).cloned()?;
        let event = self.happen(EventKind::Refuge, year, cause, roles)?;
        if let Some(years) = self.follows(EventKind::Refuge, EventKind::Quarrel) {
            let roles = Roles { town: Some(place), ..Roles::default() };
            self.plan(year, years, EventKind::Quarrel, Some(event), roles);
        }
        Some(())
    }
}

/// It can kill and is no human band.
fn wild(creature: &Creature) -> bool {
    creature.attack.is_some() && creature.legs != 2
}
