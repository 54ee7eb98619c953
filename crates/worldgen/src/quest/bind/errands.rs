//! Quests of hands and carts: parcels, goods, work; and what all errands have in common.

use super::deck::Card;
use super::draft::{Binder, Draft};
use super::grounds::Bound;
use crate::quest::plot::{Consequence, Ending, Need, Outcome};
use crate::quest::wording::{count, fill};
use crate::quest::{Objective, QuestKind, Reward};
use crate::{Compass, Person};
use ruleset::ArcKind;
use seed::Point;

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

    #[expect(clippy::too_many_arguments, reason = "every errand says each of them once, by kind")]
    pub(super) fn errand(
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
pub(super) struct Extra<'t> {
    pub(super) instead: Option<(Objective, String)>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) deadline_days: Option<u16>,
    pub(super) bound: Option<Bound<'t>>,
}
