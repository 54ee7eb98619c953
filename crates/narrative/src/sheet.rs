//! Everything that one person may know, sorted and with an address.
//!
//! A sheet is made from the generated world and from whether the two have met, and from nothing
//! else: what is not on it cannot be said. Its canonical bytes name it in the provenance of a line.

use crate::{Acquaintance, Fact, FactId};
use seed::Canonical;
use serde::Serialize;
use worldgen::{Compass, Person, PersonId, QuestId, Settlement, Site, SiteKind, World};

/// Everything that one person may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactSheet {
    person: PersonId,
    facts: Vec<Fact>,
}

impl Canonical for FactSheet {
    const KIND: &'static str = "fact-sheet";
}

impl FactSheet {
    /// What `person` of `settlement` may know; of `nearby`, the dungeons.
    #[must_use]
    pub fn of(
        world: &World,
        settlement: &Settlement,
        person: &Person,
        nearby: &[Site],
        met_before: bool,
    ) -> Self {
        let rules = world.rules();
        let trade = rules.trade(person.trade);
        let mut facts = vec![
            Fact::Name { full: person.full_name() },
            Fact::Trade { name: trade.name.clone() },
            Fact::Work { text: trade.work.clone() },
            Fact::Goods { name: rules.item(trade.goods).name.clone() },
            Fact::Place {
                settlement: settlement.site.name.clone(),
                culture: rules.culture(settlement.culture).name.clone(),
            },
        ];
        for other in settlement.people.iter().filter(|other| other.id != person.id) {
            let who = Acquaintance {
                person: other.id,
                name: other.full_name(),
                trade: rules.trade(other.trade).name.clone(),
                direction: Compass::between(person.post, other.post),
            };
            let kin = person.kin.contains(&other.id.number);
            facts.push(if kin { Fact::Kin(who) } else { Fact::Neighbour(who) });
        }
        facts.extend(nearby.iter().filter(|site| site.kind == SiteKind::Dungeon).map(|site| {
            Fact::Dungeon {
                site: site.id,
                name: site.name.clone(),
                direction: Compass::between(settlement.site.at, site.at),
                distance_m: tens_of_metres(settlement.site.at.distance(site.at)),
            }
        }));
        facts.extend(
            world
                .quests(person.id)
                .into_iter()
                .filter(worldgen::Quest::is_playable)
                .map(|quest| Fact::QuestOffer { quest: quest.id, title: quest.title }),
        );
        facts.extend(met_before.then_some(Fact::MetBefore));
        Self::new(person.id, facts)
    }

    /// A sheet of these facts, sorted, without repeats; at most 65,536 of them.
    #[must_use]
    pub fn new(person: PersonId, mut facts: Vec<Fact>) -> Self {
        facts.sort();
        facts.dedup();
        facts.truncate(usize::from(u16::MAX) + 1);
        Self { person, facts }
    }

    /// The sheet without the quests that are not `open` to this player any more. Ids change.
    #[must_use]
    pub fn retain_quests(mut self, open: impl Fn(QuestId) -> bool) -> Self {
        self.facts.retain(|fact| match fact {
            Fact::QuestOffer { quest, .. } => open(*quest),
            _ => true,
        });
        self
    }

    /// Whose sheet it is.
    #[must_use]
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// The facts, in order.
    pub fn facts(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        (0..=u16::MAX).map(FactId).zip(&self.facts)
    }

    /// The fact with this id.
    #[must_use]
    pub fn fact(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(usize::from(id.0))
    }

    /// The fact about this quest, if it is offered.
    #[must_use]
    pub fn quest(&self, wanted: QuestId) -> Option<FactId> {
        let is = |fact: &Fact| matches!(fact, Fact::QuestOffer { quest, .. } if *quest == wanted);
        self.facts().find(|(_, fact)| is(fact)).map(|(id, _)| id)
    }

    /// The two have met before.
    #[must_use]
    pub fn met_before(&self) -> bool {
        self.facts.contains(&Fact::MetBefore)
    }
}

fn tens_of_metres(millimetres: i64) -> u32 {
    u32::try_from((millimetres + 5_000) / 10_000 * 10).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> Fact {
        Fact::Place { settlement: name.into(), culture: "c".into() }
    }

    #[test]
    fn the_order_of_making_does_not_change_a_sheet() {
        let facts = vec![Fact::MetBefore, place("b"), place("a"), place("b")];
        let mut turned = facts.clone();
        turned.reverse();
        let person = PersonId::default();
        let (one, other) = (FactSheet::new(person, facts), FactSheet::new(person, turned));
        assert_eq!(one.canonical_bytes(), other.canonical_bytes());
        assert_eq!(one.content_address(), other.content_address());
        assert_eq!(one.facts().map(|(id, _)| id.0).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(one.fact(FactId(0)), Some(&place("a")));
        assert_eq!(one.fact(FactId(3)), None);
    }

    #[test]
    fn finished_quests_leave_the_sheet() {
        let quest = |number| QuestId { giver: PersonId::default(), number };
        let offer = |number| Fact::QuestOffer { quest: quest(number), title: "t".into() };
        let sheet = FactSheet::new(PersonId::default(), vec![offer(0), offer(1)]);
        let sheet = sheet.retain_quests(|id| id.number == 1);
        assert_eq!(sheet.quest(quest(0)), None);
        assert_eq!(sheet.quest(quest(1)), Some(FactId(0)));
    }

    #[test]
    fn distances_are_told_in_tens_of_metres() {
        assert_eq!(tens_of_metres(4_999), 0);
        assert_eq!(tens_of_metres(5_000), 10);
        assert_eq!(tens_of_metres(1_234_567), 1_230);
    }
}
