//! One octave of a sum.

/// One octave: the noise sampled at `coordinate * frequency + shift`, times a weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Octave {
    /// Lattice cells a metre.
    pub frequency: f64,
    /// Added to x after scaling, lattice cells.
    pub shift_x: f64,
    /// Added to z after scaling, lattice cells.
    pub shift_z: f64,
    /// What the noise, which lies within -1 to 1, is multiplied by; not negative.
    pub weight: f64,
}
