//! What is on sale, what was sold, and how many of everything there are.

use crate::{Key, Lot};
use ruleset::{Rarity, Slot};
use serde::{Deserialize, Serialize};
use worldgen::Item;

/// Offers on a page.
pub const OFFERS_A_PAGE: usize = 40;

/// What somebody looks for on the market. What is not said fits everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketQuery {
    /// Part of the item's name, whatever its case; at most 40 characters.
    pub name: String,
    /// Number of a class.
    pub class: Option<u32>,
    /// At least this rarity.
    pub rarity: Option<Rarity>,
    /// Where it is worn.
    pub slot: Option<Slot>,
    /// The most that it may cost, lamports.
    pub maximum_price: Option<u64>,
    /// Only one's own offers.
    pub own: bool,
    /// What comes first.
    pub sort: MarketSort,
    /// Which page, from 0.
    pub page: u16,
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarketSort {
    /// The lowest price.
    #[default]
    Cheapest,
    /// The highest price.
    Dearest,
    /// The rarest, then the cheapest.
    Rarest,
    /// The highest level, then the cheapest.
    Level,
}

/// A page of the market.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketPage {
    /// What was asked for.
    pub query: MarketQuery,
    /// At most [`OFFERS_A_PAGE`].
    pub offers: Vec<Offer>,
    /// How many fit altogether.
    pub total: u32,
}

/// Something on sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What is sold, by whom, for how much.
    pub lot: Lot,
    /// The item.
    pub item: Item,
    /// The name of its class.
    pub class: String,
    /// How many of its class and rarity there may ever be; `u32::MAX`: no limit.
    pub cap: u32,
    /// The seller's name, where the world knows one.
    pub seller: Option<String>,
}

/// One rarity of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaritySupply {
    /// Its weight among the class's weights.
    pub weight: u32,
    /// How many there may ever be; `u32::MAX`: no limit.
    pub cap: u32,
    /// How many were made.
    pub minted: u32,
}

/// A class of items as the chain has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassSupply {
    /// Its account.
    pub address: Key,
    /// Its number in its world.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// Its items are rolled; else they are given as rewards.
    pub rolled: bool,
    /// From common on.
    pub rarities: Vec<RaritySupply>,
    /// How many of all were burned.
    pub burned: u32,
}

/// Something that was sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    /// The token's mint.
    pub mint: Key,
    /// The item.
    pub item: Item,
    /// The name of its class.
    pub class: String,
    /// Its number in class and rarity.
    pub number: u32,
    /// Lamports.
    pub price: u64,
    /// Who sold it.
    pub seller: Key,
    /// Who bought it.
    pub buyer: Key,
    /// The names of seller and buyer, where the world knows them.
    pub names: [Option<String>; 2],
    /// Seconds since 1970.
    pub time: i64,
}
