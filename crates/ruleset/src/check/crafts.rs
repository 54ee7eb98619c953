//! Materials, sets, budget: affordable affixes, members that can be worn together.

use super::quests::chosen;
use super::report::Report;
use crate::raw;
use crate::types::{Affix, Budget, Crafts, ItemBase, ItemId, ItemSet, Material, Slot};

pub(super) fn crafts(
    report: &mut Report<'_>,
    raw: raw::Crafts,
    items: &[ItemBase],
    affixes: &[Affix],
) -> Crafts {
    report.file("crafts.toml");
    let budget = raw.budget.map(|raw| {
        let span = raw.span();
        let raw = raw.into_inner();
        let budget = budget(report, &raw);
        affordable(report, &span, &budget, affixes);
        budget
    });
    if !raw.material.is_empty() {
        report.names("material", raw.material.iter().map(|raw| &raw.get_ref().name));
    }
    let materials = raw.material.into_iter().map(|raw| material(report, raw.into_inner()));
    let materials = materials.collect();
    if !raw.set.is_empty() {
        report.names("set", raw.set.iter().map(|raw| &raw.get_ref().name));
    }
    let sets = raw.set.into_iter().map(|raw| set(report, raw.into_inner(), items)).collect();
    let mut told = |field: &str, texts: &raw::Texts, known: &[&str]| -> Vec<String> {
        let texts = texts.get_ref().iter();
        texts.map(|text| chosen(report, field, text, 300, known)).collect()
    };
    let (mut flavour, mut epithet, mut legend) = (Vec::new(), Vec::new(), Vec::new());
    let (mut famous, mut found) = (Vec::new(), Vec::new());
    if let Some(tales) = &raw.tales {
        flavour = told("flavour", &tales.flavour, &["base", "material"]);
        epithet = told("epithet", &tales.epithet, &[]);
        let known = &["name", "base", "maker", "place", "epithet"];
        legend = told("legend", &tales.legend, known);
        if let Some(texts) = &tales.famous {
            let known = &["name", "base", "maker", "town", "made", "last", "gone", "place"];
            famous = told("famous", texts, known);
        }
        if let Some(texts) = &tales.found {
            let known = &["base", "material", "dungeon", "event", "year", "figure"];
            found = told("found", texts, known);
        }
    }
    Crafts { budget, materials, sets, flavour, epithet, legend, famous, found }
}

fn budget(report: &mut Report<'_>, raw: &raw::Budget) -> Budget {
    let bounds = (1, 10_000);
    let cost = &raw.cost;
    Budget {
        affix: report.whole("affix", &raw.affix, bounds),
        affix_per_five_levels: report.whole(
            "affix_per_five_levels",
            &raw.affix_per_five_levels,
            (0, 10_000),
        ),
        cost: [
            report.whole("health", &cost.health, bounds),
            report.whole("stamina", &cost.stamina, bounds),
            report.whole("damage", &cost.damage, bounds),
            report.whole("protection", &cost.protection, bounds),
            report.whole("speed", &cost.speed, bounds),
            report.whole("recovery", &cost.recovery, bounds),
        ],
    }
}

/// An affix whose least amount is too dear would have to be left out, and with it the rarity.
fn affordable(
    report: &mut Report<'_>,
    span: &std::ops::Range<usize>,
    budget: &Budget,
    affixes: &[Affix],
) {
    for affix in affixes {
        let cost = budget.cost(affix.stat);
        let least = cost * u32::from(affix.amount.0);
        let more = cost * u32::from(affix.per_five_levels);
        if least > budget.affix || more > budget.affix_per_five_levels {
            let what = format!("the affix {:?} costs more than the budget has", affix.name);
            let hint = format!(
                "raise affix to {} and affix_per_five_levels to {}, or lower the cost",
                least.max(budget.affix),
                more.max(budget.affix_per_five_levels),
            );
            report.tell(span, what, hint);
        }
    }
}

fn material(report: &mut Report<'_>, raw: raw::Material) -> Material {
    let mut slots = raw.slots.get_ref().clone();
    if slots.is_empty() {
        report.tell(&raw.slots.span(), "slots is empty", "name at least one slot");
    }
    slots.sort_unstable();
    slots.dedup();
    Material {
        adjective: report.text("adjective", &raw.adjective, 30),
        slots,
        colour: report.colour("colour", &raw.colour),
        from_level: report.whole_or("from_level", raw.from_level.as_ref(), 1, (1, 1000)),
        weight: report.whole("weight", &raw.weight, (1, 1_000_000)),
        value_per_cent: report.whole_or(
            "value_per_cent",
            raw.value_per_cent.as_ref(),
            100,
            (10, 1_000),
        ),
        name: raw.name.into_inner(),
    }
}

fn set(report: &mut Report<'_>, raw: raw::Set, items: &[ItemBase]) -> ItemSet {
    let mut members = Vec::new();
    let mut slots: Vec<Slot> = Vec::new();
    for name in raw.members.get_ref() {
        let known = items.iter().map(|item| item.name.as_str());
        let index = report.reference("item", name, known);
        match items.get(usize::from(index)).and_then(|item| item.slot) {
            Some(slot) if !slots.contains(&slot) => slots.push(slot),
            Some(_) => {
                let what = format!("{:?} is worn where another member is", name.get_ref());
                report.tell(&name.span(), what, "name one member for a slot");
            }
            None => {
                let what = format!("{:?} cannot be worn", name.get_ref());
                report.tell(&name.span(), what, "name an item with a slot");
            }
        }
        members.push(ItemId(index));
    }
    if members.len() < 2 {
        let hint = "name at least two members";
        report.tell(&raw.members.span(), "a set of less than two", hint);
    }
    let most = members.len().max(2) as i64;
    let bonus = raw.bonus.iter().map(|bonus| {
        let worn = report.whole("worn", &bonus.worn, (2, most));
        (worn, bonus.stat, report.whole("amount", &bonus.amount, (1, 1_000)))
    });
    let bonus = bonus.collect();
    ItemSet { name: raw.name.into_inner(), members, bonus }
}
