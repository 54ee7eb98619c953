//! Directions for people: "to the north-east".

use seed::Point;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One of eight directions of the compass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Compass {
    /// Towards negative z.
    North,
    /// Between north and east.
    NorthEast,
    /// Towards positive x.
    East,
    /// Between south and east.
    SouthEast,
    /// Towards positive z.
    South,
    /// Between south and west.
    SouthWest,
    /// Towards negative x.
    West,
    /// Between north and west.
    NorthWest,
}

impl Compass {
    /// The direction in which `to` lies as seen from `from`; north for the same point.
    #[must_use]
    pub fn between(from: Point, to: Point) -> Self {
        let east = i64::from(to.x.0) - i64::from(from.x.0);
        let south = i64::from(to.z.0) - i64::from(from.z.0);
        // tan 22.5 degrees is 0.41421; 29/70 = 0.41429 is close enough for words.
        let straight = |big: i64, small: i64| small.abs() * 70 <= big.abs() * 29;
        if straight(south, east) {
            if south > 0 { Self::South } else { Self::North }
        } else if straight(east, south) {
            if east > 0 { Self::East } else { Self::West }
        } else {
            match (east > 0, south > 0) {
                (true, true) => Self::SouthEast,
                (true, false) => Self::NorthEast,
                (false, true) => Self::SouthWest,
                (false, false) => Self::NorthWest,
            }
        }
    }
}

impl fmt::Display for Compass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::North => "north",
            Self::NorthEast => "north-east",
            Self::East => "east",
            Self::SouthEast => "south-east",
            Self::South => "south",
            Self::SouthWest => "south-west",
            Self::West => "west",
            Self::NorthWest => "north-west",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_directions_are_told_apart() {
        let here = Point::default();
        let to = |x, z| Compass::between(here, Point::metres(x, z)).to_string();
        assert_eq!(to(0, -9), "north");
        assert_eq!(to(9, -9), "north-east");
        assert_eq!(to(9, 1), "east");
        assert_eq!(to(7, 9), "south-east");
        assert_eq!(to(1, 9), "south");
        assert_eq!(to(-9, 9), "south-west");
        assert_eq!(to(-9, 0), "west");
        assert_eq!(to(-5, -6), "north-west");
    }
}
