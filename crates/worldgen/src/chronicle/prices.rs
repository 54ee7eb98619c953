//! Prices: what the people of a settlement ask for their goods, after what they heard.

use super::{Chronicle, strength};
use crate::{SiteId, World};
use ruleset::ItemId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The least and the most that deeds change a price, per cent.
const PRICE_BOUNDS: (i64, i64) = (-50, 100);

/// What something costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// What.
    pub item: ItemId,
    /// Coins, at least 1.
    pub coins: u32,
    /// By how much deeds have changed it, per cent.
    pub change: i8,
}

impl World {
    /// Prices of the goods that are made in a settlement, by item; none for what is no settlement.
    #[must_use]
    pub fn prices(&self, site: SiteId, chronicle: &Chronicle) -> Vec<Price> {
        let Some(settlement) = self.settlement(site) else { return Vec::new() };
        let rules = self.rules();
        let change = self.change(site, chronicle, |rule| rule.price_per_cent);
        let goods: BTreeSet<ItemId> =
            settlement.people.iter().map(|person| rules.trade(person.trade).goods).collect();
        goods
            .into_iter()
            .map(|item| {
                let value = i64::from(rules.item(item).value);
                let coins = ((value * (100 + change) + 50) / 100).max(1);
                Price {
                    item,
                    coins: u32::try_from(coins).unwrap_or(u32::MAX),
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
        rounded.clamp(PRICE_BOUNDS.0, PRICE_BOUNDS.1)
    }
}
