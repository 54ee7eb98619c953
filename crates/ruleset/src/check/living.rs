//! Creatures and the dungeons that they live in.

use super::report::Report;
use crate::raw::{self, Text};
use crate::types::{Attack, Creature, CreatureId, DungeonTheme, ItemBase, ItemId, ItemUse};

pub(super) fn creatures(report: &mut Report<'_>, raw: raw::Creatures) -> Vec<Creature> {
    report.file("creatures.toml");
    report.names("creature", raw.creature.iter().map(|creature| &creature.get_ref().name));
    raw.creature.into_iter().map(|creature| self::creature(report, creature.into_inner())).collect()
}

fn creature(report: &mut Report<'_>, raw: raw::Creature) -> Creature {
    let legs = report.whole("legs", &raw.legs, (0, 8));
    if legs % 2 == 1 {
        report.tell(&raw.legs.span(), format!("legs is {legs}"), "write 0, 2, 4, 6 or 8");
    }
    let walk = report.speed("walk", &raw.walk, (5, 1000));
    let run = report.speed("run", &raw.run, (5, 1000));
    if run < walk {
        report.tell(&raw.run.span(), "it runs slower than it walks", "raise run or lower walk");
    }
    Creature {
        plural: report.text("plural", &raw.plural, 40),
        colour: report.colour("colour", &raw.colour),
        legs,
        size: report.length("size", &raw.size, (100, 8_000)),
        health: report.whole("health", &raw.health, (1, 5_000)),
        health_per_level: report.whole("health_per_level", &raw.health_per_level, (0, 500)),
        walk,
        run,
        behaviour: raw.behaviour,
        attack: raw.attack.map(|attack| {
            let attack = attack.get_ref();
            Attack {
                damage: report.wholes("damage", &attack.damage, (1, 500)),
                damage_per_level: report.whole(
                    "damage_per_level",
                    &attack.damage_per_level,
                    (0, 100),
                ),
                reach: report.length("reach", &attack.reach, (300, 40_000)),
                every: u16::try_from(report.ticks("every", &attack.every, (4, 400)))
                    .unwrap_or_default(),
            }
        }),
        notice: report.length("notice", &raw.notice, (0, 60_000)),
        flees_below: report.whole_or("flees_below", raw.flees_below.as_ref(), 0, (0, 1000)),
        experience: report.whole("experience", &raw.experience, (0, 100_000)),
        coins: raw.coins.map_or((0, 0), |coins| report.wholes("coins", &coins, (0, 1_000_000))),
        drops_per_mille: report.whole_or(
            "drops_per_mille",
            raw.drops_per_mille.as_ref(),
            0,
            (0, 1000),
        ),
        name: raw.name.into_inner(),
    }
}

pub(super) fn themes(
    report: &mut Report<'_>,
    raw: raw::Themes,
    creatures: &[Creature],
    items: &[ItemBase],
) -> Vec<DungeonTheme> {
    report.file("themes.toml");
    report.names("theme", raw.theme.iter().map(|theme| &theme.get_ref().name));
    raw.theme
        .into_iter()
        .map(|theme| self::theme(report, theme.into_inner(), creatures, items))
        .collect()
}

fn theme(
    report: &mut Report<'_>,
    raw: raw::Theme,
    creatures: &[Creature],
    items: &[ItemBase],
) -> DungeonTheme {
    report.filled("creatures", &raw.creatures);
    let living = raw.creatures.get_ref().iter();
    let living = living.map(|name| fighter(report, name, creatures)).collect();
    DungeonTheme {
        floor: report.colour("floor", &raw.floor),
        wall: report.colour("wall", &raw.wall),
        light: report.colour("light", &raw.light),
        creatures: living,
        boss: fighter(report, &raw.boss, creatures),
        rooms: report.wholes("rooms", &raw.rooms, (6, 40)),
        levers: report.wholes("levers", &raw.levers, (3, 8)),
        relic: item(report, &raw.relic, items, "trinket", |kind| matches!(kind, ItemUse::Trinket)),
        key: item(report, &raw.key, items, "key", |kind| matches!(kind, ItemUse::Key)),
        spare_keys: spare_keys(report, &raw, items),
        floors: raw
            .floors
            .as_ref()
            .map_or((1, 1), |floors| report.wholes("floors", floors, (1, 4))),
        entrance: raw.entrance,
        name: raw.name.into_inner(),
    }
}

/// Further keys, each of which must be told from the others: one key opens one door.
fn spare_keys(report: &mut Report<'_>, raw: &raw::Theme, items: &[ItemBase]) -> Vec<ItemId> {
    let names = raw.spare_keys.as_ref().map_or(&[][..], |names| names.get_ref());
    let mut seen = vec![raw.key.get_ref().as_str()];
    for name in names {
        if seen.contains(&name.get_ref().as_str()) {
            let what = format!("{:?} opens another door already", name.get_ref());
            report.tell(&name.span(), what, "name each key once; key is the first of them");
        }
        seen.push(name.get_ref());
    }
    let key = |kind| matches!(kind, ItemUse::Key);
    names.iter().map(|name| item(report, name, items, "key", key)).collect()
}

/// A creature that can hurt: a dungeon of harmless ones would be no dungeon.
fn fighter(report: &mut Report<'_>, name: &Text, creatures: &[Creature]) -> CreatureId {
    let known = creatures.iter().map(|creature| creature.name.as_str());
    let id = report.reference("creature", name, known);
    let found = creatures.get(usize::from(id)).filter(|found| &found.name == name.get_ref());
    if found.is_some_and(|found| found.attack.is_none()) {
        let what = format!("{:?} has no attack", name.get_ref());
        report.tell(&name.span(), what, "give it an attack, or name another creature");
    }
    CreatureId(id)
}

/// An item of one use.
pub(super) fn item(
    report: &mut Report<'_>,
    name: &Text,
    items: &[ItemBase],
    wanted: &str,
    fits: impl Fn(ItemUse) -> bool,
) -> ItemId {
    let id = report.reference("item", name, items.iter().map(|item| item.name.as_str()));
    let found = items.get(usize::from(id)).filter(|found| &found.name == name.get_ref());
    if found.is_some_and(|found| !fits(found.kind)) {
        let what = format!("{:?} is an item of another use", name.get_ref());
        report.tell(&name.span(), what, format!("name an item with `use = {wanted:?}`"));
    }
    ItemId(id)
}
