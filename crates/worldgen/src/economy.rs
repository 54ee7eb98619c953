//! What a settlement makes, needs and sells.
//!
//! Amounts are thousandths of a load a week. Each trade makes and uses up what the ruleset says;
//! everybody uses some of everything. A price follows from how much more is needed than made, and
//! comes down where a neighbour has enough. The numbers are the ruleset's (`economy.toml`). All of it is integer arithmetic on who lives there and
//! on what the land yields.

use crate::world::survey::{DIRECTIONS, towards};
use crate::{PersonId, Settlement, SiteId, SiteKind, World};
use ruleset::{EconomyRules, ItemId, Works};
use seed::Mm;
use serde::Serialize;
use std::collections::BTreeMap;

/// A settlement's economy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Economy {
    /// Which.
    pub site: SiteId,
    /// What is made in a week, thousandths of a load, by item.
    pub makes: Vec<(ItemId, u32)>,
    /// What is needed in a week, thousandths of a load, by item.
    pub needs: Vec<(ItemId, u32)>,
    /// What is left over.
    pub surplus: Vec<(ItemId, u32)>,
    /// What is missing.
    pub shortage: Vec<(ItemId, u32)>,
    /// What things cost, per mille of their base value, within the ruleset's bounds, by item.
    pub prices: Vec<(ItemId, u16)>,
    /// Who sells what of the own making, by person.
    pub sellers: Vec<(PersonId, ItemId)>,
    /// What comes from which neighbour, who has some to spare, by item.
    pub imports: Vec<(ItemId, SiteId)>,
}

/// What is made and needed of each thing.
type Balance = BTreeMap<ItemId, (u32, u32)>;

impl World {
    /// The economy of a settlement; `None` where there is none.
    #[must_use]
    pub fn economy(&self, id: SiteId) -> Option<Economy> {
        let town = self.settlement(id)?;
        let rules = self.rules();
        let numbers = &rules.economy;
        let reach = Mm::metres(i32::try_from(numbers.reach_m).unwrap_or(i32::MAX));
        let own = balance(self, &town);
        let neighbours: Vec<(SiteId, u32, Balance)> = self
            .sites_near(town.site.at, reach)
            .iter()
            .filter(|site| site.kind == SiteKind::Settlement && site.id != id)
            .filter_map(|site| {
                let way = town.site.at.distance(site.at) / 1_000;
                let other = self.cell(site.id.x, site.id.z);
                let balance = balance(self, other.settlement(self)?);
                Some((site.id, u32::try_from(way).ok()?, balance))
            })
            .collect();
        let mut prices = Vec::new();
        let mut imports = Vec::new();
        for (&item, &(made, needed)) in &own {
            let mut price = price(numbers, made, needed);
            let offers = neighbours.iter().filter_map(|(site, way, other)| {
                let &(made_there, needed_there) = other.get(&item)?;
                let carried = way.saturating_mul(numbers.way_per_mille) / 1_000;
                let cost = self::price(numbers, made_there, needed_there).saturating_add(carried);
                (made_there > needed_there).then_some((cost, *site))
            });
            if let Some((cost, site)) = offers.min().filter(|_| needed > made)
                && cost < price
            {
                price = cost;
                imports.push((item, site));
            }
            prices.push((item, price as u16));
        }
        let part = |of: fn(u32, u32) -> u32| -> Vec<(ItemId, u32)> {
            let amounts = own.iter().map(|(&item, &(made, needed))| (item, of(made, needed)));
            amounts.filter(|(_, amount)| *amount > 0).collect()
        };
        let sells = |person: &crate::Person| {
            let id = person.id;
            rules.trade(person.trade).makes.iter().map(move |&item| (id, item)).collect::<Vec<_>>()
        };
        Some(Economy {
            site: id,
            makes: part(|made, _| made),
            needs: part(|_, needed| needed),
            surplus: part(u32::saturating_sub),
            shortage: part(|made, needed| needed.saturating_sub(made)),
            prices,
            sellers: town.people.iter().flat_map(sells).collect(),
            imports,
        })
    }
}

/// What a settlement makes and needs by itself.
fn balance(world: &World, town: &Settlement) -> Balance {
    let rules = world.rules();
    let mut balance = Balance::new();
    let heads = u32::try_from(town.people.len()).unwrap_or(u32::MAX);
    for trade in &rules.trades {
        for &item in &trade.makes {
            let wanted = u32::from(trade.wanted_per_mille).saturating_mul(heads);
            let entry = balance.entry(item).or_default();
            // Two trades that make the same thing do not make people want it twice.
            entry.1 = entry.1.max(wanted);
        }
    }
    let (field, water) = yields(world, town);
    for person in &town.people {
        let trade = rules.trade(person.trade);
        let output = match trade.works {
            Works::Field => rules.economy.output * field / 1_000,
            Works::Water => rules.economy.output * water / 1_000,
            _ => rules.economy.output,
        };
        let each = output / u32::try_from(trade.makes.len()).unwrap_or(1).max(1);
        for &item in &trade.makes {
            let entry = balance.entry(item).or_default();
            entry.0 = entry.0.saturating_add(each);
        }
        for &item in &trade.needs {
            let entry = balance.entry(item).or_default();
            entry.1 = entry.1.saturating_add(rules.economy.input);
        }
    }
    balance
}

/// What fields and waters yield around a settlement, per mille of what is usual: fields with the
/// moisture of the land, waters with how near they are.
fn yields(world: &World, town: &Settlement) -> (u32, u32) {
    let numbers = &world.rules().economy;
    let biome = world.rules().biome(world.survey().biome(town.site.at));
    let moisture = (u32::from(biome.humidity.0) + u32::from(biome.humidity.1)) / 2;
    let survey = world.survey();
    let near = numbers.waters.iter().find(|water| {
        let away = Mm::metres(i32::try_from(water.within_m).unwrap_or(i32::MAX));
        let mut ring = DIRECTIONS.iter();
        ring.any(|&way| survey.height(towards(town.site.at, way, away)) < Mm(0))
    });
    let water = near.map_or(numbers.no_water_per_mille, |water| water.per_mille);
    let (dry, wet) = numbers.field_per_mille;
    (dry + wet.saturating_sub(dry) * moisture.min(1_000) / 1_000, water)
}

/// The price of what is made and needed in such amounts, per mille of its base value.
fn price(rules: &EconomyRules, made: u32, needed: u32) -> u32 {
    // What lies in stores keeps the price of what nobody makes finite.
    let stores = u64::from(rules.stores.max(1));
    let (made, needed) = (u64::from(made) + stores, u64::from(needed) + stores);
    let price = u32::try_from(needed * 1_000 / made).unwrap_or(u32::MAX);
    let (least, most) = rules.price_per_mille;
    price.clamp(least.into(), most.max(least).into())
}
