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
        roles.count = self.stream.range(3, 19) as u16;
        match kind {
            EventKind::Plague => {
                let sicknesses = &self.world.rules().history.sicknesses;
                roles.word = self.stream.pick(sicknesses)?.clone();
                roles.count = self.stream.range(9, 60) as u16;
            }
            EventKind::Beast => roles.creature = Some(self.beast(town)?),
            _ => {}
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
        let maybe = |teller: &mut Self, of_ten: u32, after, kind| {
            if teller.stream.chance(of_ten, 10) {
                teller.plan(year, after, kind, cause, here.clone());
            }
        };
        match kind {
            EventKind::Beast => {
                let creature = self.event(event).and_then(|event| event.roles.creature);
                let roles = Roles { creature, ..here };
                let kind = if self.stream.chance(3, 5) {
                    EventKind::Slaying
                } else {
                    EventKind::FailedHunt
                };
                self.plan(year, (0, 1), kind, cause, roles);
                return;
            }
            EventKind::Flood | EventKind::Fire => maybe(self, 3, (1, 1), EventKind::Famine),
            EventKind::Famine => maybe(self, 3, (0, 1), EventKind::Plague),
            _ => {}
        }
        maybe(self, 3, (1, 2), EventKind::Quarrel);
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
            self.plan(year, (1, 3), EventKind::Slaying, cause, again);
        } else if self.stream.chance(7, 10) {
            let roles = Roles { town: place, second: Some(first), ..Roles::default() };
            self.plan(year, (0, 1), EventKind::Gift, Some(event), roles);
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
        roles.count = self.stream.range(4, 18) as u16;
        roles.family = self.stream.pick(&self.towns[town].families).cloned()?;
        let event = self.happen(EventKind::Refuge, year, cause, roles)?;
        if self.stream.chance(1, 2) {
            let roles = Roles { town: Some(place), ..Roles::default() };
            self.plan(year, (1, 4), EventKind::Quarrel, Some(event), roles);
        }
        Some(())
    }
}

/// It can kill and is no human band.
fn wild(creature: &Creature) -> bool {
    creature.attack.is_some() && creature.legs != 2
}
