//! Levelled ground under settlements and around the mouths of dungeons, and raised ground under
//! quays.

use crate::terrain::{FREE, Ground};
use seed::{Mm, Point};

/// A round place that is level inside and blends into the land around it; or a rectangle that is
/// raised to a height where it lies lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pad {
    /// Its middle.
    pub at: Point,
    /// How far it is level.
    pub radius: Mm,
    /// How far beyond that the land is still bent towards it.
    pub blend: Mm,
    /// Its height above the sea.
    pub ground: Mm,
    /// Half the edges of a raised rectangle.
    half: Option<(Mm, Mm)>,
}

impl Pad {
    /// How far any pad reaches from its middle, at most.
    pub(super) const FARTHEST: Mm = Mm(265_000);

    /// A level place.
    pub(super) const fn round(at: Point, radius: Mm, blend: Mm, ground: Mm) -> Self {
        Self { at, radius, blend, ground, half: None }
    }

    /// A raised rectangle between two corners in whole metres; both edges belong to it.
    pub(super) fn raised(min: Point, max: Point, ground: Mm) -> Self {
        let middle = |a: Mm, b: Mm| Mm(i32::midpoint(a.0, b.0));
        let at = Point { x: middle(min.x, max.x), z: middle(min.z, max.z) };
        let half = Some((max.x - at.x, max.z - at.z));
        Self { at, radius: Mm(0), blend: Mm(0), ground, half }
    }

    /// Whether it bends the land anywhere in a rectangle.
    pub(super) fn touches(&self, min: Point, max: Point) -> bool {
        let nearest =
            Point::new(self.at.x.0.clamp(min.x.0, max.x.0), self.at.z.0.clamp(min.z.0, max.z.0));
        if self.half.is_some() {
            return self.raises(nearest);
        }
        self.at.distance(nearest) < i64::from((self.radius + self.blend).0)
    }

    /// Whether a point lies on a raised rectangle.
    fn raises(&self, at: Point) -> bool {
        self.half
            .is_some_and(|(x, z)| (at.x - self.at.x).abs() <= x && (at.z - self.at.z).abs() <= z)
    }

    /// The height of a point, given the one that the land had without this pad.
    pub(crate) fn bend(&self, at: Point, height: Mm) -> Mm {
        if self.half.is_some() {
            return if self.raises(at) { height.max(self.ground) } else { height };
        }
        let beyond = self.at.distance(at) - i64::from(self.radius.0);
        if beyond <= 0 {
            return self.ground;
        }
        let blend = i64::from(self.blend.0.max(1));
        if beyond >= blend {
            return height;
        }
        // 3 t^2 - 2 t^3 in 4096ths.
        let t = beyond * 4096 / blend;
        let rise = t * t * (3 * 4096 - 2 * t) / (4096 * 4096);
        let difference = i64::from(height.0) - i64::from(self.ground.0);
        Mm((i64::from(self.ground.0) + (difference * rise).div_euclid(4096)) as i32)
    }
}

/// How far outside of all level ground a point is, as the share of the distance from which on roads
/// bend the land wholly: 0 within, 4096 from there on. So roads run out onto level ground without
/// tilting it.
pub(crate) fn outside(pads: &[Pad], at: Point) -> i64 {
    const FADE: i64 = 8_000;
    let beyond = |pad: &Pad| pad.at.distance(at) - i64::from(pad.radius.0);
    let least = pads.iter().map(beyond).min().unwrap_or(FADE);
    least.clamp(0, FADE) * 4096 / FADE
}

/// The height of a point after all pads, in their order; beside a river the land keeps its own.
pub(crate) fn level(pads: &[Pad], at: Point, natural: &Ground) -> Mm {
    let bent = pads.iter().fold(natural.height, |height, pad| pad.bend(at, height));
    let change = i64::from(bent.0) - i64::from(natural.height.0);
    natural.height + Mm((change * i64::from(natural.free)).div_euclid(i64::from(FREE)) as i32)
}
