//! The land at a metre corner, and how rivers and lakes bend it.

use super::hydro::Channels;
use crate::SEA_LEVEL;
use seed::Mm;

/// The land at one metre corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ground {
    /// Height above the sea.
    pub height: Mm,
    /// Per mille of the range, before the height cools it.
    pub temperature: i32,
    /// Per mille of the range.
    pub humidity: i32,
    /// Height of the water's surface above the sea; the sea's level away from rivers and lakes.
    pub water: Mm,
    /// How much people may level the land here, in 4096ths: nothing beside a river.
    pub free: i32,
    /// How much a cliff raises the land here; in [`Ground::height`] once the rivers near it are known.
    pub cliff: Mm,
    /// -4096 to 4096: the finest bumps, which fray the shores of lakes.
    pub(super) rough: i32,
}

#[cfg(test)]
impl Ground {
    /// Land without water anywhere near.
    pub(crate) const fn dry(height: Mm) -> Self {
        let water = Mm(i32::MIN / 2);
        Self { height, temperature: 500, humidity: 500, water, free: FREE, cliff: Mm(0), rough: 0 }
    }
}

/// Whole of [`Ground::free`].
pub(crate) const FREE: i32 = 4096;

/// The land at a metre corner with the rivers, lakes and cliffs near it.
pub(super) fn bend(mut ground: Ground, x: i32, z: i32, channels: &Channels) -> Ground {
    if channels.is_empty() {
        ground.height += ground.cliff;
        return ground;
    }
    // Rivers are older than cliffs: they run as if there were none, and these break off before them.
    if ground.cliff > Mm(0) {
        let left = channels.dry_share(f64::from(x), f64::from(z));
        ground.cliff = millimetres(f64::from(ground.cliff.0) / 1000.0 * left);
    }
    let rough = f64::from(ground.rough) / f64::from(FREE);
    let natural = f64::from(ground.height.0) / 1000.0;
    let reach = channels.bend(f64::from(x), f64::from(z), rough, natural);
    ground.height = millimetres(reach.height) + ground.cliff;
    ground.water = reach.water.map_or(SEA_LEVEL, millimetres).max(SEA_LEVEL);
    ground.free = whole(reach.free * f64::from(FREE), 0, FREE);
    ground
}

/// To the nearest millimetre, so that what came from whole ones stays what it was.
fn millimetres(metres: f64) -> Mm {
    Mm(whole(metres * 1000.0 + 0.5, -1_000_000, 1_000_000))
}

/// The whole number below a value, within bounds.
pub(super) fn whole(value: f64, low: i32, high: i32) -> i32 {
    (value.floor() as i32).clamp(low, high)
}
