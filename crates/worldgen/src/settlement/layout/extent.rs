//! How much ground a settlement of so many houses takes.

use super::m;
use seed::{Mm, Point};

/// How widely a place is built, by its number of houses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Breadth {
    /// Houses around a green and along one way through it.
    Row,
    /// A way that leaves to the side as well.
    Branched,
    /// Ways in four directions and a ring of side streets.
    Ringed,
    /// The same, wider.
    Broad,
}

impl Breadth {
    /// Measured: from 8, 17 and 31 houses on, the ways of the breadth before have no room left.
    pub(super) const fn of(houses: u8) -> Self {
        match houses {
            0..8 => Self::Row,
            8..17 => Self::Branched,
            17..31 => Self::Ringed,
            _ => Self::Broad,
        }
    }
}

/// Half the edge of the square of a place with so many houses, millimetres.
pub(super) fn half_square(houses: u8) -> i32 {
    m(9) + i32::from(houses) * 110 / 100 * 100
}

/// The octagon within which houses stand: a rectangle whose corners are cut at 45 degrees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Half its length along the main street.
    pub u: i32,
    /// Half its length across it.
    pub v: i32,
    /// How much each corner is cut.
    pub cut: i32,
}

impl Extent {
    pub(super) fn of(houses: u8) -> Self {
        let square = half_square(houses);
        let (u, v, cut) = match Breadth::of(houses) {
            Breadth::Row => (m(25), m(12), m(8)),
            Breadth::Branched => (m(28), m(25), m(16)),
            Breadth::Ringed => (m(37), m(37), m(16)),
            Breadth::Broad => (m(40), m(40), m(16)),
        };
        Self { u: square + u, v: square + v, cut }
    }

    /// Whether a point lies in it.
    pub(super) const fn holds(&self, (u, v): (i32, i32)) -> bool {
        let (u, v) = (u.abs(), v.abs());
        u <= self.u && v <= self.v && u + v <= self.u + self.v - self.cut
    }

    /// The distance to its farthest corner, with a wall and its towers around.
    fn reach(&self) -> i32 {
        let corner = |u: i32, v: i32| Point::new(u, v).distance(Point::default()) as i32;
        corner(self.u + m(6), self.v - m(5)).max(corner(self.u - m(5), self.v + m(6)))
    }
}

/// The radius of the ground that a place with so many houses needs, in whole metres.
pub(crate) fn radius(houses: u8) -> Mm {
    Mm::metres(Extent::of(houses).reach() / 1000 + 2)
}
