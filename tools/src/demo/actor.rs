//! An actor: a session, a part, and a mind that looks at what it sees and decides what to do next.
//!
//! What an actor does follows from its view alone (quest, inventory, what stands around), not from
//! a script of steps: so it goes on where it was after a death, a lost fight or a restart.

mod delve;
mod fight;
mod hear;
mod hunt;
mod mind;
mod pack;
mod puzzle;
mod talk;
mod walk;

use super::memory::Memory;
use super::stage::{Stage, Standing};
use anyhow::Context;
use protocol::{Ask, EntityKind, NetId, RequestId};
use seed::{Point, Stream};
use session::{Corrections, Joined, Joining, Options, Session, Wish};
use simulation::TICKS_PER_SECOND;
use std::collections::{BTreeMap, BTreeSet};
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
    key: PlayerKey,
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
            QuestKind::Deliver => 6 + stream.below(14),
        };
        let begins = seconds * TICKS_PER_SECOND;
        Ok(Self {
            index,
            quest: part.quest.clone(),
            partner: part.partner,
            key: PlayerKey::generate()?,
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
            doing: "comes into the world".to_owned(),
        })
    }

    /// Logs in over the network and connects.
    pub(super) fn join(&mut self, stage: &Stage<'_>, invite: &str) -> anyhow::Result<()> {
        let name = &stage.parts[self.index].name;
        let joining = Joining { server: invite, name, key: &self.key, known: None };
        let Joined { logged_in, world, .. } =
            session::join(&joining).with_context(|| format!("{name} could not join"))?;
        anyhow::ensure!(
            world.seed() == stage.world.seed(),
            "the server grew another world than it was asked to"
        );
        let options = Options { predict: true };
        // Derived from the same seed and rules; one for all saves the work.
        self.session = Some(Session::connect(logged_in, options, stage.world.clone())?);
        self.seen_at = Instant::now();
        self.ended = None;
        self.forget();
        Ok(())
    }

    /// Forgets what names things of the server's last run.
    fn forget(&mut self) {
        self.asked.clear();
        self.known.clear();
        self.foes.clear();
        self.tried.clear();
        self.prey = None;
        self.route = None;
        self.talk = talk::Talking::default();
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

    /// Takes what arrived.
    pub(super) fn listen(&mut self, stage: &mut Stage<'_>) {
        let now = Instant::now();
        let dt = now.duration_since(self.seen_at);
        self.seen_at = now;
        let Some(session) = &mut self.session else { return };
        let happenings = session.update(dt);
        for happening in happenings {
            self.hear(stage, happening);
        }
        self.stand(stage);
    }

    /// Leaves in order.
    pub(super) fn leave(&mut self) {
        self.note_corrections();
        if let Some(session) = &mut self.session {
            session.leave();
        }
        self.session = None;
    }

    /// The connection has ended: there is no session any more.
    pub(super) fn let_go(&mut self) {
        self.note_corrections();
        self.session = None;
    }

    /// The wallet that it plays with.
    pub(super) fn wallet(&self) -> transport::Wallet {
        self.key.wallet()
    }

    /// What became on the chain of what it carries.
    pub(super) fn records(&self) -> impl Iterator<Item = &protocol::RecordState> {
        self.view().into_iter().flat_map(|view| view.records.values())
    }

    /// The server's corrections of what this actor predicted, over all its sessions.
    pub(super) fn corrections(&self) -> Corrections {
        let now = self.session.as_ref().and_then(Session::corrections).unwrap_or_default();
        add(self.corrections, now)
    }

    fn note_corrections(&mut self) {
        self.corrections = self.corrections();
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

    /// Tells the others where it is.
    fn stand(&self, stage: &mut Stage<'_>) {
        let Some(session) = &self.session else { return };
        let view = session.view();
        let name = stage.parts[self.index].name.clone();
        let has_quest = view.quests.iter().any(|view| view.quest.id == self.quest.id);
        if let Some(standing) = stage.standings.get_mut(self.index) {
            *standing = Standing {
                name,
                you: view.you,
                at: view.own.at,
                space: view.space,
                dungeon: view.dungeon,
                up: view.inside && !view.dead && self.ended.is_none(),
                started: has_quest || self.finished.is_some(),
                fighting: stage.tick.saturating_sub(self.struck_at) < 2 * TICKS_PER_SECOND
                    && self.struck_at > 0,
                done: self.finished.is_some(),
            };
        }
    }

    /// Hands the session the land that the stage knows, so that it is made once for all.
    fn remember(&mut self, stage: &mut Stage<'_>) {
        let Some(session) = &mut self.session else { return };
        let view = session.view();
        if !view.inside || view.dungeon.is_some() {
            return;
        }
        let at = view.own.at;
        stage.land.load_around(at, 1, 9);
        let middle = worldgen::ChunkCoord::of(at);
        for z in -1..=1 {
            for x in -1..=1 {
                let coord = worldgen::ChunkCoord { x: middle.x + x, z: middle.z + z };
                let known = match session.place() {
                    session::Place::Overworld(ground) => ground.chunk(coord).is_some(),
                    _ => true,
                };
                if !known && let Some(chunk) = stage.land.chunk(coord) {
                    session.keep_chunk(std::sync::Arc::clone(chunk));
                }
            }
        }
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

fn add(one: Corrections, other: Corrections) -> Corrections {
    Corrections {
        checked: one.checked + other.checked,
        moved: one.moved + other.moved,
        greatest: one.greatest.max(other.greatest),
    }
}
