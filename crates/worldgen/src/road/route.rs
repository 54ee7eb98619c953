//! The way of a road over the land: A* (Hart, Nilsson, Raphael, 1968) on the lattice.
//!
//! Costs are whole: length in centimetres, dearer with the square of the grade and with what grows,
//! so that roads seek passes and valleys and wind between thickets. Water is crossed in straight
//! spans of bounded length only.

use super::grid::{End, Grid, STEP_M, Spot};
use crate::{SiteId, World};
use seed::{Mm, Point, isqrt};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// The eight neighbours, with the length of the step in centimetres.
const WAYS: [((i32, i32), u32); 8] = [
    ((0, -1), STEP_CM),
    ((1, 0), STEP_CM),
    ((0, 1), STEP_CM),
    ((-1, 0), STEP_CM),
    ((1, -1), DIAGONAL_CM),
    ((1, 1), DIAGONAL_CM),
    ((-1, 1), DIAGONAL_CM),
    ((-1, -1), DIAGONAL_CM),
];
/// Eight more between those, with the two lattice points that a step passes between.
const SLANTS: [((i32, i32), [(i32, i32); 2]); 8] = [
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

/// The steepest grade, in per mille, whatever people can climb.
const STEEPEST: u32 = 450;

/// The search takes the rest of the way to cost so many per cent of its length. What grows and rises
/// on the way makes most ways dearer still; a way that is a little dearer than the best is good
/// enough, and found much sooner (weighted A*: Pohl, 1970).
const GREED: u32 = 135;

/// How often a way is looked for anew because of narrow water that the lattice did not show.
const ROUNDS: u32 = 4;

/// How often the points of a way are drawn towards their neighbours.
const EASE: u32 = 3;

/// A way: gates, the lattice points between, and where bridges are.
#[derive(Debug)]
pub(super) struct Route {
    /// The ends and the lattice points between them, with their heights.
    pub points: Vec<(Point, Mm)>,
    /// For each step from a point to the next: the water below it, where it is a bridge.
    pub water: Vec<Option<Mm>>,
    /// The steepest grade, mm on a metre.
    pub steepest: u32,
}

/// The way between two settlements, if there is one.
pub(super) fn find(world: &World, id: (SiteId, SiteId)) -> Option<Route> {
    let ends = [End::of(world, id.0)?, End::of(world, id.1)?];
    let mut grid = Grid::new(world, ends.map(|end| end.at));
    let steepest = (u32::from(world.rules().balance.climb) * 2 / 5).min(STEEPEST);
    let mut streams = BTreeSet::new();
    for round in 1..=ROUNDS {
        let mut search = Search::new(&mut grid, steepest, &streams);
        let (gates, path) = search.run(ends)?;
        // Water that lies between two neighbouring lattice points was not paid for.
        let mut found = false;
        for two in path.windows(2).filter(|two| !is_span(two[0], two[1])) {
            if grid.water_between(grid.point(two[0]), grid.point(two[1])).is_some() {
                let pair = (grid.number(two[0]), grid.number(two[1]));
                found |= streams.insert((pair.0.min(pair.1), pair.0.max(pair.1)));
            }
        }
        if found && round < ROUNDS {
            continue;
        }
        let mut points = vec![(gates.0, ends[0].ground)];
        points.extend(eased(&mut grid, &path)?);
        points.push((gates.1, ends[1].ground));
        let water: Vec<Option<Mm>> =
            points.windows(2).map(|two| grid.water_between(two[0].0, two[1].0)).collect();
        let ends_dry = water.first()?.is_none() && water.last()?.is_none();
        return ends_dry.then_some(Route { points, water, steepest });
    }
    None
}

/// Whether two lattice points that follow on each other are the banks of a bridge.
fn is_span(one: (i32, i32), other: (i32, i32)) -> bool {
    let (dx, dz) = ((one.0 - other.0).abs(), (one.1 - other.1).abs());
    dx.max(dz) > 1 && (dx == 0 || dz == 0 || dx == dz)
}

/// The points of a path with their heights, drawn towards the mean of their neighbours so that the
/// lattice's directions do not show. Banks, doors, and points that would come to lie in water or on
/// somebody's ground stay where they are.
fn eased(grid: &mut Grid<'_>, path: &[(i32, i32)]) -> Option<Vec<(Point, Mm)>> {
    let mut points = Vec::with_capacity(path.len());
    for &at in path {
        let Spot::Dry { height, .. } = grid.spot(at) else { return None };
        points.push((grid.point(at), height));
    }
    let bank = |index: usize| {
        let span = |a: usize, b: usize| is_span(path[a], path[b]);
        (index > 0 && span(index - 1, index)) || (index + 1 < path.len() && span(index, index + 1))
    };
    for _ in 0..EASE {
        let before = points.clone();
        for index in 2..path.len().saturating_sub(2) {
            if (index - 2..=index + 2).any(bank) {
                continue;
            }
            let mean = |of: fn(&Point) -> Mm| {
                let sum: i64 =
                    before[index - 2..=index + 2].iter().map(|(at, _)| i64::from(of(at).0)).sum();
                Mm(sum.div_euclid(5) as i32)
            };
            let at = Point { x: mean(|at| at.x), z: mean(|at| at.z) };
            if let Some(height) = grid.dry(at) {
                points[index] = (at, height);
            }
        }
    }
    Some(points)
}

/// One search.
struct Search<'g, 'w> {
    grid: &'g mut Grid<'w>,
    steepest: u32,
    streams: &'g BTreeSet<(usize, usize)>,
    costs: Vec<u32>,
    from: Vec<u32>,
    open: BinaryHeap<Reverse<(u32, u32)>>,
}

impl<'g, 'w> Search<'g, 'w> {
    fn new(
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
    fn run(&mut self, ends: [End; 2]) -> Option<((Point, Point), Vec<(i32, i32)>)> {
        let starts = self.doors(ends[0]);
        let goals = self.doors(ends[1]);
        let middle = self.grid.index(ends[1].at);
        let slack = ends[1].radius.0.unsigned_abs() / 10 + 2 * DIAGONAL_CM;
        let guess = |at: (i32, i32)| {
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
    fn steps(
        &mut self,
        number: usize,
        here: (i32, i32),
        height: Mm,
    ) -> [Option<((i32, i32), u32)>; 16] {
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
            let free = |at: (i32, i32)| match self.grid.spot((here.0 + at.0, here.1 + at.1)) {
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
        (grade <= self.steepest)
            .then(|| (u64::from(length) * u64::from(1000 + grade * grade / 14 + growth / 2) / 1000) as u32)
    }

    /// What narrow water on a step adds to its cost.
    fn stream(&self, number: usize, next: (i32, i32), length: u32) -> u32 {
        let next = self.grid.number(next);
        let wet = self.streams.contains(&(number.min(next), number.max(next)));
        if wet { BRIDGE_CM + length * (BRIDGE_TIMES - 1) } else { 0 }
    }

    /// The other bank straight over the water, with what a bridge to it costs.
    fn bridge(
        &mut self,
        here: (i32, i32),
        height: Mm,
        way: (i32, i32),
        length: u32,
    ) -> Option<((i32, i32), u32)> {
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
    fn doors(&mut self, end: End) -> Vec<((i32, i32), Point)> {
        let mut doors: Vec<((i32, i32), Point)> = Vec::new();
        for gate in end.gates() {
            let (x, z) = self.grid.index(gate);
            let around = (-1..=2).flat_map(|dz| (-1..=2).map(move |dx| (x + dx, z + dz)));
            let mut best: Option<(u64, (i32, i32))> = None;
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

    fn path(&self, last: usize) -> Vec<(i32, i32)> {
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
