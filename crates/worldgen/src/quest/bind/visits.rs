//! Quests of feet and words: looks, questions, peace, company.

use super::draft::Binder;
use super::errands::Extra;
use crate::quest::ground::Ground;
use crate::quest::plot::{Consequence, Ending, Need, Outcome};
use crate::quest::{Objective, QuestKind};
use crate::{Person, Site};
use ruleset::ArcKind;
use seed::Mm;

/// How near a place that is to be looked at one must come.
const IN_SIGHT: Mm = Mm::metres(12);

impl Binder<'_> {
    /// A place that should be looked at: the mouth of a dungeon, or another settlement.
    pub(super) fn explore(&mut self, giver: &Person) {
        let mut stream = self.stream(giver.id, "explore");
        let mut goals: Vec<Site> = self.town.mouths.iter().map(|(site, _)| site.clone()).collect();
        goals.extend(self.settlements());
        let bound = self.bound(giver, ArcKind::Explore, None, false);
        let told = bound.as_ref().and_then(|bound| bound.card);
        let known = bound.as_ref().and_then(|bound| bound.site);
        let any = stream.pick(&goals);
        let Some(goal) = goals.iter().find(|goal| Some(goal.id) == known).or(any) else { return };
        let Some(wording) = told.or_else(|| self.decks.explore.draw()) else { return };
        let away = goal.at.distance(self.town.site.at);
        let far = u32::from(away > 500_000);
        let level = self.town.site.level;
        let mut reward = self.reward(&mut stream, level, 50 + 50 * far, 10 + 20 * far);
        if stream.chance(1, 3) {
            reward.item = self.draught(&mut stream, level);
        }
        let look = Objective::Explore { site: goal.id, at: goal.at, within: IN_SIGHT };
        self.errand(
            giver,
            QuestKind::Explore,
            Need::Land,
            wording,
            (goal.at, vec![("place", self.town.site.name.clone())]),
            vec![("goal", goal.name.clone())],
            vec![look],
            reward,
            Extra { bound, ..Extra::default() },
        );
    }

    /// What a neighbour knows about a dungeon.
    pub(super) fn find_out(&mut self, giver: &Person) {
        let mut stream = self.stream(giver.id, "find-out");
        let bound = self.bound(giver, ArcKind::FindOut, None, true);
        let told = bound.as_ref().and_then(|bound| bound.card);
        // Of what happened below ground one asks somebody who has heard of it too.
        let event = bound.as_ref().and_then(|bound| match bound.ground {
            Ground::Past(event) => Some(event),
            Ground::Lost(thing) => {
                self.history.lost.get(usize::from(thing.0)).map(|thing| thing.gone)
            }
            _ => None,
        });
        let knows = event.and_then(|event| self.who_knows(&mut stream, giver, event));
        let person = knows.or_else(|| {
            let other = self.other(&mut stream, giver, bound.as_ref(), false);
            other.map(|(person, _)| person)
        });
        let Some(person) = person else { return };
        let mut stream = self.stream(giver.id, "find-out.dungeon");
        let Some(dungeon) = self.mouth(&mut stream, bound.as_ref()) else { return };
        let Some(wording) = told.or_else(|| self.decks.find_out.draw()) else { return };
        let reward = self.reward(&mut stream, self.town.site.level, 50, 10);
        let place = self.town.site.name.clone();
        self.errand(
            giver,
            QuestKind::FindOut,
            Need::Neighbour,
            wording,
            (person.post, vec![("place", place), ("person", person.full_name())]),
            vec![("dungeon", dungeon.name.clone())],
            vec![Objective::FindOut { from: person.id }],
            reward,
            Extra { bound, ..Extra::default() },
        );
    }

    /// A neighbour who must be won over, with a gift.
    pub(super) fn persuade(&mut self, giver: &Person) {
        let rules = self.world.rules();
        let mut stream = self.stream(giver.id, "persuade");
        let bound = self.bound(giver, ArcKind::Persuade, None, true);
        let told = bound.as_ref().and_then(|bound| bound.card);
        let other = self.other(&mut stream, giver, bound.as_ref(), false);
        let Some((person, _)) = other else { return };
        // Who listens to nothing that anybody could bring is not sent to.
        let Some(gift) = self.gift(giver, &person) else { return };
        let Some(wording) = told.or_else(|| self.decks.persuade.draw()) else { return };
        let reward = self.reward(&mut stream, self.town.site.level, 60, 12);
        let place = self.town.site.name.clone();
        let won = Consequence::Opinion { of: person.id, by: 5 };
        self.errand(
            giver,
            QuestKind::Persuade,
            Need::Grudge,
            wording,
            (person.post, vec![("place", place), ("person", person.full_name())]),
            vec![("item", rules.item(gift).name.clone())],
            vec![Objective::Persuade { whom: person.id, gift: Some(gift) }],
            reward,
            Extra {
                outcomes: vec![Outcome { when: Ending::Done, what: won }],
                bound,
                ..Extra::default()
            },
        );
    }

    /// Somebody who must get to another settlement.
    pub(super) fn escort(&mut self, giver: &Person) {
        let mut stream = self.stream(giver.id, "escort");
        let Some(person) = self.neighbour(&mut stream, &[giver]) else { return };
        let goals = self.settlements();
        let Some(goal) = stream.pick(&goals) else { return };
        let Some(wording) = self.decks.escort.draw() else { return };
        let reward = self.reward(&mut stream, self.town.site.level, 130, 40);
        self.errand(
            giver,
            QuestKind::Escort,
            Need::Neighbour,
            wording,
            (goal.at, vec![("place", self.town.site.name.clone()), ("person", person.full_name())]),
            vec![("goal", goal.name.clone())],
            vec![Objective::Escort { who: person.id, to: goal.id }],
            reward,
            Extra::default(),
        );
    }
}
