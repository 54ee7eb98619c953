//! Rolling items, and what follows from them: names, values, properties.

use crate::{Item, ItemSource};
use ruleset::{Affix, AffixId, ItemBase, ItemId, Rarity, RelicClass, Ruleset, StatKind};
use seed::{Path, Stream};

/// All of them, by their numbers.
pub(crate) const RARITIES: [Rarity; 5] =
    [Rarity::Common, Rarity::Uncommon, Rarity::Rare, Rarity::Epic, Rarity::Legendary];

impl Item {
    /// Loot of a level: a base by weight, a rarity by the ruleset's table, affixes that fit.
    #[must_use]
    pub fn roll(rules: &Ruleset, stream: &mut Stream, level: u16) -> Self {
        let rarity =
            stream.weighted(&rules.balance.rarity.0).map_or(Rarity::Common, |i| RARITIES[i]);
        Self::roll_rarity(rules, stream, level, rarity)
    }

    /// Loot of a level and rarity. What is not worn stays common, whatever the rarity asked for.
    #[must_use]
    pub fn roll_rarity(rules: &Ruleset, stream: &mut Stream, level: u16, rarity: Rarity) -> Self {
        let level = level.max(1);
        let worn_only = rarity > Rarity::Common;
        let weights = |worn_only: bool| -> Vec<u32> {
            rules
                .items
                .iter()
                .map(|item| {
                    let fits = item.from_level <= level && (item.slot.is_some() || !worn_only);
                    if fits { item.loot_weight } else { 0 }
                })
                .collect()
        };
        let index = stream
            .weighted(&weights(worn_only))
            .or_else(|| stream.weighted(&weights(false)))
            .unwrap_or(0);
        Self::roll_base(rules, stream, ItemId(index as u16), level, rarity)
    }

    /// What came out of a sealed relic: rarity and `result` are on the chain's record of the roll, so
    /// that whoever has the ruleset finds the same item.
    #[must_use]
    pub fn of_relic(
        rules: &Ruleset,
        class: &RelicClass,
        rarity: Rarity,
        result: &[u8; 32],
    ) -> Self {
        let path = Path::new().text(&class.name).int(rarity as u8);
        let mut stream = Stream::new(result, "relic", &path);
        let weight = |item: &ItemBase| {
            let fits =
                item.slot.is_some_and(|slot| class.slots.is_empty() || class.slots.contains(&slot));
            if fits && item.from_level <= class.item_level { item.loot_weight } else { 0 }
        };
        let weights: Vec<u32> = rules.items.iter().map(weight).collect();
        // The ruleset's check sees to it that something fits.
        let base = ItemId(stream.weighted(&weights).unwrap_or(0) as u16);
        Self::roll_base(rules, &mut stream, base, class.item_level, rarity)
    }

    /// An item of a base, level and rarity, with affixes that fit its slot.
    #[must_use]
    pub fn roll_base(
        rules: &Ruleset,
        stream: &mut Stream,
        base: ItemId,
        level: u16,
        rarity: Rarity,
    ) -> Self {
        let level = level.max(1);
        let mut affixes: Vec<(AffixId, u16)> = Vec::new();
        if let Some(slot) = rules.item(base).slot {
            let mut weights: Vec<u32> = rules
                .affixes
                .iter()
                .map(|affix| if affix.slots.contains(&slot) { affix.weight } else { 0 })
                .collect();
            let mut carried = 0;
            for _ in 0..rarity as u8 {
                let Some(index) = stream.weighted(&weights) else { break };
                weights[index] = 0;
                let affix = &rules.affixes[index];
                let mut amount = amount(affix, stream, level);
                if let Some(budget) = &rules.crafts.budget {
                    // What one affix leaves, the next may spend. The ruleset's check sees to it that
                    // the least amount is always affordable.
                    let (points, cost) =
                        (budget.per_affix(level) + carried, budget.cost(affix.stat));
                    let most = u16::try_from(points / cost.max(1)).unwrap_or(u16::MAX);
                    amount = amount.min(most);
                    carried = points - cost * u32::from(amount);
                }
                affixes.push((AffixId(index as u16), amount));
            }
            affixes.sort_unstable();
        }
        // An item carries as many affixes as its rarity says, or it is not of that rarity.
        let rarity = RARITIES[affixes.len().min(RARITIES.len() - 1)];
        Self { base, level, rarity, affixes }
    }

    /// Its name: `"Keen shortsword of the Fox"`.
    #[must_use]
    pub fn name(&self, rules: &Ruleset) -> String {
        let affixes = || self.affixes.iter().map(|(id, _)| rules.affix(*id));
        let mut name = String::new();
        if let Some(prefix) = affixes().find(|affix| !affix.suffix) {
            name.push_str(&prefix.name);
            name.push(' ');
        }
        name.push_str(&rules.item(self.base).name);
        if let Some(suffix) = affixes().find(|affix| affix.suffix) {
            name.push(' ');
            name.push_str(&suffix.name);
        }
        crate::language::capitalised(&name)
    }

    /// What it is worth, in coins: twice as much with each rarity, a tenth more with each level,
    /// and what its material makes of it.
    #[must_use]
    pub fn value(&self, rules: &Ruleset) -> u32 {
        let base = u64::from(rules.item(self.base).value) << (self.rarity as u8);
        // Only what is worn is better at a higher level.
        let levels = if rules.item(self.base).slot.is_some() { self.level.max(1) - 1 } else { 0 };
        let material = self.material(rules).map_or(100, |material| material.value_per_cent);
        let value = base * (10 + u64::from(levels)) * u64::from(material) / 1000;
        u32::try_from(value).unwrap_or(u32::MAX)
    }

    /// What its affixes add to a property. What the base does by itself is its
    /// [`ItemUse`](ruleset::ItemUse).
    #[must_use]
    pub fn stat(&self, rules: &Ruleset, kind: StatKind) -> i32 {
        self.affixes
            .iter()
            .filter(|(id, _)| rules.affix(*id).stat == kind)
            .map(|(_, amount)| i32::from(*amount))
            .sum()
    }
}

fn amount(affix: &Affix, stream: &mut Stream, level: u16) -> u16 {
    let drawn = stream.range(affix.amount.0.into(), affix.amount.1.into()) as u16;
    drawn.saturating_add(affix.per_five_levels.saturating_mul(level / 5))
}

impl ItemSource {
    /// The drop's name, for the stream that its item is rolled from.
    #[must_use]
    pub fn path(&self) -> Path {
        match self {
            Self::Kill { serial } => Path::new().text("kill").int(serial.cast_signed()),
            Self::Chest { dungeon, feature, visit } => Path::new()
                .text("chest")
                .path(&dungeon.path())
                .int(feature.0)
                .int(visit.cast_signed()),
            Self::Quest(quest) => Path::new()
                .text("quest")
                .path(&quest.giver.home.path())
                .int(quest.giver.number)
                .int(quest.number),
        }
    }
}
