//! The outlines of lakes: a circle with bays.
//!
//! The radius varies with the direction by waves of two and three around the circle, which are sums of
//! products of the direction's sine and cosine and so need no angle. It only ever shrinks, so a lake
//! reaches no farther than its radius says.

use super::Waters;
use seed::Path;

/// Waves of two and of three around a lake, each as a pair of weights, per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline([i8; 4]);

impl Outline {
    /// The outline of the lake at a node.
    pub(super) fn of(waters: &Waters, x: i32, z: i32) -> Self {
        let mut stream = waters.seed.stream("lake.outline", &Path::new().int(x).int(z));
        Self([(); 4].map(|()| stream.range(-100, 100) as i8))
    }

    /// The share of the radius, 0.5 to 1, in the direction of a step from the middle.
    pub(super) fn share(self, dx: f64, dz: f64) -> f64 {
        let length = (dx * dx + dz * dz).sqrt();
        if length <= 0.0 {
            return 1.0;
        }
        let (cos, sin) = (dx / length, dz / length);
        let (cos2, sin2) = (cos * cos - sin * sin, 2.0 * cos * sin);
        let (cos3, sin3) = (cos2 * cos - sin2 * sin, sin2 * cos + cos2 * sin);
        let [a, b, c, d] = self.0.map(|weight| f64::from(weight) / 100.0);
        let wave = a * cos2 + b * sin2 + c * cos3 + d * sin3;
        (0.8 + 0.16 * wave).clamp(0.5, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_never_jump_and_never_leave_their_circle() {
        for outline in [[100, -100, 100, 100], [-60, 20, 90, -10], [0, 0, 0, 0]].map(Outline) {
            let mut before = outline.share(1.0, 0.0);
            let mut spread = (1.0_f64, 0.0_f64);
            // Around a square, in steps that are seen under less than a degree.
            for step in 0..800_i32 {
                let along = f64::from(step % 200) / 100.0 - 1.0;
                let (dx, dz) = match step / 200 {
                    0 => (1.0, along),
                    1 => (-along, 1.0),
                    2 => (-1.0, -along),
                    _ => (along, -1.0),
                };
                let share = outline.share(dx * 30.0, dz * 30.0);
                assert!((0.5..=1.0).contains(&share));
                assert!(step == 0 || (share - before).abs() < 0.03, "{share} after {before}");
                spread = (spread.0.min(share), spread.1.max(share));
                before = share;
            }
            let round = outline == Outline::default();
            assert!(round || spread.1 - spread.0 > 0.2, "{outline:?} is round: {spread:?}");
        }
        assert!((Outline::default().share(0.0, 0.0) - 1.0).abs() < 1e-9);
    }
}
