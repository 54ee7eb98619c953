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
}

/// How far a quest is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestProgress {
    /// The objective that is due, from 0.
    pub step: u16,
    /// How much of it is done (kills).
    pub count: u16,
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

    /// The objective that is due.
    #[must_use]
    pub fn due<'q>(&self, quest: &'q Quest) -> Option<&'q Objective> {
        let progress = self.active.get(&quest.id)?;
        quest.objectives.get(usize::from(progress.step))
    }

    /// Moves one followed quest on by a deed. Returns whether it moved; after the last objective it
    /// stands among [`Self::done`].
    pub fn record(&mut self, quest: &Quest, deed: &Deed) -> bool {
        let Some(progress) = self.active.get_mut(&quest.id) else {
            return false;
        };
        let Some(objective) = quest.objectives.get(usize::from(progress.step)) else {
            return false;
        };
        if !fits(objective, deed) {
            return false;
        }
        progress.count += 1;
        if progress.count >= needed(objective) {
            *progress = QuestProgress { step: progress.step + 1, count: 0 };
        }
        if usize::from(progress.step) >= quest.objectives.len() {
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
        (Objective::Report { to }, Deed::Reported(person)) => to == person,
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
}
