//! What people do to each other: quarrels, killings, exile and return, feuds and what ends them,
//! factions.

use super::years::Teller;
use super::{EventId, Feud, FigureId, Place, Roles};
use ruleset::{EventKind, FactionId};

impl Teller<'_> {
    /// Two families fall out.
    pub(super) fn quarrel(&mut self, town: usize, year: u16, cause: Option<EventId>) -> Option<()> {
        let mut families = self.towns[town].families.clone();
        if families.len() < 2 {
            return None;
        }
        self.stream.shuffle(&mut families);
        let (family, rival) = (families[0].clone(), families[1].clone());
        let word = self.stream.pick(&self.world.rules().history.matters)?.clone();
        let first = self.somebody(town, year, Some(&family), None);
        let second = self.somebody(town, year, Some(&rival), Some(first));
        let place = Some(self.towns[town].place);
        let roles = Roles {
            first: Some(first),
            second: Some(second),
            town: place,
            family: family.clone(),
            rival: rival.clone(),
            word,
            ..Roles::default()
        };
        let event = self.happen(EventKind::Quarrel, year, cause, roles)?;
        if let Some(years) = self.follows(EventKind::Quarrel, EventKind::Murder) {
            // Either may be the one who strikes.
            let (first, second) =
                if self.stream.chance(1, 2) { (first, second) } else { (second, first) };
            let roles =
                Roles { first: Some(first), second: Some(second), town: place, ..Roles::default() };
            self.plan(year, years, EventKind::Murder, Some(event), roles);
        } else if let Some(years) = self.follows(EventKind::Quarrel, EventKind::Feud) {
            let roles = Roles { town: place, family, rival, ..Roles::default() };
            self.plan(year, years, EventKind::Feud, Some(event), roles);
        }
        Some(())
    }

    /// `second` kills `first`.
    pub(super) fn murder(
        &mut self,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        roles: Roles,
    ) -> Option<()> {
        let (first, second) = (roles.first?, roles.second?);
        if !self.able(first, year) || !self.able(second, year) || first == second {
            return None;
        }
        let place = roles.town;
        let families = (self.figure(first)?.family.clone(), self.figure(second)?.family.clone());
        let (victims_home, killers_home) = (self.figure(first)?.home, self.figure(second)?.home);
        let event = self.happen(EventKind::Murder, year, cause, roles)?;
        self.kill(first, year, event);
        if victims_home != killers_home {
            if let Some(years) = self.follows(EventKind::Murder, EventKind::War) {
                // The dead one's people ask the killer's for an answer.
                let roles = Roles {
                    town: Some(victims_home),
                    other: Some(killers_home),
                    ..Roles::default()
                };
                self.plan(year, years, EventKind::War, Some(event), roles);
            }
            return Some(());
        }
        if let Some(years) = self.follows(EventKind::Murder, EventKind::Exile) {
            let roles = Roles { first: Some(second), town: place, ..Roles::default() };
            self.plan(year, years, EventKind::Exile, Some(event), roles);
        }
        let living = &self.towns[town].families;
        let both = living.contains(&families.0) && living.contains(&families.1);
        if both
            && families.0 != families.1
            && let Some(years) = self.follows(EventKind::Murder, EventKind::Feud)
        {
            let (family, rival) = families;
            let roles = Roles { town: place, family, rival, ..Roles::default() };
            self.plan(year, years, EventKind::Feud, Some(event), roles);
        }
        Some(())
    }

    pub(super) fn exile(
        &mut self,
        _town: usize,
        year: u16,
        cause: Option<EventId>,
        roles: Roles,
    ) -> Option<()> {
        let first = roles.first.filter(|&first| self.able(first, year))?;
        let back = Roles { first: Some(first), town: roles.town, ..Roles::default() };
        let event = self.happen(EventKind::Exile, year, cause, roles)?;
        self.outcasts.push(first);
        if let Some(years) = self.follows(EventKind::Exile, EventKind::Raid) {
            self.plan(year, years, EventKind::Raid, Some(event), back);
        }
        Some(())
    }

    pub(super) fn raid(
        &mut self,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        mut roles: Roles,
    ) -> Option<()> {
        let first = roles.first.filter(|&first| self.able(first, year))?;
        roles.count = self.count(EventKind::Raid);
        let place = roles.town;
        let event = self.happen(EventKind::Raid, year, cause, roles)?;
        if self.follows(EventKind::Raid, EventKind::Fire).is_some() {
            self.disaster(EventKind::Fire, town, year, Some(event));
        }
        if let Some(years) = self.follows(EventKind::Raid, EventKind::Hanging) {
            let roles = Roles { first: Some(first), town: place, ..Roles::default() };
            self.plan(year, years, EventKind::Hanging, Some(event), roles);
        }
        Some(())
    }

    pub(super) fn hanging(
        &mut self,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        mut roles: Roles,
    ) -> Option<()> {
        let first = roles.first.filter(|&first| self.able(first, year))?;
        roles.second = Some(self.somebody(town, year, None, Some(first)));
        let event = self.happen(EventKind::Hanging, year, cause, roles)?;
        self.kill(first, year, event);
        Some(())
    }

    /// An enmity that today's families have inherited, unless a wedding ends it.
    pub(super) fn feud(
        &mut self,
        _town: usize,
        year: u16,
        cause: Option<EventId>,
        roles: Roles,
    ) -> Option<()> {
        let place = roles.town?;
        let (family, rival) = (roles.family.clone(), roles.rival.clone());
        let same = |feud: &Feud| {
            feud.town == place
                && ((feud.family == family && feud.rival == rival)
                    || (feud.family == rival && feud.rival == family))
        };
        if self.past.feuds.iter().any(same) {
            return None;
        }
        let next = Roles {
            town: Some(place),
            family: family.clone(),
            rival: rival.clone(),
            ..Roles::default()
        };
        let since = self.happen(EventKind::Feud, year, cause, roles)?;
        self.past.feuds.push(Feud { town: place, family, rival, since, ended: None });
        if let Some(years) = self.follows(EventKind::Feud, EventKind::Wedding) {
            self.plan(year, years, EventKind::Wedding, Some(since), next);
        } else if let Some(years) = self.follows(EventKind::Feud, EventKind::Murder) {
            let town = self.index(place)?;
            let later = year + self.stream.range(years.0, years.1) as u16;
            if later < self.past.present {
                let first = self.newcomer(town, later, Some(&next.family));
                let second = self.newcomer(town, later, Some(&next.rival));
                let roles = Roles {
                    first: Some(first),
                    second: Some(second),
                    town: Some(place),
                    ..Roles::default()
                };
                self.plan(later, (0, 0), EventKind::Murder, Some(since), roles);
            }
        }
        Some(())
    }

    pub(super) fn wedding(
        &mut self,
        town: usize,
        year: u16,
        cause: Option<EventId>,
        mut roles: Roles,
    ) -> Option<()> {
        let feud = self.past.feuds.iter().position(|feud| Some(feud.since) == cause)?;
        let young = |teller: &mut Self, family: &str| teller.newcomer(town, year, Some(family));
        let (family, rival) = (roles.family.clone(), roles.rival.clone());
        let first: FigureId = young(self, &family);
        let second = young(self, &rival);
        roles.first = Some(first);
        roles.second = Some(second);
        let event = self.happen(EventKind::Wedding, year, cause, roles)?;
        self.past.feuds[feud].ended = Some(event);
        Some(())
    }

    pub(super) fn charter(&mut self, town: usize, year: u16) -> Option<()> {
        let rules = self.world.rules();
        let culture = self.towns[town].culture;
        let free: Vec<FactionId> = (0..rules.society.factions.len())
            .map(|index| FactionId(index as u16))
            .filter(|id| !self.charters.contains(id))
            .filter(|id| {
                let cultures = &rules.society.factions[usize::from(id.0)].cultures;
                cultures.is_empty() || cultures.contains(&culture)
            })
            .collect();
        let faction = *self.stream.pick(&free)?;
        let first = self.somebody(town, year, None, None);
        let place = self.towns[town].place;
        let roles = Roles {
            first: Some(first),
            town: Some(place),
            faction: Some(faction),
            ..Roles::default()
        };
        let event = self.happen(EventKind::Charter, year, None, roles)?;
        self.charters.push(faction);
        if self.charters.len() > 1
            && let Some(years) = self.follows(EventKind::Charter, EventKind::Strife)
        {
            let roles = Roles { town: Some(place), ..Roles::default() };
            self.plan(year, years, EventKind::Strife, Some(event), roles);
        }
        Some(())
    }

    pub(super) fn strife(&mut self, town: usize, year: u16, cause: Option<EventId>) -> Option<()> {
        let begun = cause.and_then(|cause| self.event(cause)).and_then(|event| event.roles.faction);
        let mut factions = self.charters.clone();
        self.stream.shuffle(&mut factions);
        let faction = begun.or_else(|| factions.first().copied())?;
        let against = factions.into_iter().find(|&other| other != faction)?;
        let place: Place = self.towns[town].place;
        let first = self.somebody(town, year, None, None);
        let roles = Roles {
            first: Some(first),
            town: Some(place),
            faction: Some(faction),
            against: Some(against),
            ..Roles::default()
        };
        let event = self.happen(EventKind::Strife, year, cause, roles)?;
        if self.follows(EventKind::Strife, EventKind::Fire).is_some() {
            self.disaster(EventKind::Fire, town, year, Some(event));
        }
        Some(())
    }
}
