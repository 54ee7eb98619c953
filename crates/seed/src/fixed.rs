//! Fixed point: lengths in whole millimetres.
//!
//! An `i32` of millimetres reaches 2,147 km either way from the origin, which at a run of 6 m/s is
//! four days of walking; positions, sizes and distances are exact everywhere in it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// A length in millimetres.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mm(pub i32);

impl Mm {
    /// Whole metres as millimetres, saturating.
    #[must_use]
    pub const fn metres(metres: i32) -> Self {
        Self(metres.saturating_mul(1000))
    }

    /// Metres for drawing and for people; never for decisions.
    #[must_use]
    pub fn to_metres_f32(self) -> f32 {
        self.0 as f32 / 1000.0
    }

    /// The magnitude, saturating.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

impl Add for Mm {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Mm {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Mm {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Mm {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Neg for Mm {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl fmt::Debug for Mm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}mm", self.0)
    }
}

/// A point in the horizontal plane, in millimetres: `x` to the east, `z` to the south.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Point {
    /// East.
    pub x: Mm,
    /// South.
    pub z: Mm,
}

impl Point {
    /// The point at `(x, z)` millimetres.
    #[must_use]
    pub const fn new(x: i32, z: i32) -> Self {
        Self { x: Mm(x), z: Mm(z) }
    }

    /// The point at `(x, z)` metres.
    #[must_use]
    pub const fn metres(x: i32, z: i32) -> Self {
        Self { x: Mm::metres(x), z: Mm::metres(z) }
    }

    /// The distance to `other` in millimetres, rounded down.
    #[must_use]
    pub fn distance(self, other: Self) -> i64 {
        isqrt(self.distance_squared(other))
    }

    /// The square of the distance to `other`, in square millimetres; exact, cannot overflow.
    #[must_use]
    pub fn distance_squared(self, other: Self) -> u64 {
        let dx = i64::from(self.x.0).abs_diff(i64::from(other.x.0));
        let dz = i64::from(self.z.0).abs_diff(i64::from(other.z.0));
        // Each difference is below 2^32, so the sum can pass 2^64 only at opposite corners.
        (dx * dx).saturating_add(dz * dz)
    }

    /// The metre cell that holds the point, rounded towards negative infinity.
    #[must_use]
    pub const fn cell(self) -> (i32, i32) {
        (self.x.0.div_euclid(1000), self.z.0.div_euclid(1000))
    }
}

/// The integer square root, rounded down.
#[must_use]
pub fn isqrt(value: u64) -> i64 {
    // The root of a u64 is below 2^32.
    value.isqrt() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_exact_at_the_edges_of_the_world() {
        assert_eq!(Point::metres(3, 4).distance(Point::default()), 5000);
        let far = Point::new(i32::MIN, i32::MIN);
        assert_eq!(far.distance(far), 0);
        assert!(far.distance(Point::new(i32::MAX, i32::MAX)) > 4_294_000_000);
    }

    #[test]
    fn cells_round_towards_negative_infinity() {
        assert_eq!(Point::new(-1, 999).cell(), (-1, 0));
        assert_eq!(Point::new(1000, -1000).cell(), (1, -1));
    }
}
