//! Settlements against each other: theft, war, battles at real places, peace.

use super::years::Teller;
use super::{EventId, Place, Roles};
use ruleset::EventKind;

impl Teller<'_> {
    pub(super) fn theft(&mut self, town: usize, year: u16) -> Option<()> {
        let other = self.neighbour(town, year)?;
        let first = self.somebody(town, year, None, None);
        let (place, robbed) = (self.towns[town].place, self.towns[other].place);
        let roles = Roles {
            first: Some(first),
            town: Some(place),
            other: Some(robbed),
            ..Roles::default()
        };
        let event = self.happen(EventKind::Theft, year, None, roles)?;
        if let Some(years) = self.follows(EventKind::Theft, EventKind::War) {
            let roles = Roles { town: Some(robbed), other: Some(place), ..Roles::default() };
            self.plan(year, years, EventKind::War, Some(event), roles);
        } else if let Some(years) = self.follows(EventKind::Theft, EventKind::Murder) {
            let second = self.somebody(other, year, None, Some(first));
            let roles = Roles {
                first: Some(first),
                second: Some(second),
                town: Some(place),
                ..Roles::default()
            };
            self.plan(year, years, EventKind::Murder, Some(event), roles);
        }
        Some(())
    }

    pub(super) fn war(
        &mut self,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        roles: Roles,
    ) -> Option<()> {
        let other = self.index(roles.other?)?;
        let pair = (town.min(other), town.max(other));
        if town == other || !self.towns[other].stands(year) || self.wars.contains(&pair) {
            return None;
        }
        let sides = (roles.town, roles.other);
        let event = self.happen(EventKind::War, year, cause, roles)?;
        self.wars.push(pair);
        let (least, most) = self.world.rules().history.pace.battles;
        let battles = self.stream.range(least.into(), most.into());
        for number in 0..battles {
            let (town, other) = if self.stream.chance(1, 2) { sides } else { (sides.1, sides.0) };
            let roles = Roles { town, other, ..Roles::default() };
            self.plan(year, (number, number + 1), EventKind::Battle, Some(event), roles);
        }
        let roles = Roles { town: sides.0, other: sides.1, ..Roles::default() };
        self.plan(year, (battles + 1, battles + 2), EventKind::Peace, Some(event), roles);
        Some(())
    }

    /// `town` beats `other` at a dungeon of one of them or at an old ruin.
    pub(super) fn battle(
        &mut self,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        mut roles: Roles,
    ) -> Option<()> {
        let other = self.index(roles.other?)?;
        if !self.towns[other].stands(year) {
            return None;
        }
        let sites = [town, other].into_iter().flat_map(|side| &self.towns[side].dungeons);
        let ruins = self.past.ruins.iter().filter(|ruin| ruin.fell > 0 && ruin.fell < year);
        let fields: Vec<Place> = sites
            .map(|site| Place::Site(site.id))
            .chain(ruins.map(|ruin| Place::Ruin(ruin.id)))
            .collect();
        roles.field = Some(*self.stream.pick(&fields)?);
        let first = self.somebody(town, year, None, None);
        let second = self.somebody(other, year, None, None);
        roles.first = Some(first);
        roles.second = Some(second);
        roles.count = self.count(EventKind::Battle);
        let (winner, loser) = (roles.town, roles.other);
        let event = self.happen(EventKind::Battle, year, cause, roles)?;
        self.kill(second, year, event);
        if let Some(years) = self.follows(EventKind::Battle, EventKind::Gift) {
            let roles = Roles { town: winner, second: Some(first), ..Roles::default() };
            self.plan(year, years, EventKind::Gift, Some(event), roles);
        }
        if let Some(years) = self.follows(EventKind::Battle, EventKind::Famine) {
            let roles = Roles { town: loser, ..Roles::default() };
            self.plan(year, years, EventKind::Famine, cause, roles);
        }
        Some(())
    }

    pub(super) fn peace(
        &mut self,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        roles: Roles,
    ) -> Option<()> {
        let other = self.index(roles.other?)?;
        let pair = (town.min(other), town.max(other));
        self.wars.retain(|war| *war != pair);
        if !self.towns[other].stands(year) {
            return None;
        }
        self.happen(EventKind::Peace, year, cause, roles).map(|_| ())
    }
}
