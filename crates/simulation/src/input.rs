//! What a player wants in one tick.

use serde::{Deserialize, Serialize};

/// A direction in the horizontal plane: `x` to the east, `z` to the south, each -127..=127. Its
/// length is ignored where only a direction is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Heading {
    /// East.
    pub x: i8,
    /// South.
    pub z: i8,
}

impl Heading {
    /// Nowhere.
    pub const NONE: Self = Self { x: 0, z: 0 };

    /// The heading from one point towards another; nowhere if they are the same.
    #[must_use]
    pub fn towards(from: seed::Point, to: seed::Point) -> Self {
        let dx = i64::from(to.x.0) - i64::from(from.x.0);
        let dz = i64::from(to.z.0) - i64::from(from.z.0);
        let longest = dx.abs().max(dz.abs());
        if longest == 0 {
            return Self::NONE;
        }
        // Each quotient is within -127..=127.
        Self { x: (dx * 127 / longest) as i8, z: (dz * 127 / longest) as i8 }
    }

    /// Nowhere?
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.x == 0 && self.z == 0
    }

    /// The vector of `length` millimetres in this direction; zero for no direction.
    #[must_use]
    pub fn scaled(self, length: i32) -> (i32, i32) {
        let (x, z) = (i64::from(self.x), i64::from(self.z));
        // In 1/256 of a unit, so that short headings keep their direction.
        let own = seed::isqrt(((x * x + z * z) as u64) << 16);
        if own == 0 {
            return (0, 0);
        }
        let part = |axis: i64| (axis * 256 * i64::from(length) / own) as i32;
        (part(x), part(z))
    }

    /// The turn as a 256th of a full turn: 0 is south (+z), 64 east (+x). For drawing; computed by
    /// octants with a linear arc tangent, at most 4 degrees off.
    #[must_use]
    pub fn turn(self) -> u8 {
        let (x, z) = (i32::from(self.x), i32::from(self.z));
        let (ax, az) = (x.abs(), z.abs());
        if ax == 0 && az == 0 {
            return 0;
        }
        let eighth = if ax <= az { 32 * ax / az } else { 64 - 32 * az / ax };
        let turn = match (x >= 0, z >= 0) {
            (true, true) => eighth,
            (true, false) => 128 - eighth,
            (false, false) => 128 + eighth,
            (false, true) => 256 - eighth,
        };
        (turn & 255) as u8
    }
}

/// Keys held in a tick.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Buttons(pub u8);

impl Buttons {
    /// Run.
    pub const RUN: Self = Self(1);
    /// Jump.
    pub const JUMP: Self = Self(2);
    /// Strike.
    pub const STRIKE: Self = Self(4);
    /// Shoot.
    pub const SHOOT: Self = Self(8);

    /// Are all of `others` held?
    #[must_use]
    pub const fn holds(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// These and `others`.
    #[must_use]
    pub const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

impl std::fmt::Debug for Buttons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Buttons({:04b})", self.0)
    }
}

/// What a player wants in one tick. Inputs cross the wire, positions never do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Input {
    /// Counts this client's inputs from 1.
    pub sequence: u32,
    /// Where to walk; its length is the share of full speed.
    pub walk: Heading,
    /// Where to look, strike and shoot.
    pub aim: Heading,
    /// Keys held.
    pub buttons: Buttons,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scaled_heading_has_the_length_asked_for() {
        for (x, z) in [(127, 0), (1, 0), (-5, 5), (100, -3), (-127, -127)] {
            let (dx, dz) = Heading { x, z }.scaled(1000);
            let length = seed::isqrt((i64::from(dx).pow(2) + i64::from(dz).pow(2)) as u64);
            assert!((990..=1000).contains(&length), "({x}, {z}) gave {length}");
        }
        assert_eq!(Heading::NONE.scaled(1000), (0, 0));
    }

    #[test]
    fn turns_go_round_from_south_over_east() {
        let turn = |x, z| Heading { x, z }.turn();
        assert_eq!(turn(0, 1), 0);
        assert_eq!(turn(1, 1), 32);
        assert_eq!(turn(1, 0), 64);
        assert_eq!(turn(0, -1), 128);
        assert_eq!(turn(-1, 0), 192);
        assert_eq!(turn(-1, 1), 224);
    }
}
