//! Rectangles in a settlement's own directions.

/// A rectangle, millimetres from the middle of the square.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub u0: i32,
    pub v0: i32,
    pub u1: i32,
    pub v1: i32,
}

impl Area {
    /// The rectangle between two corners, in any order.
    pub(super) fn between(a: (i32, i32), b: (i32, i32)) -> Self {
        Self { u0: a.0.min(b.0), v0: a.1.min(b.1), u1: a.0.max(b.0), v1: a.1.max(b.1) }
    }

    /// The same with `by` more on each side.
    pub(super) const fn grown(self, by: i32) -> Self {
        Self { u0: self.u0 - by, v0: self.v0 - by, u1: self.u1 + by, v1: self.v1 + by }
    }

    /// Whether two have ground in common.
    pub(super) const fn overlaps(&self, other: &Self) -> bool {
        self.u0 < other.u1 && other.u0 < self.u1 && self.v0 < other.v1 && other.v0 < self.v1
    }

    /// The smallest rectangle around two.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            u0: self.u0.min(other.u0),
            v0: self.v0.min(other.v0),
            u1: self.u1.max(other.u1),
            v1: self.v1.max(other.v1),
        }
    }

    /// Its middle.
    pub(super) const fn middle(&self) -> (i32, i32) {
        (i32::midpoint(self.u0, self.u1), i32::midpoint(self.v0, self.v1))
    }

    /// Its four corners.
    pub(super) const fn corners(&self) -> [(i32, i32); 4] {
        [(self.u0, self.v0), (self.u1, self.v0), (self.u0, self.v1), (self.u1, self.v1)]
    }
}
