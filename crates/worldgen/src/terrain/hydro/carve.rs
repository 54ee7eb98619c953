//! Bends the land to its rivers.
//!
//! Within a channel the ground is the bed; beside it a bank stands a little above the water, whatever
//! the land was, so that no water stands higher than the ground around it; farther out the land may
//! rise ever more steeply until, [`VALLEY`] metres away, it is its own again.

use super::course::{Courses, Piece, Stop};
use super::{NODE_M, REACH_M};
use crate::terrain::relief::{lerp, smooth};

/// How far from a channel's edge the land is bent, metres.
const VALLEY: f64 = 44.0;

/// How far beyond its edge a channel's level goes on under the bank, metres; more than the diagonal of
/// a cell, so that between a wet corner and a dry one the level is the channel's.
const UNDER_BANK: f64 = 1.9;

/// Height of the bank above the water, metres.
const BANK: f64 = 0.25;

/// How far from a channel people's levelling of the land fades in, metres: from, to.
const FREE: (f64, f64) = (2.0, 14.0);

/// How far from a channel no cliff stands, metres.
const CLIFFLESS: f64 = 10.0;

/// The channels near a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Channels(Vec<Piece>);

/// A place as rivers leave it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reach {
    /// Height of the ground, metres.
    pub height: f64,
    /// Height of the water's surface, metres; none where only the sea's counts.
    pub water: Option<f64>,
    /// How much people may level the land here: 0 at the water, 1 away from it.
    pub free: f64,
}

/// A channel as seen from a place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    /// Metres from the channel's edge; below zero: in it.
    pub beyond: f64,
    /// The channel there.
    pub stop: Stop,
    /// It is a lake.
    pub lake: bool,
}

impl Channels {
    /// Adds those pieces of a block that can reach into a rectangle.
    pub(super) fn extend(&mut self, courses: &Courses, min: (i32, i32), max: (i32, i32)) {
        let reach = |half: f64| half * 1.3 + VALLEY + 1.0;
        let touches = |a: f64, b: f64, half: f64, low: i32, high: i32| {
            let reach = reach(half);
            a.min(b) - reach <= f64::from(high) && a.max(b) + reach >= f64::from(low)
        };
        self.0.extend(courses.pieces.iter().filter(|piece| {
            let (from, to) = (&piece.from, &piece.to);
            let half = from.half.max(to.half);
            touches(from.x, to.x, half, min.0, max.0) && touches(from.z, to.z, half, min.1, max.1)
        }));
    }

    /// There are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pieces of rivers and the lakes.
    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The channels as seen from a place, where `rough` (-1 to 1) frays the shores of lakes.
    pub(crate) fn near(&self, x: f64, z: f64, rough: f64) -> impl Iterator<Item = Near> {
        self.0.iter().map(move |piece| near(piece, x, z, rough))
    }

    /// How much of a cliff is left at a place: 0 near a channel, 1 from where its valley ends.
    pub(crate) fn dry_share(&self, x: f64, z: f64) -> f64 {
        // Frayed as far out as lakes ever are.
        let nearest = self.near(x, z, 1.0).map(|near| near.beyond).fold(VALLEY, f64::min);
        smooth((nearest - CLIFFLESS) / (VALLEY - CLIFFLESS))
    }

    /// A place bent to the channels, given its natural height in metres.
    pub(crate) fn bend(&self, x: f64, z: f64, rough: f64, natural: f64) -> Reach {
        let mut ceiling = f64::INFINITY;
        let mut floor = f64::NEG_INFINITY;
        // The lowest level of those channels that hold the place, and that of the nearest one.
        let mut inside: Option<f64> = None;
        let mut nearest: Option<(f64, f64)> = None;
        for Near { beyond, stop, .. } in self.near(x, z, rough) {
            if beyond >= VALLEY {
                continue;
            }
            ceiling = ceiling.min(stop.level + rise(beyond, &stop));
            if beyond < 0.0 {
                inside = Some(inside.map_or(stop.level, |level| level.min(stop.level)));
            } else if stop.level > 0.02 {
                floor = floor.max(stop.level + BANK - (beyond - UNDER_BANK).max(0.0) * 0.5);
            }
            if nearest.is_none_or(|(least, _)| beyond < least) {
                nearest = Some((beyond, stop.level));
            }
        }
        let Some((beyond, level)) = nearest else {
            return Reach { height: natural, water: None, free: 1.0 };
        };
        let mut height = smooth_min(natural, ceiling);
        if inside.is_none() {
            height = height.max(floor);
        }
        let water = inside.or((beyond < UNDER_BANK).then_some(level));
        let free = smooth((beyond - FREE.0) / (FREE.1 - FREE.0));
        Reach { height, water, free }
    }
}

/// A piece as seen from a place.
fn near(piece: &Piece, x: f64, z: f64, rough: f64) -> Near {
    let (from, to) = (&piece.from, &piece.to);
    let (dx, dz) = (to.x - from.x, to.z - from.z);
    let length = dx * dx + dz * dz;
    let along = (x - from.x) * dx + (z - from.z) * dz;
    let t = if length > 0.0 { (along / length).clamp(0.0, 1.0) } else { 0.0 };
    let mut stop = Stop {
        x: lerp(from.x, to.x, t),
        z: lerp(from.z, to.z, t),
        level: lerp(from.level, to.level, t),
        half: lerp(from.half, to.half, t),
        depth: lerp(from.depth, to.depth, t),
    };
    let (dx, dz) = (x - stop.x, z - stop.z);
    if let Some(outline) = piece.lake {
        stop.half = stop.half * (1.0 + rough * 0.3) * outline.share(dx, dz);
    }
    Near { beyond: (dx * dx + dz * dz).sqrt() - stop.half, stop, lake: piece.lake.is_some() }
}

/// How high above a channel's level the land may stand at a distance beyond its edge, metres.
fn rise(beyond: f64, stop: &Stop) -> f64 {
    if beyond < 0.0 {
        let share = 1.0 + beyond / stop.half.max(0.1);
        return stop.depth * (share * share - 1.0);
    }
    if beyond >= VALLEY {
        return f64::INFINITY;
    }
    BANK.min(beyond) + 0.28 * beyond / (1.0 - beyond / VALLEY)
}

/// The smaller of two, rounded where they meet.
fn smooth_min(a: f64, b: f64) -> f64 {
    const ROUND: f64 = 2.0;
    if b - a >= ROUND {
        return a;
    }
    if a - b >= ROUND {
        return b;
    }
    let share = 0.5 + (b - a) / (2.0 * ROUND);
    lerp(b, a, share) - ROUND * share * (1.0 - share)
}

const _: () = assert!(
    REACH_M as f64 > VALLEY + 2.0 * NODE_M as f64 + 40.0,
    "a course is found from everywhere it reaches"
);
