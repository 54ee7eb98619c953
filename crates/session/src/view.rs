//! What a player can know now.

use crate::track::{Sample, Track};
use protocol::{
    BoardView, ChatScope, ClassSupply, DealState, Dialogue, EntityInfo, EntityKind, LedgerInfo,
    MarketPage, NetId, PartyMember, QuestView, RecordState, RequestId, Sale, SpaceId, Stats,
    TradeView,
};
use seed::{Mm, Point};
use simulation::{Inventory, Mover};
use std::collections::{BTreeMap, VecDeque};
use worldgen::{QuestId, SiteId};

/// Lines of chat and notices that are kept.
pub(crate) const LINES: usize = 100;

/// Things in sight that are kept. A server shows some hundred; more is not a place but an attack.
pub(crate) const IN_SIGHT: usize = 4_096;
/// Records of items that are kept.
pub(crate) const RECORDS: usize = 1_024;
/// Deals that are kept.
pub(crate) const DEALS: usize = 64;
/// Finished quests that are kept.
pub(crate) const FINISHED: usize = 1_024;

/// What a player can know now. Written by the session alone, from what the server sent.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The server has let the character in.
    pub inside: bool,
    /// The own character's thing.
    pub you: NetId,
    /// The own character's name.
    pub name: String,
    /// First visit of this character.
    pub new: bool,
    /// The space that the character is in.
    pub space: SpaceId,
    /// Of which dungeon; `None`: the overworld.
    pub dungeon: Option<SiteId>,
    /// The own character after the newest input; without prediction, as the server last said.
    pub own: Mover,
    /// The own character as the server last said.
    pub server_own: Mover,
    /// Health, points.
    pub health: u16,
    /// Dead, waiting to stand up again.
    pub dead: bool,
    /// Level, experience, coins and what follows from them; `None` before the server told.
    pub stats: Option<Stats>,
    /// What the character carries.
    pub inventory: Inventory,
    /// What became on the chain of items that it carries or carried, by their operation.
    pub records: BTreeMap<[u8; 32], RecordState>,
    /// The chain that the world is on; `None`: none.
    pub ledger: Option<LedgerInfo>,
    /// What the wallet holds on the chain, lamports; `None` before the server told.
    pub purse: Option<u64>,
    /// The page of the market that was looked at last.
    pub market: Option<MarketPage>,
    /// Odds and supply of all classes, as they were told last.
    pub supply: Vec<ClassSupply>,
    /// What was sold, newest first, as it was told last.
    pub sales: Vec<Sale>,
    /// The table of the trade that is under way.
    pub trade: Option<TradeView>,
    /// Deals of this session, by the request that they come from.
    pub deals: BTreeMap<RequestId, DealState>,
    /// Quests that it follows.
    pub quests: Vec<QuestView>,
    /// Quests that it finished in this session, with their titles.
    pub finished: Vec<(QuestId, String)>,
    /// Its party; empty: alone.
    pub party: Vec<PartyMember>,
    /// Who asked it to join a party.
    pub invited_by: Option<String>,
    /// The puzzle's table that was shown last.
    pub board: Option<BoardView>,
    /// The open dialogue.
    pub dialogue: Option<Dialogue>,
    /// What is in sight, without oneself.
    pub entities: BTreeMap<NetId, Seen>,
    /// The server's tick of the newest snapshot.
    pub tick: u32,
    /// The latest lines of chat and notices, oldest first.
    pub lines: VecDeque<ChatLine>,
}

/// A line of the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatLine {
    /// Who said it and to whom; `None`: a notice of the server.
    pub from: Option<(String, ChatScope)>,
    /// What.
    pub text: String,
}

/// Something in sight.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What it is, as it was told when it came into sight.
    pub kind: EntityKind,
    /// Where, by the newest snapshot.
    pub at: Point,
    /// Height of its feet.
    pub feet: Mm,
    /// Its turn in 256ths.
    pub turn: u8,
    /// [`protocol::Pose`] of a body, or the state of a thing.
    pub state: u8,
    /// Health as a share of 255.
    pub health: u8,
    /// Where it was lately.
    pub track: Track,
}

impl Seen {
    pub(crate) fn appearing(info: EntityInfo, tick: u32) -> Self {
        let sample = Sample { tick, at: info.at, feet: info.feet, turn: info.turn };
        Self {
            kind: info.kind,
            at: info.at,
            feet: info.feet,
            turn: info.turn,
            state: info.state,
            health: info.health,
            track: Track::starting(sample),
        }
    }
}

impl View {
    /// The nearest thing in sight that `wanted` lets through.
    pub fn nearest(&self, wanted: impl Fn(&Seen) -> bool) -> Option<(NetId, &Seen)> {
        let here = self.server_own.at;
        self.entities
            .iter()
            .filter(|(_, seen)| wanted(seen))
            .min_by_key(|(_, seen)| seen.at.distance_squared(here))
            .map(|(&id, seen)| (id, seen))
    }

    /// The greatest health, as far as it is known.
    #[must_use]
    pub fn full_health(&self) -> u16 {
        self.stats.map_or(self.health, |stats| stats.sheet.health).max(1)
    }

    pub(crate) fn deal(&mut self, request: RequestId, state: DealState) {
        while self.deals.len() >= DEALS && !self.deals.contains_key(&request) {
            self.deals.pop_first();
        }
        self.deals.insert(request, state);
    }

    pub(crate) fn add_line(&mut self, line: ChatLine) {
        if self.lines.len() == LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(line);
    }
}
