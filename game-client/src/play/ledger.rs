//! What the client knows of the chain while it plays: the wallet, the market, the table of a trade.

use bevy::prelude::*;
use protocol::{ClassSupply, Key, LedgerInfo, MarketPage, TradeView};

/// The chain that the world is on, and one's own wallet there.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Chain {
    /// Its addresses; `None`: the world keeps no chain, or has not said so yet.
    pub info: Option<LedgerInfo>,
    /// The wallet's address.
    pub wallet: Option<Key>,
    /// What the wallet holds, lamports; `None` before the server told.
    pub purse: Option<u64>,
    /// The first eight hex digits of the ruleset's hash, which was pinned when logging in.
    pub ruleset: String,
}

/// The server cannot tell what was asked about the chain yet: it reads it at this moment.
#[derive(Message, Clone, Copy, Debug)]
pub struct NotReadYet;

/// The page of the market that was looked at last.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Market(pub Option<MarketPage>);

/// Odds and supply of all classes, as they were told last.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Supply(pub Vec<ClassSupply>);

/// What was sold, newest first, as it was told last.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Sales {
    /// Only what oneself has bought or sold; `None`: nothing was told yet.
    pub own: Option<bool>,
    /// The sales.
    pub sales: Vec<protocol::Sale>,
}

/// The table of the trade that is under way.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Table(pub Option<TradeView>);
