//! Draughts, loot, better things to wear.

use super::{Actor, Asked};
use crate::demo::stage::Stage;
use crate::demo::story::a;
use protocol::{Ask, EntityKind};
use ruleset::{ItemUse, Ruleset, Slot, StatKind};
use session::Wish;
use simulation::inventory::Mark;
use simulation::{Place, Stack};

/// Drinks below this share of its health, in per cent.
const DRINK: u32 = 40;
/// Loot within this distance is fetched.
const LOOT: i64 = 7_000;

impl Actor {
    /// Health in per cent.
    pub(super) fn health(&self) -> u32 {
        self.view().map_or(100, |view| {
            // Right after a new level the health may be ahead of what is known of its limit.
            (u32::from(view.health) * 100 / u32::from(view.full_health())).min(100)
        })
    }

    /// Draughts in the pack: place and name of the best, and how many there are.
    fn draughts(&self, rules: &Ruleset) -> Option<(u16, String, u16)> {
        let view = self.view()?;
        let mut best: Option<(u16, u16, String)> = None;
        let mut count = 0;
        for (place, stack) in view.inventory.stacks() {
            let (Place::Pack(index), ItemUse::Potion { health }) =
                (place, rules.item(stack.item.base).kind)
            else {
                continue;
            };
            count += stack.count;
            if best.as_ref().is_none_or(|(most, _, _)| health > *most) {
                best = Some((health, index, stack.item.name(rules)));
            }
        }
        best.map(|(_, index, name)| (index, name, count))
    }

    /// Drinks when it is time to.
    pub(super) fn drink(&mut self, stage: &Stage<'_>) {
        if self.health() >= DRINK || !self.may_ask(stage) {
            return;
        }
        if let Some((index, name, _)) = self.draughts(stage.rules()) {
            self.ask(stage, Ask::Use { index }, Asked::Drink(name));
        }
    }

    /// Fit for something hard: nearly whole, or with draughts enough.
    pub(super) fn is_fit(&self, rules: &Ruleset) -> bool {
        let draughts = self.draughts(rules).map_or(0, |(_, _, count)| u32::from(count));
        self.health() + draughts * 20 >= 90
    }

    /// Fetches what lies near, if there is anything worth it.
    pub(super) fn fetch_loot(&mut self, stage: &mut Stage<'_>) -> Option<Wish> {
        let view = self.view()?;
        let full = view.inventory.pack().iter().all(Option::is_some);
        if full {
            return None;
        }
        let rules = stage.rules().clone();
        let wanted = |kind: &EntityKind| match kind {
            // Keys are for whoever leads; see the delving.
            EntityKind::Drop { item, .. } => !matches!(rules.item(item.base).kind, ItemUse::Key),
            _ => false,
        };
        let here = view.server_own.at;
        let (id, at, kind) = view
            .entities
            .iter()
            .filter(|(id, seen)| wanted(&seen.kind) && !self.tried.contains(id))
            .filter(|(_, seen)| seen.at.distance(here) < LOOT && self.sees(seen.at))
            .min_by_key(|(_, seen)| seen.at.distance_squared(here))
            .map(|(&id, seen)| (id, seen.at, seen.kind.clone()))?;
        if !self.is_near(at, 2_500) {
            return Some(self.walk_to(stage, at, 2_000));
        }
        if self.may_ask(stage) {
            let name = match kind {
                EntityKind::Drop { item, .. } => item.name(&rules),
                _ => String::new(),
            };
            self.tried.insert(id);
            self.ask(stage, Ask::Interact { target: id }, Asked::PickUp(id, name));
        }
        Some(Wish::default())
    }

    /// Puts on something better than what is worn, if the pack holds it; true when it did.
    pub(super) fn dress(&mut self, stage: &Stage<'_>) -> bool {
        if !self.may_ask(stage) {
            return true;
        }
        let rules = stage.rules();
        let Some(view) = self.view() else { return false };
        let better = view.inventory.stacks().find_map(|(place, stack)| {
            let (Place::Pack(index), Some(slot)) = (place, rules.item(stack.item.base).slot) else {
                return None;
            };
            let worn = view.inventory.worn().get(&slot);
            let gain = worth(rules, slot, stack) > worn.map_or(0, |worn| worth(rules, slot, worn));
            let promised = matches!(stack.mark, Some(Mark::Quest(_)));
            (gain && !promised).then(|| {
                let before = worn.map(|worn| worn.item.name(rules));
                (index, stack.item.name(rules), before)
            })
        });
        match better {
            Some((index, name, before)) => {
                self.ask(stage, Ask::Equip { index }, Asked::Equip(name, before));
                true
            }
            None => false,
        }
    }

    /// What is in the pack now and was not before, by name.
    pub(super) fn found(&self, rules: &Ruleset) -> Vec<String> {
        let Some(view) = self.view() else { return Vec::new() };
        let total = |inventory: &simulation::Inventory, stack: &Stack| -> u32 {
            let same = |other: &&Stack| other.item == stack.item && other.mark == stack.mark;
            inventory
                .stacks()
                .map(|(_, other)| other)
                .filter(same)
                .map(|s| u32::from(s.count))
                .sum()
        };
        let mut found = Vec::new();
        for (_, stack) in view.inventory.stacks() {
            let before = total(&self.before.inventory, stack);
            let name = a(&stack.item.name(rules));
            if total(&view.inventory, stack) > before && !found.contains(&name) {
                found.push(name);
            }
        }
        found
    }
}

/// What something is worth when worn: damage in ten seconds, or protection, and what its properties
/// add.
fn worth(rules: &Ruleset, slot: Slot, stack: &Stack) -> i64 {
    let base = match rules.item(stack.item.base).kind {
        ItemUse::Melee { damage, every, .. } | ItemUse::Ranged { damage, every, .. } => {
            let more = stack.item.stat(rules, StatKind::Damage);
            let mean = i64::from(damage.0) + i64::from(damage.1) + 2 * i64::from(more);
            mean * 100 / i64::from(every.max(1))
        }
        ItemUse::Armour { protection } => i64::from(protection) * 40,
        _ => 1,
    };
    let properties = [
        (StatKind::Health, 2),
        (StatKind::Stamina, 1),
        (StatKind::Protection, 40),
        (StatKind::Speed, 1),
        (StatKind::Recovery, 3),
    ];
    let damage_of_other = if matches!(slot, Slot::Hand | Slot::Bow) { 0 } else { 10 };
    let more: i64 = properties
        .into_iter()
        .chain([(StatKind::Damage, damage_of_other)])
        .map(|(kind, weight)| i64::from(stack.item.stat(rules, kind)) * weight)
        .sum();
    base + more
}
