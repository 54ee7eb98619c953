//! What people like and dislike.

use super::Circle;
use ruleset::{CreatureId, ItemId, ItemUse, Ruleset, TradeId};
use serde::{Deserialize, Serialize};

/// Something that one may like or dislike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Taste {
    /// Goods.
    Goods(ItemId),
    /// A trade, and who plies it.
    Trade(TradeId),
    /// A creature.
    Creature(CreatureId),
    /// A weather: the index in the ruleset's `weathers`.
    Weather(u16),
}

impl Taste {
    /// In words: "salt fish", "the smith's trade", "wolves", "fog".
    #[must_use]
    pub fn text(self, rules: &Ruleset) -> String {
        match self {
            Self::Goods(id) => rules.item(id).name.clone(),
            Self::Trade(id) => format!("the {}'s trade", rules.trade(id).name),
            Self::Creature(id) => rules.creature(id).plural.clone(),
            Self::Weather(index) => {
                rules.society.weathers.get(usize::from(index)).cloned().unwrap_or_default()
            }
        }
    }
}

/// Likes, and as many dislikes or one less.
pub(super) fn tastes(circle: &Circle<'_>) -> (Vec<Taste>, Vec<Taste>) {
    let rules = circle.rules();
    let mut stream = circle.stream("life.tastes");
    let index = |count: usize| (0..count).map(|index| index as u16);
    let goods = index(rules.items.len())
        .map(ItemId)
        .filter(|&id| matches!(rules.item(id).kind, ItemUse::Goods))
        .map(Taste::Goods);
    let trades = index(rules.trades.len()).map(|id| Taste::Trade(TradeId(id)));
    // Creatures of the land that can be met there.
    let biome = rules.biome(circle.world.survey().biome(circle.town.site.at));
    let creatures = biome.creatures.iter().map(|chance| Taste::Creature(chance.creature));
    let weathers = index(rules.society.weathers.len()).map(Taste::Weather);
    let mut kinds: [Vec<Taste>; 4] =
        [goods.collect(), trades.collect(), creatures.collect(), weathers.collect()];
    let mut drawn: Vec<Taste> = Vec::new();
    let (least, most) = rules.society.minds.tastes;
    let count = stream.range(least.into(), most.into()) as usize;
    for _ in 0..count * 2 {
        let kind = stream.below(4) as usize;
        if let Some(&taste) = stream.pick(&kinds[kind]) {
            kinds[kind].retain(|other| *other != taste);
            drawn.push(taste);
        }
        if drawn.len() == count {
            break;
        }
    }
    let dislikes = drawn.split_off(drawn.len().div_ceil(2));
    (drawn, dislikes)
}
