//! The courses of rivers between nodes, and their lakes.
//!
//! Between two nodes a river runs along a Hermite curve whose tangents it shares with what comes
//! before and after, with a swing of its own. Its surface follows the natural ground down: at every
//! look it takes the lower of what it had and what the ground allows, and never goes below the level
//! of the node it runs to.

use super::blocks::Block;
use super::drain::{Drain, To};
use super::flow::{MOST, View};
use super::outline::Outline;
use super::{BLOCK, FREEBOARD, Terrain, Waters};
use crate::terrain::relief::{lerp, smooth};
use seed::Mm;

/// Straight pieces of a curve between two nodes.
const PIECES: u8 = 10;

/// How far a curve swings to its side at most, metres.
const SWING: f64 = 9.0;

/// A point of a course.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stop {
    /// East, metres.
    pub x: f64,
    /// South, metres.
    pub z: f64,
    /// The water's surface, metres above the sea.
    pub level: f64,
    /// Half of the width, metres.
    pub half: f64,
    /// Depth in the middle, metres.
    pub depth: f64,
}

/// A straight piece of a river, downstream from its first stop, or a lake, whose stops are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Piece {
    pub from: Stop,
    pub to: Stop,
    /// The outline of a lake; `None`: a river.
    pub lake: Option<Outline>,
}

/// What runs from the nodes of a block.
#[derive(Debug)]
pub(super) struct Courses {
    pub pieces: Vec<Piece>,
}

impl Courses {
    /// What runs from the nodes of a block.
    pub(super) fn new(waters: &Waters, terrain: &Terrain, at: Block) -> Self {
        let mut draw = Draw { view: View::new(waters, terrain), waters, terrain };
        let (west, north) = at.first();
        let mut pieces = Vec::new();
        for z in north..north + BLOCK {
            for x in west..west + BLOCK {
                draw.node(x, z, &mut pieces);
            }
        }
        Self { pieces }
    }
}

struct Draw<'a> {
    view: View<'a>,
    waters: &'a Waters,
    terrain: &'a Terrain,
}

/// A river where it passes a node.
#[derive(Clone, Copy)]
struct Passing {
    x: f64,
    z: f64,
    level: f64,
    flow: u32,
    /// Radius of the lake there, if there is one.
    lake: Option<f64>,
    tangent: (f64, f64),
}

impl Draw<'_> {
    fn node(&mut self, x: i32, z: i32, pieces: &mut Vec<Piece>) {
        let Some(here) = self.passing(x, z) else { return };
        if let Some(radius) = here.lake {
            let rules = &self.waters.rules;
            let slope = f64::from(rules.lake_slope_per_mille) / 1000.0;
            let depth = metres(rules.lake_depth) + radius * slope;
            let stop = Stop { x: here.x, z: here.z, level: here.level, half: radius, depth };
            pieces.push(Piece { from: stop, to: stop, lake: Some(Outline::of(self.waters, x, z)) });
        }
        let next = self.view.drain(x, z).and_then(|drain| drain.next(x, z));
        let Some(there) = next.and_then(|(x, z)| self.passing(x, z)) else { return };
        let mut before: Option<Stop> = None;
        for number in 0..=PIECES {
            let stop = self.stop(&here, &there, (x, z), number, before);
            if let Some(from) = before {
                pieces.push(Piece { from, to: stop, lake: None });
            }
            before = Some(stop);
        }
    }

    /// A stop on the way from one node to the next.
    fn stop(
        &self,
        here: &Passing,
        there: &Passing,
        node: (i32, i32),
        number: u8,
        before: Option<Stop>,
    ) -> Stop {
        let t = f64::from(number) / f64::from(PIECES);
        let (x, z) = along(here, there, t, self.swing(node));
        let (half, depth) = size(here.flow, self.waters);
        let (half_there, depth_there) = size(there.flow, self.waters);
        let half = lerp(half, half_there, t);
        let reaches = |end: &Passing| {
            let (dx, dz) = (x - end.x, z - end.z);
            end.lake.is_some_and(|radius| (dx * dx + dz * dz).sqrt() < radius * 1.2 + 5.0)
        };
        let last = before.map_or(here.level, |stop| stop.level);
        let level = if number == PIECES || reaches(there) {
            there.level
        } else if number == 0 || (last >= here.level && reaches(here)) {
            here.level
        } else {
            let side = half + 1.5;
            let looks = [(0.0, 0.0), (side, 0.0), (0.0, side), (-side, 0.0), (0.0, -side)];
            let lowest = looks.iter().map(|(dx, dz)| {
                self.terrain.natural((x + dx).floor() as i32, (z + dz).floor() as i32).height.0
            });
            let ground = f64::from(lowest.min().unwrap_or(0)) / 1000.0 - 0.4;
            ground.min(last).max(there.level)
        };
        Stop { x, z, level, half, depth: lerp(depth, depth_there, t) }
    }

    /// How far the curve from a node swings to its right, metres.
    fn swing(&self, (x, z): (i32, i32)) -> f64 {
        let share = f64::from(self.waters.chance("river.swing", x, z)) / 999.0;
        (share * 2.0 - 1.0) * SWING
    }

    /// The river at a node, if there is one.
    fn passing(&mut self, x: i32, z: i32) -> Option<Passing> {
        let drain = self.view.drain(x, z)?;
        let threshold = self.waters.threshold;
        let (flow, mouth) = match drain.to {
            To::Sea => (self.mouth_flow(x, z), true),
            To::Lake | To::Next(_) => (self.view.flow(x, z), false),
        };
        if flow < threshold {
            return None;
        }
        let (px, pz) = (f64::from(drain.node.x), f64::from(drain.node.z));
        let main = self.main_upstream(x, z);
        let next = drain.next(x, z).and_then(|(x, z)| self.view.drain(x, z));
        let place =
            |drain: Option<Drain>| drain.map(|d| (f64::from(d.node.x), f64::from(d.node.z)));
        let (from, to) = (place(main).unwrap_or((px, pz)), place(next).unwrap_or((px, pz)));
        let tangent = ((to.0 - from.0) * 0.5, (to.1 - from.1) * 0.5);
        let lake = if mouth { None } else { self.lake(x, z, &drain, flow) };
        Some(Passing { x: px, z: pz, level: surface(&drain), flow, lake, tangent })
    }

    /// The largest river that enters a node of the sea.
    fn mouth_flow(&mut self, x: i32, z: i32) -> u32 {
        let above = self.view.upstream(x, z);
        above.into_iter().map(|(x, z)| self.view.flow(x, z)).max().unwrap_or(0)
    }

    /// The neighbour that brings most.
    fn main_upstream(&mut self, x: i32, z: i32) -> Option<Drain> {
        let above = self.view.upstream(x, z);
        let most = above.into_iter().max_by_key(|&(x, z)| (self.view.flow(x, z), z, x));
        let (x, z) = most.filter(|&(x, z)| self.view.flow(x, z) >= self.waters.threshold)?;
        self.view.drain(x, z)
    }

    /// The radius of a node's lake, if it has one.
    fn lake(&mut self, x: i32, z: i32, drain: &Drain, flow: u32) -> Option<f64> {
        let share = (f64::from(flow) / f64::from(MOST)).sqrt();
        let chance = self.waters.chance("lake", x, z);
        let spread = 0.75 + f64::from(chance % 100) / 200.0;
        let rules = &self.waters.rules;
        let radius = |(low, high): (Mm, Mm)| lerp(metres(low), metres(high), share) * spread;
        match drain.to {
            To::Lake => Some(radius(rules.basin_radius)),
            To::Next(_) if drain.breached && chance < rules.lakes_per_mille.into() => {
                Some(radius(rules.lake_radius))
            }
            To::Next(_) | To::Sea => None,
        }
    }
}

/// The water's surface at a node, metres; nowhere below the sea's.
fn surface(drain: &Drain) -> f64 {
    f64::from(drain.level.saturating_sub(FREEBOARD.0).max(0)) / 1000.0
}

/// A length in metres.
fn metres(length: Mm) -> f64 {
    f64::from(length.0) / 1000.0
}

/// Half of the width and the depth of a river, metres. A stream of four times the least flow can
/// still be waded through.
fn size(flow: u32, waters: &Waters) -> (f64, f64) {
    let times = f64::from(flow) / f64::from(waters.threshold.max(1));
    let rules = &waters.rules;
    let half = metres(rules.source_width) / 2.0 * times.sqrt();
    let half = half.max(metres(rules.width.0) / 2.0).min(metres(rules.width.1) / 2.0);
    let depth = 0.5 + 0.2 * (times.sqrt() - 1.0) + smooth((times - 4.0) / 6.0) * 0.8;
    (half, depth.clamp(0.45, 2.4))
}

/// A place on the curve between two nodes.
fn along(here: &Passing, there: &Passing, t: f64, swing: f64) -> (f64, f64) {
    let (t2, t3) = (t * t, t * t * t);
    let starts = 2.0 * t3 - 3.0 * t2 + 1.0;
    let leaves = t3 - 2.0 * t2 + t;
    let ends = 3.0 * t2 - 2.0 * t3;
    let arrives = t3 - t2;
    let hermite = |from: f64, out: f64, to: f64, into: f64| {
        starts * from + leaves * out + ends * to + arrives * into
    };
    let x = hermite(here.x, here.tangent.0, there.x, there.tangent.0);
    let z = hermite(here.z, here.tangent.1, there.z, there.tangent.1);
    let (dx, dz) = (there.x - here.x, there.z - here.z);
    let length = (dx * dx + dz * dz).sqrt().max(1.0);
    let aside = 16.0 * t2 * (1.0 - t) * (1.0 - t) * swing;
    (x - dz / length * aside, z + dx / length * aside)
}
