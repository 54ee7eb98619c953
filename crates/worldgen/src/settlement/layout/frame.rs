//! How a settlement lies in the world: one of eight turns and mirrorings that keep its walls along
//! the axes.

use super::Area;
use seed::{Mm, Point};

/// From a settlement's own directions into the world.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The middle of the square.
    pub at: Point,
    /// Quarter turns in the lower two bits; mirrored with the third.
    pub turn: u8,
}

impl Frame {
    /// A direction in the world.
    pub(super) const fn direction(self, (u, v): (i32, i32)) -> (i32, i32) {
        let v = if self.turn & 4 == 0 { v } else { -v };
        match self.turn & 3 {
            0 => (u, v),
            1 => (-v, u),
            2 => (-u, -v),
            _ => (v, -u),
        }
    }

    /// A point in the world.
    pub(super) fn point(self, at: (i32, i32)) -> Point {
        let (x, z) = self.direction(at);
        Point { x: self.at.x + Mm(x), z: self.at.z + Mm(z) }
    }

    /// A rectangle in the world: its north-western and south-eastern corners.
    pub(super) fn area(self, area: Area) -> (Point, Point) {
        let (a, b) = (self.point((area.u0, area.v0)), self.point((area.u1, area.v1)));
        (Point { x: a.x.min(b.x), z: a.z.min(b.z) }, Point { x: a.x.max(b.x), z: a.z.max(b.z) })
    }

    /// Whether what lies along `u` lies from west to east in the world.
    pub(super) const fn east(self, along_u: bool) -> bool {
        (self.turn & 1 == 0) == along_u
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_keep_distances_and_differ_from_each_other() {
        let corner = (3_000, 1_000);
        let mut seen: Vec<(i32, i32)> =
            (0..8).map(|turn| Frame { at: Point::default(), turn }.direction(corner)).collect();
        assert!(seen.iter().all(|(x, z)| x * x + z * z == 10_000_000));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 8);
    }

    #[test]
    fn what_lies_along_u_lies_east_exactly_where_its_direction_does() {
        for turn in 0..8 {
            let frame = Frame { at: Point::default(), turn };
            assert_eq!(frame.east(true), frame.direction((1, 0)).1 == 0);
        }
    }
}
