//! An actor: a session, a part, and a mind that looks at what it sees and decides what to do next.
//!
//! What an actor does follows from its view alone (quest, inventory, what stands around), not from
//! a script of steps: so it goes on where it was after a death, a lost fight or a restart.

mod dealing;
mod delve;
mod fight;
mod hear;
mod hunt;
mod mind;
mod pack;
mod presence;
mod puzzle;
mod talk;
mod walk;

use super::memory::Memory;
use super::stage::Stage;
use protocol::{Ask, EntityKind, NetId, Refusal, RequestId};
use seed::{Point, Stream};
use session::{Corrections, Session, Wish};
use simulation::TICKS_PER_SECOND;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use transport::PlayerKey;
use worldgen::{Quest, QuestKind};

/// How long an answer may take, in ticks.
const ANSWER: u32 = 5 * TICKS_PER_SECOND;

/// What an actor waits for an answer to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    /// To talk.
    Talk,
    /// A line of a dialogue, as it reads.
    Line(String),
    /// To go down.
    Down,
    /// To go up.
    Up,
    /// To pick something up.
    PickUp(NetId, String),
    /// To open the door.
    Door,
    /// To pull a lever.
    Lever,
    /// To open a chest.
    Chest(NetId),
    /// To drink.
    Drink(String),
    /// To put something on, instead of something.
    Equip(String, Option<String>),
    /// Party matters, chat, pings: nothing follows.
    Other,
}

/// An actor.
pub(super) struct Actor {
    index: usize,
    quest: Quest,
    partner: Option<usize>,
    key: Arc<PlayerKey>,
    session: Option<Session>,
    seen_at: Instant,
    /// What it waits for, and since when.
    asked: BTreeMap<RequestId, (Asked, u32)>,
    stream: Stream,

    // What was told already, or is being done.
    route: Option<walk::Route>,
    running: bool,
    talk: talk::Talking,
    /// What has come into sight, and is not forgotten when it is gone: the dead are told of later.
    known: BTreeMap<NetId, EntityKind>,
    foes: BTreeMap<NetId, u32>,
    prey: Option<NetId>,
    struck_at: u32,
    puzzle: puzzle::Puzzling,
    tried: BTreeSet<NetId>,
    searching: hunt::Search,
    next_ask: u32,
    next_party: u32,
    waits_since: Option<u32>,
    rests: bool,
    told: BTreeSet<&'static str>,
    before: Memory,
    /// Looks around on the square until then.
    begins: u32,

    // What came of it, for the table.
    /// Creatures that it killed.
    pub(super) kills: u32,
    /// How often it died.
    pub(super) deaths: u32,
    /// Items got for the quest or found, by name.
    pub(super) reward: Option<String>,
    /// When it was rewarded.
    pub(super) finished: Option<Duration>,
    /// Level and coins as they were last told.
    pub(super) last_wealth: (u16, u32),
    /// Why its connection ended, if it did.
    pub(super) ended: Option<String>,
    corrections: Corrections,
    /// Requests that were refused.
    refused: BTreeMap<RequestId, Refusal>,
    /// What it is about, in words.
    pub(super) doing: String,
}

impl Actor {
    pub(super) fn new(stage: &Stage<'_>, index: usize) -> anyhow::Result<Self> {
        let part = &stage.parts[index];
        let path = seed::Path::new().int(index as i64);
        let mut stream = stage.world.seed().stream("demo.actor", &path);
        // Those with a long way begin at once; the others give them a moment.
        let seconds = match part.quest.kind {
            QuestKind::Delve => 0,
            QuestKind::Hunt => stream.below(6),
            _ => 6 + stream.below(14),
        };
        let begins = seconds * TICKS_PER_SECOND;
        Ok(Self {
            index,
            quest: part.quest.clone(),
            partner: part.partner,
            key: Arc::new(PlayerKey::generate()?),
            session: None,
            seen_at: Instant::now(),
            asked: BTreeMap::new(),
            stream,
            route: None,
            running: true,
            talk: talk::Talking::default(),
            known: BTreeMap::new(),
            foes: BTreeMap::new(),
            prey: None,
            struck_at: 0,
            puzzle: puzzle::Puzzling::default(),
            tried: BTreeSet::new(),
            searching: hunt::Search::default(),
            next_ask: 0,
            next_party: 0,
            waits_since: None,
            rests: false,
            told: BTreeSet::new(),
            before: Memory::default(),
            begins,
            kills: 0,
            deaths: 0,
            reward: None,
            finished: None,
            last_wealth: (0, 0),
            ended: None,
            corrections: Corrections::default(),
            refused: BTreeMap::new(),
            doing: "comes into the world".to_owned(),
        })
    }

    /// One tick.
    pub(super) fn turn(&mut self, stage: &mut Stage<'_>) {
        self.listen(stage);
        self.remember(stage);
        // A request that was not answered in this time will not be.
        let late = stage.tick.saturating_sub(ANSWER);
        self.asked.retain(|_, (_, since)| *since >= late);
        let Some(session) = &self.session else { return };
        let view = session.view();
        let wish = if view.inside && !view.dead { self.decide(stage) } else { Wish::default() };
        if let Some(session) = &mut self.session {
            session.tick(wish);
            session.flush();
        }
    }

    /// The wallet that it plays with.
    pub(super) fn wallet(&self) -> transport::Wallet {
        self.key.wallet()
    }

    /// What became on the chain of what it carries.
    pub(super) fn records(&self) -> impl Iterator<Item = &protocol::RecordState> {
        self.view().into_iter().flat_map(|view| view.records.values())
    }

    /// What it has, to compare with later; `None` before the server has told all of it.
    pub(super) fn memory(&self) -> Option<Memory> {
        self.session.as_ref().and_then(|session| Memory::of(session.view()))
    }

    /// In the world, with everything told.
    pub(super) fn is_in(&self) -> bool {
        self.memory().is_some()
    }

    /// The server has not seen it before.
    pub(super) fn is_new(&self) -> bool {
        self.view().is_some_and(|view| view.new)
    }

    /// Nothing that it asked for is under way.
    pub(super) fn is_settled(&self) -> bool {
        self.asked.is_empty()
    }

    pub(super) const fn quest(&self) -> &Quest {
        &self.quest
    }

    fn view(&self) -> Option<&session::View> {
        self.session.as_ref().map(Session::view)
    }

    /// Where it stands, as the server knows it: what is in reach depends on that.
    fn here(&self) -> Point {
        self.view().map_or_else(Point::default, |view| view.server_own.at)
    }

    /// Asks for something, unless it asked just now.
    fn ask(&mut self, stage: &Stage<'_>, ask: Ask, asked: Asked) {
        let Some(session) = &mut self.session else { return };
        let id = session.ask(ask);
        self.asked.insert(id, (asked, stage.tick));
        // Half a second between two requests: nobody is faster.
        self.next_ask = stage.tick + TICKS_PER_SECOND / 2;
    }

    /// May it ask for something now?
    fn may_ask(&self, stage: &Stage<'_>) -> bool {
        stage.tick >= self.next_ask && self.asked.values().all(|(asked, _)| *asked == Asked::Other)
    }

    /// True the first time.
    fn first(&mut self, what: &'static str) -> bool {
        self.told.insert(what)
    }
}
