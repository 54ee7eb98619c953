//! Houses on plots around a square.
//!
//! Seen from the middle: a square, a row of plots along each of its sides with a lane through the
//! middle of each row, and in larger places a second row to the north and south behind a street.

use super::{House, HousePurpose};
use crate::Solid;
use ruleset::{Culture, Rgb};
use seed::{Mm, Point, Stream};

/// Thickness of walls.
const WALL: i32 = 300;
/// Width of a door.
const DOOR: i32 = 1_400;
/// From the square's edge to the front of the first row.
const PAVEMENT: i32 = 1_500;
/// How far back the deepest house reaches.
const DEEPEST: i32 = 7_500;
/// Half the width of the lanes that leave the square.
const LANE: i32 = 2_500;
/// Between the first row's backs and the second row's fronts.
const STREET: i32 = 4_000;
/// How far the northern and southern rows reach beyond the square's corners.
const WING: i32 = 9_000;
/// From this many houses on there is a second row.
const SECOND_ROW: u8 = 9;

/// Half the edge of the square of a place with so many houses.
pub(crate) fn half_square(houses: u8) -> Mm {
    Mm(9_000 + i32::from(houses) * 500)
}

/// The radius of the ground that a place with so many houses needs, in whole metres.
pub(crate) fn radius(houses: u8) -> Mm {
    let half = half_square(houses).0;
    let back = if houses >= SECOND_ROW { DEEPEST + STREET } else { 0 };
    let corner = Point::new(half + WING, half + PAVEMENT + DEEPEST + back);
    let metres = corner.distance(Point::default()) / 1000 + 2;
    Mm::metres(metres as i32)
}

/// The side of the square on which a plot lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    North,
    South,
    West,
    East,
}

/// Where a house may stand, relative to the square's middle.
#[derive(Clone, Copy)]
struct Plot {
    side: Side,
    /// From the middle to the front wall.
    front: i32,
    /// Along the row: where the plot begins, and how wide the house is.
    along: i32,
    width: i32,
    depth: i32,
}

/// The houses of a place.
pub(super) fn houses(
    at: Point,
    ground: Mm,
    count: u8,
    culture: &Culture,
    stream: &mut Stream,
) -> Vec<House> {
    let half = half_square(count).0;
    let front = half + PAVEMENT;
    let mut near = Vec::new();
    for side in [Side::North, Side::South] {
        fill(&mut near, side, front, half + WING, stream);
    }
    for side in [Side::West, Side::East] {
        fill(&mut near, side, front, half, stream);
    }
    let mut far = Vec::new();
    if count >= SECOND_ROW {
        for side in [Side::North, Side::South] {
            fill(&mut far, side, front + DEEPEST + STREET, half + WING, stream);
        }
    }
    stream.shuffle(&mut near);
    stream.shuffle(&mut far);
    near.into_iter()
        .chain(far)
        .take(count.into())
        .enumerate()
        .map(|(number, plot)| build(at, ground, number as u8, plot, culture, stream))
        .collect()
}

/// Packs plots into both halves of a row, from the lane outwards to `end`.
fn fill(plots: &mut Vec<Plot>, side: Side, front: i32, end: i32, stream: &mut Stream) {
    for west in [true, false] {
        let mut from = LANE;
        loop {
            let width = stream.range(12, 16) * 500;
            let depth = stream.range(12, 15) * 500;
            if from + width > end {
                break;
            }
            let along = if west { -from - width } else { from };
            plots.push(Plot { side, front, along, width, depth });
            from += width + stream.range(4, 8) * 500;
        }
    }
}

fn build(
    at: Point,
    ground: Mm,
    number: u8,
    plot: Plot,
    culture: &Culture,
    stream: &mut Stream,
) -> House {
    let Plot { side, front, along, width, depth } = plot;
    // Out of the row's own directions (along it, and away from the square) into the plane.
    let point = |along: i32, away: i32| {
        let (dx, dz) = match side {
            Side::North => (along, -away),
            Side::South => (along, away),
            Side::West => (-away, along),
            Side::East => (away, along),
        };
        Point { x: at.x + Mm(dx), z: at.z + Mm(dz) }
    };
    let boxed = |(a0, b0): (i32, i32), (a1, b1): (i32, i32)| {
        let (p, q) = (point(a0, b0), point(a1, b1));
        (Point { x: p.x.min(q.x), z: p.z.min(q.z) }, Point { x: p.x.max(q.x), z: p.z.max(q.z) })
    };
    let (left, right, back) = (along, along + width, front + depth);
    let shift = stream.range(-2, 2) * 500;
    let middle = along + width / 2 + shift * (width - 4_000) / 4_000;
    let wall_height = Mm(stream.range(26, 32) * 100);
    let wall = stream.pick(&culture.walls).copied().unwrap_or(Rgb(200, 190, 170));
    let roof = stream.pick(&culture.roofs).copied().unwrap_or(Rgb(130, 90, 60));
    let (min, max) = boxed((left, front), (right, back));
    let solid = |from, to| {
        let (min, max) = boxed(from, to);
        // The foundation keeps the walls from floating where the ground is uneven.
        Solid { min, max, bottom: ground - Mm(500), top: ground + wall_height, colour: wall }
    };
    let walls = vec![
        solid((left, front), (middle - DOOR / 2, front + WALL)),
        solid((middle + DOOR / 2, front), (right, front + WALL)),
        solid((left, front + WALL), (left + WALL, back - WALL)),
        solid((right - WALL, front + WALL), (right, back - WALL)),
        solid((left, back - WALL), (right, back)),
    ];
    let east = max.x - min.x >= max.z - min.z;
    House {
        number,
        purpose: HousePurpose::Dwelling,
        min,
        max,
        wall_height,
        roof_height: Mm(stream.range(18, 28) * 100),
        ridge_east: east,
        door: point(middle, front - 600),
        wall,
        roof,
        walls,
    }
}
