//! What a client sends.

use crate::{ChatScope, DealId, Key, MarketQuery, NetId, Signature, Topic, TradeAsk};
use ruleset::Slot;
use serde::{Deserialize, Serialize};
use simulation::Input;
use worldgen::QuestId;
use worldgen::puzzle::Move;

/// Inputs of a packet at most: the newest and those before it, in case a packet was lost.
pub const MAX_INPUTS: usize = 4;

/// The newest inputs, oldest first, on [`crate::Channel::State`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputPacket {
    /// At most [`MAX_INPUTS`]; more are ignored.
    pub inputs: Vec<Input>,
}

/// Names a request; counted by the client.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct RequestId(pub u32);

/// Something a client asks for, on [`crate::Channel::Talk`]. Each gets one
/// [`crate::Event::Answer`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its number.
    pub id: RequestId,
    /// What.
    pub ask: Ask,
}

/// What a client may ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Use what stands there: talk, pick up, open, pull, go down, go up.
    Interact {
        /// What, within reach.
        target: NetId,
    },
    /// Do something to the puzzle on a table; what becomes of it comes back as [`crate::Event::Board`].
    Board {
        /// The table, within reach.
        target: NetId,
        /// What.
        step: Move,
    },
    /// Choose a line of the open dialogue.
    Choose {
        /// Which.
        topic: Topic,
    },
    /// Say something in one's own words to whom one talks with.
    Say {
        /// At most 200 characters.
        text: String,
    },
    /// Drink or eat.
    Use {
        /// Place of the pack.
        index: u16,
    },
    /// Wear.
    Equip {
        /// Place of the pack.
        index: u16,
    },
    /// Take off.
    Unequip {
        /// What.
        slot: Slot,
    },
    /// Drop on the ground.
    Drop {
        /// Place of the pack.
        index: u16,
        /// How many.
        count: u16,
    },
    /// Chat.
    Chat {
        /// To whom.
        scope: ChatScope,
        /// At most 200 characters.
        text: String,
    },
    /// Ask somebody to join one's party.
    Invite {
        /// Name.
        name: String,
    },
    /// Join the party that one was asked to join.
    JoinParty,
    /// Leave the party.
    LeaveParty,
    /// Give a quest up.
    Abandon {
        /// Which.
        quest: QuestId,
    },
    /// Open a sealed relic. What comes back is a [`crate::Proposal`] to sign, as for the next five.
    Open {
        /// Place of the pack.
        index: u16,
        /// What the player adds to the roll, at random.
        nonce: Key,
    },
    /// Offer a relic on the market.
    List {
        /// Place of the pack.
        index: u16,
        /// The price in lamports.
        price: u64,
    },
    /// Change the price of one's own offer.
    Reprice {
        /// The token's mint.
        mint: Key,
        /// The price in lamports.
        price: u64,
    },
    /// Take one's own offer back.
    Cancel {
        /// The token's mint.
        mint: Key,
    },
    /// Buy an offer.
    Buy {
        /// The token's mint.
        mint: Key,
        /// The most that is paid, in lamports.
        maximum_price: u64,
    },
    /// Destroy a relic for good.
    Burn {
        /// Place of the pack.
        index: u16,
    },
    /// Sign what was proposed.
    Sign {
        /// Which deal.
        id: DealId,
        /// The signature over the message that this side has built.
        signature: Signature,
    },
    /// Turn coins of the game into lamports of one's wallet, [`crate::LAMPORTS_PER_MARK`] for a coin;
    /// on the server's own chain only, and not back.
    Deposit {
        /// How many.
        coins: u32,
    },
    /// Look at the market; [`crate::Event::Market`] comes.
    Market(MarketQuery),
    /// Odds and supply of all classes; [`crate::Event::Supply`] comes.
    Supply,
    /// What was sold, newest first; [`crate::Event::Sales`] comes.
    Sales {
        /// Only what oneself has bought or sold.
        own: bool,
    },
    /// Trade with somebody near.
    Trade(TradeAsk),
    /// Nothing; measures the way there and back.
    Ping,
    /// Leave the world in order.
    Leave,
}
