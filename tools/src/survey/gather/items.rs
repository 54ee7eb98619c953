//! Loot of many levels.

use super::{Sample, word};
use crate::survey::tally::Tally;
use seed::Path;
use worldgen::Item;

/// Items of a world.
const ROLLS: u16 = 20;

pub(super) fn count(tally: &mut Tally, sample: &Sample) {
    let rules = sample.world.rules();
    for number in 0..ROLLS {
        // Levels 1 to 20, each once.
        let mut stream = sample.world.seed().stream("survey.item", &Path::new().int(number));
        let item = Item::roll(rules, &mut stream, number + 1);
        let base = rules.item(item.base);
        tally.count("items: rarities", &word(&item.rarity));
        let slot = base.slot.map_or_else(|| "not worn".into(), |slot| word(&slot));
        tally.count("items: slots", &slot);
        for (id, _) in &item.affixes {
            tally.count("items: affixes", &rules.affix(*id).name);
        }
        tally.measure("items: value, coins", item.value(rules));
        if base.slot.is_some() {
            let material = item.material(rules).map_or("none", |material| &material.name);
            tally.count("items: materials", material);
            let sets = &rules.crafts.sets;
            let set = sets.iter().find(|set| set.members.contains(&item.base));
            tally.count("items: sets", set.map_or("no set", |set| &set.name));
        }
        let (cost, budget) = (item.cost(rules), item.budget(rules));
        tally.check("items keep to their budget", budget.is_none_or(|most| cost <= most), || {
            let (name, seed) = (item.name(rules), sample.seed);
            format!("{name} of seed {seed} comes to {cost} points of {budget:?}")
        });
        tally.check("items have names", !item.name(rules).is_empty(), || {
            format!("an item of seed {} has no name", sample.seed)
        });
    }
}
