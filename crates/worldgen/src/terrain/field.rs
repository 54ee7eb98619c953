//! Named fields: sums of Perlin noise whose shape comes from the ruleset and whose numbers come from the seed.
//!
//! `gridnoise` does the arithmetic, at points and over grids, with the same bits from both. The
//! octaves are made here, in a fixed order, since `noise`'s `Fbm` scales by `powi`.

use gridnoise::{Grid, Octave, Sum};
use seed::{Path, WorldSeed};

/// How a field is summed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Octaves {
    /// Of the first octave, metres; each further one has half of it.
    pub wavelength: f64,
    /// How many.
    pub count: u32,
    /// Weight of each further octave against the one before.
    pub gain: f64,
}

/// A sum of octaves of one noise.
#[derive(Clone, Debug)]
pub(super) struct Field(Sum);

impl Field {
    /// The field of a name.
    pub(super) fn new(seed: WorldSeed, name: &str, shape: Octaves) -> Self {
        let mut stream = seed.stream("terrain", &Path::new().text(name));
        let number = stream.bits32();
        let mut frequency = 1.0 / shape.wavelength;
        let mut weight = 1.0;
        let mut total = 0.0;
        let mut octaves = Vec::new();
        for _ in 0..shape.count {
            // Noise is zero at its lattice points; shifted octaves have them in different places.
            let mut shift = || f64::from(stream.below(256_000)) / 1000.0;
            octaves.push(Octave { shift_x: shift(), shift_z: shift(), frequency, weight });
            total += weight;
            frequency *= 2.0;
            weight *= shape.gain;
        }
        for octave in &mut octaves {
            octave.weight /= total;
        }
        Self(Sum::new(number, octaves))
    }

    /// The sum at a point in metres; within -1 to 1, mostly within -0.5 to 0.5.
    pub(super) fn sum(&self, x: f64, z: f64) -> f64 {
        self.0.at(x, z)
    }

    /// The sums over a grid, row by row; each has the bits of [`Field::sum`] at its place.
    pub(super) fn sums(&self, grid: &Grid) -> Vec<f64> {
        let mut sums = vec![0.0; grid.len()];
        self.0.fill(grid, &mut sums);
        sums
    }

    /// The shares over a grid, row by row; each has the bits of [`Field::share`] at its place.
    pub(super) fn shares(&self, grid: &Grid) -> Vec<f64> {
        let mut shares = self.sums(grid);
        shares.iter_mut().for_each(|share| *share = even(*share));
        shares
    }

    /// The sum turned into the share of the world that lies below it, roughly: 0 to 1, even.
    pub(super) fn share(&self, x: f64, z: f64) -> f64 {
        even(self.sum(x, z))
    }
}

/// A square of points whose first is given in steps.
pub(super) fn grid(first_x: i32, first_z: i32, edge: i32, step: i32) -> Grid {
    let edge = usize::try_from(edge).unwrap_or(0);
    let step = f64::from(step);
    Grid {
        x: f64::from(first_x) * step,
        z: f64::from(first_z) * step,
        step,
        width: edge,
        height: edge,
    }
}

/// A sum turned into the share of the world below it.
pub(super) fn even(sum: f64) -> f64 {
    let sum = sum * STEEPNESS;
    let share = 0.5 + STRETCH * 0.5 * sum / (1.0 + sum * sum).sqrt();
    share.clamp(0.0, 1.0)
}

/// Turn sums into even shares: fitted over many seeds, see the test of it.
const STEEPNESS: f64 = 2.6;
const STRETCH: f64 = 1.12;
