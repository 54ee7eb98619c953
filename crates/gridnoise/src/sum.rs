//! A sum of octaves, at a point.

use crate::octave::Octave;
use crate::terms::{Across, Down, split};
use noise::permutationtable::{NoiseHasher, PermutationTable};

/// A sum of octaves of one noise.
#[derive(Clone, Debug)]
pub struct Sum {
    /// The permutation of `noise`'s table.
    permutation: [u8; 256],
    /// The gradient of a permuted index: signs of x and z in bits 63 and 62.
    signs: [u64; 256],
    octaves: Vec<Octave>,
}

impl Sum {
    /// The noise of `noise::Perlin::new(number)`, summed over octaves in their order.
    pub fn new(number: u32, octaves: Vec<Octave>) -> Self {
        let table = PermutationTable::new(number);
        let at = |index: usize| table.hash(&[index as isize]) as u8;
        let permutation = std::array::from_fn(at);
        let signs = std::array::from_fn(|index| {
            let gradient = u64::from(at(index));
            (gradient & 1) << 63 | (gradient >> 1 & 1) << 62
        });
        Self { permutation, signs, octaves }
    }

    /// The octaves, in the order in which they are summed.
    pub fn octaves(&self) -> &[Octave] {
        &self.octaves
    }

    /// The sum at a point, metres. At most the sum of the weights, whatever the input.
    pub fn at(&self, x: f64, z: f64) -> f64 {
        let mut sum = 0.0;
        for octave in &self.octaves {
            let (cell_x, u) = split(x * octave.frequency + octave.shift_x);
            let (cell_z, v) = split(z * octave.frequency + octave.shift_z);
            let across = Across::new(u);
            let west = self.permuted(cell_x);
            let east = self.permuted(cell_x.wrapping_add(1));
            let row = |z: u8| across.row(self.signs(west ^ z), self.signs(east ^ z));
            let (north_x, north_z) = row(cell_z);
            let (south_x, south_z) = row(cell_z.wrapping_add(1));
            sum += Down::new(v, octave.weight).blend(north_x, south_x, north_z, south_z);
        }
        sum
    }

    #[inline(always)]
    pub(crate) fn permuted(&self, cell: u8) -> u8 {
        self.permutation[usize::from(cell)]
    }

    #[inline(always)]
    pub(crate) fn signs(&self, index: u8) -> u64 {
        self.signs[usize::from(index)]
    }
}
