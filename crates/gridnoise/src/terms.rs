//! The arithmetic of one sample, in the one order that points and grids share.
//!
//! Every function here is inlined into code that the compiler may build for several instruction
//! sets. That is exact: Rust neither fuses nor reorders floating-point operations.

/// Turns unscaled noise into -1 to 1; `2 / sqrt 2`, as `noise` 0.9 has it.
const SCALE: f64 = std::f64::consts::SQRT_2;

/// Beyond this a double has no fraction, and the lattice is of no use.
const FAR: f64 = 4_503_599_627_370_496.0;

/// A coordinate split into its lattice cell, as its low byte, and the fraction within it.
#[inline(always)]
pub(crate) fn split(at: f64) -> (u8, f64) {
    let at = at.clamp(-FAR, FAR);
    // A cast and a correction, since `floor` is a library call where SSE4.1 is not assumed.
    let mut cell = at as i64;
    if cell as f64 > at {
        cell -= 1;
    }
    ((cell & 0xff) as u8, at - cell as f64)
}

/// Perlin's quintic fade (2002): 6 t^5 - 15 t^4 + 10 t^3.
#[inline(always)]
fn fade(t: f64) -> f64 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

/// What a sample's x gives to every row of the lattice.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Across {
    /// Of the western gradient's x: `u (1 - s(u))`.
    pub west_x: f64,
    /// Of the eastern gradient's x: `(u - 1) s(u)`.
    pub east_x: f64,
    /// Of the western gradient's z: `1 - s(u)`.
    pub west_z: f64,
    /// Of the eastern gradient's z: `s(u)`.
    pub east_z: f64,
}

impl Across {
    #[inline(always)]
    pub(crate) fn new(u: f64) -> Self {
        let east = fade(u);
        let west = 1.0 - east;
        Self { west_x: u * west, east_x: (u - 1.0) * east, west_z: west, east_z: east }
    }

    /// The terms of a lattice row, given the gradients' signs at its western and eastern point.
    ///
    /// A gradient is (±1, ±1): bit 63 is its x's sign, bit 62 its z's. Turning a sign over is exact.
    #[inline(always)]
    pub(crate) fn row(&self, west: u64, east: u64) -> (f64, f64) {
        (
            turned(self.west_x, west) + turned(self.east_x, east),
            turned(self.west_z, west << 1) + turned(self.east_z, east << 1),
        )
    }
}

/// A value with its sign turned over where bit 63 is set.
#[inline(always)]
fn turned(value: f64, sign: u64) -> f64 {
    f64::from_bits(value.to_bits() ^ (sign & (1 << 63)))
}

/// What a sample's z weighs the terms of two lattice rows by, weight and scale included.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Down {
    pub north_x: f64,
    pub south_x: f64,
    pub north_z: f64,
    pub south_z: f64,
    pub bound: f64,
}

impl Down {
    #[inline(always)]
    pub(crate) fn new(v: f64, weight: f64) -> Self {
        let scale = weight * SCALE;
        let south = fade(v);
        let north = 1.0 - south;
        Self {
            north_x: north * scale,
            south_x: south * scale,
            north_z: v * north * scale,
            south_z: (v - 1.0) * south * scale,
            bound: weight,
        }
    }

    /// One octave's part of a sample. Noise is cut at 1, as in `noise` 0.9.
    #[inline(always)]
    pub(crate) fn blend(&self, north_x: f64, south_x: f64, north_z: f64, south_z: f64) -> f64 {
        let value = (north_x * self.north_x + south_x * self.south_x)
            + (north_z * self.north_z + south_z * self.south_z);
        let value = if value < self.bound { value } else { self.bound };
        if value > -self.bound { value } else { -self.bound }
    }
}
