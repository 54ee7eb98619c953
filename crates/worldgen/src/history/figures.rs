//! Who takes part: people of the past, their families and their deaths.

use super::gather::Community;
use super::years::Teller;
use super::{EventId, Figure, FigureId};
use crate::language;
use ruleset::FigureRules;

impl Teller<'_> {
    /// Somebody of a settlement who is alive and grown: now and then one who was told of already.
    /// `family`: of this family; `not`: somebody else.
    pub(super) fn somebody(
        &mut self,
        town: usize,
        year: u16,
        family: Option<&str>,
        not: Option<FigureId>,
    ) -> FigureId {
        let home = self.towns[town].place;
        let rules = &self.world.rules().history.figures;
        let fits = |figure: &&Figure| {
            figure.home == home
                && Some(figure.id) != not
                && !self.outcasts.contains(&figure.id)
                && family.is_none_or(|family| figure.family == family)
                && acts(rules, figure, year)
                && figure.born + rules.old > year
        };
        let known: Vec<FigureId> = self.past.figures.iter().filter(fits).map(|f| f.id).collect();
        if rules.again.draw(&mut self.stream)
            && let Some(&known) = self.stream.pick(&known)
        {
            return known;
        }
        self.newcomer(town, year, family)
    }

    /// Somebody who was not told of before.
    pub(super) fn newcomer(&mut self, town: usize, year: u16, family: Option<&str>) -> FigureId {
        let Community { place, culture, .. } = self.towns[town];
        let extinct = self.world.rules().history.figures.extinct;
        let rules = self.world.rules().culture(culture);
        let family = match family {
            Some(family) => family.to_owned(),
            // Some are of families that died out.
            None if extinct.draw(&mut self.stream) => {
                language::family_name(rules, &mut self.stream)
            }
            None => self.stream.pick(&self.towns[town].families).cloned().unwrap_or_default(),
        };
        let given = language::unused(&self.givens, &mut self.stream, rules, language::given_name);
        self.enter(place, culture, given, family, year)
    }

    /// Enters a figure who is grown in `year`.
    pub(super) fn enter(
        &mut self,
        home: super::Place,
        culture: ruleset::CultureId,
        given: String,
        family: String,
        year: u16,
    ) -> FigureId {
        let rules = &self.world.rules().history.figures;
        let (grown, oldest) = (rules.grown, rules.oldest_parent);
        let age = self.stream.range(rules.age.0.into(), rules.age.1.into()) as u16;
        let born = year.saturating_sub(age);
        let span = self.stream.range(rules.lifetime.0.into(), rules.lifetime.1.into()) as u16;
        // Alive in that year, and dead by now.
        let died = born.saturating_add(span).max(year + 1).min(self.past.present - 1).max(year);
        let parent = self.past.figures.iter().rev().find(|parent| {
            parent.family == family
                && parent.home == home
                && (grown..=oldest).contains(&born.saturating_sub(parent.born))
                && parent.died >= born
        });
        let parent = parent.map(|parent| parent.id);
        let id = FigureId(self.past.figures.len() as u16);
        self.givens.push(given.clone());
        self.past.figures.push(Figure {
            id,
            given,
            family,
            culture,
            home,
            born,
            died,
            parent,
            end: None,
        });
        id
    }

    /// The figure can act in that year.
    pub(super) fn able(&self, id: FigureId, year: u16) -> bool {
        let rules = &self.world.rules().history.figures;
        self.past.figure(id).is_some_and(|figure| acts(rules, figure, year))
    }

    /// The figure dies of an event.
    pub(super) fn kill(&mut self, id: FigureId, year: u16, by: EventId) {
        if let Some(figure) = self.past.figures.get_mut(usize::from(id.0))
            && figure.end.is_none()
        {
            figure.died = year;
            figure.end = Some(by);
        }
    }
}

fn acts(rules: &FigureRules, figure: &Figure, year: u16) -> bool {
    // The dead of this year's events are out, those who will die of age this year are in.
    figure.born + rules.grown <= year
        && (figure.died > year || (figure.died == year && figure.end.is_none()))
}
