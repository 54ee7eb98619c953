//! What an item is made of, how it looks, and what is told of it.
//!
//! All of it follows from the item and the ruleset, or from the roll's result for a relic, so that
//! nothing of it needs to be stored, sent or written on the chain.

use crate::Item;
use crate::language::{capitalised, given_name, place_name};
use crate::quest::wording::{choose, fill};
use ruleset::{ItemId, Material, Rarity, Rgb, Ruleset, StatKind};
use seed::{Canonical, Path, Stream};
use serde::{Deserialize, Serialize};

/// Parameters for model and icon; colours are sRGB bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Colour of the body: the base's, half covered by the material's.
    pub body: (u8, u8, u8),
    /// Colour of rim, hilt or hem, by rarity.
    pub trim: (u8, u8, u8),
    /// Which of eight shapes of its base.
    pub shape: u8,
    /// How much it shines by itself: 0 for common ones, 255 for legendary ones.
    pub glow: u8,
}

/// What a relic is called, and what is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its own name: "Thorna, the Patient".
    pub name: String,
    /// One line.
    pub legend: String,
}

/// Trim of the rarities, from common to legendary.
const TRIM: [Rgb; 5] = [
    Rgb(0x6b, 0x5d, 0x4c),
    Rgb(0x5f, 0x8a, 0x5a),
    Rgb(0x4f, 0x7f, 0xb0),
    Rgb(0x93, 0x63, 0xae),
    Rgb(0xd8, 0xa2, 0x3c),
];

/// Glow of the rarities.
const GLOW: [u8; 5] = [0, 0, 40, 120, 255];

impl Item {
    /// What it is made of; `None` for what is not worn, and where nothing fits.
    #[must_use]
    pub fn material<'r>(&self, rules: &'r Ruleset) -> Option<&'r Material> {
        let slot = rules.item(self.base).slot?;
        let materials = &rules.crafts.materials;
        let weight = |material: &Material| {
            let fits = material.slots.contains(&slot) && material.from_level <= self.level.max(1);
            if fits { material.weight } else { 0 }
        };
        let weights: Vec<u32> = materials.iter().map(weight).collect();
        let index = self.stream("item.material").weighted(&weights)?;
        materials.get(index)
    }

    /// How it looks.
    #[must_use]
    pub fn look(&self, rules: &Ruleset) -> Look {
        let base = rules.item(self.base).colour;
        let over = self.material(rules).map_or(base, |material| material.colour);
        let rarity = self.rarity as usize;
        let trim = TRIM[rarity];
        Look {
            body: (base.0.midpoint(over.0), base.1.midpoint(over.1), base.2.midpoint(over.2)),
            trim: (trim.0, trim.1, trim.2),
            shape: self.stream("item.look").below(8) as u8,
            glow: GLOW[rarity],
        }
    }

    /// One line about it; empty where the ruleset tells none and for what is not worn.
    #[must_use]
    pub fn flavour(&self, rules: &Ruleset) -> String {
        let Some(material) = self.material(rules) else { return String::new() };
        let mut stream = self.stream("item.flavour");
        let Some(text) = stream.pick(&rules.crafts.flavour) else { return String::new() };
        let names =
            [("base", rules.item(self.base).name.as_str()), ("material", material.name.as_str())];
        fill(&choose(text, &mut stream), &names)
    }

    /// Points that its affixes come to under the ruleset's budget; 0 where there is none.
    #[must_use]
    pub fn cost(&self, rules: &Ruleset) -> u32 {
        let Some(budget) = &rules.crafts.budget else { return 0 };
        let cost = |(id, amount): &(ruleset::AffixId, u16)| {
            budget.cost(rules.affix(*id).stat).saturating_mul(u32::from(*amount))
        };
        self.affixes.iter().map(cost).fold(0, u32::saturating_add)
    }

    /// Points that its affixes may come to; `None` where the ruleset does not say.
    #[must_use]
    pub fn budget(&self, rules: &Ruleset) -> Option<u32> {
        let budget = rules.crafts.budget.as_ref()?;
        Some(budget.per_affix(self.level).saturating_mul(self.rarity as u32))
    }

    /// The name and the legend of a relic, from its roll's result; `None` below rarity epic and where
    /// the ruleset tells none.
    #[must_use]
    pub fn named(&self, rules: &Ruleset, result: &[u8; 32]) -> Option<Named> {
        if self.rarity < Rarity::Epic {
            return None;
        }
        let mut stream = Stream::new(result, "relic.name", &Path::new());
        let culture = stream.pick(&rules.cultures)?;
        let epithet = stream.pick(&rules.crafts.epithet)?;
        let own = given_name(culture, &mut stream);
        let maker = given_name(culture, &mut stream);
        let place = place_name(culture, &mut stream);
        let text = stream.pick(&rules.crafts.legend)?;
        let text = choose(text, &mut stream);
        let names = [
            ("name", own.as_str()),
            ("base", rules.item(self.base).name.as_str()),
            ("maker", maker.as_str()),
            ("place", place.as_str()),
            ("epithet", epithet.as_str()),
        ];
        let legend = capitalised(&fill(&text, &names));
        Some(Named { name: format!("{own}, {epithet}"), legend })
    }

    /// The stream of this very item: equal items look alike.
    fn stream(&self, purpose: &str) -> Stream {
        Stream::new(&self.content_address().0, purpose, &Path::new())
    }
}

/// What the sets of a ruleset add to a property, for the bases that are worn.
#[must_use]
pub fn set_bonus(rules: &Ruleset, worn: &[ItemId], stat: StatKind) -> i32 {
    let bonuses = rules.crafts.sets.iter().flat_map(|set| {
        let count = set.members.iter().filter(|member| worn.contains(member)).count();
        set.bonus.iter().filter(move |(needed, _, _)| usize::from(*needed) <= count)
    });
    bonuses.filter(|(_, kind, _)| *kind == stat).map(|(_, _, amount)| i32::from(*amount)).sum()
}
