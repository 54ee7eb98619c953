//! What a settlement makes, needs and sells.
//!
//! Amounts are thousandths of a load a week. Each trade makes and uses up what the ruleset says;
//! everybody uses some of everything. A price follows from how much more is needed than made, and
//! comes down where a neighbour has enough. All of it is integer arithmetic on who lives there and
//! on what the land yields.

use crate::world::survey::{DIRECTIONS, towards};
use crate::{PersonId, Settlement, SiteId, SiteKind, World};
use ruleset::{ItemId, Works};
use seed::Mm;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a person makes in a week where the land does not matter.
const OUTPUT: u32 = 3_000;

/// What a person's work uses up of each thing that it needs.
const INPUT: u32 = 600;

/// What lies in stores, for each thing.
const STORES: u64 = 800;

/// Bounds of prices, per mille of the base value.
const PRICES: (u32, u32) = (500, 2_000);

/// How far goods are brought.
const REACH: Mm = Mm::metres(2_600);

/// What the way adds to a price, per mille of the base value for each kilometre.
const WAY: u32 = 90;

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
    /// What things cost, per mille of their base value, 500 to 2,000, by item.
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
        let own = balance(self, &town);
        let neighbours: Vec<(SiteId, u32, Balance)> = self
            .sites_near(town.site.at, REACH)
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
            let mut price = price(made, needed);
            let offers = neighbours.iter().filter_map(|(site, way, other)| {
                let &(made_there, needed_there) = other.get(&item)?;
                let cost = self::price(made_there, needed_there) + way * WAY / 1_000;
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
        let rules = self.rules();
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
            Works::Field => OUTPUT * field / 1_000,
            Works::Water => OUTPUT * water / 1_000,
            _ => OUTPUT,
        };
        let each = output / u32::try_from(trade.makes.len()).unwrap_or(1).max(1);
        for &item in &trade.makes {
            let entry = balance.entry(item).or_default();
            entry.0 = entry.0.saturating_add(each);
        }
        for &item in &trade.needs {
            let entry = balance.entry(item).or_default();
            entry.1 = entry.1.saturating_add(INPUT);
        }
    }
    balance
}

/// What fields and waters yield around a settlement, per mille of what is usual: fields with the
/// moisture of the land, waters with how near they are.
fn yields(world: &World, town: &Settlement) -> (u32, u32) {
    let biome = world.rules().biome(world.survey().biome(town.site.at));
    let moisture = (u32::from(biome.humidity.0) + u32::from(biome.humidity.1)) / 2;
    let survey = world.survey();
    let wet = [120, 240, 400].into_iter().position(|metres| {
        let mut ring = DIRECTIONS.iter();
        ring.any(|&way| survey.height(towards(town.site.at, way, Mm::metres(metres))) < Mm(0))
    });
    let water = match wet {
        Some(0) => 1_400,
        Some(1) => 1_100,
        Some(_) => 800,
        None => 300,
    };
    (500 + moisture.min(1_000), water)
}

/// The price of what is made and needed in such amounts, per mille of its base value.
fn price(made: u32, needed: u32) -> u32 {
    // What lies in stores keeps the price of what nobody makes finite.
    let (made, needed) = (u64::from(made) + STORES, u64::from(needed) + STORES);
    let price = u32::try_from(needed * 1_000 / made).unwrap_or(u32::MAX);
    price.clamp(PRICES.0, PRICES.1)
}
