//! Every thing that can be seen, in a dense table and on a grid.
//!
//! Each replicated thing has a slot; its [`NetId`] is never reused. The table is what publishing
//! reads, a thousand players times some thirty things a tick, so it is plain memory without lookups.

use crate::play::dungeon::Inside;
use crate::play::fight::Vital;
use bevy::platform::collections::HashMap;
use bevy::prelude::*;
use protocol::{EntityKind, NetId, SpaceId};
use seed::{Mm, Point};
use simulation::Heading;

/// Edge of a cell of the grid.
const CELL: i32 = 32_000;

/// A thing that clients may see.
#[derive(Component, Clone, Debug)]
pub(crate) struct Thing {
    pub(crate) id: NetId,
    pub(crate) kind: EntityKind,
}

/// Where a thing is.
#[derive(Component, Clone, Copy, Debug)]
pub(crate) struct Where {
    pub(crate) space: SpaceId,
    pub(crate) at: Point,
    pub(crate) feet: Mm,
}

/// Where a thing looks.
#[derive(Component, Clone, Copy, Debug, Default)]
pub(crate) struct Facing(pub(crate) Heading);

/// What a thing does: a pose, or its own state.
#[derive(Component, Clone, Copy, Debug, Default)]
pub(crate) struct Doing(pub(crate) u8);

/// What publishing knows of a thing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown {
    pub(crate) id: NetId,
    pub(crate) entity: Entity,
    pub(crate) place: Where,
    pub(crate) turn: u8,
    pub(crate) state: u8,
    pub(crate) health: u8,
    /// The tick in which anything of it last changed.
    pub(crate) changed: u32,
}

/// An entry of the grid: enough to tell how far something is without a look at the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    pub(crate) slot: u32,
    pub(crate) id: NetId,
    pub(crate) entity: Entity,
    pub(crate) at: Point,
}

/// The table and the grid.
#[derive(Resource, Default)]
pub(crate) struct Index {
    last_id: u32,
    by_id: HashMap<NetId, u32>,
    slots: Vec<Option<Shown>>,
    free: Vec<u32>,
    grid: HashMap<(SpaceId, i32, i32), Vec<Near>>,
    fresh: Vec<NetId>,
}

impl Index {
    /// A new name for a thing.
    pub(crate) fn name(&mut self) -> NetId {
        self.last_id += 1;
        NetId(self.last_id)
    }

    /// The thing of that name.
    pub(crate) fn find(&self, id: NetId) -> Option<&Shown> {
        self.slots.get(*self.by_id.get(&id)? as usize)?.as_ref()
    }

    /// The thing in a slot.
    pub(crate) fn slot(&self, slot: u32) -> Option<&Shown> {
        self.slots.get(slot as usize)?.as_ref()
    }

    /// How many things there are.
    pub(crate) fn count(&self) -> usize {
        self.by_id.len()
    }

    /// Calls `f` with all things of a space within `radius` of a point, and the square of their
    /// distance in mm².
    pub(crate) fn near(
        &self,
        space: SpaceId,
        at: Point,
        radius: Mm,
        mut f: impl FnMut(&Near, u64),
    ) {
        let cell = |axis: Mm, by: i32| (axis.0.saturating_add(by)).div_euclid(CELL);
        let limit = u64::from(radius.0.unsigned_abs()).pow(2);
        for z in cell(at.z, -radius.0)..=cell(at.z, radius.0) {
            for x in cell(at.x, -radius.0)..=cell(at.x, radius.0) {
                for near in self.grid.get(&(space, x, z)).map_or(&[][..], Vec::as_slice) {
                    let far = near.at.distance_squared(at);
                    if far <= limit {
                        f(near, far);
                    }
                }
            }
        }
    }
}

fn cell_of(place: &Where) -> (SpaceId, i32, i32) {
    (place.space, place.at.x.0.div_euclid(CELL), place.at.z.0.div_euclid(CELL))
}

type Seen<'a> =
    (Entity, &'a Thing, &'a Where, Option<&'a Facing>, Option<&'a Doing>, Option<&'a Vital>);

/// Things that came and went since the last tick.
pub(crate) fn rebuild(
    index: ResMut<Index>,
    things: Query<Seen>,
    clock: Res<crate::play::clock::Clock>,
) {
    update(index, things, clock.tick);
}

/// Things as they are at the end of the tick.
pub(crate) fn refresh(
    index: ResMut<Index>,
    things: Query<Seen>,
    clock: Res<crate::play::clock::Clock>,
) {
    update(index, things, clock.tick);
}

fn update(mut index: ResMut<Index>, things: Query<Seen>, tick: u32) {
    let index = &mut *index;
    for cell in index.grid.values_mut() {
        cell.clear();
    }
    index.fresh.clear();
    let mut alive = vec![false; index.slots.len() + 64];
    for (entity, thing, place, facing, doing, vital) in &things {
        let turn = facing.map_or(0, |facing| facing.0.turn());
        let state = doing.map_or(0, |doing| doing.0);
        let health = vital.map_or(255, |vital| vital.0.share());
        let slot = match index.by_id.get(&thing.id) {
            Some(&slot) => slot,
            None => {
                let slot = index.free.pop().unwrap_or_else(|| {
                    index.slots.push(None);
                    index.slots.len() as u32 - 1
                });
                index.by_id.insert(thing.id, slot);
                index.fresh.push(thing.id);
                slot
            }
        };
        let Some(entry) = index.slots.get_mut(slot as usize) else {
            continue;
        };
        let now = Shown { id: thing.id, entity, place: *place, turn, state, health, changed: tick };
        let same = |before: &Shown| {
            before.id == now.id
                && before.place.at == place.at
                && before.place.feet == place.feet
                && before.place.space == place.space
                && (before.turn, before.state, before.health) == (turn, state, health)
        };
        match entry {
            Some(before) if same(before) => before.entity = entity,
            _ => *entry = Some(now),
        }
        if alive.len() <= slot as usize {
            alive.resize(slot as usize + 64, false);
        }
        alive[slot as usize] = true;
        let near = Near { slot, id: thing.id, entity, at: place.at };
        index.grid.entry(cell_of(place)).or_default().push(near);
    }
    for (slot, entry) in index.slots.iter_mut().enumerate() {
        if alive.get(slot) == Some(&true) {
            continue;
        }
        if let Some(gone) = entry.take() {
            index.by_id.remove(&gone.id);
            index.free.push(slot as u32);
        }
    }
    if index.grid.len() > 4 * index.by_id.len() + 256 {
        index.grid.retain(|_, cell| !cell.is_empty());
    }
}

/// The place of a thing inside of a dungeon instance.
pub(crate) fn inside(instance: u64, at: Point) -> Where {
    Where { space: Inside(instance).space(), at, feet: Mm(0) }
}
