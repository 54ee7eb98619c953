//! Looks at the natural land to judge where something can stand.

use crate::terrain::{Ground, LATTICE_M, Strip, Terrain, biome_at};
use ruleset::{BiomeId, Ruleset};
use seed::{Mm, Point};

/// Sixteen directions as vectors of length 1000, clockwise from north.
pub(crate) const DIRECTIONS: [(i32, i32); 16] = [
    (0, -1000),
    (383, -924),
    (707, -707),
    (924, -383),
    (1000, 0),
    (924, 383),
    (707, 707),
    (383, 924),
    (0, 1000),
    (-383, 924),
    (-707, 707),
    (-924, 383),
    (-1000, 0),
    (-924, -383),
    (-707, -707),
    (-383, -924),
];

/// Depth from which water must be swum, not waded.
const DEEP: Mm = Mm(-800);

/// The point at a distance in a direction.
pub(crate) fn towards(from: Point, (x, z): (i32, i32), distance: Mm) -> Point {
    let part = |unit: i32| Mm((i64::from(unit) * i64::from(distance.0) / 1000) as i32);
    Point { x: from.x + part(x), z: from.z + part(z) }
}

/// A world's natural land.
#[derive(Clone, Copy)]
pub(crate) struct Survey<'a> {
    pub terrain: &'a Terrain,
    pub rules: &'a Ruleset,
}

impl Survey<'_> {
    /// The natural height at the metre corner of a point.
    pub(crate) fn height(self, at: Point) -> Mm {
        let (x, z) = at.cell();
        self.terrain.at(x, z).height
    }

    /// How far the natural ground at the metre corner of a point stands above the water's surface.
    pub(crate) fn dry(self, at: Point) -> Mm {
        let (x, z) = at.cell();
        let ground = self.terrain.at(x, z);
        ground.height - ground.water
    }

    /// Whether a river or lake comes within a distance of a point.
    pub(crate) fn river_within(self, at: Point, distance: Mm) -> bool {
        let ((x, z), reach) = (at.cell(), distance.0 / 1000 + 20);
        let channels = self.terrain.channels((x - reach, z - reach), (x + reach, z + reach));
        let away = f64::from(distance.0) / 1000.0;
        // Frayed as far out as lakes ever are.
        channels.near(f64::from(x), f64::from(z), 1.0).any(|near| near.beyond < away)
    }

    /// The natural land at the metre corner of a point.
    pub(crate) fn ground(self, at: Point) -> Ground {
        let (x, z) = at.cell();
        self.terrain.at(x, z)
    }

    /// Looks at many points of the natural land between two.
    pub(crate) fn strip(&self, from: Point, to: Point) -> Strip<'_> {
        let ((ax, az), (bx, bz)) = (from.cell(), to.cell());
        self.terrain.strip((ax.min(bx), az.min(bz)), (ax.max(bx), az.max(bz)))
    }

    /// The same as [`Self::ground`], cheaper where both coordinates are multiples of the lattice of slow fields. Only the
    /// ends of the world, where coordinates are cut off, are not.
    pub(crate) fn ground_on_lattice(self, at: Point) -> Ground {
        let (x, z) = at.cell();
        let on_lattice = x % LATTICE_M == 0 && z % LATTICE_M == 0;
        if on_lattice { self.terrain.at_lattice(x, z) } else { self.terrain.at(x, z) }
    }

    /// The biome that a point would have if nobody levelled the land.
    pub(crate) fn biome(self, at: Point) -> BiomeId {
        self.biome_of(self.ground(at))
    }

    /// The biome of natural land.
    pub(crate) fn biome_of(self, ground: Ground) -> BiomeId {
        let wet = ground.height < ground.water;
        let height = if wet { ground.height - ground.water } else { ground.height };
        biome_at(self.rules, height, ground.temperature, ground.humidity)
    }

    /// The temperature at a point, per mille.
    pub(crate) fn temperature(self, at: Point) -> i32 {
        self.climate(at).0
    }

    /// Temperature and humidity at a point, per mille.
    pub(crate) fn climate(self, at: Point) -> (i32, i32) {
        let (x, z) = at.cell();
        let ground = self.terrain.at(x, z);
        (ground.temperature, ground.humidity)
    }

    /// The lowest and highest natural height on a ring.
    pub(crate) fn ring(self, at: Point, radius: Mm) -> (Mm, Mm) {
        let heights =
            DIRECTIONS.iter().step_by(2).map(|&way| self.height(towards(at, way, radius)));
        heights.fold((Mm(i32::MAX), Mm(i32::MIN)), |(low, high), height| {
            (low.min(height), high.max(height))
        })
    }

    /// Whether one can walk from one point straight to the other: no deep water wider than 30 m and
    /// nothing too steep to climb, looking every four metres.
    pub(crate) fn walkable(self, from: Point, to: Point) -> bool {
        const STEP: i64 = 4000;
        let steps = (from.distance(to) / STEP).max(1);
        let climb = i64::from(self.rules.balance.climb);
        let mut wet = 0;
        let mut before: Option<Mm> = None;
        let mut strip = self.strip(from, to);
        for step in 0..=steps {
            let part = |a: Mm, b: Mm| {
                Mm((i64::from(a.0) + (i64::from(b.0) - i64::from(a.0)) * step / steps) as i32)
            };
            let (x, z) = Point { x: part(from.x, to.x), z: part(from.z, to.z) }.cell();
            let ground = strip.at(x, z);
            let height = ground.height;
            wet = if height - ground.water < DEEP { wet + STEP } else { 0 };
            // Four fifths of what can be climbed, since the land between two looks is rougher.
            let rise = before.map_or(0, |before| i64::from((height - before).abs().0));
            if wet > 30_000 || rise > climb * (STEP / 1000) * 4 / 5 {
                return false;
            }
            before = Some(height);
        }
        true
    }
}
