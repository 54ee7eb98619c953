//! The slow fields: where the sea stands, where mountains, volcanoes and cliffs are, and the climate.
//!
//! They are summed on a lattice of [`LATTICE_M`] metres. A grid of them has the bits of its points.

use super::cliff::Scarp;
use super::field::grid;
use super::relief::{lerp, shore, smooth};
use super::{CRADLE_M, LATTICE_M, Terrain};

/// Slow fields at a point of the lattice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slow {
    /// Above zero: land; the share of the world's range by which it is.
    pub(super) inland: f64,
    /// 0 to 1: how mountainous.
    pub(super) mountains: f64,
    /// 0 to 1.
    pub(super) temperature: f64,
    /// 0 to 1.
    pub(super) humidity: f64,
    /// 0 to 1: how hilly the climate's biomes are.
    pub(super) relief: f64,
    /// How much a volcano raises the land, metres.
    pub(super) cone: f64,
    /// The lines of cliffs near.
    pub(super) scarp: Scarp,
}

/// The slow fields' shares at a point, before anything is made of them.
struct Shares {
    continent: f64,
    mountains: f64,
    temperature: f64,
    humidity: f64,
    bluffs: f64,
}

impl Terrain {
    /// Slow fields at a lattice point, given in lattice steps.
    pub(crate) fn slow(&self, lattice_x: i32, lattice_z: i32) -> Slow {
        let metres = |lattice: i32| lattice.saturating_mul(LATTICE_M);
        self.slow_at(metres(lattice_x), metres(lattice_z))
    }

    /// Slow fields at a metre corner.
    pub(super) fn slow_at(&self, x: i32, z: i32) -> Slow {
        let (x, z) = (f64::from(x), f64::from(z));
        let shares = Shares {
            continent: self.continent.share(x, z),
            mountains: self.mountains.share(x, z),
            temperature: self.temperature.share(x, z),
            humidity: self.humidity.share(x, z),
            bluffs: self.cliffs.bluffs(x, z),
        };
        self.slow_of(x, z, &shares)
    }

    /// Slow fields at `edge` x `edge` points of the lattice, row by row, beginning with the one given.
    pub(crate) fn slow_grid(&self, lattice_x: i32, lattice_z: i32, edge: i32) -> Vec<Slow> {
        let grid = grid(lattice_x, lattice_z, edge, LATTICE_M);
        let continent = self.continent.shares(&grid);
        let mountains = self.mountains.shares(&grid);
        let temperature = self.temperature.shares(&grid);
        let humidity = self.humidity.shares(&grid);
        let bluffs = self.cliffs.bluffs_over(&grid);
        (0..grid.len())
            .map(|index| {
                let shares = Shares {
                    continent: continent[index],
                    mountains: mountains[index],
                    temperature: temperature[index],
                    humidity: humidity[index],
                    bluffs: bluffs[index],
                };
                let (column, row) = (index % grid.width, index / grid.width);
                self.slow_of(grid.column(column), grid.row(row), &shares)
            })
            .collect()
    }

    fn slow_of(&self, x: f64, z: f64, shares: &Shares) -> Slow {
        let (cx, cz) = (x - self.cradle_m, z - self.cradle_m);
        let cradle = smooth(1.0 - (cx * cx + cz * cz).sqrt() / CRADLE_M);
        let mut inland = shares.continent - self.sea_share;
        inland += cradle * 0.3;
        if let Some((ix, iz)) = self.island {
            let (dx, dz) = (x - f64::from(ix), z - f64::from(iz));
            let rise = smooth(1.6 - (dx * dx + dz * dz).sqrt() / 500.0);
            inland = lerp(inland, inland.max(0.2), rise);
        }
        let rise = self.volcanoes.rise(self, x, z);
        let temperature = lerp(shares.temperature, 0.56, cradle * 0.75);
        let temperature = lerp(temperature, temperature.max(0.8), rise.heat);
        let humidity = lerp(shares.humidity, 0.5, cradle * 0.6);
        let humidity = lerp(humidity, humidity.min(0.3), rise.heat);
        // The cradle keeps mountains away from where players begin.
        let mountains = smooth((shares.mountains - 0.55 - cradle * 0.3) / 0.35);
        // Where the ground is steep anyway cliffs are lower, so that the land stays walkable.
        let flat = (1.0 - mountains * 0.7) * (1.0 - rise.heat);
        Slow {
            inland,
            mountains,
            temperature,
            humidity,
            relief: self.climates.relief(temperature, humidity),
            cone: rise.height * shore(inland),
            scarp: self.cliffs.scarp(x, z, inland, shares.bluffs).lowered(flat),
        }
    }

    /// The slow fields around a metre corner.
    pub(super) fn around(&self, x: i32, z: i32) -> [Slow; 4] {
        let (lx, lz) = (x.div_euclid(LATTICE_M), z.div_euclid(LATTICE_M));
        [self.slow(lx, lz), self.slow(lx + 1, lz), self.slow(lx, lz + 1), self.slow(lx + 1, lz + 1)]
    }
}
