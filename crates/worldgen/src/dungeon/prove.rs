//! What a drawn dungeon must show before it is used.
//!
//! The spots of the solver are joined to areas (what can be walked without opening anything). Every
//! state (area, what was done) that a player can get into is visited; from each of them the goal must
//! still be in reach, so that no jump and no order of doing things strands anybody.

use super::solve::spots::{Spots, What};
use super::{Dungeon, Room};

/// Why a dungeon is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Something that every dungeon has is missing, or cannot be used.
    Incomplete,
    /// It cannot be completed.
    Unsolvable,
    /// A player can get where the goal is out of reach.
    Stranding,
    /// Part of it (a room, a chest) can never be reached.
    CutOff,
    /// The puzzle can be reached without its key, or the boss without the puzzle.
    Bypassed,
}

/// Shows that a dungeon can be completed, that nobody can be stranded in it, that every part of it can
/// be reached, and that neither the door nor the gate can be walked around.
///
/// # Errors
/// The first [`Flaw`] found.
pub fn prove(dungeon: &Dungeon) -> Result<(), Flaw> {
    let spots = Spots::of(dungeon).ok_or(Flaw::Incomplete)?;
    if spots.tour().is_none() {
        return Err(Flaw::Incomplete);
    }
    let areas = Areas::of(&spots);
    // What was visited is kept in 128 bits; the largest dungeon drawn so far has 40 areas.
    if areas.count > 128 {
        return Err(Flaw::Incomplete);
    }
    let all = areas.explore(&spots, 0);
    if !all.finished {
        return Err(Flaw::Unsolvable);
    }
    if all.stranded {
        return Err(Flaw::Stranding);
    }
    let reached = |spot: usize| all.areas >> areas.of[spot] & 1 == 1;
    if (0..spots.all.len()).any(|spot| !reached(spot)) {
        return Err(Flaw::CutOff);
    }
    let open = areas.cells(dungeon, &spots, &reached);
    if dungeon.rooms.iter().any(|room| !is_open(dungeon, room, &open, &spots.solid)) {
        return Err(Flaw::CutOff);
    }
    let find = |what: What| (0..spots.all.len()).find(|&spot| spots.all[spot].what == what);
    let door = find(What::Door).map_or(0, |door| spots.all[door].need);
    let lever = find(What::Lever).ok_or(Flaw::Incomplete)?;
    let boss = find(What::Boss).ok_or(Flaw::Incomplete)?;
    let without =
        |bit: u32, spot: usize| areas.explore(&spots, bit).areas >> areas.of[spot] & 1 == 1;
    if door == 0 || without(door, lever) || without(spots.puzzle, boss) {
        return Err(Flaw::Bypassed);
    }
    Ok(())
}

/// Every cell of a room that can be walked is in reach.
fn is_open(dungeon: &Dungeon, room: &Room, open: &[bool], solid: &[bool]) -> bool {
    (room.min.1..=room.max.1).all(|z| {
        (room.min.0..=room.max.0).all(|x| {
            let index = dungeon.index((x, z));
            open[index] || solid[index] || dungeon.cells[index] == super::Cell::Rock
        })
    })
}

/// Areas that are joined without opening anything. A closed cell is an area of its own.
struct Areas {
    of: Vec<u8>,
    count: usize,
    /// From an area to another, with the bits that one needs.
    ways: Vec<Vec<(u8, u32)>>,
}

/// What exploring found.
struct Explored {
    areas: u128,
    finished: bool,
    stranded: bool,
}

impl Areas {
    fn of(spots: &Spots) -> Self {
        let closed =
            |spot: usize| matches!(spots.all[spot].what, What::Door | What::Secret | What::Shut);
        let mut of = vec![u8::MAX; spots.all.len()];
        let mut count = 0;
        for spot in 0..spots.all.len() {
            if of[spot] != u8::MAX {
                continue;
            }
            of[spot] = count;
            if !closed(spot) {
                for &(near, _) in &spots.near[spot] {
                    if !closed(usize::from(near)) {
                        of[usize::from(near)] = count;
                    }
                }
            }
            count += 1;
        }
        let mut ways = vec![Vec::new(); usize::from(count)];
        let mut join = |from: usize, to: usize, need: u32| {
            let way = (of[to], need);
            let known: &mut Vec<(u8, u32)> = &mut ways[usize::from(of[from])];
            if of[from] != of[to] && !known.contains(&way) {
                known.push(way);
            }
        };
        for spot in 0..spots.all.len() {
            for &(near, _) in &spots.near[spot] {
                let near = usize::from(near);
                join(spot, near, spots.all[near].need);
            }
            if let Some(leads) = spots.all[spot].leads {
                join(spot, leads, 0);
            }
        }
        Self { of, count: usize::from(count), ways }
    }

    /// Visits every state; whatever gives `never` is never done.
    fn explore(&self, spots: &Spots, never: u32) -> Explored {
        let states = self.count << spots.bits;
        let mut gains: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.count];
        for (spot, &area) in spots.all.iter().zip(&self.of) {
            let need = if spot.what == What::Treasure { spots.boss } else { 0 };
            let bit = if spot.what == What::Lever { spots.puzzle } else { spot.bit };
            let gain = (bit, need);
            if bit != 0 && bit != u32::MAX && bit & never == 0 {
                let known = &mut gains[usize::from(area)];
                if !known.contains(&gain) {
                    known.push(gain);
                }
            }
        }
        let mut seen = vec![false; states];
        let first = usize::from(self.of[spots.entrance]);
        let mut order = vec![first];
        seen[first] = true;
        let mut edges: Vec<(u32, u32)> = Vec::new();
        let mut areas = 0_u128;
        let mut at = 0;
        while at < order.len() {
            let state = order[at];
            at += 1;
            let (area, mask) = (state % self.count, (state / self.count) as u32);
            areas |= 1_u128 << area;
            let moves = self.ways[area]
                .iter()
                .filter(|&&(_, need)| need != u32::MAX && need & !mask == 0)
                .map(|&(to, _)| mask as usize * self.count + usize::from(to));
            let deeds = gains[area]
                .iter()
                .filter(|&&(bit, need)| mask & bit == 0 && need & !mask == 0)
                .map(|&(bit, _)| (mask | bit) as usize * self.count + area);
            for next in moves.chain(deeds) {
                edges.push((next as u32, state as u32));
                if !seen[next] {
                    seen[next] = true;
                    order.push(next);
                }
            }
        }
        let is_goal = |state: usize| {
            state % self.count == first && (state / self.count) as u32 & spots.treasure != 0
        };
        let finished = order.iter().any(|&state| is_goal(state));
        if never != 0 {
            return Explored { areas, finished, stranded: false };
        }
        // Backwards from the goal over the moves that were found.
        edges.sort_unstable();
        let mut saved = vec![false; states];
        let mut todo: Vec<usize> = order.iter().copied().filter(|&state| is_goal(state)).collect();
        for &state in &todo {
            saved[state] = true;
        }
        while let Some(state) = todo.pop() {
            let start = edges.partition_point(|&(to, _)| (to as usize) < state);
            for &(_, from) in edges[start..].iter().take_while(|&&(to, _)| to as usize == state) {
                if !saved[from as usize] {
                    saved[from as usize] = true;
                    todo.push(from as usize);
                }
            }
        }
        let stranded = order.iter().any(|&state| !saved[state]);
        Explored { areas, finished, stranded }
    }

    /// The cells that can be walked from spots that are reached.
    fn cells(
        &self,
        dungeon: &Dungeon,
        spots: &Spots,
        reached: &dyn Fn(usize) -> bool,
    ) -> Vec<bool> {
        let mut open = vec![false; dungeon.cells.len()];
        let mut todo: Vec<usize> = (0..spots.all.len())
            .filter(|&spot| reached(spot))
            .map(|spot| spots.all[spot].cell)
            .collect();
        while let Some(cell) = todo.pop() {
            if open[cell] {
                continue;
            }
            open[cell] = true;
            let beside = super::solve::spots::neighbours(dungeon, cell);
            todo.extend(beside.filter(|&next| !open[next] && spots.is_open(dungeon, next)));
        }
        open
    }
}
