//! Volcanoes: cones with a crater, at most one in each square of a coarse grid.
//!
//! A volcano follows from its square and from the slow fields in its middle, and lies within its
//! square, so that any place has to look at one square only. It is part of the slow fields: everything
//! else (rivers, roads, settlements, biomes) meets it as land.

use super::Terrain;
use super::relief::smooth;
use ruleset::VolcanoRules;
use seed::{Path, WorldSeed};
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// How much land must be around the middle: the share of the world's range above the sea.
const INLAND: f64 = 0.1;

/// The coolest climate, of 1: volcanoes stand where the land is warm, so that their ash has the
/// biomes of warm heights.
const WARM: f64 = 0.56;

/// How far from the cradle's middle volcanoes keep, metres beyond their own radius.
const PEACE_M: f64 = 1_900.0;

/// The crater's radius and depth, shares of the volcano's radius and height.
const CRATER: (f64, f64) = (0.2, 0.45);

/// Squares kept.
const KEPT: usize = 4096;

/// A volcano.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cone {
    /// East, metres.
    pub x: f64,
    /// South, metres.
    pub z: f64,
    /// Height of the rim above the land around, metres.
    pub height: f64,
    /// How far it reaches, metres.
    pub radius: f64,
}

/// What a volcano does to a place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rise {
    /// How much higher the land is, metres.
    pub height: f64,
    /// 0 to 1: how much of the climate is its own, hot and dry.
    pub heat: f64,
}

/// The volcanoes of a world; what is kept could be worked out again.
#[derive(Debug)]
pub(super) struct Volcanoes {
    seed: WorldSeed,
    rules: VolcanoRules,
    cones: RwLock<BTreeMap<(i32, i32), Option<Cone>>>,
}

impl Volcanoes {
    pub(super) fn new(seed: WorldSeed, rules: &VolcanoRules) -> Self {
        Self { seed, rules: rules.clone(), cones: RwLock::default() }
    }

    /// What the volcano of a place's square does to it.
    pub(super) fn rise(&self, terrain: &Terrain, x: f64, z: f64) -> Rise {
        if self.rules.per_mille == 0 {
            return Rise::default();
        }
        let edge = f64::from(self.rules.cell_m.max(1));
        let square = ((x / edge).floor() as i32, (z / edge).floor() as i32);
        self.of(terrain, square).map_or(Rise::default(), |cone| cone.rise(x, z))
    }

    /// The volcano of a square.
    pub(super) fn of(&self, terrain: &Terrain, square: (i32, i32)) -> Option<Cone> {
        if let Some(known) = self.cones.read().unwrap_or_else(PoisonError::into_inner).get(&square)
        {
            return *known;
        }
        let made = self.find(terrain, square);
        let mut cones = self.cones.write().unwrap_or_else(PoisonError::into_inner);
        if cones.len() >= KEPT {
            cones.clear();
        }
        *cones.entry(square).or_insert(made)
    }

    /// Edge of a square, metres; zero: there are no volcanoes.
    pub(super) fn edge(&self) -> i32 {
        if self.rules.per_mille == 0 { 0 } else { self.rules.cell_m.min(i32::MAX as u32) as i32 }
    }

    fn find(&self, terrain: &Terrain, square: (i32, i32)) -> Option<Cone> {
        let mut stream = self.seed.stream("volcano", &Path::new().int(square.0).int(square.1));
        if !stream.chance(self.rules.per_mille.into(), 1000) {
            return None;
        }
        let (height, radius) = (self.rules.height, self.rules.radius);
        let height = f64::from(stream.range(height.0.0, height.1.0)) / 1000.0;
        let radius = f64::from(stream.range(radius.0.0, radius.1.0)) / 1000.0;
        let edge = f64::from(self.rules.cell_m);
        let free = (edge - 2.0 * radius).max(0.0);
        let mut along = |index: i32| {
            let share = f64::from(stream.below(1001)) / 1000.0;
            (f64::from(index) * edge + radius + share * free).floor()
        };
        let (x, z) = (along(square.0), along(square.1));
        let cone = Cone { x, z, height, radius };
        terrain.bears(&cone).then_some(cone)
    }
}

impl Cone {
    /// What it does to a place.
    fn rise(&self, x: f64, z: f64) -> Rise {
        let (dx, dz) = (x - self.x, z - self.z);
        let out = (dx * dx + dz * dz).sqrt() / self.radius.max(1.0);
        if out >= 1.0 {
            return Rise::default();
        }
        let (crater, depth) = CRATER;
        let share = if out < crater {
            1.0 - depth * smooth(1.0 - out / crater)
        } else {
            let flank = (1.0 - out) / (1.0 - crater);
            flank * flank
        };
        Rise { height: self.height * share, heat: smooth((1.0 - out) * 1.6) }
    }
}

impl Terrain {
    /// Whether the land can bear a volcano: warm, far from coasts and from where players begin.
    fn bears(&self, cone: &Cone) -> bool {
        let (dx, dz) = (cone.x - self.cradle_m, cone.z - self.cradle_m);
        (dx * dx + dz * dz).sqrt() > PEACE_M + cone.radius
            && self.continent.share(cone.x, cone.z) - self.sea_share > INLAND
            && self.temperature.share(cone.x, cone.z) > WARM
    }

    /// The volcanoes whose middle lies in a rectangle of whole metres, by row from the north.
    pub(crate) fn volcanoes(&self, min: (i32, i32), max: (i32, i32)) -> Vec<Cone> {
        let edge = self.volcanoes.edge();
        if edge == 0 {
            return Vec::new();
        }
        let mut found = Vec::new();
        for z in min.1.div_euclid(edge)..=max.1.div_euclid(edge) {
            for x in min.0.div_euclid(edge)..=max.0.div_euclid(edge) {
                found.extend(self.volcanoes.of(self, (x, z)).filter(|cone| {
                    let within = |at: f64, low: i32, high: i32| {
                        at >= f64::from(low) && at <= f64::from(high)
                    };
                    within(cone.x, min.0, max.0) && within(cone.z, min.1, max.1)
                }));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cone_rises_to_its_rim_and_has_a_crater() {
        let cone = Cone { x: 100.0, z: -50.0, height: 60.0, radius: 300.0 };
        let height = |out: i32| cone.rise(100.0 + f64::from(out), -50.0).height;
        assert!((height(60) - 60.0).abs() < 0.1 && height(300) + height(900) < 1e-9);
        assert!((height(0) - 33.0).abs() < 0.1, "the crater's floor is at {}", height(0));
        assert!((0..60).all(|out| height(out) <= height(out + 1)));
        assert!((60..300).all(|out| height(out) >= height(out + 1)));
        let steepest =
            (0..300).map(|out| (height(out) - height(out + 1)).abs()).fold(0.0, f64::max);
        assert!(steepest < 0.8, "{steepest} metres on one");
    }
}
