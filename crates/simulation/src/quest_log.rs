//! Quests that somebody follows, and the predicates that move them on.
//!
//! Only [`QuestLog::record`] moves a quest, and only for a [`Deed`] that the server saw happen.

use ruleset::{CreatureId, ItemId};
use seed::Point;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use worldgen::{Objective, PersonId, Quest, QuestId, SiteId};

/// Something that happened and may move a quest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Killed a creature of the overworld.
    Killed {
        /// Which kind.
        creature: CreatureId,
        /// Where.
        at: Point,
    },
    /// Went down a dungeon.
    Entered(SiteId),
    /// Saw a dungeon's puzzle solved.
    Solved(SiteId),
    /// Saw a dungeon's boss die.
    SlewBoss(SiteId),
    /// Took the relic.
    Fetched {
        /// The relic.
        item: ItemId,
        /// From where.
        dungeon: SiteId,
    },
    /// Handed over what somebody was waiting for.
    Delivered {
        /// What.
        item: ItemId,
        /// To whom.
        to: PersonId,
    },
    /// Came back to somebody.
    Reported(PersonId),
    /// Stood at a place of the overworld.
    Reached(Point),
    /// Heard what somebody knows.
    Asked(PersonId),
    /// Won somebody over, with the gift if one was to be given.
    Persuaded(PersonId),
    /// Took what somebody had put by.
    Collected {
        /// What.
        item: ItemId,
        /// From whom.
        from: PersonId,
    },
    /// Handed over what somebody builds with.
    Built {
        /// What.
        item: ItemId,
        /// Who builds.
        with: PersonId,
    },
}

/// How far a quest is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestProgress {
    /// The first objective that is open, from 0.
    pub step: u16,
    /// How much of the counted objective is done (kills).
    pub count: u16,
    /// The bit of each objective that is done.
    pub done: u32,
}

impl QuestProgress {
    /// Is this objective done?
    #[must_use]
    pub const fn has(&self, number: usize) -> bool {
        worldgen::quest::plot::has(self.done, number)
    }
}

/// Quests that somebody follows or has finished.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestLog {
    active: BTreeMap<QuestId, QuestProgress>,
    done: BTreeSet<QuestId>,
}

/// Most quests that somebody may follow at once.
pub const ACTIVE_QUESTS: usize = 8;

impl QuestLog {
    /// Quests followed now.
    #[must_use]
    pub const fn active(&self) -> &BTreeMap<QuestId, QuestProgress> {
        &self.active
    }

    /// Quests finished.
    #[must_use]
    pub const fn done(&self) -> &BTreeSet<QuestId> {
        &self.done
    }

    /// May this quest be taken?
    #[must_use]
    pub fn may_take(&self, quest: QuestId) -> bool {
        !self.active.contains_key(&quest)
            && !self.done.contains(&quest)
            && self.active.len() < ACTIVE_QUESTS
    }

    /// Takes a quest; false when it may not be taken.
    pub fn take(&mut self, quest: QuestId) -> bool {
        let may = self.may_take(quest);
        if may {
            self.active.insert(quest, QuestProgress::default());
        }
        may
    }

    /// Gives a quest up; false when it was not followed.
    pub fn abandon(&mut self, quest: QuestId) -> bool {
        self.active.remove(&quest).is_some()
    }

    /// May this quest be taken, now that others are done?
    #[must_use]
    pub fn may_begin(&self, quest: &Quest) -> bool {
        let met = quest.plot.requires.iter().all(|required| self.done.contains(required));
        met && quest.is_playable() && self.may_take(quest.id)
    }

    /// The first objective that is open.
    #[must_use]
    pub fn due<'q>(&self, quest: &'q Quest) -> Option<&'q Objective> {
        self.open(quest).next()
    }

    /// The objectives that are open; none of a quest that is not followed.
    pub fn open<'q>(&self, quest: &'q Quest) -> impl Iterator<Item = &'q Objective> {
        let done = self.active.get(&quest.id).map(|progress| progress.done);
        let open = done.into_iter().flat_map(|done| quest.open(done));
        open.map(|(_, objective)| objective)
    }

    /// Moves one followed quest on by a deed. Returns whether it moved; after the last objective it
    /// stands among [`Self::done`].
    pub fn record(&mut self, quest: &Quest, deed: &Deed) -> bool {
        let Some(progress) = self.active.get_mut(&quest.id) else {
            return false;
        };
        let mut open = quest.open(progress.done);
        let Some((number, objective)) = open.find(|(_, objective)| fits(objective, deed)) else {
            return false;
        };
        let all = needed(objective);
        if all > 1 {
            progress.count += 1;
        }
        if all <= 1 || progress.count >= all {
            let done = progress.done | 1_u32.checked_shl(number as u32).unwrap_or(0);
            let step = quest.open(done).next().map_or(quest.objectives.len(), |(next, _)| next);
            *progress = QuestProgress { step: step as u16, count: 0, done };
        }
        if quest.is_over(progress.done) {
            self.active.remove(&quest.id);
            self.done.insert(quest.id);
        }
        true
    }
}

/// How often an objective's deed is needed.
#[must_use]
pub const fn needed(objective: &Objective) -> u16 {
    match objective {
        Objective::Hunt { count, .. } => *count,
        _ => 1,
    }
}

fn fits(objective: &Objective, deed: &Deed) -> bool {
    match (objective, deed) {
        (Objective::Hunt { creature, near, within, .. }, Deed::Killed { creature: killed, at }) => {
            creature == killed && near.distance(*at) <= i64::from(within.0)
        }
        (Objective::Enter { dungeon }, Deed::Entered(site))
        | (Objective::Solve { dungeon }, Deed::Solved(site))
        | (Objective::SlayBoss { dungeon }, Deed::SlewBoss(site)) => dungeon == site,
        (Objective::Fetch { item, dungeon }, Deed::Fetched { item: took, dungeon: site }) => {
            item == took && dungeon == site
        }
        (Objective::Deliver { item, to }, Deed::Delivered { item: gave, to: person }) => {
            item == gave && to == person
        }
        (Objective::Report { to: who }, Deed::Reported(person))
        | (Objective::FindOut { from: who }, Deed::Asked(person))
        | (Objective::Persuade { whom: who, .. }, Deed::Persuaded(person)) => who == person,
        (Objective::Explore { at, within, .. }, Deed::Reached(here)) => {
            at.distance(*here) <= i64::from(within.0)
        }
        (Objective::Collect { item, from, .. }, Deed::Collected { item: took, from: person }) => {
            item == took && from == person
        }
        (Objective::Build { item, with, .. }, Deed::Built { item: gave, with: person }) => {
            item == gave && with == person
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use seed::Mm;
    use worldgen::{Item, QuestKind, Reward};

    fn quest() -> Quest {
        let giver = PersonId::default();
        let near = Point::metres(100, 0);
        let hunt =
            Objective::Hunt { creature: CreatureId(2), count: 2, near, within: Mm::metres(50) };
        Quest {
            id: QuestId { giver, number: 0 },
            kind: QuestKind::Hunt,
            title: String::new(),
            offer: String::new(),
            thanks: String::new(),
            objectives: vec![hunt, Objective::Report { to: giver }],
            reward: Reward { experience: 1, coins: 1, item: None::<Item> },
            level: 1,
            plot: worldgen::Plot::default(),
        }
    }

    #[test]
    fn only_the_right_deed_in_the_right_order_moves_a_quest() {
        let quest = quest();
        let mut log = QuestLog::default();
        let kill =
            |creature, x| Deed::Killed { creature: CreatureId(creature), at: Point::metres(x, 0) };
        let report = Deed::Reported(PersonId::default());
        assert!(!log.record(&quest, &kill(2, 100)), "not taken yet");
        assert!(log.take(quest.id) && !log.take(quest.id));
        assert!(!log.record(&quest, &report), "too early");
        assert!(!log.record(&quest, &kill(1, 100)), "another creature");
        assert!(!log.record(&quest, &kill(2, 10)), "too far away");
        assert!(log.record(&quest, &kill(2, 100)));
        assert!(!log.record(&quest, &report), "one is missing");
        assert!(log.record(&quest, &kill(2, 60)));
        assert!(log.record(&quest, &report));
        assert!(log.done().contains(&quest.id) && log.active().is_empty());
        assert!(!log.may_take(quest.id));
    }

    #[test]
    fn either_way_leads_to_the_report_and_closes_the_other() {
        let mut quest = quest();
        let other = PersonId { number: 4, ..PersonId::default() };
        quest.objectives.insert(1, Objective::Persuade { whom: other, gift: None });
        let start = worldgen::After::All(vec![]);
        quest.plot.steps = vec![start.clone(), start, worldgen::After::Any(vec![0, 1])];
        let mut log = QuestLog::default();
        log.take(quest.id);
        let kill = Deed::Killed { creature: CreatureId(2), at: Point::metres(100, 0) };
        assert!(log.record(&quest, &kill), "one of two");
        assert!(log.record(&quest, &Deed::Persuaded(other)));
        assert!(!log.record(&quest, &kill), "that way is closed");
        let progress = log.active()[&quest.id];
        assert_eq!((progress.step, progress.count, progress.done), (2, 0, 0b10));
        assert!(log.record(&quest, &Deed::Reported(quest.id.giver)));
        assert!(log.done().contains(&quest.id));
    }

    #[test]
    fn a_later_part_waits_for_the_ones_before_and_nobody_is_led_yet() {
        let mut quest = quest();
        let before = QuestId { number: 7, ..quest.id };
        quest.plot.requires.push(before);
        let mut log = QuestLog::default();
        assert!(!log.may_begin(&quest));
        log.done.insert(before);
        assert!(log.may_begin(&quest));
        let who = PersonId::default();
        quest.objectives.insert(0, Objective::Escort { who, to: who.home });
        assert!(!log.may_begin(&quest));
    }
}
