//! What is recorded on the chain.

use super::report::Report;
use crate::raw;
use crate::types::{ItemBase, ItemId, ItemUse, RelicClass, RelicRules, RelicTable};

/// The chain counts in 32 bits, of which the highest number means "without a limit".
const MOST: i64 = 1_000_000_000;
/// The chain's room for a class's name.
const NAME_BYTES: usize = 32;

pub(super) fn relics(report: &mut Report<'_>, raw: &raw::Relics, items: &[ItemBase]) -> RelicRules {
    report.file("relics.toml");
    let sealed = sealed(report, items);
    if !raw.class.is_empty() {
        report.names("class", raw.class.iter().map(|class| &class.get_ref().name));
    }
    if let Some(extra) = raw.class.get(RelicRules::CLASSES) {
        let hint = format!("keep to {}", RelicRules::CLASSES);
        report.tell(&extra.span(), "too many kinds of relics", hint);
    }
    let rewards = rewards(report, &raw.rewards);
    let classes = raw.class.iter().map(|class| self::class(report, class, items)).collect();
    RelicRules { rewards, sealed, classes }
}

/// The one item that stands for what was not opened yet.
fn sealed(report: &mut Report<'_>, items: &[ItemBase]) -> ItemId {
    let mut found = (0..).zip(items).filter(|(_, item)| item.kind == ItemUse::Sealed);
    let first = found.next();
    let hint = "items.toml needs exactly one item with `use = \"sealed\"`";
    match (first, found.next()) {
        (Some((index, _)), None) => ItemId(index),
        (None, _) => {
            report.tell_file("there is no item that stands for a sealed relic", hint);
            ItemId(0)
        }
        (Some((index, one)), Some((_, other))) => {
            let what = format!("both {:?} and {:?} are sealed relics", one.name, other.name);
            report.tell_file(what, hint);
            ItemId(index)
        }
    }
}

fn class(
    report: &mut Report<'_>,
    raw: &toml::Spanned<raw::RelicClass>,
    items: &[ItemBase],
) -> RelicClass {
    let table = raw.get_ref();
    if table.name.get_ref().len() > NAME_BYTES {
        let what = format!("the name is longer than {NAME_BYTES} bytes");
        report.tell(&table.name.span(), what, "shorten it: the chain has no more room");
    }
    let levels = report.wholes("levels", &table.levels, (1, 1000));
    let item_level = report.whole("item_level", &table.item_level, (1, 1000));
    let slots: Vec<_> = table.slots.iter().map(|slot| *slot.get_ref()).collect();
    let found = |item: &ItemBase| {
        let fits = item.slot.is_some_and(|slot| slots.is_empty() || slots.contains(&slot));
        fits && item.loot_weight > 0 && item.from_level <= item_level
    };
    if !items.iter().any(found) {
        let hint = "raise item_level, or name other slots";
        report.tell(&raw.span(), "nothing that is worn there is found at this level", hint);
    }
    let weights = weights(report, &table.weights);
    let caps = caps(report, &table.caps);
    RelicClass {
        name: table.name.get_ref().clone(),
        levels,
        item_level,
        slots,
        weights,
        caps,
        boss_per_mille: report.whole("boss_per_mille", &table.boss_per_mille, (0, 1000)),
        treasure_per_mille: report.whole(
            "treasure_per_mille",
            &table.treasure_per_mille,
            (0, 1000),
        ),
        chest_per_mille: report.whole("chest_per_mille", &table.chest_per_mille, (0, 1000)),
        quest_per_mille: report.whole("quest_per_mille", &table.quest_per_mille, (0, 1000)),
    }
}

fn weights(report: &mut Report<'_>, raw: &toml::Spanned<raw::Rarities>) -> [u32; 5] {
    let mut weights = [0; 5];
    for ((name, value), weight) in named(raw.get_ref()).into_iter().zip(&mut weights) {
        *weight = report.whole(name, value, (0, 1_000_000));
    }
    if weights.iter().all(|&weight| weight == 0) {
        report.tell(&raw.span(), "all rarities have weight zero", "raise at least one");
    }
    weights
}

/// No cap: no limit.
fn caps(report: &mut Report<'_>, raw: &raw::Caps) -> [u32; 5] {
    let named = [
        ("common", &raw.common),
        ("uncommon", &raw.uncommon),
        ("rare", &raw.rare),
        ("epic", &raw.epic),
        ("legendary", &raw.legendary),
    ];
    named.map(|(name, value)| report.whole_or(name, value.as_ref(), u32::MAX, (1, MOST)))
}

fn rewards(report: &mut Report<'_>, raw: &raw::Rewards) -> RelicTable {
    let from = *raw.from.get_ref();
    let mut caps = [0; 5];
    for (index, ((name, value), cap)) in named(&raw.caps).into_iter().zip(&mut caps).enumerate() {
        let recorded = index >= from as usize;
        *cap = report.whole(name, value, (0, MOST));
        if recorded && *cap == 0 {
            let hint = "raise it, or raise `from`";
            report.tell(&value.span(), "the cap of a rarity that is recorded is zero", hint);
        } else if !recorded && *cap > 0 {
            let hint = "set it to 0, or lower `from`";
            report.tell(&value.span(), "the cap of a rarity that is not recorded", hint);
        }
    }
    RelicTable { from, caps }
}

const fn named(table: &raw::Rarities) -> [(&'static str, &raw::Whole); 5] {
    [
        ("common", &table.common),
        ("uncommon", &table.uncommon),
        ("rare", &table.rare),
        ("epic", &table.epic),
        ("legendary", &table.legendary),
    ]
}
