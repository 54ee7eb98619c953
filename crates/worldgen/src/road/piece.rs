//! What the ground needs to know of a road: straight pieces, each with its heights.
//!
//! The ground is bent towards the road like it is towards levelled places. Pieces are blended by
//! weight, not in an order, so that where roads meet or turn back on themselves the ground has no
//! step and does not depend on which road was asked for first.

use super::Road;
use crate::Cover;
use crate::terrain::{FREE, Ground};
use crate::world::pads::{self, Pad};
use seed::{Mm, Point, isqrt};

/// Half the width of a road and of a bridge.
pub(crate) const HALF_WIDTH: Mm = Mm(2_000);

/// How far from the middle line the ground is level with the road, and from where on it is natural.
const CORE: i64 = 2_600;
pub(crate) const RIM: Mm = Mm(8_000);

/// A straight piece of a road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub from: Point,
    pub to: Point,
    /// Heights of the road at both ends.
    pub heights: (Mm, Mm),
    /// One walks on a deck; the ground below is as it was.
    pub bridge: bool,
}

/// The pieces of a road that matter to the ground in a rectangle.
pub(crate) fn touching(road: &Road, min: Point, max: Point) -> impl Iterator<Item = Piece> {
    let ends = road.points.windows(2).zip(road.heights.windows(2)).enumerate();
    ends.filter(move |(_, (two, _))| touches(two[0], two[1], min, max, RIM.0)).map(
        |(index, (two, heights))| Piece {
            from: two[0],
            to: two[1],
            heights: (heights[0], heights[1]),
            bridge: road.bridge_at(index).is_some(),
        },
    )
}

/// Whether the box around a line, `margin` wider, meets a rectangle.
pub(super) fn touches(from: Point, to: Point, min: Point, max: Point, margin: i32) -> bool {
    let apart = |a: Mm, b: Mm, low: Mm, high: Mm| {
        a.max(b) + Mm(margin) < low || a.min(b) - Mm(margin) > high
    };
    !apart(from.x, to.x, min.x, max.x) && !apart(from.z, to.z, min.z, max.z)
}

impl Piece {
    /// Whether it may bend the ground somewhere in a rectangle.
    pub(crate) fn touches(&self, min: Point, max: Point) -> bool {
        touches(self.from, self.to, min, max, RIM.0)
    }

    /// The distance of a point from its middle line; beyond [`RIM`] only that it is far.
    pub(crate) fn distance(&self, at: Point) -> i64 {
        if touches(self.from, self.to, at, at, RIM.0) { self.nearest(at).1 } else { i64::MAX }
    }

    /// The same piece seen from its other end.
    pub(crate) fn turned(&self) -> Self {
        let heights = (self.heights.1, self.heights.0);
        Self { from: self.to, to: self.from, heights, bridge: self.bridge }
    }

    /// How far along the piece its nearest point is, in 4096ths below 0 and above 4096 too, and the
    /// distance to that point within the piece.
    fn nearest(&self, at: Point) -> (i64, i64) {
        let along =
            (i64::from((self.to.x - self.from.x).0), i64::from((self.to.z - self.from.z).0));
        let away = (i64::from((at.x - self.from.x).0), i64::from((at.z - self.from.z).0));
        let square = (along.0 * along.0 + along.1 * along.1).max(1);
        let part = (along.0 * away.0 + along.1 * away.1) * 4096 / square;
        let inside = part.clamp(0, 4096);
        let dx = away.0 - along.0 * inside / 4096;
        let dz = away.1 - along.1 * inside / 4096;
        (part, isqrt((dx * dx + dz * dz).unsigned_abs()))
    }

    fn height(&self, part: i64) -> i64 {
        let (from, to) = (i64::from(self.heights.0.0), i64::from(self.heights.1.0));
        from + (to - from) * part.clamp(0, 4096) / 4096
    }
}

/// How much a road bends the ground at this distance: 4096 on it, 0 where it ends.
fn hold(distance: i64) -> i64 {
    let rim = i64::from(RIM.0);
    if distance <= CORE {
        return 4096;
    }
    if distance >= rim {
        return 0;
    }
    // 1 - (3 t^2 - 2 t^3).
    let t = (distance - CORE) * 4096 / (rim - CORE);
    4096 - t * t * (3 * 4096 - 2 * t) / (4096 * 4096)
}

/// The height of a point after all roads, given the one that it has without them, what levels the
/// ground there, and the natural ground. Beside a river the ground may be raised, as for the
/// abutments of a bridge, but not be dug away; in the river it stays.
pub(crate) fn bend(pieces: &[Piece], at: Point, height: Mm, pads: &[Pad], ground: &Ground) -> Mm {
    if ground.water > height {
        return height;
    }
    let (mut most, mut weights, mut sum) = (0, 0, 0);
    for piece in pieces.iter().filter(|piece| !piece.bridge) {
        if !touches(piece.from, piece.to, at, at, RIM.0) {
            continue;
        }
        let (part, away) = piece.nearest(at);
        let hold = hold(away);
        most = most.max(hold);
        let weight = hold * hold;
        weights += weight;
        sum += weight * piece.height(part);
    }
    if weights == 0 {
        return height;
    }
    most = most * pads::outside(pads, at) / 4096;
    let road = sum.div_euclid(weights);
    let natural = i64::from(height.0);
    if road < natural {
        most = most * i64::from(FREE.min(ground.free * 32)) / i64::from(FREE);
    }
    Mm((natural + ((road - natural) * most).div_euclid(4096)) as i32)
}

/// What roads made of the ground at a point; on a bridge with the height of its deck.
pub(crate) fn made(pieces: &[Piece], at: Point) -> (Cover, Option<Mm>) {
    let mut made = (Cover::Natural, None);
    for piece in pieces {
        if !touches(piece.from, piece.to, at, at, HALF_WIDTH.0) {
            continue;
        }
        let (part, away) = piece.nearest(at);
        if away > i64::from(HALF_WIDTH.0) {
            continue;
        }
        if !piece.bridge {
            made.0 = made.0.max(Cover::Road);
        } else if (0..=4096).contains(&part) {
            made = (Cover::Bridge, made.1.max(Some(piece.heights.0)));
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SEA_LEVEL;

    const GROUND: Ground = Ground::dry(SEA_LEVEL);

    fn piece(to: Point, bridge: bool) -> Piece {
        Piece { from: Point::default(), to, heights: (Mm(1_000), Mm(3_000)), bridge }
    }

    #[test]
    fn ground_is_level_with_the_road_on_it_and_natural_beside_it() {
        let road = [piece(Point::metres(16, 0), false)];
        let bent = |x, z| bend(&road, Point::new(x, z), Mm(9_000), &[], &GROUND);
        assert_eq!(bent(8_000, 0), Mm(2_000));
        assert_eq!(bent(8_000, 2_000), Mm(2_000));
        assert_eq!(bent(8_000, 8_000), Mm(9_000));
        assert_eq!(bent(30_000, 0), Mm(9_000));
        let heights: Vec<i32> = (0..90).map(|step| bent(8_000, step * 100).0).collect();
        assert!(heights.is_sorted(), "{heights:?}");
        assert!(heights.windows(2).all(|two| two[1] - two[0] < 300), "{heights:?}");
    }

    #[test]
    fn a_bridge_covers_the_ground_between_its_ends_and_does_not_bend_it() {
        let bridge = [piece(Point::metres(16, 16), true)];
        assert_eq!(bend(&bridge, Point::metres(8, 8), Mm(-500), &[], &GROUND), Mm(-500));
        assert_eq!(made(&bridge, Point::metres(8, 8)), (Cover::Bridge, Some(Mm(1_000))));
        assert_eq!(made(&bridge, Point::metres(12, 8)), (Cover::Natural, None));
        assert_eq!(made(&bridge, Point::metres(-1, -1)), (Cover::Natural, None));
    }

    #[test]
    fn the_order_of_pieces_does_not_matter() {
        let mut pieces = vec![
            piece(Point::metres(16, 0), false),
            piece(Point::metres(0, 16), false),
            piece(Point::metres(-11, 11), false),
        ];
        let at = Point::new(1_300, 2_700);
        let before = bend(&pieces, at, Mm(400), &[], &GROUND);
        pieces.reverse();
        assert_eq!(bend(&pieces, at, Mm(400), &[], &GROUND), before);
    }
}
