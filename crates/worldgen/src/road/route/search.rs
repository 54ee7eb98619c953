//! A* on the lattice.

use crate::road::grid::{End, Grid, Index, STEP_M, Spot};
use seed::{Mm, Point, isqrt};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// The eight neighbours, with the length of the step in centimetres.
const WAYS: [(Index, u32); 8] = [
    ((0, -1), STEP_CM),
    ((1, 0), STEP_CM),
    ((0, 1), STEP_CM),
    ((-1, 0), STEP_CM),
    ((1, -1), DIAGONAL_CM),
    ((1, 1), DIAGONAL_CM),
    ((-1, 1), DIAGONAL_CM),
    ((-1, -1), DIAGONAL_CM),
];

/// A step and the two lattice points that it passes between.
type Slant = (Index, [Index; 2]);

/// Eight more directions between those.
const SLANTS: [Slant; 8] = [
    ((1, -2), [(0, -1), (1, -1)]),
    ((2, -1), [(1, 0), (1, -1)]),
    ((2, 1), [(1, 0), (1, 1)]),
    ((1, 2), [(0, 1), (1, 1)]),
    ((-1, 2), [(0, 1), (-1, 1)]),
    ((-2, 1), [(-1, 0), (-1, 1)]),
    ((-2, -1), [(-1, 0), (-1, -1)]),
    ((-1, -2), [(0, -1), (-1, -1)]),
];
const SLANT_CM: u32 = STEP_CM * 2236 / 1000;
const STEP_CM: u32 = STEP_M as u32 * 100;
const DIAGONAL_CM: u32 = STEP_CM * 1414 / 1000;

/// The longest bridge, in centimetres.
const SPAN_CM: u32 = 9_800;

/// What a bridge costs: a sum for building one at all, and so many times its length.
const BRIDGE_CM: u32 = 6_000;
const BRIDGE_TIMES: u32 = 4;

/// How much higher one bank of a bridge may be than the other.
const BANKS: Mm = Mm(2_500);

/// The search takes the rest of the way to cost so many per cent of its length. What grows and rises
/// on the way makes most ways dearer still; a way that is a little dearer than the best is good
/// enough, and found much sooner (weighted A*: Pohl, 1970).
const GREED: u32 = 135;

/// The gates of both ends, and the lattice points between them.
type Found = ((Point, Point), Vec<Index>);

/// A place that a step leads to, and its price.
type Step = (Index, u32);

/// One search.
pub(super) struct Search<'g, 'w> {
    grid: &'g mut Grid<'w>,
    steepest: u32,
    streams: &'g BTreeSet<(usize, usize)>,
    costs: Vec<u32>,
    from: Vec<u32>,
    open: BinaryHeap<Reverse<(u32, u32)>>,
}

impl<'g, 'w> Search<'g, 'w> {
    pub(super) fn new(
        grid: &'g mut Grid<'w>,
        steepest: u32,
        streams: &'g BTreeSet<(usize, usize)>,
    ) -> Self {
        let count = (grid.width * grid.depth) as usize;
        Self {
            grid,
            steepest,
            streams,
            costs: vec![u32::MAX; count],
            from: vec![u32::MAX; count],
            open: BinaryHeap::new(),
        }
    }

    /// The gates and the lattice points between them.
    pub(super) fn run(&mut self, ends: [End; 2]) -> Option<Found> {
        let starts = self.doors(ends[0]);
        let goals = self.doors(ends[1]);
        let middle = self.grid.index(ends[1].at);
        let slack = ends[1].radius.0.unsigned_abs() / 10 + 2 * DIAGONAL_CM;
        let guess = |at: Index| {
            let (dx, dz) = ((at.0 - middle.0).unsigned_abs(), (at.1 - middle.1).unsigned_abs());
            let (short, long) = (dx.min(dz), dx.max(dz));
            let beeline = (short * DIAGONAL_CM + (long - short) * STEP_CM).saturating_sub(slack);
            beeline * GREED / 100
        };
        for &(at, _) in &starts {
            let number = self.grid.number(at);
            self.costs[number] = 0;
            self.open.push(Reverse((guess(at), number as u32)));
        }
        while let Some(Reverse((estimate, number))) = self.open.pop() {
            let number = number as usize;
            let here = self.grid.unnumber(number);
            let cost = self.costs[number];
            if estimate > cost.saturating_add(guess(here)) {
                continue;
            }
            if let Some(goal) = goals.iter().find(|(at, _)| *at == here) {
                let path = self.path(number);
                let start = starts.iter().find(|(at, _)| Some(at) == path.first())?;
                return Some(((start.1, goal.1), path));
            }
            let Spot::Dry { height, .. } = self.grid.spot(here) else { continue };
            for (next, price) in self.steps(number, here, height).into_iter().flatten() {
                let there = self.grid.number(next);
                let total = cost.saturating_add(price);
                if total < self.costs[there] {
                    self.costs[there] = total;
                    self.from[there] = number as u32;
                    let estimate = total.saturating_add(guess(next));
                    self.open.push(Reverse((estimate, there as u32)));
                }
            }
        }
        None
    }

    /// Where one gets to from a lattice point, and what it costs.
    fn steps(&mut self, number: usize, here: Index, height: Mm) -> [Option<Step>; 16] {
        let mut steps = [None; 16];
        let first = self.from[number] == u32::MAX;
        for (step, (way, length)) in steps.iter_mut().zip(WAYS) {
            let next = (here.0 + way.0, here.1 + way.1);
            *step = match self.grid.spot(next) {
                Spot::Closed => None,
                Spot::Dry { height: there, growth } => self
                    .step(height, there, growth, length)
                    .map(|price| (next, price + self.stream(number, next, length))),
                Spot::Wet if first => None,
                Spot::Wet => self.bridge(here, height, way, length),
            };
        }
        for (step, (way, between)) in steps[8..].iter_mut().zip(SLANTS) {
            let next = (here.0 + way.0, here.1 + way.1);
            let free = |at: Index| match self.grid.spot((here.0 + at.0, here.1 + at.1)) {
                // The ground half way is nearly as high as the step passes over it.
                Spot::Dry { height: there, .. } => {
                    (there - height).abs().0.unsigned_abs() * 100 / STEP_CM <= self.steepest
                }
                Spot::Wet | Spot::Closed => false,
            };
            if !between.into_iter().all(free) {
                continue;
            }
            let Spot::Dry { height: there, growth } = self.grid.spot(next) else { continue };
            *step = self
                .step(height, there, growth, SLANT_CM)
                .map(|price| (next, price + self.stream(number, next, SLANT_CM)));
        }
        steps
    }

    /// What a step costs; `None` where it is too steep.
    fn step(&self, height: Mm, there: Mm, growth: u32, length: u32) -> Option<u32> {
        let rise = (there - height).abs().0.unsigned_abs();
        let grade = rise * 100 / length;
        (grade <= self.steepest).then(|| {
            (u64::from(length) * u64::from(1000 + grade * grade / 14 + growth / 2) / 1000) as u32
        })
    }

    /// What narrow water on a step adds to its cost.
    fn stream(&self, number: usize, next: Index, length: u32) -> u32 {
        let next = self.grid.number(next);
        let wet = self.streams.contains(&(number.min(next), number.max(next)));
        if wet { BRIDGE_CM + length * (BRIDGE_TIMES - 1) } else { 0 }
    }

    /// The other bank straight over the water, with what a bridge to it costs.
    fn bridge(&mut self, here: Index, height: Mm, way: Index, length: u32) -> Option<Step> {
        let most = SPAN_CM / length;
        for count in 2..=most {
            let next = (here.0 + way.0 * count as i32, here.1 + way.1 * count as i32);
            match self.grid.spot(next) {
                Spot::Wet => {}
                Spot::Closed => return None,
                Spot::Dry { height: there, .. } => {
                    let price = BRIDGE_CM + BRIDGE_TIMES * length * count;
                    return ((there - height).abs() <= BANKS).then_some((next, price));
                }
            }
        }
        None
    }

    /// For each gate of a settlement the nearest lattice point outside, each point once.
    fn doors(&mut self, end: End) -> Vec<(Index, Point)> {
        let mut doors: Vec<(Index, Point)> = Vec::new();
        for gate in end.gates() {
            let (x, z) = self.grid.index(gate);
            let around = (-1..=2).flat_map(|dz| (-1..=2).map(move |dx| (x + dx, z + dz)));
            let mut best: Option<(u64, Index)> = None;
            for at in around {
                let away = self.grid.point(at).distance_squared(gate);
                if best.is_some_and(|(least, _)| least <= away) {
                    continue;
                }
                let Spot::Dry { height, .. } = self.grid.spot(at) else { continue };
                let away_cm = (isqrt(away) / 10).max(1).unsigned_abs() as u32;
                if (height - end.ground).abs().0.unsigned_abs() * 100 / away_cm <= self.steepest {
                    best = Some((away, at));
                }
            }
            let Some((_, at)) = best else { continue };
            if doors.iter().all(|(other, _)| *other != at) {
                doors.push((at, gate));
            }
        }
        doors
    }

    fn path(&self, last: usize) -> Vec<Index> {
        let mut path = vec![self.grid.unnumber(last)];
        let mut at = self.from[last];
        while at != u32::MAX && path.len() <= self.costs.len() {
            path.push(self.grid.unnumber(at as usize));
            at = self.from[at as usize];
        }
        path.reverse();
        path
    }
}
