//! Looks at many points of a small piece of land, one after the other.

use super::hydro::Channels;
use super::slow::Slow;
use super::{Ground, LATTICE_M, Terrain};

/// The land within a square: with the bits of [`Terrain::at`], and what neighbouring points share is worked
/// out once.
pub(crate) struct Strip<'a> {
    terrain: &'a Terrain,
    channels: Channels,
    /// The slow fields around the cell of the lattice that was looked at last.
    last: Option<((i32, i32), [Slow; 4])>,
}

impl Terrain {
    /// The land between two metre corners, both included.
    pub(crate) fn strip(&self, min: (i32, i32), max: (i32, i32)) -> Strip<'_> {
        Strip { terrain: self, channels: self.channels(min, max), last: None }
    }
}

impl Strip<'_> {
    /// The land at a metre corner within the square.
    pub(crate) fn at(&mut self, x: i32, z: i32) -> Ground {
        let cell = (x.div_euclid(LATTICE_M), z.div_euclid(LATTICE_M));
        let around = match self.last {
            Some((last, around)) if last == cell => around,
            _ => {
                let around = self.terrain.around(x, z);
                self.last = Some((cell, around));
                around
            }
        };
        self.terrain.ground(x, z, &around, &self.channels)
    }
}
