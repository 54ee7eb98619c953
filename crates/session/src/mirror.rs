//! What the server sent, applied in order; no sockets here.

use crate::clock::Clock;
use crate::deals::Deals;
use crate::place::{Nowhere, Place};
use crate::predict::Predictor;
use crate::round_trip::RoundTrip;
use crate::track::{Drawn, Sample, Track};
use crate::view::{ChatLine, FINISHED, IN_SIGHT, RECORDS, Seen, View};
use crate::{Happening, Wish};
use protocol::{
    Ask, DealState, EntityKind, Event, InputPacket, Key, Kick, MAX_CLIENT_MESSAGE, MAX_INPUTS,
    MAX_SERVER_MESSAGE, NetId, Refusal, Request, RequestId, Snapshot, decode, encode,
};
use seed::Point;
use simulation::{Input, Stride, TICKS_PER_SECOND};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use transport::PlayerKey;
use worldgen::{Chunk, World};

/// Messages that were heard and not used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Snapshots used.
    pub snapshots: u64,
    /// Events used.
    pub events: u64,
    /// Bytes that are no message.
    pub undecodable: u64,
    /// Snapshots that came after a newer one, or of a space that one is not in (yet, or any more).
    pub late: u64,
}

/// A session without its connection: view, prediction, requests.
pub(crate) struct Mirror {
    world: World,
    view: View,
    place: Place,
    predictor: Option<Predictor>,
    own_track: Track,
    clock: Clock,
    since_tick: Duration,
    recent: VecDeque<Input>,
    sequence: u32,
    requests: u32,
    heard: Heard,
    kick: Option<Kick>,
    round_trip: RoundTrip,
    deals: Deals,
    /// Requests that answer the server by themselves.
    replies: Vec<Ask>,
}

impl Mirror {
    pub(crate) fn new(world: World, predict: bool) -> Self {
        Self {
            world,
            view: View::default(),
            place: Place::Unknown,
            predictor: predict.then(Predictor::default),
            own_track: Track::default(),
            clock: Clock::default(),
            since_tick: Duration::ZERO,
            round_trip: RoundTrip::default(),
            recent: VecDeque::with_capacity(MAX_INPUTS),
            sequence: 0,
            requests: 0,
            heard: Heard::default(),
            kick: None,
            deals: Deals::default(),
            replies: Vec::new(),
        }
    }

    pub(crate) const fn view(&self) -> &View {
        &self.view
    }

    pub(crate) const fn place(&self) -> &Place {
        &self.place
    }

    pub(crate) const fn world(&self) -> &World {
        &self.world
    }

    pub(crate) const fn heard(&self) -> Heard {
        self.heard
    }

    pub(crate) const fn predictor(&self) -> Option<&Predictor> {
        self.predictor.as_ref()
    }

    pub(crate) const fn kick(&self) -> Option<&Kick> {
        self.kick.as_ref()
    }

    pub(crate) fn keep_chunk(&mut self, chunk: Arc<Chunk>) {
        self.place.insert(chunk);
    }

    /// Time passes.
    pub(crate) fn advance(&mut self, dt: Duration) {
        self.clock.advance(dt);
        self.since_tick += dt;
        self.round_trip.advance(dt);
        self.deals.advance(dt);
        if let Some(predictor) = &mut self.predictor {
            predictor.fade(dt);
        }
    }

    /// How long an input takes to the server and back.
    pub(crate) fn round_trip(&self) -> Duration {
        self.round_trip.time()
    }

    /// Makes the input of a tick; returns the packet to send.
    pub(crate) fn tick(&mut self, wish: Wish) -> Option<Vec<u8>> {
        if !self.view.inside {
            return None;
        }
        self.since_tick = Duration::ZERO;
        self.sequence += 1;
        let input = wish.numbered(self.sequence);
        if self.recent.len() == MAX_INPUTS {
            self.recent.pop_front();
        }
        self.recent.push_back(input);
        self.round_trip.sent(self.sequence);
        let stride = self.stride();
        if let Some(predictor) = &mut self.predictor {
            self.place.follow(self.view.own.at);
            // The dead lie still, whatever they wish.
            if !self.view.dead {
                let ground = self.place.ground().unwrap_or(&Nowhere);
                predictor.apply(input, &stride, ground);
            }
            self.view.own = *predictor.now();
        }
        Some(encode(&InputPacket { inputs: self.recent.iter().copied().collect() }))
    }

    /// Numbers a request; returns its message, or the refusal of what would not fit into one.
    pub(crate) fn ask(&mut self, ask: Ask) -> (RequestId, Result<Vec<u8>, Refusal>) {
        self.requests += 1;
        let id = RequestId(self.requests);
        self.deals.asked(id, &ask, &self.view);
        let message = encode(&Request { id, ask });
        let fits = message.len() <= MAX_CLIENT_MESSAGE;
        (id, if fits { Ok(message) } else { Err(Refusal::BadText) })
    }

    /// Signs with this wallet from now on.
    pub(crate) fn sign_with(&mut self, key: Arc<PlayerKey>) {
        self.deals.sign_with(key);
    }

    /// Trusts a program besides the one that servers bring.
    pub(crate) fn trust(&mut self, program: Key) {
        self.deals.trust(program);
    }

    /// What is to be answered to the server without anybody's doing.
    pub(crate) fn replies(&mut self) -> Vec<Ask> {
        std::mem::take(&mut self.replies)
    }

    /// Takes a message of [`protocol::Channel::State`].
    pub(crate) fn hear_state(&mut self, bytes: &[u8]) {
        match decode::<Snapshot>(bytes, MAX_SERVER_MESSAGE) {
            Ok(snapshot) if !self.is_usable(&snapshot) => self.heard.late += 1,
            Ok(snapshot) => {
                self.heard.snapshots += 1;
                self.follow(&snapshot);
            }
            Err(_) => self.heard.undecodable += 1,
        }
    }

    /// Takes a message of [`protocol::Channel::Talk`].
    pub(crate) fn hear_talk(&mut self, bytes: &[u8]) -> Option<Happening> {
        let Ok(event) = decode::<Event>(bytes, MAX_SERVER_MESSAGE) else {
            self.heard.undecodable += 1;
            return None;
        };
        self.heard.events += 1;
        self.apply(&event);
        Some(match event {
            Event::Answer { request, outcome } => Happening::Answer { request, outcome },
            other => Happening::Told(other),
        })
    }

    /// Where to draw something; `None` when it is not in sight.
    pub(crate) fn drawn(&self, id: NetId) -> Option<Drawn> {
        if id == self.view.you {
            return Some(self.own_drawn());
        }
        self.view.entities.get(&id)?.track.drawn(self.clock.drawn())
    }

    fn own_drawn(&self) -> Drawn {
        let aim = self.recent.back().map_or(0, |input| input.aim.turn());
        let turn = f32::from(aim);
        if let Some(predictor) = &self.predictor {
            let alpha = self.since_tick.as_secs_f32() * TICKS_PER_SECOND as f32;
            let (at, feet) = predictor.drawn(alpha);
            return Drawn { at, feet, turn };
        }
        let own = &self.view.own;
        let known = self.own_track.drawn(self.clock.drawn());
        Drawn { turn, ..known.unwrap_or(Drawn { at: own.at, feet: own.feet, turn }) }
    }

    fn stride(&self) -> Stride {
        let told = self.view.stats.map(|stats| stats.sheet.stride);
        told.unwrap_or_else(|| Stride::of(&self.world.rules().balance))
    }

    fn is_usable(&self, snapshot: &Snapshot) -> bool {
        let view = &self.view;
        view.inside && snapshot.tick > view.tick && snapshot.space == view.space
    }

    fn follow(&mut self, snapshot: &Snapshot) {
        let own = snapshot.own.mover;
        self.clock.heard(snapshot.tick);
        self.round_trip.acked(snapshot.acked);
        self.view.tick = snapshot.tick;
        self.view.server_own = own;
        self.view.health = snapshot.own.health;
        self.view.dead = snapshot.own.health == 0;
        for state in &snapshot.others {
            let Some(seen) = self.view.entities.get_mut(&state.id) else { continue };
            let (at, feet) = state.place(&own);
            (seen.at, seen.feet) = (at, feet);
            (seen.turn, seen.state, seen.health) = (state.turn, state.state, state.health);
            seen.track.push(Sample { tick: snapshot.tick, at, feet, turn: state.turn });
            open(&mut self.place, &seen.kind, seen.at, state.state);
        }
        self.own_track.push(Sample { tick: snapshot.tick, at: own.at, feet: own.feet, turn: 0 });
        let stride = self.stride();
        match &mut self.predictor {
            Some(predictor) => {
                let ground = self.place.ground().unwrap_or(&Nowhere);
                predictor.reconcile(snapshot.acked, own, &stride, ground);
                self.view.own = *predictor.now();
            }
            None => self.view.own = own,
        }
    }

    fn apply(&mut self, event: &Event) {
        let view = &mut self.view;
        match event {
            Event::Welcome { you, name, tick, new } => {
                (view.you, view.new, view.tick) = (*you, *new, *tick);
                view.name.clone_from(name);
                view.inside = true;
            }
            Event::Space { space, dungeon, mover } => {
                (view.space, view.dungeon) = (*space, *dungeon);
                view.entities.clear();
                view.board = None;
                (view.own, view.server_own) = (*mover, *mover);
                self.own_track = Track::default();
                if let Some(predictor) = &mut self.predictor {
                    predictor.put(*mover);
                    self.place = Place::of(&self.world, *dungeon);
                    self.place.follow(mover.at);
                }
            }
            Event::Appear(infos) => {
                for info in infos {
                    open(&mut self.place, &info.kind, info.at, info.state);
                    if view.entities.len() < IN_SIGHT || view.entities.contains_key(&info.id) {
                        view.entities.insert(info.id, Seen::appearing(info.clone(), view.tick));
                    }
                }
            }
            Event::Vanish(gone) => gone.iter().for_each(|id| {
                view.entities.remove(id);
            }),
            Event::Stats(stats) => view.stats = Some(*stats),
            Event::Inventory(inventory) => view.inventory.clone_from(inventory),
            Event::Quests(quests) => view.quests.clone_from(quests),
            Event::QuestDone { quest, title } if view.finished.len() < FINISHED => {
                view.finished.push((*quest, title.clone()));
            }
            Event::Died { .. } => (view.dead, view.dialogue) = (true, None),
            Event::Board(board) => view.board = Some(board.clone()),
            Event::Dialogue(dialogue) => view.dialogue = Some(dialogue.clone()),
            Event::DialogueEnd => view.dialogue = None,
            Event::Chat { from, scope, text } => {
                let from = Some((from.clone(), *scope));
                view.add_line(ChatLine { from, text: text.clone() });
            }
            Event::Notice(text) => view.add_line(ChatLine { from: None, text: text.clone() }),
            Event::Party(party) => {
                view.party.clone_from(party);
                view.invited_by = None;
            }
            Event::Invited { by } => view.invited_by = Some(by.clone()),
            Event::Goodbye(kick) => self.kick = Some(kick.clone()),
            Event::Record { operation, state } => {
                if view.records.len() < RECORDS || view.records.contains_key(operation) {
                    view.records.insert(*operation, state.clone());
                }
            }
            Event::Ledger(info) => view.ledger = Some(self.deals.told(*info)),
            Event::Purse(lamports) => view.purse = Some(*lamports),
            Event::Market(page) => view.market = Some(page.clone()),
            Event::Supply(classes) => view.supply.clone_from(classes),
            Event::Sales { sales, .. } => view.sales.clone_from(sales),
            Event::Trade(table) => {
                self.deals.table(table.as_ref().map(|table| table.version));
                view.trade.clone_from(table);
            }
            Event::Deal { request, state, .. } => {
                if *state != DealState::Sent {
                    self.deals.over(*request);
                }
                view.deal(*request, state.clone());
            }
            Event::Answer { request, outcome: Err(_) } => self.deals.over(*request),
            Event::Propose(proposal) => match self.deals.sign(proposal) {
                Ok(reply) => self.replies.push(reply),
                Err(why) => {
                    let text = why.to_string();
                    view.add_line(ChatLine { from: None, text: text.clone() });
                    view.deal(proposal.request, DealState::Failed { why: text });
                }
            },
            Event::Hit { .. } | Event::Answer { .. } | Event::QuestDone { .. } => {}
        }
    }
}

/// Doors and gates in sight say how the ground stands.
fn open(place: &mut Place, kind: &EntityKind, at: Point, state: u8) {
    if matches!(kind, EntityKind::Door | EntityKind::Gate | EntityKind::Secret) {
        place.set_open(at, state == 1);
    }
}

#[cfg(test)]
mod tests;
