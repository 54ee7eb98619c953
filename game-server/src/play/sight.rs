//! What each player sees: who comes into sight and goes, and a snapshot each tick.
//!
//! A snapshot is unreliable and has a budget of bytes. A thing is due when it changed since it was
//! last sent, every tick if near and less often farther away, and again a few times after it came to
//! rest, so that a lost packet is made up for without acknowledgements (state synchronisation; Fiedler,
//! "State Synchronization", 2015). Where more is due than fits, the longest overdue go first.

use crate::play::clock::Clock;
use crate::play::fight::Vital;
use crate::play::index::{Index, Shown, Thing, Where};
use crate::play::player::{Moves, Player};
use crate::play::wire::{Outbox, Wire};
use crate::store::Ticket;
use bevy::prelude::*;
use bevy_renet::RenetServer;
use protocol::{
    Channel, EntityInfo, EntityKind, EntityState, Event, NetId, OwnState, Snapshot, encode,
};
use seed::Mm;

/// How much farther they see who was in sight already: less coming and going at the edge.
const KEPT: Mm = Mm(8_000);
/// Ticks between two looks around.
const LOOK_EVERY: u32 = 5;
/// Things in sight at most; the nearest win.
const KNOWN_LIMIT: usize = 96;
/// States in a snapshot at most: about 11 bytes each, so that a crowd stays below 7 kB/s.
const STATES: usize = 22;
/// How often a thing is sent again after it changed last.
const REPEATS: u8 = 3;
/// Ticks after which a thing at rest is sent again.
const REFRESH: u32 = 60;

/// How far players see others.
#[derive(Resource, Clone, Copy, Debug)]
pub(crate) struct View(Mm);

impl View {
    pub(crate) fn metres(metres: u16) -> Self {
        Self(Mm::metres(i32::from(metres)))
    }
}

/// What a player sees.
#[derive(Component, Debug)]
pub(crate) struct Sight {
    known: Vec<Known>,
    starts: Ticket,
    overdue: Vec<(u32, u32)>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    slot: u32,
    id: NetId,
    sent: u32,
    repeats: u8,
    /// Ticks between two sendings, by distance.
    every: u32,
    marked: bool,
}

impl Sight {
    /// Sees nothing before the ticket is on disk and the welcome is out.
    pub(crate) const fn starting_after(ticket: Ticket) -> Self {
        Self { known: Vec::new(), starts: ticket, overdue: Vec::new() }
    }
}

/// Players look around.
pub(crate) fn look(
    clock: Res<Clock>,
    view: Res<View>,
    index: Res<Index>,
    mut outbox: ResMut<Outbox>,
    mut viewers: Query<(Entity, &Player, &Thing, &Where, &mut Sight)>,
    things: Query<&Thing>,
    mut scratch: Local<Scratch>,
) {
    let released = outbox.released();
    for (entity, player, own, place, mut sight) in &mut viewers {
        let turn = clock.tick.wrapping_add(entity.index_u32()).is_multiple_of(LOOK_EVERY);
        if sight.starts > released || !(turn || sight.known.is_empty()) {
            continue;
        }
        let sight = &mut *sight;
        scratch.candidates.clear();
        let near = u64::from(view.0.0.unsigned_abs()).pow(2);
        for (at, known) in sight.known.iter_mut().enumerate() {
            known.marked = false;
            scratch.mark(known.slot, known.id, at);
        }
        index.near(place.space, place.at, view.0 + KEPT, |slot, shown| {
            let far = shown.place.at.distance_squared(place.at);
            let known = scratch.known(slot, shown.id);
            if shown.id != own.id && (known.is_some() || far <= near) {
                // Who is in sight already counts as nearer, so that a crowd does not flicker.
                let rank = if known.is_some() { far / 2 } else { far };
                scratch.candidates.push(Candidate { rank, far, slot, id: shown.id, known });
            }
        });
        if scratch.candidates.len() > KNOWN_LIMIT {
            scratch.candidates.select_nth_unstable_by_key(KNOWN_LIMIT, |one| (one.rank, one.id));
            scratch.candidates.truncate(KNOWN_LIMIT);
        }
        scratch.forget(&sight.known);
        let mut infos = Vec::new();
        for Candidate { far, slot, id, known, .. } in scratch.candidates.drain(..) {
            if let Some(known) = known.and_then(|at| sight.known.get_mut(at)) {
                known.marked = true;
                known.every = every(far);
            } else if let Some(shown) = index.slot(slot)
                && let Ok(thing) = things.get(shown.entity)
            {
                infos.push(info(shown, thing.kind.clone()));
                let every = every(far);
                let sent = clock.tick;
                sight.known.push(Known { slot, id, sent, repeats: 1, every, marked: true });
            }
        }
        let gone: Vec<NetId> =
            sight.known.iter().filter(|known| !known.marked).map(|known| known.id).collect();
        if !gone.is_empty() {
            sight.known.retain(|known| known.marked);
            outbox.tell(player.client, Event::Vanish(gone));
        }
        if !infos.is_empty() {
            outbox.tell(player.client, Event::Appear(infos));
        }
    }
}

/// Something that a player may see.
struct Candidate {
    rank: u64,
    far: u64,
    slot: u32,
    id: NetId,
    /// Where it stands among what is in sight already.
    known: Option<usize>,
}

/// Memory of a look around, used again for the next player.
#[derive(Default)]
pub(crate) struct Scratch {
    candidates: Vec<Candidate>,
    /// By slot: what is in sight, and where it stands in the player's list.
    marks: Vec<Option<(NetId, usize)>>,
}

impl Scratch {
    fn mark(&mut self, slot: u32, id: NetId, at: usize) {
        let slot = slot as usize;
        if self.marks.len() <= slot {
            self.marks.resize(slot + 64, None);
        }
        self.marks[slot] = Some((id, at));
    }

    fn known(&self, slot: u32, id: NetId) -> Option<usize> {
        let (marked, at) = (*self.marks.get(slot as usize)?)?;
        (marked == id).then_some(at)
    }

    fn forget(&mut self, known: &[Known]) {
        for known in known {
            if let Some(mark) = self.marks.get_mut(known.slot as usize) {
                *mark = None;
            }
        }
    }
}

/// Ticks between two sendings of something at the square of a distance.
const fn every(distance_squared: u64) -> u32 {
    match distance_squared {
        0..=400_000_000 => 1,
        400_000_001..=1_600_000_000 => 2,
        _ => 4,
    }
}

fn info(shown: &Shown, kind: EntityKind) -> EntityInfo {
    EntityInfo {
        id: shown.id,
        kind,
        at: shown.place.at,
        feet: shown.place.feet,
        turn: shown.turn,
        state: shown.state,
        health: shown.health,
    }
}

/// Sends each player a snapshot.
pub(crate) fn tell(
    clock: Res<Clock>,
    index: Res<Index>,
    outbox: Res<Outbox>,
    wire: Res<Wire>,
    mut renet: ResMut<RenetServer>,
    mut viewers: Query<(&Player, &Moves, &Vital, &Where, &mut Sight)>,
) {
    let released = outbox.released();
    let tick = clock.tick;
    for (player, moves, vital, place, mut sight) in &mut viewers {
        if sight.starts > released || !wire.clients.contains_key(&player.client) {
            continue;
        }
        let Sight { known, overdue, .. } = &mut *sight;
        overdue.clear();
        for (at, entry) in known.iter().enumerate() {
            let Some(shown) = index.slot(entry.slot).filter(|shown| shown.id == entry.id) else {
                continue;
            };
            let since = tick.wrapping_sub(entry.sent);
            let changed = shown.changed > entry.sent || entry.repeats > 0;
            let wait = if changed { entry.every } else { REFRESH };
            if since >= wait {
                // Near things that move count their wait more.
                let weight = if changed { since * 4 / entry.every } else { 1 };
                overdue.push((weight, at as u32));
            }
        }
        if overdue.len() > STATES {
            overdue.select_nth_unstable_by(STATES, |a, b| b.cmp(a));
            overdue.truncate(STATES);
        }
        let mut others = Vec::with_capacity(overdue.len());
        for &(_, at) in overdue.iter() {
            let Some(entry) = known.get_mut(at as usize) else {
                continue;
            };
            let Some(shown) = index.slot(entry.slot) else {
                continue;
            };
            entry.repeats = match shown.changed > entry.sent {
                true => REPEATS,
                false => entry.repeats.saturating_sub(1),
            };
            entry.sent = tick;
            let looks = (shown.turn, shown.state, shown.health);
            let there = shown.place;
            others.push(EntityState::relative(entry.id, &moves.mover, there.at, there.feet, looks));
        }
        let own = OwnState { mover: moves.mover, health: vital.0.health };
        let snapshot = Snapshot { tick, space: place.space, acked: player.acked, own, others };
        renet.send_message(player.client, Channel::State, encode(&snapshot));
    }
}
