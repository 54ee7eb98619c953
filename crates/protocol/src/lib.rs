//! What crosses the wire between server and client: messages, channels, the protocol's hash.
//!
//! Clients send inputs and requests, never positions or outcomes. The server sends three kinds of
//! thing: a [`Snapshot`] each tick (unreliable, within a budget of bytes, nearest and most changed
//! first), [`Event`]s (reliable, ordered) and, as one of these, exactly one [`Event::Answer`] to
//! each [`Request`], sent only after what it tells of is durable.
//!
//! Everything is encoded with postcard (see [`encode`], [`decode`]); a message that does not decode
//! is counted and dropped, it never ends a process.

mod channel;
mod client;
mod codec;
mod deal;
mod entity;
mod event;
mod hash;
mod market;
mod record;
mod snapshot;
mod trade;

pub use channel::{Channel, connection_config};
pub use client::{Ask, InputPacket, MAX_INPUTS, Request, RequestId};
pub use codec::{DecodeError, MAX_CLIENT_MESSAGE, MAX_SERVER_MESSAGE, decode, encode};
pub use deal::{
    Deal, DealId, DealState, Key, LAMPORTS_PER_MARK, LedgerInfo, Lot, MAX_TRADED, Proposal, Side,
    Signature, Token,
};
pub use entity::{EntityInfo, EntityKind, NetId, Pose, SpaceId};
pub use event::{
    BoardView, ChatScope, Choice, Dialogue, Event, Kick, Outcome, PartyMember, QuestView, Refusal,
    Stats, Topic, Voice,
};
pub use hash::{PROTOCOL_VERSION, protocol_hash, protocol_id};
pub use market::{
    ClassSupply, MarketPage, MarketQuery, MarketSort, OFFERS_A_PAGE, Offer, RaritySupply, Sale,
};
pub use record::{RecordState, Recorded, RollProof};
pub use snapshot::{EntityState, OwnState, Snapshot, WIRE_UNIT};
pub use trade::{TradeAsk, TradeItem, TradeSide, TradeView};
