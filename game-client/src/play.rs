//! What the client knows of the game while it plays, as the user interface reads it.
//!
//! `crate::connection` writes these resources from the session's view; everything else only reads
//! them, and asks for things by sending [`AskServer`]. So the interface can be shown without a
//! server, by filling the resources by hand.

mod deals;
mod ledger;

pub use deals::{About, Deals, Doing, Stage};
pub use ledger::{Chain, Market, NotReadYet, Sales, Supply, Table};

use bevy::prelude::*;
use protocol::{Ask, Dialogue, Event, NetId, PartyMember, QuestView, RecordState, SpaceId, Stats};
use ruleset::Rarity;
use seed::{Mm, Point};
use simulation::Inventory;
use std::collections::BTreeMap;
use worldgen::{SiteId, World};

/// The world that one is in.
#[derive(Resource, Clone)]
pub struct Realm(pub World);

/// Where one is and how one is, every frame.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// One's own thing.
    pub you: NetId,
    /// One's name.
    pub name: String,
    /// Where, predicted and smoothed.
    pub at: Point,
    /// Height of the feet.
    pub feet: Mm,
    /// The space.
    pub space: SpaceId,
    /// The dungeon, in one.
    pub dungeon: Option<SiteId>,
    /// Health, points.
    pub health: u16,
    /// Stamina, thousandths of a point.
    pub stamina: u32,
    /// Out of breath.
    pub winded: bool,
    /// Dead, waiting to stand up again.
    pub dead: bool,
}

/// Level, experience, coins and what follows; `None` until the server told.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Standing(pub Option<Stats>);

/// What one carries.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Carried(pub Inventory);

/// What became on the chain of what one carries, by the operation that an item is marked with.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Records(pub BTreeMap<[u8; 32], RecordState>);

/// Quests that one follows.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Followed(pub Vec<QuestView>);

/// The open dialogue.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Talk(pub Option<Dialogue>);

/// One's party; empty: alone.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Party(pub Vec<PartyMember>);

/// Who asks one to join a party.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Invitation(pub Option<String>);

/// The connection, for F3.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// There and back, milliseconds.
    pub ping_ms: Option<u32>,
    /// The server's tick.
    pub tick: u32,
    /// The server has been silent for this long, seconds.
    pub silent_s: f32,
}

/// Something that the server told just now and that passes: chat, blows, notices.
#[derive(Message, Clone, Debug)]
pub struct Heard(pub Event);

/// Something to ask of the server.
#[derive(Message, Clone, Debug)]
pub struct AskServer(pub Ask);

/// A line to show for some seconds.
#[derive(Message, Clone, Debug)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// Whether it is good news, bad news or neither.
    pub tone: Tone,
}

/// Whether news is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// Neither.
    #[default]
    Plain,
    /// Good.
    Good,
    /// Bad.
    Bad,
    /// Loot of a rarity.
    Rare(Rarity),
}

impl Notice {
    /// A notice.
    #[must_use]
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

/// Adds the resources and messages.
pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Place>()
        .init_resource::<Standing>()
        .init_resource::<Carried>()
        .init_resource::<Records>()
        .init_resource::<Followed>()
        .init_resource::<Talk>()
        .init_resource::<Party>()
        .init_resource::<Invitation>()
        .init_resource::<Link>()
        .init_resource::<Chain>()
        .init_resource::<Market>()
        .init_resource::<Supply>()
        .init_resource::<Sales>()
        .init_resource::<Table>()
        .init_resource::<Deals>()
        .add_message::<Heard>()
        .add_message::<NotReadYet>()
        .add_message::<AskServer>()
        .add_message::<Notice>();
}

/// Forgets the last game.
pub(crate) fn forget(world: &mut bevy::prelude::World) {
    world.remove_resource::<Realm>();
    world.insert_resource(Place::default());
    world.insert_resource(Standing::default());
    world.insert_resource(Carried::default());
    world.insert_resource(Records::default());
    world.insert_resource(Followed::default());
    world.insert_resource(Talk::default());
    world.insert_resource(Party::default());
    world.insert_resource(Invitation::default());
    world.insert_resource(Link::default());
    world.insert_resource(Chain::default());
    world.insert_resource(Market::default());
    world.insert_resource(Supply::default());
    world.insert_resource(Sales::default());
    world.insert_resource(Table::default());
    world.insert_resource(Deals::default());
}
