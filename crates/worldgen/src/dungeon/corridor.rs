//! Digging corridors through the rock, such that zones never touch.
//!
//! A corridor leaves a room through a mouth (a cell of the ring around the room, corners excepted),
//! keeps a cell of rock to every other room, and keeps a cell of rock, diagonals included, to every
//! corridor of another zone. So the locked door and the gate, which stand in mouths, are the only
//! ways between zones; the proof that follows checks it again without knowing of zones.

use super::Cell;
use super::plan::{Plan, Rect, Zone};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

mod widen;

/// East, south, west, north.
const DIRECTIONS: [(i32, i32); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

/// Costs of a cell: new rock, rock that runs beside a corridor, an existing corridor, a turn.
const ROCK: u32 = 4;
const BESIDE: u32 = 14;
const TURN: u32 = 10;

/// Cells from which a corridor may be wide; in a shorter one it looks like an alcove.
const LONG: usize = 9;

/// What was dug at a cell outside of rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dug {
    Nothing,
    Corridor(Zone),
    Shut(Cell),
}

/// What to dig.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    /// The room that it starts from, and the room that it leads to.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The zone that the corridor belongs to.
    pub(super) zone: Zone,
    /// What stands in the mouth of `to`; `None`: it is open.
    pub(super) seal: Option<Cell>,
    /// Two cells wide where there is room and it is long.
    pub(super) wide: bool,
    /// Shall be a way of its own: using other corridors is dear.
    pub(super) own: bool,
}

/// The rock with what was dug into it.
pub(super) struct Carver {
    side: i32,
    rooms: Vec<Rect>,
    dug: Vec<Dug>,
    /// For each cell the room in whose one-cell ring (or inside) it lies, plus one; 0 for none.
    ring: Vec<u8>,
}

impl Carver {
    pub(super) fn new(plan: &Plan) -> Self {
        let cells = (plan.side * plan.side) as usize;
        let rooms: Vec<Rect> = plan.rooms.iter().map(|room| room.rect).collect();
        let mut ring = vec![0; cells];
        for (room, number) in rooms.iter().zip(1_u8..) {
            for (x, z) in room.grown(1).cells() {
                ring[(z * plan.side + x) as usize] = number;
            }
        }
        Self { side: plan.side, rooms, dug: vec![Dug::Nothing; cells], ring }
    }

    /// Digs; the cell where the corridor enters `to`, `None` when there is no way.
    pub(super) fn dig(&mut self, job: Job) -> Option<(i32, i32)> {
        let path = self.route(job)?;
        let last = path.len() - 1;
        for (step, &cell) in path.iter().enumerate() {
            let at = self.at(cell);
            self.dug[at] = match job.seal {
                Some(shut) if step == last => Dug::Shut(shut),
                _ => Dug::Corridor(job.zone),
            };
        }
        if job.wide && path.len() >= LONG {
            self.widen(&path, job.zone);
        }
        path.last().copied()
    }

    /// The finished grid.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self
            .dug
            .iter()
            .map(|dug| match dug {
                Dug::Nothing => Cell::Rock,
                Dug::Corridor(_) => Cell::Floor,
                Dug::Shut(cell) => *cell,
            })
            .collect();
        for cell in self.rooms.iter().flat_map(|room| room.cells()) {
            cells[self.at(cell)] = Cell::Floor;
        }
        cells
    }

    const fn at(&self, (x, z): (i32, i32)) -> usize {
        (z * self.side + x) as usize
    }

    fn inside(&self, (x, z): (i32, i32)) -> bool {
        x >= 1 && z >= 1 && x < self.side - 1 && z < self.side - 1
    }

    /// In the ring of `room`, where a corridor may enter it.
    fn is_mouth(&self, cell: (i32, i32), room: usize) -> bool {
        let rect = self.rooms[room];
        self.ring[self.at(cell)] == room as u8 + 1
            && !rect.contains(cell)
            && !rect.grown(1).is_corner(cell)
    }

    /// A corridor of `zone` may use the cell: nothing of another zone, no door, no gate is there or
    /// beside it.
    fn is_free(&self, (x, z): (i32, i32), zone: Zone) -> bool {
        around(x, z).all(|cell| {
            let dug = self.dug[self.at(cell)];
            dug == Dug::Nothing || dug == Dug::Corridor(zone)
        })
    }

    /// Nothing at all is dug at the cell or beside it.
    fn is_untouched(&self, (x, z): (i32, i32)) -> bool {
        around(x, z).all(|cell| self.dug[self.at(cell)] == Dug::Nothing)
    }

    /// What stepping on a cell costs; `None` when it must not be dug for this job.
    fn price(&self, cell: (i32, i32), job: Job) -> Option<u32> {
        if !self.inside(cell) {
            return None;
        }
        let at = self.at(cell);
        let lane = self.ring[at] == 0 || self.is_mouth(cell, job.from);
        let goal = self.is_mouth(cell, job.to);
        if goal && job.seal.is_some() {
            return self.is_untouched(cell).then_some(ROCK);
        }
        if !(lane || goal) || !self.is_free(cell, job.zone) {
            return None;
        }
        Some(match self.dug[at] {
            Dug::Corridor(_) if job.own => BESIDE,
            Dug::Corridor(_) => 1,
            _ if self.is_untouched(cell) => ROCK,
            _ => BESIDE,
        })
    }

    /// The cheapest way from a mouth of `from` to a mouth of `to` (Dijkstra over cell and
    /// direction). Equal costs are decided by the cell's number, so the way is the same everywhere.
    fn route(&self, job: Job) -> Option<Vec<(i32, i32)>> {
        let states = self.dug.len() * 4;
        let mut cost = vec![u32::MAX; states];
        let mut came = vec![u32::MAX; states];
        let mut open = BinaryHeap::new();
        let room = self.rooms[job.from];
        for cell in room.grown(1).border() {
            if !self.is_mouth(cell, job.from) {
                continue;
            }
            let Some(price) = self.price(cell, job) else { continue };
            let heading = outward(room, cell);
            let state = self.at(cell) * 4 + heading;
            cost[state] = price;
            open.push(Reverse((price, state as u32)));
        }
        while let Some(Reverse((spent, state))) = open.pop() {
            let state = state as usize;
            if spent > cost[state] {
                continue;
            }
            let cell = self.cell_of(state / 4);
            let first = came[state] == u32::MAX;
            if !first && self.is_mouth(cell, job.to) {
                return Some(self.trace(&came, state));
            }
            for (heading, (dx, dz)) in DIRECTIONS.into_iter().enumerate() {
                // The first step leads straight away from the room; nothing turns back.
                if first && heading != state % 4 || (heading + 2) % 4 == state % 4 {
                    continue;
                }
                let next = (cell.0 + dx, cell.1 + dz);
                let Some(price) = self.price(next, job) else { continue };
                if self.is_mouth(next, job.from)
                    || self.is_mouth(next, job.to) && heading != self.inward(job.to, next)
                {
                    continue;
                }
                let turn = if heading == state % 4 { 0 } else { TURN };
                let total = spent + price + turn;
                let target = self.at(next) * 4 + heading;
                if total < cost[target] {
                    cost[target] = total;
                    came[target] = state as u32;
                    open.push(Reverse((total, target as u32)));
                }
            }
        }
        None
    }

    fn inward(&self, room: usize, mouth: (i32, i32)) -> usize {
        (outward(self.rooms[room], mouth) + 2) % 4
    }

    const fn cell_of(&self, at: usize) -> (i32, i32) {
        (at as i32 % self.side, at as i32 / self.side)
    }

    fn trace(&self, came: &[u32], end: usize) -> Vec<(i32, i32)> {
        let mut path = vec![self.cell_of(end / 4)];
        let mut state = end;
        while came[state] != u32::MAX {
            state = came[state] as usize;
            path.push(self.cell_of(state / 4));
        }
        path.reverse();
        path
    }
}

/// The cell and its eight neighbours.
fn around(x: i32, z: i32) -> impl Iterator<Item = (i32, i32)> {
    (-1..=1).flat_map(move |dz| (-1..=1).map(move |dx| (x + dx, z + dz)))
}

/// The number of the direction that leads from a room out through a mouth.
const fn outward(room: Rect, (x, z): (i32, i32)) -> usize {
    if x > room.x1 {
        0
    } else if z > room.z1 {
        1
    } else if x < room.x0 {
        2
    } else {
        3
    }
}
