//! The way of a road over the land: A* (Hart, Nilsson, Raphael, 1968) on the lattice.
//!
//! Costs are whole: length in centimetres, dearer with the square of the grade and with what grows,
//! so that roads seek passes and valleys and wind between thickets. Water is crossed in straight
//! spans of bounded length only.

mod search;

use super::grid::{End, Grid, Index, Spot};
use crate::{SiteId, World};
use search::Search;
use seed::{Mm, Point};
use std::collections::BTreeSet;

/// The steepest grade, in per mille, whatever people can climb.
const STEEPEST: u32 = 450;

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
fn is_span(one: Index, other: Index) -> bool {
    let (dx, dz) = ((one.0 - other.0).abs(), (one.1 - other.1).abs());
    dx.max(dz) > 1 && (dx == 0 || dz == 0 || dx == dz)
}

/// The points of a path with their heights, drawn towards the mean of their neighbours so that the
/// lattice's directions do not show. Banks, doors, and points that would come to lie in water or on
/// somebody's ground stay where they are.
fn eased(grid: &mut Grid<'_>, path: &[Index]) -> Option<Vec<(Point, Mm)>> {
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
