//! What one has asked of the chain, and how far each of it is.

use bevy::prelude::*;
use protocol::{Key, RequestId};
use std::collections::BTreeMap;

/// Deals that are kept.
const KEPT: usize = 64;

/// Deals of this game, by the request that they come from.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Deals(pub BTreeMap<RequestId, Doing>);

/// A deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Doing {
    /// What it is about.
    pub about: About,
    /// What it does: "Selling Keen hand axe for 12 marks".
    pub title: String,
    /// What is to be said when it is done: "Keen hand axe is on sale for 12 marks".
    pub done: String,
    /// How far it is.
    pub stage: Stage,
    /// When it was asked for, seconds since the start.
    pub since: f32,
    /// It takes longer than usual.
    pub late: bool,
}

/// What a deal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// An item of the pack, by the operation that it is marked with.
    Item(Key),
    /// A token on the market, by its mint.
    Token(Key),
    /// The wallet.
    Purse,
    /// The table of a trade.
    Table,
}

/// How far a deal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The server has been asked.
    Asked,
    /// Signed, and on its way to the chain.
    Sent,
    /// Done, and final.
    Done,
    /// It did not happen, for this reason; nothing was changed.
    Failed(String),
}

impl Doing {
    /// Neither done nor failed.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Asked | Stage::Sent)
    }

    /// Keeps its button from being pressed again. What takes too long does so no more.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.is_open() && !self.late
    }
}

impl Deals {
    /// The latest deal about something.
    #[must_use]
    pub fn about(&self, about: About) -> Option<&Doing> {
        self.0.values().rev().find(|doing| doing.about == about)
    }

    /// Takes a new one in; the oldest is forgotten where there are too many.
    pub(crate) fn begin(&mut self, request: RequestId, doing: Doing) {
        while self.0.len() >= KEPT {
            self.0.pop_first();
        }
        self.0.insert(request, doing);
    }
}
