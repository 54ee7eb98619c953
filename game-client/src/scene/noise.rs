//! Small irregularities: hashes and value noise for looks only. Nothing that is decided by the
//! world or the game may depend on these.

/// A hash of three integers.
pub(crate) fn hash(x: i32, y: i32, salt: u32) -> u32 {
    let mut h = (x as u32).wrapping_mul(0x9e37_79b1)
        ^ (y as u32).wrapping_mul(0x85eb_ca77)
        ^ salt.wrapping_mul(0xc2b2_ae3d);
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 12;
    h = h.wrapping_mul(0x297a_2d39);
    h ^ (h >> 15)
}

/// A hash as a share, `0.0..1.0`.
pub(crate) fn unit(x: i32, y: i32, salt: u32) -> f32 {
    (hash(x, y, salt) >> 8) as f32 / 16_777_216.0
}

/// Smooth noise in `0.0..1.0`; features are about one unit apart.
pub(crate) fn value(x: f32, y: f32, salt: u32) -> f32 {
    let (cx, cy) = (x.floor(), y.floor());
    let (fx, fy) = (smooth(x - cx), smooth(y - cy));
    let (ix, iy) = (cx as i32, cy as i32);
    let north = mix(unit(ix, iy, salt), unit(ix + 1, iy, salt), fx);
    let south = mix(unit(ix, iy + 1, salt), unit(ix + 1, iy + 1, salt), fx);
    mix(north, south, fy)
}

/// From 0 at `low` to 1 at `high`, smoothly.
pub(crate) fn step(low: f32, high: f32, at: f32) -> f32 {
    smooth(((at - low) / (high - low)).clamp(0.0, 1.0))
}

fn smooth(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// A row of hashes from one name, for building shapes.
pub(crate) struct Dice(u32);

impl Dice {
    /// The row of this name.
    pub(crate) fn new(name: u32) -> Self {
        Self(hash(name as i32, 0x51ed, 0x2545_f491))
    }

    /// The next value in `0.0..1.0`.
    pub(crate) fn unit(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9);
        unit(self.0 as i32, 0, 7)
    }

    /// The next value in `low..high`.
    pub(crate) fn range(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// The next value in `-by..by`.
    pub(crate) fn spread(&mut self, by: f32) -> f32 {
        self.range(-by, by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_stays_in_its_range_and_is_smooth() {
        let mut last = value(-50.0, 3.3, 1);
        for i in 0..10_000 {
            let next = value(-50.0 + i as f32 * 0.01, 3.3, 1);
            assert!((0.0..1.0).contains(&next));
            assert!((next - last).abs() < 0.05);
            last = next;
        }
    }
}
