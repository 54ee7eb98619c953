//! Who is hit, and how hard.

use crate::Heading;
use seed::{Mm, Point, Stream};

/// Half the angle of a strike, as the cosine in 1,000ths: 60 degrees to either side.
const STRIKE_COSINE: i64 = 500;

/// Radius of a body for being hit.
pub const TARGET_RADIUS: Mm = Mm(500);

/// Is a target in the arc of a strike?
#[must_use]
pub fn strikes(from: Point, aim: Heading, reach: Mm, target: Point) -> bool {
    let distance = from.distance(target);
    if distance > i64::from((reach + TARGET_RADIUS).0) {
        return false;
    }
    if distance <= i64::from(TARGET_RADIUS.0) {
        return true;
    }
    let dx = i64::from(target.x.0) - i64::from(from.x.0);
    let dz = i64::from(target.z.0) - i64::from(from.z.0);
    let (ax, az) = aim.scaled(1000);
    // |a| is 1,000, so the cosine in 1,000ths is (a . d) / |d|.
    let dot = i64::from(ax) * dx + i64::from(az) * dz;
    dot >= STRIKE_COSINE * distance
}

/// Does a projectile that flies from `from` to `to` in this tick hit a body at `target`?
#[must_use]
pub fn pierces(from: Point, to: Point, target: Point) -> bool {
    let (fx, fz) = (i64::from(from.x.0), i64::from(from.z.0));
    let (dx, dz) = (i64::from(to.x.0) - fx, i64::from(to.z.0) - fz);
    let (px, pz) = (i64::from(target.x.0) - fx, i64::from(target.z.0) - fz);
    let length_squared = dx * dx + dz * dz;
    let along = (px * dx + pz * dz).clamp(0, length_squared);
    let nearest = if length_squared == 0 {
        from
    } else {
        let part =
            |d: i64| i64::try_from(i128::from(d) * i128::from(along) / i128::from(length_squared));
        let (Ok(nx), Ok(nz)) = (part(dx), part(dz)) else {
            return false;
        };
        Point { x: from.x + Mm(nx as i32), z: from.z + Mm(nz as i32) }
    };
    nearest.distance(target) <= i64::from(TARGET_RADIUS.0)
}

/// Damage of a hit: drawn from the attacker's range, less the target's protection, at least 1.
#[must_use]
pub fn damage(stream: &mut Stream, range: (u16, u16), protection: u16) -> u16 {
    let drawn = stream.range(i32::from(range.0), i32::from(range.1));
    u16::try_from((drawn - i32::from(protection)).max(1)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strike_hits_in_front_and_not_behind() {
        let here = Point::default();
        let east = Heading { x: 127, z: 0 };
        let reach = Mm(2000);
        assert!(strikes(here, east, reach, Point::new(2000, 0)));
        assert!(strikes(here, east, reach, Point::new(1200, 1200)));
        assert!(!strikes(here, east, reach, Point::new(-1200, 0)));
        assert!(!strikes(here, east, reach, Point::new(2600, 0)));
        assert!(!strikes(here, Heading::NONE, reach, Point::new(1200, 0)), "no aim, no hit");
    }

    #[test]
    fn an_arrow_hits_what_it_passes_within_a_tick() {
        let (from, to) = (Point::new(0, 0), Point::new(3000, 0));
        assert!(pierces(from, to, Point::new(1500, 400)));
        assert!(!pierces(from, to, Point::new(1500, 600)));
        assert!(!pierces(from, to, Point::new(-600, 0)));
        assert!(pierces(from, from, Point::new(100, 0)));
    }

    #[test]
    fn protection_never_makes_a_hit_heal() {
        let mut stream = Stream::new(&[1; 32], "test", &seed::Path::new());
        for _ in 0..100 {
            assert_eq!(damage(&mut stream, (3, 9), 50), 1);
            assert!((3..=9).contains(&damage(&mut stream, (3, 9), 0)));
        }
    }
}
