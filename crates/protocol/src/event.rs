//! What the server tells, in order and without loss.

use crate::{
    ClassSupply, DealId, DealState, EntityInfo, LedgerInfo, MarketPage, NetId, Proposal,
    RecordState, RequestId, Sale, SpaceId, TradeView,
};
use serde::{Deserialize, Serialize};
use simulation::{Inventory, InventoryError, Mover, QuestProgress, Sheet};
use thiserror::Error;
use worldgen::puzzle::{Position, PuzzleState};
use worldgen::{PersonId, Quest, QuestId, SiteId};

/// What the server tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The first event: you are in.
    Welcome {
        /// Your own thing.
        you: NetId,
        /// Your name.
        name: String,
        /// The server's tick.
        tick: u32,
        /// First visit of this character.
        new: bool,
    },
    /// You are in another space now; everything seen before is out of sight.
    Space {
        /// Which.
        space: SpaceId,
        /// Of which dungeon; `None`: the overworld.
        dungeon: Option<SiteId>,
        /// Where you stand.
        mover: Mover,
    },
    /// Came into sight.
    Appear(Vec<EntityInfo>),
    /// Went out of sight.
    Vanish(Vec<NetId>),
    /// Your level, experience, coins and what follows from them.
    Stats(Stats),
    /// What you carry.
    Inventory(Inventory),
    /// Your quests.
    Quests(Vec<QuestView>),
    /// A quest is finished.
    QuestDone {
        /// Which.
        quest: QuestId,
        /// Its title.
        title: String,
    },
    /// A blow that you can see.
    Hit {
        /// Who struck; `None`: out of sight.
        by: Option<NetId>,
        /// Who was hit.
        target: NetId,
        /// Points of damage.
        amount: u16,
        /// It died of it.
        killed: bool,
    },
    /// You died.
    Died {
        /// Ticks until you stand up again.
        respawn_ticks: u32,
    },
    /// Somebody talks with you.
    Dialogue(Dialogue),
    /// The dialogue is over.
    DialogueEnd,
    /// Somebody says something.
    Chat {
        /// Who.
        from: String,
        /// To whom.
        scope: ChatScope,
        /// What.
        text: String,
    },
    /// Something happened that you should know.
    Notice(String),
    /// Your party; empty: you are alone.
    Party(Vec<PartyMember>),
    /// Somebody asks you to join a party.
    Invited {
        /// Who.
        by: String,
    },
    /// The answer to a request; what it tells of is durable.
    Answer {
        /// Which request.
        request: RequestId,
        /// How it went.
        outcome: Outcome,
    },
    /// The server ends the connection.
    Goodbye(Kick),
    /// How far the record of something that you carry is.
    Record {
        /// The operation that the item is marked with.
        operation: [u8; 32],
        /// How far.
        state: RecordState,
    },
    /// The chain that the world is on. Comes before everything else about it.
    Ledger(LedgerInfo),
    /// What your wallet holds on the chain, in lamports.
    Purse(u64),
    /// Sign this, if it is what you asked for.
    Propose(Proposal),
    /// How far a deal is.
    Deal {
        /// Which; `None`: it failed before there was one.
        id: Option<DealId>,
        /// The request that it comes from.
        request: RequestId,
        /// How far.
        state: DealState,
    },
    /// A page of the market.
    Market(MarketPage),
    /// Odds and supply of all classes of the world.
    Supply(Vec<ClassSupply>),
    /// What was sold, newest first.
    Sales {
        /// Only what you have bought or sold.
        own: bool,
        /// At most 100.
        sales: Vec<Sale>,
    },
    /// A puzzle's table: you have bent over it, or it has changed.
    Board(BoardView),
    /// What lies on the table of your trade; `None`: it is over.
    Trade(Option<TradeView>),
}

/// A puzzle on a table, as those see it who stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardView {
    /// The table.
    pub target: NetId,
    /// You have asked for it; otherwise somebody has moved something.
    pub opened: bool,
    /// The puzzle without what is to be found out.
    pub puzzle: PuzzleState,
    /// Where things stand.
    pub at: Position,
    /// It is solved.
    pub solved: bool,
    /// How many clues there are in all.
    pub hidden: u16,
    /// Those that somebody here has read.
    pub clues: Vec<String>,
}

/// How a request went.
pub type Outcome = Result<(), Refusal>;

/// Level, experience, coins and what follows from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Level.
    pub level: u16,
    /// Experience since the last level.
    pub experience: u32,
    /// Coins.
    pub coins: u32,
    /// What follows from level and equipment.
    pub sheet: Sheet,
}

/// A quest that you follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestView {
    /// The quest.
    pub quest: Quest,
    /// How far you are.
    pub progress: QuestProgress,
}

/// Who wrote a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Voice {
    /// A template of the ruleset.
    Template,
    /// The narrator's model.
    Model,
}

/// What somebody says, and what you may answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialogue {
    /// The person's thing.
    pub npc: NetId,
    /// Who.
    pub person: PersonId,
    /// Full name.
    pub name: String,
    /// What is said.
    pub text: String,
    /// Who wrote it.
    pub voice: Voice,
    /// What you may answer.
    pub choices: Vec<Choice>,
}

/// One thing that you may answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What it means.
    pub topic: Topic,
    /// How it reads.
    pub label: String,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Topic {
    /// What do you do?
    Work,
    /// Tell me about this place.
    Place,
    /// Who else lives here?
    Neighbours,
    /// What is dangerous around here?
    Dungeons,
    /// Is there something to do? Tells the offer of a quest.
    Quest(QuestId),
    /// I will do it.
    Accept(QuestId),
    /// Here, this is for you.
    Deliver(QuestId),
    /// It is done.
    Report(QuestId),
    /// Goodbye.
    Farewell,
    /// Somebody wants to know what you know.
    FindOut(QuestId),
    /// Will you not think better of it?
    Persuade(QuestId),
    /// I come for what you have put by.
    Collect(QuestId),
    /// No, I will not do it.
    Decline(QuestId),
}

/// Who hears a chat line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChatScope {
    /// Who is near.
    Near,
    /// The party.
    Party,
    /// Everybody.
    World,
}

/// Somebody of your party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyMember {
    /// Name.
    pub name: String,
    /// Level.
    pub level: u16,
    /// Is in the world now.
    pub online: bool,
}

/// Why a request was refused: what is the matter, and what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Too far away.
    #[error("that is out of reach; go nearer")]
    TooFar,
    /// Gone.
    #[error("that is not there any more")]
    Gone,
    /// Dead people do nothing.
    #[error("you are dead; wait until you stand up again")]
    Dead,
    /// A door without its key.
    #[error("it is locked; the key is somewhere in this dungeon")]
    Locked,
    /// The treasure's chest while the boss lives.
    #[error("its guardian still lives")]
    Guarded,
    /// Nothing to do with it.
    #[error("nothing happens")]
    NothingHappens,
    /// The land there is still being made.
    #[error("what is there is not ready yet; try again in a moment")]
    NotReady,
    /// Not talking to anybody.
    #[error("you are not talking with anybody")]
    NoDialogue,
    /// The quest cannot be taken.
    #[error("you have that quest already, have done it, or follow too many")]
    QuestNotOpen,
    /// The inventory says no.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
    /// Nobody of that name.
    #[error("nobody called {0:?} is in the world")]
    NobodyOfThatName(String),
    /// Parties are full or one is in one already.
    #[error("that party cannot take anybody in")]
    PartyClosed,
    /// No invitation.
    #[error("nobody has asked you to join a party")]
    NotInvited,
    /// Too long or empty.
    #[error("say between 1 and 200 characters")]
    BadText,
    /// Too many requests.
    #[error("slower, please: too many requests in a second")]
    TooFast,
    /// No chain, or it does not answer.
    #[error("the chain cannot be reached now; nothing is lost, try again later")]
    NoChain,
    /// The item's record is not there yet.
    #[error("that is still on its way to the chain; try again in a moment")]
    NotRecordedYet,
    /// Not an item of the chain.
    #[error("that is no relic of the chain")]
    NotOnChain,
    /// It was opened already.
    #[error("it is being opened; wait until it shows what it is")]
    Rolling,
    /// Not a sealed relic.
    #[error("that is not a sealed relic")]
    NotSealed,
    /// A price that the chain does not take.
    #[error("ask for at least 2 marks, and no more than there are")]
    BadPrice,
    /// The offer is over.
    #[error("that offer is gone or was changed; look again")]
    NoOffer,
    /// Not enough in the wallet.
    #[error("your wallet has not enough for that; pay coins in first")]
    TooPoor,
    /// Not enough coins.
    #[error("you do not have that many coins")]
    TooFewCoins,
    /// Coins and lamports are not exchanged on a chain of others.
    #[error("this world is on a public chain: coins cannot be paid in; send SOL to your wallet")]
    NoDeposits,
    /// The deal is over or was never proposed.
    #[error("that deal is over; ask again")]
    NoDeal,
    /// Something of yours is under way.
    #[error("one deal at a time; wait for the other")]
    DealOpen,
    /// Nobody to trade with.
    #[error("nobody of that name is near enough to trade")]
    NoTrader,
    /// No trade, or another table than the one agreed to.
    #[error("the trade has changed or is over; look again")]
    NoTrade,
    /// The host pays for so many deals of a player a day, on a chain that costs something.
    #[error(
        "the host pays for no more deals of yours today; use your wallet, or come back tomorrow"
    )]
    DealsSpent,
    /// The server could not keep it.
    #[error("the server could not save that; nothing was changed")]
    NotSaved,
}

/// Why the server ends a connection.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kick {
    /// The server stops.
    #[error("the server is shutting down; everything is saved, try again in a moment")]
    ShuttingDown,
    /// The server is broken and stops.
    #[error("the server cannot go on and stops; what you were told is saved, ask the host")]
    CannotGoOn,
    /// The same wallet came in from elsewhere.
    #[error("you joined from another place; this connection was closed")]
    JoinedElsewhere,
    /// The client asked for it.
    #[error("you left the world")]
    Left,
    /// Somebody else came in first under the same new name.
    #[error("somebody else has just taken the name {0:?}; choose another name")]
    NameTaken(String),
    /// The client does not keep to the protocol.
    #[error("the client sent what the server does not understand: {0}")]
    Protocol(String),
}
