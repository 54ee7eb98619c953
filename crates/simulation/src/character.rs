//! A player's character: what is kept of it, and what follows from that.

use crate::movement::STAMINA_UNIT;
use crate::{Inventory, QuestLog, Stack, Stride, TICKS_PER_SECOND};
use ruleset::{Balance, ItemUse, LevelTable, Ruleset, Slot, StatKind};
use seed::{Mm, Point};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use worldgen::{PersonId, SiteId};

/// A player's character as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Character {
    /// Its name, unique on the server.
    pub name: String,
    /// Level, from 1.
    pub level: u16,
    /// Experience since the last level.
    pub experience: u32,
    /// Coins.
    pub coins: u32,
    /// Health; 0: dead.
    pub health: u16,
    /// Where it stands in the overworld (the dungeon's mouth while it is in one).
    pub at: Point,
    /// Height of its feet there.
    pub feet: Mm,
    /// The dungeon instance that it is in, and where in it.
    pub inside: Option<(u64, Point)>,
    /// What it carries.
    pub inventory: Inventory,
    /// Its quests.
    pub quests: QuestLog,
    /// Whom it has talked to.
    pub met: BTreeSet<PersonId>,
    /// Dungeons that it knows the way to.
    pub known: BTreeSet<SiteId>,
    /// How often it died.
    pub deaths: u32,
    /// How many creatures it killed.
    pub kills: u32,
}

impl Character {
    /// A new character with the ruleset's outfit, weapons and armour put on.
    #[must_use]
    pub fn new(name: String, rules: &Ruleset, at: Point, feet: Mm) -> Self {
        let mut inventory = Inventory::new(rules.balance.pack_size);
        for &(base, count) in &rules.balance.outfit {
            // An outfit larger than the pack: the rest is left out.
            let _ = inventory.add(rules, Stack::plain(base, count));
        }
        for index in 0..rules.balance.pack_size {
            // What cannot be worn stays in the pack.
            let _ = inventory.equip(rules, index);
        }
        Self {
            name,
            level: 1,
            experience: 0,
            coins: 0,
            health: rules.balance.health,
            at,
            feet,
            inside: None,
            inventory,
            quests: QuestLog::default(),
            met: BTreeSet::new(),
            known: BTreeSet::new(),
            deaths: 0,
            kills: 0,
        }
    }

    /// Gains experience; returns how many levels that brought.
    pub fn gain(&mut self, amount: u32, levels: &LevelTable) -> u16 {
        let mut gained = 0;
        self.experience = self.experience.saturating_add(amount);
        while self.level < levels.max {
            let need = needed(self.level, levels);
            if self.experience < need {
                break;
            }
            self.experience -= need;
            self.level += 1;
            gained += 1;
        }
        gained
    }

    /// What follows from level and equipment.
    #[must_use]
    pub fn sheet(&self, rules: &Ruleset) -> Sheet {
        let balance = &rules.balance;
        let bonus = |stat| self.inventory.bonus(rules, stat);
        let raised = |base: u16, by: i32| {
            u16::try_from((i32::from(base) + by).clamp(1, i32::from(u16::MAX))).unwrap_or(u16::MAX)
        };
        let levels = i32::from(balance.health_per_level) * (i32::from(self.level) - 1);
        let armour: i32 = self
            .inventory
            .worn()
            .values()
            .map(|stack| match rules.item(stack.item.base).kind {
                ItemUse::Armour { protection } => i32::from(protection),
                _ => 0,
            })
            .sum();
        Sheet {
            health: raised(balance.health, levels + bonus(StatKind::Health)),
            protection: raised(1, armour + bonus(StatKind::Protection)) - 1,
            melee: self.weapon(rules, Slot::Hand),
            ranged: self.weapon(rules, Slot::Bow),
            stride: self.stride(balance, &bonus),
            next_level: needed(self.level, &balance.levels),
        }
    }

    fn stride(&self, balance: &Balance, bonus: &dyn Fn(StatKind) -> i32) -> Stride {
        let mut stride = Stride::of(balance);
        let faster = |speed: u16| {
            let share = 1000 + bonus(StatKind::Speed).clamp(-500, 500);
            u16::try_from(i32::from(speed) * share / 1000).unwrap_or(speed)
        };
        stride.walk = faster(stride.walk);
        stride.run = faster(stride.run);
        let more = u32::try_from(bonus(StatKind::Stamina).max(0)).unwrap_or(0);
        stride.stamina = stride.stamina.saturating_add(more * STAMINA_UNIT);
        let recovery = u32::try_from(bonus(StatKind::Recovery).max(0)).unwrap_or(0);
        stride.recovery += recovery * STAMINA_UNIT / TICKS_PER_SECOND;
        stride
    }

    fn weapon(&self, rules: &Ruleset, slot: Slot) -> Option<Weapon> {
        let worn = self.inventory.worn().get(&slot);
        let more = self.inventory.bonus(rules, StatKind::Damage).clamp(0, 10_000) as u16;
        let raised =
            |damage: (u16, u16)| (damage.0.saturating_add(more), damage.1.saturating_add(more));
        match worn.map(|stack| rules.item(stack.item.base).kind) {
            Some(ItemUse::Melee { damage, reach, every, stamina }) => {
                Some(Weapon { damage: raised(damage), reach, speed: 0, every, stamina })
            }
            Some(ItemUse::Ranged { damage, range, speed, every, stamina }) => {
                Some(Weapon { damage: raised(damage), reach: range, speed, every, stamina })
            }
            _ if slot == Slot::Hand => Some(Weapon {
                damage: raised(rules.balance.fists),
                reach: FIST_REACH,
                speed: 0,
                every: FIST_EVERY,
                stamina: 0,
            }),
            _ => None,
        }
    }
}

/// An arm's length and half a step.
const FIST_REACH: Mm = Mm(1500);
/// Two blows a second.
const FIST_EVERY: u16 = 10;

/// Experience from `level` to the next.
#[must_use]
pub fn needed(level: u16, levels: &LevelTable) -> u32 {
    let mut need = u64::from(levels.first);
    for _ in 1..level.min(200) {
        need = need * (100 + u64::from(levels.growth_per_cent)) / 100;
        if need > u64::from(u32::MAX) {
            return u32::MAX;
        }
    }
    u32::try_from(need).unwrap_or(u32::MAX).max(1)
}

/// A weapon in a character's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weapon {
    /// Damage, inclusive.
    pub damage: (u16, u16),
    /// Reach of a strike, or how far a shot flies.
    pub reach: Mm,
    /// Speed of a shot, mm a tick; 0: a strike.
    pub speed: u16,
    /// Ticks between two uses.
    pub every: u16,
    /// Stamina of a use, points.
    pub stamina: u16,
}

/// What follows from a character's level and equipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Greatest health.
    pub health: u16,
    /// Taken off each hit.
    pub protection: u16,
    /// For striking.
    pub melee: Option<Weapon>,
    /// For shooting.
    pub ranged: Option<Weapon>,
    /// How it moves.
    pub stride: Stride,
    /// Experience from this level to the next.
    pub next_level: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_needs_more_and_nothing_overflows() {
        let levels = LevelTable { first: 100, growth_per_cent: 20, max: 60 };
        assert_eq!(needed(1, &levels), 100);
        assert_eq!(needed(2, &levels), 120);
        assert!(needed(60, &levels) > needed(59, &levels));
        assert_eq!(needed(u16::MAX, &LevelTable { growth_per_cent: u32::MAX, ..levels }), u32::MAX);
    }
}
