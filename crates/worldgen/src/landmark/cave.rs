//! Cave mouths: a shallow cave of rock with its back against a slope, open downhill.
//!
//! A cave lies along one of the axes, since what stands in the way is boxes. Its floor is the land as
//! it is; it is wide, high and level enough that whoever walks in walks out again.

use crate::Solid;
use crate::world::World;
use crate::world::survey::Survey;
use ruleset::{LandmarkKind, Rgb};
use seed::{Mm, Point, Stream};

/// The ways a cave may open, with the turn of each: south, east, north, west.
const WAYS: [((i32, i32), u8); 4] = [((0, 1), 0), ((1, 0), 64), ((0, -1), 128), ((-1, 0), 192)];

/// Straight lines across a square that are looked along, and metres between two looks.
const LINES: u32 = 4;
const LOOK_M: i32 = 6;

/// How much higher than a place the land behind it is at least, so far behind.
const BEHIND: (i32, Mm) = (9, Mm(3_200));

/// How far before the foot of the slope the middle of a cave may lie, metres: a slope that lies across
/// the axes needs room.
const OFF_M: [i32; 4] = [3, 4, 5, 6];

/// How far one goes uphill from there to find the foot of the slope, metres.
const FOOT_M: i32 = 8;

/// Half of the space inside: across, and along the way out.
const INSIDE: (Mm, Mm) = (Mm(1_900), Mm(2_500));

/// How thick the rock is.
const THICK: Mm = Mm(1_300);

/// How much the ground of the floor may rise from one end to the other.
const LEVEL: Mm = Mm(1_000);

/// The underside of the roof: a share of the height, per mille. At the least height of a landmark that
/// holds a cave (see the check of the ruleset) there is room to stand above the highest floor.
const ROOF: i32 = 620;

/// A place for a cave.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mouth {
    /// The middle of its floor.
    pub at: Point,
    /// The lowest ground of its floor.
    pub ground: Mm,
    /// Its turn, in 256ths: 0 opens to the south, 64 to the east.
    pub turn: u8,
    way: (i32, i32),
}

/// The first place at which a cave fits and opens downhill, on lines across the square between two
/// corners.
pub(super) fn find(world: &World, min: Point, max: Point, stream: &mut Stream) -> Option<Mouth> {
    let survey = world.survey();
    let edge = (max.x - min.x).0.min((max.z - min.z).0) / 1000;
    (0..LINES).find_map(|number| {
        let east = number % 2 == 0;
        let across = stream.range(0, edge.max(1));
        let begin = stream.range(0, LOOK_M - 1);
        let at = |look: i32| {
            let far = begin + look * LOOK_M;
            let (x, z) = if east { (far, across) } else { (across, far) };
            Point { x: min.x + Mm::metres(x), z: min.z + Mm::metres(z) }
        };
        let heights: Vec<Mm> = (0..edge / LOOK_M).map(|look| survey.height(at(look))).collect();
        (0..).zip(heights.windows(2)).find_map(|(look, two)| {
            let rise = two[1] - two[0];
            // It opens to where the land is lower.
            let ((way, turn), low) = match (rise > Mm(0), east) {
                (true, true) => (WAYS[3], look),
                (true, false) => (WAYS[2], look),
                (false, true) => (WAYS[1], look + 1),
                (false, false) => (WAYS[0], look + 1),
            };
            (rise.abs() >= Mm(BEHIND.1.0 / 2)).then(|| place(survey, at(low), way, turn)).flatten()
        })
    })
}

/// A cave near a place that opens one way, if the land rises behind and is open before it.
fn place(survey: Survey<'_>, near: Point, way: (i32, i32), turn: u8) -> Option<Mouth> {
    let (metres, rise) = BEHIND;
    if survey.height(along(near, way, -metres)) - survey.height(near) < rise {
        return None;
    }
    // The foot: from where on the next two metres rise faster than they can be walked.
    let foot = (0..FOOT_M).map(|step| along(near, way, -step)).find(|&at| {
        let climb = i32::from(survey.rules.balance.climb);
        survey.height(along(at, way, -2)) - survey.height(at) > Mm(climb)
    })?;
    OFF_M.into_iter().find_map(|off| lie(survey, along(foot, way, off), way, turn))
}

/// A cave in a place, if its floor is level and the way out is open.
fn lie(survey: Survey<'_>, at: Point, way: (i32, i32), turn: u8) -> Option<Mouth> {
    let across = (way.1, way.0);
    let floor: Vec<Mm> = (-3..=3)
        .flat_map(|out| [-2, 0, 2].map(|side| along(along(at, way, out), across, side)))
        .map(|at| survey.height(at))
        .collect();
    let (low, high) = (*floor.iter().min()?, *floor.iter().max()?);
    if high - low > LEVEL {
        return None;
    }
    // The way out: dry, and nowhere too steep to be walked both ways.
    let mut before = survey.height(along(at, way, 3));
    for out in 4..=14 {
        let here = along(at, way, out);
        let height = survey.height(here);
        if (height - before).abs() > Mm(600) || height - low > Mm(500) || survey.dry(here) < Mm(500)
        {
            return None;
        }
        before = height;
    }
    (survey.dry(at) >= Mm(500)).then_some(Mouth { at, ground: low, turn, way })
}

/// The point so many metres along a way.
fn along(at: Point, (x, z): (i32, i32), metres: i32) -> Point {
    Point { x: at.x + Mm::metres(x * metres), z: at.z + Mm::metres(z * metres) }
}

/// The boxes of a cave: two walls, the rock behind, the roof, and two boulders as lips.
pub(super) fn solids(
    kind: &LandmarkKind,
    mouth: &Mouth,
    height: Mm,
    root: Mm,
    stream: &mut Stream,
) -> Vec<Solid> {
    let part = |per_mille: i32| Mm((i64::from(height.0) * i64::from(per_mille) / 1000) as i32);
    let (wide, deep) = INSIDE;
    let half = Mm(THICK.0 / 2);
    // Offsets and half sizes: across, then along the way out.
    let boxed = |offset: (Mm, Mm), size: (Mm, Mm), heights: (Mm, Mm), colour: Rgb| {
        let turned = |across: Mm, out: Mm| {
            let (x, z) = mouth.way;
            if x == 0 { (across, Mm(out.0 * z)) } else { (Mm(out.0 * x), across) }
        };
        let (dx, dz) = turned(offset.0, offset.1);
        let (half_x, half_z) = turned(size.0, size.1);
        let (half_x, half_z) = (half_x.abs(), half_z.abs());
        let middle = Point { x: mouth.at.x + dx, z: mouth.at.z + dz };
        Solid {
            min: Point { x: middle.x - half_x, z: middle.z - half_z },
            max: Point { x: middle.x + half_x, z: middle.z + half_z },
            bottom: heights.0,
            top: mouth.ground + heights.1,
            colour,
        }
    };
    let Rgb(red, green, blue) = kind.colour;
    let dark = Rgb(red / 4, green / 4, blue / 4);
    let (aside, behind) = (wide + half, deep + half);
    let upright = |top: Mm| (root, top);
    let roof = (mouth.ground + part(ROOF), height);
    let mut lip = |side: i32| {
        let size = Mm(stream.range(500, 700));
        let top = part(stream.range(300, 480));
        let offset = (Mm(side * (wide + THICK).0), deep + Mm(500));
        boxed(offset, (size, size), upright(top), kind.colour)
    };
    vec![
        lip(-1),
        lip(1),
        boxed((-aside, Mm(0)), (half, deep), upright(part(760)), kind.colour),
        boxed((aside, Mm(0)), (half, deep), upright(part(820)), kind.colour),
        boxed((Mm(0), -behind), (wide + THICK, half), upright(part(900)), dark),
        boxed((Mm(0), -half), (wide + THICK, deep + half), roof, kind.colour),
    ]
}
