//! Quests between people and places: parcels, goods, words, looks, work.

use super::deck::Card;
use super::draft::{Binder, Draft};
use super::grounds::Bound;
use crate::quest::ground::Ground;
use crate::quest::plot::{Consequence, Ending, Need, Outcome};
use crate::quest::wording::{count, fill};
use crate::quest::{Objective, QuestKind, Reward};
use crate::{Compass, Person, Site};
use ruleset::ArcKind;
use seed::{Mm, Point};

/// How near a place that is to be looked at one must come.
const IN_SIGHT: Mm = Mm::metres(12);

/// Days of the game in which goods are wanted from abroad.
const GOODS_DAYS: u16 = 5;

impl Binder<'_> {
    /// Something of the giver's trade, for somebody else: here, or in a place not too far away.
    pub(super) fn deliver(&mut self, giver: &Person) {
        let rules = self.world.rules();
        let mut stream = self.stream(giver.id, "deliver");
        let first = self.first(QuestKind::Deliver);
        let bound = self.bound(giver, ArcKind::Deliver, None, first);
        let told = bound.as_ref().and_then(|bound| bound.card);
        let Some((person, place)) = self.other(&mut stream, giver, bound.as_ref(), !first) else {
            return;
        };
        let far = person.id.home != giver.id.home;
        let Some(wording) = told.or_else(|| self.decks.deliver.draw()) else { return };
        let item = rules.trade(giver.trade).goods;
        let level = self.town.site.level;
        let legs = if far { 3 } else { 1 };
        let mut reward = self.reward(&mut stream, level, 55 + 25 * legs, 6 + 8 * legs);
        if stream.chance(1, 3) {
            reward.item = self.draught(&mut stream, level);
        }
        let mut outcomes = Vec::new();
        let mut instead = None;
        if !first
            && bound.is_none()
            && let Some(other) = self.neighbour(&mut stream, &[giver, &person])
            && let Some(words) = self.decks.deliver_instead.draw()
        {
            let words = fill(words, &[("other", &other.full_name())]);
            instead = Some((Objective::Deliver { item, to: other.id }, words));
            let opinion = |of, by| Consequence::Opinion { of, by };
            outcomes = vec![
                Outcome { when: Ending::By(0), what: opinion(person.id, 8) },
                Outcome { when: Ending::By(1), what: opinion(other.id, 12) },
                Outcome { when: Ending::By(1), what: opinion(giver.id, -15) },
            ];
        }
        self.errand(
            giver,
            QuestKind::Deliver,
            Need::Trade,
            wording,
            (person.post, vec![("place", place), ("person", person.full_name())]),
            vec![("item", rules.item(item).name.clone())],
            vec![Objective::Deliver { item, to: person.id }],
            reward,
            Extra { instead, outcomes, deadline_days: None, bound },
        );
    }

    /// Goods that somebody else makes.
    pub(super) fn fetch(&mut self, giver: &Person) {
        let rules = self.world.rules();
        let mut stream = self.stream(giver.id, "fetch");
        let bound = self.bound(giver, ArcKind::Fetch, None, false);
        let told = bound.as_ref().and_then(|bound| bound.card);
        let Some((person, place)) = self.other(&mut stream, giver, bound.as_ref(), true) else {
            return;
        };
        let far = person.id.home != giver.id.home;
        let Some(wording) = told.or_else(|| self.decks.fetch.draw()) else { return };
        let item = rules.trade(person.trade).goods;
        let wanted = (2 + stream.below(3) as u16).min(rules.item(item).stack.max(1));
        let legs = if far { 3 } else { 1 };
        let reward = self.reward(&mut stream, self.town.site.level, 50 + 25 * legs, 8 + 8 * legs);
        let site = self.town.site.id;
        let cheaper = Consequence::Price { site, item, per_cent: -5 };
        self.errand(
            giver,
            QuestKind::Fetch,
            Need::Trade,
            wording,
            (person.post, vec![("place", place), ("person", person.full_name())]),
            vec![("item", rules.item(item).plural.clone()), ("count", count(wanted))],
            vec![Objective::Collect { item, count: wanted, from: person.id }],
            reward,
            Extra {
                instead: None,
                outcomes: vec![Outcome { when: Ending::Done, what: cheaper }],
                deadline_days: far.then_some(GOODS_DAYS),
                bound,
            },
        );
    }

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

    /// Something that one neighbour builds with what another has.
    pub(super) fn build(&mut self, giver: &Person) {
        let rules = self.world.rules();
        let mut stream = self.stream(giver.id, "build");
        let Some(person) = self.neighbour(&mut stream, &[giver]) else { return };
        let makers: Vec<&Person> = self
            .settlement
            .people
            .iter()
            .filter(|maker| ![giver.house, person.house].contains(&maker.house))
            .filter(|maker| rules.trade(maker.trade).builds)
            .collect();
        let Some(&maker) = stream.pick(&makers) else { return };
        let Some(wording) = self.decks.build.draw() else { return };
        let item = rules.trade(maker.trade).goods;
        let wanted = (2 + stream.below(3) as u16).min(rules.item(item).stack.max(1));
        let reward = self.reward(&mut stream, self.town.site.level, 90, 22);
        let site = self.town.site.id;
        let better = Consequence::Safety { site, by: 3 };
        self.errand(
            giver,
            QuestKind::Build,
            Need::Neighbour,
            wording,
            (
                maker.post,
                vec![
                    ("place", self.town.site.name.clone()),
                    ("person", person.full_name()),
                    ("maker", maker.full_name()),
                ],
            ),
            vec![("item", rules.item(item).plural.clone()), ("count", count(wanted))],
            vec![
                Objective::Collect { item, count: wanted, from: maker.id },
                Objective::Build { item, count: wanted, with: person.id },
            ],
            reward,
            Extra {
                outcomes: vec![Outcome { when: Ending::Done, what: better }],
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

    #[expect(clippy::too_many_arguments, reason = "every errand says each of them once, by kind")]
    fn errand(
        &mut self,
        giver: &Person,
        kind: QuestKind,
        need: Need,
        wording: &Card,
        (to, mut names): (Point, Vec<(&'static str, String)>),
        more: Vec<(&'static str, String)>,
        objectives: Vec<Objective>,
        reward: Reward,
        extra: Extra<'_>,
    ) {
        names.extend(more);
        names.push(("direction", Compass::between(giver.post, to).to_string()));
        let draft = Draft {
            kind,
            need,
            wording,
            names,
            objectives,
            instead: extra.instead,
            deadline_days: extra.deadline_days,
            outcomes: extra.outcomes,
            level: self.town.site.level,
            reward,
            bound: extra.bound,
        };
        self.add(giver, draft);
    }
}

/// What few errands have.
#[derive(Default)]
struct Extra<'t> {
    instead: Option<(Objective, String)>,
    outcomes: Vec<Outcome>,
    deadline_days: Option<u16>,
    bound: Option<Bound<'t>>,
}
