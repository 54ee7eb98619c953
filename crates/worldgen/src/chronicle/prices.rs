//! Prices: what the people of a settlement ask for their goods.
//!
//! A price starts from the settlement's economy: what is scarce there costs more than its value, what
//! is plentiful less, within the ruleset's bounds. What deeds change comes on top.

use super::{Chronicle, strength};
use crate::{SiteId, World};
use ruleset::ItemId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What an item costs whose balance is even, per mille of its value.
const EVEN: u16 = 1_000;

/// What something costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// What.
    pub item: ItemId,
    /// Coins, at least 1.
    pub coins: u32,
    /// What the settlement's economy makes of the item's value, per mille: above 1,000 where it is
    /// scarce.
    pub market: u16,
    /// By how much deeds have changed it since, per cent.
    pub change: i8,
}

impl World {
    /// Prices of the goods that are sent from a settlement, by item, out of [`World::economy`] and what
    /// its people heard; none for what is no settlement.
    #[must_use]
    pub fn prices(&self, site: SiteId, chronicle: &Chronicle) -> Vec<Price> {
        let (Some(settlement), Some(economy)) = (self.settlement(site), self.economy(site)) else {
            return Vec::new();
        };
        let rules = self.rules();
        let change = self.change(site, chronicle, |rule| rule.price_per_cent);
        let goods: BTreeSet<ItemId> =
            settlement.people.iter().map(|person| rules.trade(person.trade).goods).collect();
        goods
            .into_iter()
            .map(|item| {
                let known = economy.prices.iter().find(|(priced, _)| *priced == item);
                let market = known.map_or(EVEN, |(_, price)| *price);
                let value = i64::from(rules.item(item).value) * i64::from(market);
                // Rounded once, so that a change shows in cheap things too.
                let coins = ((value * (100 + change) + 50_000) / 100_000).max(1);
                Price {
                    item,
                    coins: u32::try_from(coins).unwrap_or(u32::MAX),
                    market,
                    change: change as i8,
                }
            })
            .collect()
    }

    /// What all deeds known in a settlement come to, per cent, within bounds: each weaker by its age and,
    /// in a straight line, by the way that the news has come.
    pub(super) fn change(
        &self,
        site: SiteId,
        chronicle: &Chronicle,
        of: impl Fn(&ruleset::DeedRules) -> i32,
    ) -> i64 {
        let rules = &self.rules().chronicle;
        let Some(site) = self.site(site) else { return 0 };
        let mut per_million = 0_i64;
        for deed in chronicle.deeds() {
            let Some((since, metres)) = self.heard(site.at, deed) else { continue };
            let Some(rule) = rules.of(deed.what.kind()) else { continue };
            if since <= chronicle.day() {
                let near = 1000 - 1000 * i64::from(metres) / i64::from(rules.hearsay_m.max(1));
                let fresh = strength(rules, deed, chronicle.day());
                per_million += i64::from(of(rule)) * fresh * near;
            }
        }
        // Rounded to the nearest, so that a fresh deed next door is worth its whole figure.
        let rounded = (per_million + 500_000 * per_million.signum()) / 1_000_000;
        let (least, most) = rules.change_per_cent;
        rounded.clamp(least.into(), most.max(least).into())
    }
}
