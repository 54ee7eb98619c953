//! Items and affixes.

use super::report::Report;
use crate::raw::{self, Use};
use crate::types::{Affix, ItemBase, ItemUse, Slot};
use std::ops::Range;

pub(super) fn items(report: &mut Report<'_>, raw: raw::Items) -> Vec<ItemBase> {
    report.file("items.toml");
    report.names("item", raw.item.iter().map(|item| &item.get_ref().name));
    let items: Vec<ItemBase> = raw
        .item
        .into_iter()
        .map(|item| {
            let span = item.span();
            self::item(report, item.into_inner(), &span)
        })
        .collect();
    if !items.iter().any(|item| item.loot_weight > 0 && item.from_level <= 1) {
        let hint = "give an item a loot_weight and `from_level = 1`";
        report.tell_file("nothing can be found as loot at level 1", hint);
    }
    items
}

fn item(report: &mut Report<'_>, mut raw: raw::Item, span: &Range<usize>) -> ItemBase {
    let kind = item_use(report, &mut raw, span);
    leftovers(report, &raw);
    let slot = raw.slot.as_ref().map(|slot| *slot.get_ref());
    check_slot(report, &raw, slot);
    let plural = raw.plural.as_ref().unwrap_or(&raw.name);
    let plural = report.text("plural", plural, 40);
    let equipped = slot.is_some();
    let stack = report.whole_or("stack", raw.stack.as_ref(), 1, (1, 999));
    if let Some(at) = raw.stack.as_ref().filter(|_| equipped && stack > 1) {
        report.tell(&at.span(), "what is worn does not stack", "drop `stack`");
    }
    ItemBase {
        kind,
        slot,
        colour: report.colour("colour", &raw.colour),
        stack,
        value: report.whole("value", &raw.value, (0, 1_000_000)),
        loot_weight: report.whole_or("loot_weight", raw.loot_weight.as_ref(), 0, (0, 1_000_000)),
        from_level: report.whole_or("from_level", raw.from_level.as_ref(), 1, (1, 1000)),
        plural,
        name: raw.name.into_inner(),
    }
}

/// A key that the item's use asks for.
fn needed<T>(
    report: &mut Report<'_>,
    span: &Range<usize>,
    field: &str,
    value: Option<T>,
) -> Option<T> {
    if value.is_none() {
        let hint = format!("add `{field} = ...`");
        report.tell(span, format!("an item of this use needs {field}"), hint);
    }
    value
}

/// Takes what the item's use needs out of `raw`; what stays is out of place.
fn item_use(report: &mut Report<'_>, raw: &mut raw::Item, span: &Range<usize>) -> ItemUse {
    match *raw.kind.get_ref() {
        Use::Melee | Use::Ranged => weapon(report, raw, span),
        Use::Armour => {
            let protection = needed(report, span, "protection", raw.protection.take());
            let protection = report.whole_or("protection", protection.as_ref(), 1, (1, 200));
            ItemUse::Armour { protection }
        }
        Use::Potion => {
            let health = needed(report, span, "health", raw.health.take());
            ItemUse::Potion { health: report.whole_or("health", health.as_ref(), 1, (1, 5_000)) }
        }
        Use::Key => ItemUse::Key,
        Use::Goods => ItemUse::Goods,
        Use::Trinket => ItemUse::Trinket,
        Use::Sealed => ItemUse::Sealed,
    }
}

fn weapon(report: &mut Report<'_>, raw: &mut raw::Item, span: &Range<usize>) -> ItemUse {
    let damage = needed(report, span, "damage", raw.damage.take())
        .map_or((1, 1), |damage| report.wholes("damage", &damage, (1, 1_000)));
    let every = needed(report, span, "every", raw.every.take())
        .map_or(20, |every| report.ticks("every", &every, (4, 400)));
    let every = u16::try_from(every).unwrap_or_default();
    let stamina = needed(report, span, "stamina", raw.stamina.take());
    let stamina = report.whole_or("stamina", stamina.as_ref(), 0, (0, 1_000));
    if *raw.kind.get_ref() == Use::Melee {
        let reach = needed(report, span, "reach", raw.reach.take());
        let reach =
            reach.map_or(seed::Mm(1_000), |reach| report.length("reach", &reach, (500, 5_000)));
        return ItemUse::Melee { damage, reach, every, stamina };
    }
    let range = needed(report, span, "range", raw.range.take());
    let range =
        range.map_or(seed::Mm(10_000), |range| report.length("range", &range, (3_000, 80_000)));
    let speed = needed(report, span, "speed", raw.speed.take());
    let speed = speed.map_or(1_000, |speed| report.speed("speed", &speed, (200, 4_000)));
    ItemUse::Ranged { damage, range, speed, every, stamina }
}

/// Keys that the item's use does not know.
fn leftovers(report: &mut Report<'_>, raw: &raw::Item) {
    let spans = [
        ("damage", raw.damage.as_ref().map(|value| value.span())),
        ("reach", raw.reach.as_ref().map(|value| value.span())),
        ("range", raw.range.as_ref().map(|value| value.span())),
        ("speed", raw.speed.as_ref().map(|value| value.span())),
        ("every", raw.every.as_ref().map(|value| value.span())),
        ("stamina", raw.stamina.as_ref().map(|value| value.span())),
        ("protection", raw.protection.as_ref().map(|value| value.span())),
        ("health", raw.health.as_ref().map(|value| value.span())),
    ];
    for (field, span) in spans {
        if let Some(span) = span {
            let what = format!("an item of this use has no {field}");
            report.tell(&span, what, "drop the line, or change `use`");
        }
    }
}

fn check_slot(report: &mut Report<'_>, raw: &raw::Item, slot: Option<Slot>) {
    let (fits, hint) = match *raw.kind.get_ref() {
        Use::Melee => (slot == Some(Slot::Hand), "write `slot = \"hand\"`"),
        Use::Ranged => (slot == Some(Slot::Bow), "write `slot = \"bow\"`"),
        Use::Armour => (
            matches!(slot, Some(Slot::Body | Slot::Head)),
            "write `slot = \"body\"` or `slot = \"head\"`",
        ),
        Use::Trinket => {
            (matches!(slot, None | Some(Slot::Charm)), "drop `slot` or write `slot = \"charm\"`")
        }
        Use::Potion | Use::Key | Use::Goods | Use::Sealed => (slot.is_none(), "drop `slot`"),
    };
    if !fits {
        let span = raw.slot.as_ref().map_or(raw.kind.span(), toml::Spanned::span);
        report.tell(&span, "an item of this use is not worn there", hint);
    }
}

pub(super) fn affixes(
    report: &mut Report<'_>,
    raw: raw::Affixes,
    items: &[ItemBase],
) -> Vec<Affix> {
    report.file("affixes.toml");
    report.names("affix", raw.affix.iter().map(|affix| &affix.get_ref().name));
    let affixes: Vec<Affix> = raw
        .affix
        .into_iter()
        .map(|affix| {
            let affix = affix.into_inner();
            let mut slots = affix.slots.get_ref().clone();
            if slots.is_empty() {
                report.tell(&affix.slots.span(), "slots is empty", "name at least one slot");
            }
            slots.sort_unstable();
            slots.dedup();
            Affix {
                name: affix.name.into_inner(),
                suffix: affix.suffix,
                stat: affix.stat,
                amount: report.wholes("amount", &affix.amount, (1, 1_000)),
                per_five_levels: report.whole(
                    "per_five_levels",
                    &affix.per_five_levels,
                    (0, 1_000),
                ),
                slots,
                weight: report.whole("weight", &affix.weight, (1, 1_000_000)),
            }
        })
        .collect();
    for slot in [Slot::Hand, Slot::Bow, Slot::Body, Slot::Head, Slot::Charm] {
        let found = items.iter().any(|item| item.slot == Some(slot) && item.loot_weight > 0);
        let fitting = affixes.iter().filter(|affix| affix.slots.contains(&slot)).count();
        // A legendary item carries four different ones.
        if found && fitting < 4 {
            let what = format!("only {fitting} affixes fit the slot {slot:?}");
            report.tell_file(what, "a legendary item needs four that fit");
        }
    }
    affixes
}
