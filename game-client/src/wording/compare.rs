//! How an item differs from what one wears in its place.

use super::item::{Line, name};
use crate::theme::colour;
use ruleset::{ItemUse, Ruleset, StatKind};
use simulation::{Inventory, Place};
use worldgen::Item;

const STATS: [(StatKind, &str); 5] = [
    (StatKind::Health, "health"),
    (StatKind::Stamina, "stamina"),
    (StatKind::Damage, "damage"),
    (StatKind::Protection, "protection"),
    (StatKind::Recovery, "stamina a second"),
];

/// A line with what is worn, and one for each difference; nothing for what is not worn anywhere.
pub(crate) fn lines(item: &Item, carried: &Inventory, rules: &Ruleset) -> Vec<Line> {
    let Some(slot) = rules.item(item.base).slot else {
        return Vec::new();
    };
    let Some(worn) = carried.at(Place::Worn(slot)) else {
        return vec![Line::small("You wear nothing there", colour::MUTED)];
    };
    let worn = &worn.item;
    let mut lines = vec![Line::small(format!("Worn: {}", name(worn, rules)), colour::MUTED)];
    let (new, old) = (harm(item, rules), harm(worn, rules));
    lines.extend(difference(new - old, "damage a blow"));
    lines.extend(difference(shelter(item, rules) - shelter(worn, rules), "off each hit"));
    for (stat, words) in STATS {
        lines.extend(difference(item.stat(rules, stat) - worn.stat(rules, stat), words));
    }
    if lines.len() == 1 {
        lines.push(Line::small("No better and no worse", colour::MUTED));
    }
    lines
}

/// The middle of a weapon's damage.
fn harm(item: &Item, rules: &Ruleset) -> i32 {
    match rules.item(item.base).kind {
        ItemUse::Melee { damage, .. } | ItemUse::Ranged { damage, .. } => {
            (i32::from(damage.0) + i32::from(damage.1)) / 2
        }
        _ => 0,
    }
}

fn shelter(item: &Item, rules: &Ruleset) -> i32 {
    match rules.item(item.base).kind {
        ItemUse::Armour { protection } => i32::from(protection),
        _ => 0,
    }
}

fn difference(by: i32, what: &str) -> Option<Line> {
    let tint = if by > 0 { colour::GOOD } else { colour::BAD };
    (by != 0).then(|| Line::small(format!("{by:+} {what}"), tint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::core_world;
    use ruleset::{AffixId, ItemId, Rarity, Slot};
    use simulation::Stack;

    #[test]
    fn a_better_item_shows_what_it_adds_and_the_same_shows_nothing() {
        let world = core_world();
        let rules = world.rules();
        let weapon = rules.items.iter().position(|item| item.slot == Some(Slot::Hand));
        let base = ItemId(weapon.expect("a weapon") as u16);
        let mut carried = Inventory::new(4);
        let text = |item: &Item, carried: &Inventory| -> Vec<String> {
            lines(item, carried, rules).into_iter().map(|line| line.text).collect()
        };
        let plain = Item::plain(base);
        assert_eq!(text(&plain, &carried), ["You wear nothing there"]);
        carried.add(rules, Stack::plain(base, 1)).expect("room");
        carried.equip(rules, 0).expect("a weapon");
        assert_eq!(text(&plain, &carried)[1], "No better and no worse");
        let damage = rules.affixes.iter().position(|affix| affix.stat == StatKind::Damage);
        let affix = AffixId(damage.expect("an affix") as u16);
        let keen = Item { affixes: vec![(affix, 3)], rarity: Rarity::Uncommon, ..plain };
        assert_eq!(text(&keen, &carried)[1], "+3 damage");
    }
}
