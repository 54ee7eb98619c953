//! A trade between two players who stand near each other: one transaction, all of it or nothing.

use crate::Key;
use serde::{Deserialize, Serialize};
use worldgen::Item;

/// What a player wants in a trade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TradeAsk {
    /// Ask somebody near to trade, or take up what they asked.
    Begin {
        /// Name.
        name: String,
    },
    /// Lay on the table; what both have agreed upon so far is off.
    Offer {
        /// Places of the pack, at most [`crate::MAX_TRADED`].
        places: Vec<u16>,
        /// Lamports.
        lamports: u64,
    },
    /// Agree to what lies on the table.
    Accept {
        /// The version of the table that is agreed to.
        version: u32,
    },
    /// Go away from the table.
    Close,
}

/// What lies on the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TradeView {
    /// The other's name.
    pub with: String,
    /// The other has not sat down yet.
    pub waiting: bool,
    /// Grows with each change.
    pub version: u32,
    /// What you give.
    pub own: TradeSide,
    /// What you get.
    pub other: TradeSide,
}

/// One side of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TradeSide {
    /// Who.
    pub player: Key,
    /// Tokens.
    pub items: Vec<TradeItem>,
    /// Lamports.
    pub lamports: u64,
    /// Agrees to the table as it is.
    pub accepted: bool,
}

/// A token on the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TradeItem {
    /// Its mint.
    pub mint: Key,
    /// The item.
    pub item: Item,
    /// The name of its class.
    pub class: String,
    /// Its number in class and rarity.
    pub number: u32,
}
