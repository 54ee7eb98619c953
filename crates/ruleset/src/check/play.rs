//! Numbers of play.

use super::report::Report;
use crate::raw;
use crate::types::{Balance, ItemBase, ItemId, LevelTable, RarityTable};

pub(super) fn balance(report: &mut Report<'_>, raw: &raw::Balance, items: &[ItemBase]) -> Balance {
    report.file("balance.toml");
    let pack_size = report.whole("pack_size", &raw.pack_size, (4, 100));
    let walk = report.speed("walk", &raw.walk, (20, 1000));
    let run = report.speed("run", &raw.run, (20, 1000));
    if run < walk {
        report.tell(&raw.run.span(), "run is slower than walk", "raise run or lower walk");
    }
    let outfit: Vec<(ItemId, u16)> = raw
        .outfit
        .iter()
        .map(|given| {
            let known = items.iter().map(|item| item.name.as_str());
            let id = report.reference("item", &given.item, known);
            let stack = items.get(usize::from(id)).map_or(1, |item| i64::from(item.stack));
            (ItemId(id), report.whole("count", &given.count, (1, stack)))
        })
        .collect();
    if let Some(given) = raw.outfit.get(usize::from(pack_size)) {
        let hint = "give less, or raise pack_size";
        report.tell(&given.item.span(), "the outfit does not fit into the pack", hint);
    }
    Balance {
        health: report.whole("health", &raw.health, (1, 10_000)),
        health_per_level: report.whole("health_per_level", &raw.health_per_level, (0, 1_000)),
        stamina: report.whole("stamina", &raw.stamina, (1, 10_000)),
        health_regain: report.whole("health_regain", &raw.health_regain, (0, 1_000)),
        stamina_regain: report.whole("stamina_regain", &raw.stamina_regain, (1, 1_000)),
        walk,
        run,
        run_stamina: report.whole("run_stamina", &raw.run_stamina, (0, 1_000)),
        swim: report.speed("swim", &raw.swim, (10, 1000)),
        jump: report.speed("jump", &raw.jump, (0, 1000)),
        // Metres a second squared to millimetres a tick squared: 1000 / (20 * 20).
        gravity: u16::try_from(report.scaled("gravity", &raw.gravity, 2.5, (1, 500)))
            .unwrap_or_default(),
        climb: u16::try_from(report.length("climb", &raw.climb, (100, 5_000)).0)
            .unwrap_or_default(),
        respawn_ticks: report.ticks("respawn", &raw.respawn, (0, 20 * 600)),
        fight_ticks: report.ticks("fight", &raw.fight, (0, 20 * 600)),
        linger_ticks: report.ticks("linger", &raw.linger, (0, 20 * 600)),
        pack_size,
        fists: report.wholes("fists", &raw.fists, (1, 1_000)),
        outfit,
        levels: LevelTable {
            first: report.whole("first", &raw.levels.first, (1, 1_000_000)),
            growth_per_cent: report.whole("growth_per_cent", &raw.levels.growth_per_cent, (0, 200)),
            max: report.whole("max", &raw.levels.max, (1, 200)),
        },
        rarity: rarity(report, &raw.rarity),
        drop_ticks: report.ticks("drop", &raw.drop, (20, 20 * 86_400)),
        day_ticks: report.ticks("day", &raw.day, (20 * 60, 20 * 86_400)),
    }
}

fn rarity(report: &mut Report<'_>, raw: &toml::Spanned<raw::Rarities>) -> RarityTable {
    let table = raw.get_ref();
    let mut weight = |name: &str, value| report.whole(name, value, (0, 1_000_000));
    let weights = [
        weight("common", &table.common),
        weight("uncommon", &table.uncommon),
        weight("rare", &table.rare),
        weight("epic", &table.epic),
        weight("legendary", &table.legendary),
    ];
    if weights.iter().all(|&weight: &u32| weight == 0) {
        report.tell(&raw.span(), "all rarities have weight zero", "raise at least one");
    }
    RarityTable(weights)
}
