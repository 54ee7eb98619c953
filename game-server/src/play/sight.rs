//! What each player sees: who comes into sight and goes, and a snapshot each tick.
//!
//! A snapshot is unreliable and has a budget of bytes. A thing is due when it changed since it was
//! last sent, every tick if near and less often farther away, and again a few times after it came to
//! rest, so that a lost packet is made up for without acknowledgements (state synchronisation; Fiedler,
//! "State Synchronization", 2015). Where more is due than fits, the longest overdue go first.

use crate::play::clock::Clock;
use crate::play::fight::Vital;
use crate::play::index::{Index, Near, Shown, Thing, Where};
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
    /// How far it is worth looking in a crowd: somewhat farther than where the nearest
    /// [`KNOWN_LIMIT`] were found the last time.
    reach: Mm,
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
        Self { known: Vec::new(), starts: ticket, overdue: Vec::new(), reach: Mm(i32::MAX) }
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
        for (at, known) in sight.known.iter_mut().enumerate() {
            known.marked = false;
            scratch.mark(known.slot, known.id, at);
        }
        let all = view.0 + KEPT;
        let reach = sight.reach.min(all);
        sight.reach = match scratch.nearest(&index, place, own.id, view.0, reach) {
            Some(next) => next,
            None if reach < all => {
                scratch.nearest(&index, place, own.id, view.0, all).unwrap_or(all)
            }
            None => all,
        };
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

    /// Collects the nearest [`KNOWN_LIMIT`] things within `reach`, and answers how far to look the
    /// next time. `None` when something beyond `reach` might belong to them, or there are fewer.
    ///
    /// Who is in sight already counts as nearer by a factor of the square root of 2, so that a crowd
    /// does not flicker; hence nothing beyond `reach` belongs to them if the last of them ranks below
    /// half of its square.
    fn nearest(
        &mut self,
        index: &Index,
        from: &Where,
        own: NetId,
        view: Mm,
        reach: Mm,
    ) -> Option<Mm> {
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        let square = |length: Mm| u64::from(length.0.unsigned_abs()).pow(2);
        let in_view = square(view);
        index.near(from.space, from.at, reach, |&Near { slot, id, .. }, far| {
            let known = self.known(slot, id);
            if id != own && (known.is_some() || far <= in_view) {
                let rank = if known.is_some() { far / 2 } else { far };
                candidates.push(Candidate { rank, far, slot, id, known });
            }
        });
        let mut last = None;
        if candidates.len() > KNOWN_LIMIT {
            let (_, first_out, _) =
                candidates.select_nth_unstable_by_key(KNOWN_LIMIT, |one| (one.rank, one.id));
            last = Some(first_out.rank);
            candidates.truncate(KNOWN_LIMIT);
        }
        self.candidates = candidates;
        let last = last.filter(|&rank| rank < square(reach) / 2)?;
        // A fourth of slack, in which people may walk until the next look.
        let far = i32::try_from((last * 2).isqrt()).unwrap_or(i32::MAX);
        Some(Mm(far.saturating_add(far / 4)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::index;
    use protocol::SpaceId;
    use seed::Point;

    /// People of a crowd walk; one who looks as far as it was worth the last time sees the same as
    /// one who looks as far as the eye reaches.
    #[test]
    fn a_short_look_in_a_crowd_sees_whom_a_long_look_sees() {
        let mut world = World::new();
        world.insert_resource(Clock { age: 0, tick: 1 });
        world.init_resource::<Index>();
        let seed = seed::WorldSeed::from_text("crowd");
        let mut stream = seed.stream("sight", &seed::Path::new());
        let view = Mm::metres(64);
        let all = view + KEPT;
        let (mut short_looks, mut long_looks) = (0, 0);
        for people in [40, 300, 900] {
            let mut walkers = Vec::new();
            for _ in 0..people {
                let id = world.resource_mut::<Index>().name();
                let kind = EntityKind::Player { name: String::new(), level: 1, look: 0 };
                let at = Point { x: Mm(stream.range(0, 60_000)), z: Mm(stream.range(0, 60_000)) };
                let place = Where { space: SpaceId::OVERWORLD, at, feet: Mm(0) };
                walkers.push((world.spawn((Thing { id, kind }, place)).id(), id));
            }
            let (viewer, own) = walkers[0];
            let mut reach = all;
            let mut seen: Vec<Known> = Vec::new();
            for _ in 0..60 {
                for &(walker, _) in &walkers {
                    let mut place = world.get_mut::<Where>(walker).unwrap();
                    place.at.x += Mm(stream.range(-3_000, 3_000));
                    place.at.z += Mm(stream.range(-3_000, 3_000));
                }
                world.run_system_cached(index::rebuild).unwrap();
                let index = world.resource::<Index>();
                let from = *world.get::<Where>(viewer).unwrap();
                let look = |reach: Mm| {
                    let mut scratch = Scratch::default();
                    for (at, known) in seen.iter().enumerate() {
                        scratch.mark(known.slot, known.id, at);
                    }
                    let next = scratch.nearest(index, &from, own, view, reach);
                    let mut found: Vec<(NetId, u32)> =
                        scratch.candidates.iter().map(|one| (one.id, one.slot)).collect();
                    found.sort_unstable();
                    (next, found)
                };
                let (next, near) = look(reach);
                let (_, far) = look(all);
                if next.is_some() || reach == all {
                    assert_eq!(near, far, "among {people}, looking {reach:?} far");
                }
                *if reach < all && next.is_some() { &mut short_looks } else { &mut long_looks } +=
                    1;
                reach = next.unwrap_or(all);
                seen.clear();
                seen.extend(far.iter().map(|&(id, slot)| Known {
                    slot,
                    id,
                    sent: 0,
                    repeats: 0,
                    every: 1,
                    marked: true,
                }));
            }
            for (walker, _) in walkers {
                assert!(world.despawn(walker));
            }
        }
        assert!(short_looks > 60, "{short_looks} of {}", short_looks + long_looks);
    }
}
