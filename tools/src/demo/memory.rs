//! What somebody had before the server stopped, and has to have afterwards.

use super::story::count;
use protocol::SpaceId;
use seed::Point;
use session::View;
use simulation::{Inventory, QuestProgress};
use worldgen::{QuestId, SiteId};

/// How far from where one stood one may wake: one did not move, but a step may have been under way.
const NEAR: i64 = 1_500;

/// What somebody has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Memory {
    pub(super) level: u16,
    pub(super) experience: u32,
    pub(super) coins: u32,
    pub(super) inventory: Inventory,
    pub(super) quests: Vec<(QuestId, QuestProgress)>,
    pub(super) space: SpaceId,
    pub(super) dungeon: Option<SiteId>,
    pub(super) at: Point,
}

impl Memory {
    /// What a view shows, once the server has told all of it.
    pub(super) fn of(view: &View) -> Option<Self> {
        let stats = view.stats.filter(|_| view.inside && !view.inventory.pack().is_empty())?;
        let quests = view.quests.iter().map(|quest| (quest.quest.id, quest.progress)).collect();
        Some(Self {
            level: stats.level,
            experience: stats.experience,
            coins: stats.coins,
            inventory: view.inventory.clone(),
            quests,
            space: view.space,
            dungeon: view.dungeon,
            at: view.server_own.at,
        })
    }

    /// Every difference to what is there now, in words.
    pub(super) fn differences(&self, now: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let mut differ = |what: &str, before: String, now: String| {
            if before != now {
                found.push(format!("{what} was {before} and is {now}"));
            }
        };
        differ("the level", self.level.to_string(), now.level.to_string());
        differ("the experience", self.experience.to_string(), now.experience.to_string());
        differ("the purse", self.coins.to_string(), now.coins.to_string());
        differ("the quests", format!("{:?}", self.quests), format!("{:?}", now.quests));
        differ("the dungeon", format!("{:?}", self.dungeon), format!("{:?}", now.dungeon));
        if self.inventory != now.inventory {
            let (before, after) = (self.things(), now.things());
            found.push(format!("the pack held {before} things and holds {after}, or others"));
        }
        let moved = self.at.distance(now.at);
        if moved > NEAR {
            found.push(format!("it woke {} m from where it stood", moved / 1000));
        }
        found
    }

    /// Things carried and worn.
    pub(super) fn things(&self) -> usize {
        self.inventory.stacks().map(|(_, stack)| usize::from(stack.count)).sum()
    }

    /// In a few words.
    pub(super) fn in_words(&self) -> String {
        format!(
            "level {}, {} experience, {} coins, {} things, {} in hand",
            self.level,
            self.experience,
            self.coins,
            count(self.things()),
            match self.quests.len() {
                1 => "one quest".to_owned(),
                other => format!("{} quests", count(other)),
            }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_lost_goes_unnoticed() {
        let before = Memory { level: 2, coins: 40, at: Point::metres(5, 5), ..Memory::default() };
        assert!(before.differences(&before).is_empty());
        let near = Memory { at: Point::metres(6, 5), ..before.clone() };
        assert!(before.differences(&near).is_empty());
        let lost = [
            Memory { level: 1, ..before.clone() },
            Memory { coins: 39, ..before.clone() },
            Memory { experience: 1, ..before.clone() },
            Memory { inventory: Inventory::new(3), ..before.clone() },
            Memory { dungeon: Some(SiteId::default()), ..before.clone() },
            Memory { at: Point::metres(90, 5), ..before.clone() },
        ];
        for now in lost.iter().take(3).chain(&lost[4..]) {
            assert_eq!(before.differences(now).len(), 1, "{now:?}");
        }
        assert_eq!(before.differences(&lost[3]).len(), 1);
    }
}
