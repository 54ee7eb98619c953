//! The natural land: heights and climate before anybody levelled anything.
//!
//! Slow fields (where the sea stands, where mountains are, climate) are summed on a lattice of
//! [`LATTICE_M`] metres and interpolated; hills are summed at every metre. Everything is `f64` with
//! `+ - * /`, `sqrt` and `floor` in a fixed order, and leaves this module as whole millimetres and
//! per mille, so that nothing outside ever branches on a float.

mod biome;
mod cliff;
mod field;
mod ground;
mod hydro;
mod relief;
mod slow;
mod strip;
mod volcano;

use crate::SEA_LEVEL;
pub(crate) use biome::biome_at;
use cliff::Cliffs;
use field::{Field, Octaves, grid};
pub(crate) use ground::{FREE, Ground};
use ground::{bend, whole};
pub(crate) use hydro::Channels;
use hydro::Waters;
use relief::{Climates, lerp, shore, smooth};
use ruleset::Ruleset;
use seed::{Mm, WorldSeed};
pub(crate) use slow::Slow;
pub(crate) use strip::Strip;
use volcano::Volcanoes;

/// Metres between two points of the lattice of slow fields.
pub(crate) const LATTICE_M: i32 = 8;

/// Radius around the origin's site cell in which mild, low land is favoured, metres: the first hour
/// of a world is spent there.
const CRADLE_M: f64 = 1500.0;

/// A field that is summed at every metre.
#[derive(Clone, Copy)]
enum Fast {
    Detail,
    Hills,
    Ridges,
    Pools,
}

/// The fields of a world.
#[derive(Debug)]
pub(crate) struct Terrain {
    continent: Field,
    mountains: Field,
    temperature: Field,
    humidity: Field,
    hills: Field,
    ridges: Field,
    pools: Field,
    detail: Field,
    groves: Field,
    climates: Climates,
    relief_m: f64,
    depth_m: f64,
    sea_share: f64,
    /// Where the cradle's middle lies on both axes, metres.
    cradle_m: f64,
    /// Middle of the island that was forced, in metres.
    island: Option<(i32, i32)>,
    waters: Waters,
    volcanoes: Volcanoes,
    cliffs: Cliffs,
}

impl Terrain {
    /// The fields of a seed.
    pub(crate) fn new(seed: WorldSeed, rules: &Ruleset) -> Self {
        let shape = &rules.terrain;
        let field = |name: &str, wavelength: f64, octaves: u32, gain: f64| {
            Field::new(seed, name, Octaves { wavelength, count: octaves, gain })
        };
        let continent = f64::from(shape.continent_m);
        let hill = f64::from(shape.hill_m);
        let climate = f64::from(shape.climate_m);
        Self {
            continent: field("continent", continent, 5, 0.5),
            mountains: field("mountains", continent * 0.55, 2, 0.5),
            temperature: field("temperature", climate, 3, 0.35),
            humidity: field("humidity", climate * 0.8, 3, 0.35),
            hills: field("hills", hill, 4, 0.45),
            ridges: field("ridges", hill * 2.4, 3, 0.45),
            pools: field("pools", hill * 1.3, 2, 0.5),
            detail: field("detail", 23.0, 2, 0.4),
            groves: field("groves", 55.0, 2, 0.5),
            climates: Climates::new(rules),
            relief_m: f64::from(shape.relief.0) / 1000.0,
            depth_m: f64::from(shape.depth.0) / 1000.0,
            sea_share: 1.0 - f64::from(shape.land_per_mille) / 1000.0,
            cradle_m: f64::from(rules.settlement.cell_m) / 2.0,
            island: None,
            waters: Waters::new(seed, &shape.rivers),
            volcanoes: Volcanoes::new(seed, &shape.volcanoes),
            cliffs: Cliffs::new(seed, shape),
        }
    }

    /// Raises an island around a place: the last resort where a world has no land to begin on.
    pub(crate) fn force_island(&mut self, x: i32, z: i32) {
        self.island = Some((x, z));
        self.waters = self.waters.forgotten();
    }

    /// The channels that may bend the land in a rectangle of whole metres, its edges included.
    pub(crate) fn channels(&self, min: (i32, i32), max: (i32, i32)) -> Channels {
        self.waters.channels(self, min, max)
    }

    /// A rough height of the land in millimetres, from one look at the slow fields nearby.
    fn rough(&self, x: i32, z: i32, slow: &Slow) -> i32 {
        let height = if slow.inland < 0.0 {
            slow.inland * 100.0
        } else {
            self.land(slow.inland, slow.mountains, slow.relief, |fast| self.fast(fast, x, z))
                + slow.cone
        };
        whole(height * 1000.0, -1_000_000, 1_000_000)
    }

    /// A fast field at a metre corner.
    fn fast(&self, fast: Fast, x: i32, z: i32) -> f64 {
        let (x, z) = (f64::from(x), f64::from(z));
        match fast {
            Fast::Pools => self.pools.share(x, z),
            Fast::Detail => self.detail.sum(x, z),
            Fast::Hills => self.hills.sum(x, z),
            Fast::Ridges => self.ridges.sum(x, z),
        }
    }

    /// The land at a metre corner, given the slow fields around it and the channels near it.
    pub(crate) fn ground(&self, x: i32, z: i32, around: &[Slow; 4], channels: &Channels) -> Ground {
        bend(self.dry(x, z, around), x, z, channels)
    }

    /// -1 to 1: the finest bumps, which fray the shores of lakes.
    pub(crate) fn roughness(&self, x: i32, z: i32) -> f64 {
        f64::from(self.natural(x, z).rough) / f64::from(FREE)
    }

    /// The land at a metre corner before rivers, lakes and cliffs.
    fn natural(&self, x: i32, z: i32) -> Ground {
        self.dry(x, z, &self.around(x, z))
    }

    /// The land at a metre corner before rivers, lakes and cliffs, given the slow fields around it.
    fn dry(&self, x: i32, z: i32, around: &[Slow; 4]) -> Ground {
        self.ground_of(x, z, around, |fast| self.fast(fast, x, z))
    }

    /// The land at `edge` x `edge` metre corners, row by row; the first must be a lattice point.
    pub(crate) fn ground_grid(&self, west: i32, north: i32, edge: i32) -> Vec<Ground> {
        let (lattice_x, lattice_z) = (west.div_euclid(LATTICE_M), north.div_euclid(LATTICE_M));
        // The last corner may begin a lattice square, which has a point to its east.
        let points = (edge - 1).div_euclid(LATTICE_M) + 2;
        let slow = self.slow_grid(lattice_x, lattice_z, points);
        let slow_at = |x: i32, z: i32| slow[(z * points + x) as usize];
        let grid = grid(west, north, edge, 1);
        let detail = self.detail.sums(&grid);
        let hills = self.hills.sums(&grid);
        let ridges = self.ridges.sums(&grid);
        let pools = self.pools.sums(&grid);
        let channels = self.channels((west, north), (west + edge - 1, north + edge - 1));
        (0..edge)
            .flat_map(|z| (0..edge).map(move |x| (x, z)))
            .enumerate()
            .map(|(index, (x, z))| {
                let (lx, lz) = (x / LATTICE_M, z / LATTICE_M);
                let around = [
                    slow_at(lx, lz),
                    slow_at(lx + 1, lz),
                    slow_at(lx, lz + 1),
                    slow_at(lx + 1, lz + 1),
                ];
                let dry = self.ground_of(west + x, north + z, &around, |fast| match fast {
                    Fast::Pools => field::even(pools[index]),
                    Fast::Detail => detail[index],
                    Fast::Hills => hills[index],
                    Fast::Ridges => ridges[index],
                });
                bend(dry, west + x, north + z, &channels)
            })
            .collect()
    }

    fn ground_of(&self, x: i32, z: i32, around: &[Slow; 4], fast: impl Fn(Fast) -> f64) -> Ground {
        let fx = f64::from(x.rem_euclid(LATTICE_M)) / f64::from(LATTICE_M);
        let fz = f64::from(z.rem_euclid(LATTICE_M)) / f64::from(LATTICE_M);
        let between = |of: fn(&Slow) -> f64| {
            let north = lerp(of(&around[0]), of(&around[1]), fx);
            let south = lerp(of(&around[2]), of(&around[3]), fx);
            lerp(north, south, fz)
        };
        let inland = between(|slow| slow.inland);
        let mountains = between(|slow| slow.mountains);
        let hilly = between(|slow| slow.relief);
        let cone = between(|slow| slow.cone);
        let detail = fast(Fast::Detail);
        let height = if inland < 0.0 {
            self.sea_floor(inland, detail)
        } else {
            self.land(inland, mountains, hilly, fast)
                + detail * (0.25 + hilly * 0.5) * shore(inland)
                + cone * shore(inland)
        };
        let cliff = self.cliffs.raise(inland, around, (fx, fz), detail);
        // The detail frays the borders between biomes.
        let temperature = between(|slow| slow.temperature) + detail * 0.03;
        let humidity = between(|slow| slow.humidity) - detail * 0.03;
        Ground {
            height: Mm(whole(height * 1000.0, -1_000_000, 1_000_000)),
            temperature: whole(temperature * 1000.0, 0, 1000),
            humidity: whole(humidity * 1000.0, 0, 1000),
            water: SEA_LEVEL,
            free: FREE,
            cliff: Mm(whole(cliff * 1000.0, 0, 1_000_000)),
            rough: whole(detail * 2.0 * f64::from(FREE), -FREE, FREE),
        }
    }

    /// The land at a single metre corner.
    pub(crate) fn at(&self, x: i32, z: i32) -> Ground {
        self.ground(x, z, &self.around(x, z), &self.channels((x, z), (x, z)))
    }

    /// The land at a point of the lattice, given in metres: the same as [`Self::at`], for a quarter
    /// of the work.
    pub(crate) fn at_lattice(&self, x: i32, z: i32) -> Ground {
        let slow = self.slow(x.div_euclid(LATTICE_M), z.div_euclid(LATTICE_M));
        self.ground(x, z, &[slow; 4], &self.channels((x, z), (x, z)))
    }

    /// The natural height of a metre corner before rivers, lakes and cliffs, and its temperature and humidity
    /// per mille without what frays the borders of biomes.
    pub(crate) fn climate(&self, x: i32, z: i32) -> (Mm, i32, i32) {
        let slow = self.slow_at(x, z);
        let ground = self.dry(x, z, &[slow; 4]);
        (
            ground.height,
            whole(slow.temperature * 1000.0, 0, 1000),
            whole(slow.humidity * 1000.0, 0, 1000),
        )
    }

    /// The land at the four corners of a metre cell: north-west, north-east, south-west, south-east.
    pub(crate) fn cell(&self, x: i32, z: i32) -> [Ground; 4] {
        let corners = [(x, z), (x + 1, z), (x, z + 1), (x + 1, z + 1)];
        let last = LATTICE_M - 1;
        if x.rem_euclid(LATTICE_M) == last || z.rem_euclid(LATTICE_M) == last {
            return corners.map(|(x, z)| self.at(x, z));
        }
        let around = self.around(x, z);
        let channels = self.channels((x, z), (x + 1, z + 1));
        corners.map(|(x, z)| self.ground(x, z, &around, &channels))
    }

    /// How thickly plants stand at a place, per mille; patches of about 50 m.
    pub(crate) fn grove(&self, x: i32, z: i32) -> u32 {
        let share = self.groves.share(f64::from(x), f64::from(z));
        whole((share * 1.7 - 0.35) * 1000.0, 0, 1000) as u32
    }

    /// Metres above the sea, where the sea is not.
    fn land(&self, inland: f64, mountains: f64, hilly: f64, fast: impl Fn(Fast) -> f64) -> f64 {
        let coast = shore(inland);
        let lift = 3.2 * (inland / 0.07).min(1.0) + self.relief_m * 0.12 * smooth(inland / 0.45);
        let rolling = fast(Fast::Hills) * 0.8 + 0.42;
        let hills = self.relief_m * 0.5 * hilly * rolling.max(0.0) * coast;
        let mut height = lift + hills;
        if mountains > 0.0 {
            // Folded at zero, which makes crests; rounded there, so that they are no knives.
            let ridge = fast(Fast::Ridges);
            let fold = (1.0 - (ridge * ridge + 0.004).sqrt()).max(0.0);
            height += self.relief_m * 0.85 * mountains * fold * fold * smooth(inland / 0.25);
        }
        // Pools lie in low, flat land; they go no deeper than a man can swim out of.
        let low = smooth((14.0 - height) / 10.0) * coast;
        if low > 0.0 {
            let pool = smooth((fast(Fast::Pools) - 0.8) / 0.16);
            height -= pool * low * (height + 2.2);
        }
        height
    }

    /// Metres below the sea, as a height below zero: shallows first, then the slope.
    fn sea_floor(&self, inland: f64, detail: f64) -> f64 {
        let out = 0.0 - inland;
        let shallow = 2.8 * (out / 0.06).min(1.0);
        0.0 - shallow
            - self.depth_m * smooth((out - 0.03) / 0.4)
            - (detail + 0.6) * (out * 4.0).min(0.5)
    }
}

#[cfg(test)]
mod tests;
