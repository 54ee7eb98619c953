//! Sums of Perlin noise.
//!
//! `noise` 0.9.0's `Perlin` was read: `perlin_2d`, `PermutationTable`, `linear`, `map_quintic` and
//! `floor_to_isize` use `+ - *`, comparisons and casts only. Its `Fbm` is not used, since its
//! scaling calls `powi`; octaves are summed here, in a fixed order.

use noise::{NoiseFn, Perlin};
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

/// One octave: a shifted and scaled sampling of the field's noise.
#[derive(Clone, Copy, Debug)]
struct Octave {
    shift_x: f64,
    shift_z: f64,
    frequency: f64,
    weight: f64,
}

/// A sum of octaves of one noise.
#[derive(Clone, Debug)]
pub(super) struct Field {
    noise: Perlin,
    octaves: Vec<Octave>,
}

impl Field {
    /// The field of a name.
    pub(super) fn new(seed: WorldSeed, name: &str, shape: Octaves) -> Self {
        let mut stream = seed.stream("terrain", &Path::new().text(name));
        let noise = Perlin::new(stream.bits32());
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
        Self { noise, octaves }
    }

    /// The sum at a point in metres; within -1 to 1, mostly within -0.5 to 0.5.
    pub(super) fn sum(&self, x: f64, z: f64) -> f64 {
        let mut sum = 0.0;
        for octave in &self.octaves {
            let at = [x * octave.frequency + octave.shift_x, z * octave.frequency + octave.shift_z];
            sum += self.noise.get(at) * octave.weight;
        }
        sum
    }

    /// The sum turned into the share of the world that lies below it, roughly: 0 to 1, even.
    pub(super) fn share(&self, x: f64, z: f64) -> f64 {
        let sum = self.sum(x, z) * STEEPNESS;
        let share = 0.5 + STRETCH * 0.5 * sum / (1.0 + sum * sum).sqrt();
        share.clamp(0.0, 1.0)
    }
}

/// Turn sums into even shares: fitted over many seeds, see the test of it.
const STEEPNESS: f64 = 2.6;
const STRETCH: f64 = 1.12;
