//! Items in words: names and tooltips.

use super::{record, relic};
use crate::address::first_large;
use crate::play::{Chain, Records};
use crate::theme::colour;
use bevy::prelude::Color;
use ruleset::{ItemUse, Rarity, Ruleset, Slot, StatKind};
use seed::Mm;
use simulation::Stack;
use simulation::inventory::Mark;
use worldgen::{Item, World};

/// A line of a tooltip.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// What it says.
    pub(crate) text: String,
    /// Its colour.
    pub(crate) colour: Color,
    /// It matters less: a caption.
    pub(crate) small: bool,
}

impl Line {
    pub(super) fn new(text: impl Into<String>, colour: Color) -> Self {
        Self { text: text.into(), colour, small: false }
    }

    pub(super) fn small(text: impl Into<String>, colour: Color) -> Self {
        Self { small: true, ..Self::new(text, colour) }
    }
}

/// What is known of items besides themselves.
pub(crate) struct Knows<'a> {
    /// What became of them on the chain.
    pub(crate) records: &'a Records,
    /// The chain.
    pub(crate) chain: &'a Chain,
}

/// The name of an item with its affixes: "Keen hand axe of the Fox".
pub(crate) fn name(item: &Item, rules: &Ruleset) -> String {
    let affixes = || item.affixes.iter().map(|&(affix, _)| rules.affix(affix));
    let before = affixes().filter(|affix| !affix.suffix).map(|affix| affix.name.as_str());
    let after = affixes().filter(|affix| affix.suffix).map(|affix| affix.name.as_str());
    let base = rules.item(item.base).name.as_str();
    let words: Vec<&str> = before.chain([base]).chain(after).collect();
    first_large(&words.join(" "))
}

/// The name of a rarity.
pub(crate) const fn rarity(rarity: Rarity) -> &'static str {
    match rarity {
        Rarity::Common => "Common",
        Rarity::Uncommon => "Uncommon",
        Rarity::Rare => "Rare",
        Rarity::Epic => "Epic",
        Rarity::Legendary => "Legendary",
    }
}

/// The name of a slot.
pub(crate) const fn slot(slot: Slot) -> &'static str {
    match slot {
        Slot::Hand => "Hand",
        Slot::Bow => "Bow",
        Slot::Body => "Body",
        Slot::Head => "Head",
        Slot::Charm => "Charm",
    }
}

/// Everything that a player may know of a stack, line by line; the first is its name.
pub(crate) fn tooltip(stack: &Stack, knows: &Knows, world: &World) -> Vec<Line> {
    let rules = world.rules();
    let item = &stack.item;
    let base = rules.item(item.base);
    let record = stack.mark.and_then(|mark| knows.records.0.get(&mark.operation()?));
    if let Some(class) = relic::class(stack, rules) {
        let nobodys = matches!(stack.mark, Some(Mark::Sealed(_)));
        return relic::lines(class, record, nobodys);
    }
    let mut lines = described(item, rules);
    if stack.count > 1 {
        lines.push(Line::new(format!("{} of at most {}", stack.count, base.stack), colour::MUTED));
    }
    match stack.mark {
        Some(Mark::Dungeon(site)) => {
            let place = world.site(site).map_or_else(|| "a dungeon".to_owned(), |site| site.name);
            lines.push(Line::new(format!("Belongs to {place}"), colour::GOLD));
        }
        Some(Mark::Quest(quest)) => {
            let giver = world.person(quest.giver);
            let giver = giver.map_or_else(|| "somebody".to_owned(), |person| person.full_name());
            lines.push(Line::new(format!("Entrusted to you by {giver}"), colour::GOLD));
        }
        Some(Mark::Chain(_)) => {
            lines.extend(record.into_iter().flat_map(|it| record::lines(it, item, knows, world)));
        }
        Some(Mark::Sealed(_) | Mark::Ticket { .. }) | None => {}
    }
    if base.value > 0 {
        lines.push(Line::small(format!("Worth {} coins", base.value), colour::MUTED));
    }
    lines
}

/// What an item is and does, line by line; the first is its name.
pub(crate) fn described(item: &Item, rules: &Ruleset) -> Vec<Line> {
    let base = rules.item(item.base);
    let mut lines = vec![Line::new(name(item, rules), colour::rarity(item.rarity))];
    let what = base.slot.map_or_else(|| kind(base.kind).to_owned(), |worn| slot(worn).to_owned());
    lines.push(Line::new(
        format!("{} - {what} - level {}", rarity(item.rarity), item.level),
        colour::MUTED,
    ));
    lines.extend(effects(base.kind).into_iter().map(|text| Line::new(text, colour::PARCHMENT)));
    for &(affix, amount) in &item.affixes {
        lines.push(Line::new(bonus(rules.affix(affix).stat, amount), colour::GOOD));
    }
    lines
}

const fn kind(kind: ItemUse) -> &'static str {
    match kind {
        ItemUse::Melee { .. } | ItemUse::Ranged { .. } => "Weapon",
        ItemUse::Armour { .. } => "Armour",
        ItemUse::Potion { .. } => "Drink",
        ItemUse::Key => "Key",
        ItemUse::Goods => "Goods",
        ItemUse::Trinket => "Trinket",
        ItemUse::Sealed => "Relic",
    }
}

fn effects(kind: ItemUse) -> Vec<String> {
    let seconds = |ticks: u16| f32::from(ticks) / simulation::TICKS_PER_SECOND as f32;
    let metres = |length: Mm| length.to_metres_f32();
    match kind {
        ItemUse::Melee { damage, reach, every, stamina } => vec![
            format!("{} to {} damage", damage.0, damage.1),
            format!("Reaches {:.1} m", metres(reach)),
            format!("Every {:.1} s", seconds(every)),
            format!("A strike costs {stamina} stamina"),
        ],
        ItemUse::Ranged { damage, range, every, stamina, .. } => vec![
            format!("{} to {} damage", damage.0, damage.1),
            format!("Shoots {:.0} m", metres(range)),
            format!("Every {:.1} s", seconds(every)),
            format!("A shot costs {stamina} stamina"),
        ],
        ItemUse::Armour { protection } => vec![format!("Takes {protection} off each hit")],
        ItemUse::Potion { health } => vec![format!("Restores {health} health")],
        ItemUse::Key => vec!["Opens a locked door where it was found".into()],
        ItemUse::Goods => vec!["Somebody waits for it".into()],
        ItemUse::Trinket => vec!["Kept for its worth".into()],
        ItemUse::Sealed => vec!["Nobody knows what it is until it is opened".into()],
    }
}

fn bonus(stat: StatKind, amount: u16) -> String {
    match stat {
        StatKind::Health => format!("+{amount} health"),
        StatKind::Stamina => format!("+{amount} stamina"),
        StatKind::Damage => format!("+{amount} damage"),
        StatKind::Protection => format!("+{amount} protection"),
        StatKind::Speed => format!("+{:.1} % speed", f32::from(amount) / 10.0),
        StatKind::Recovery => format!("+{amount} stamina a second"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::core_world;
    use ruleset::{AffixId, ItemId};

    #[test]
    fn an_axe_with_affixes_is_named_and_told_in_full() {
        let world = core_world();
        let rules = world.rules();
        let axe = rules.items.iter().position(|item| item.name == "hand axe").expect("an axe");
        let prefix = rules.affixes.iter().position(|affix| !affix.suffix).expect("a prefix");
        let suffix = rules.affixes.iter().position(|affix| affix.suffix).expect("a suffix");
        let item = Item {
            base: ItemId(axe as u16),
            level: 3,
            rarity: Rarity::Rare,
            affixes: vec![(AffixId(prefix as u16), 2), (AffixId(suffix as u16), 7)],
        };
        let stack = Stack { item, count: 1, mark: None, source: None };
        let (records, chain) = Default::default();
        let knows = Knows { records: &records, chain: &chain };
        let lines = tooltip(&stack, &knows, &world);
        let (before, after) = (&rules.affixes[prefix].name, &rules.affixes[suffix].name);
        assert_eq!(lines[0].text, first_large(&format!("{before} hand axe {after}")));
        assert_eq!(lines[0].colour, colour::rarity(Rarity::Rare));
        assert_eq!(lines[1].text, "Rare - Hand - level 3");
        assert!(
            lines.iter().any(|line| line.text.contains("damage") && line.text.contains(" to "))
        );
        let bonuses: Vec<_> = lines.iter().filter(|line| line.colour == colour::GOOD).collect();
        assert_eq!(bonuses.len(), 2);
        assert!(bonuses[0].text.starts_with("+2") || bonuses[0].text.starts_with("+0.2"));
    }

    #[test]
    fn a_stack_tells_its_count_and_a_marked_item_its_place() {
        let world = core_world();
        let potion = world
            .rules()
            .items
            .iter()
            .position(|item| matches!(item.kind, ItemUse::Potion { .. }))
            .expect("a potion");
        let mut stack = Stack::plain(ItemId(potion as u16), 3);
        stack.mark = Some(Mark::Dungeon(worldgen::SiteId { number: 99, ..Default::default() }));
        let (records, chain) = Default::default();
        let knows = Knows { records: &records, chain: &chain };
        let lines = tooltip(&stack, &knows, &world);
        assert!(lines.iter().any(|line| line.text.starts_with("3 of at most")));
        assert!(lines.iter().any(|line| line.text == "Belongs to a dungeon"));
    }
}
