//! Sums of octaves of Perlin noise at points and over grids, with the same bits from both.
//!
//! Lattice and gradients are those of `noise` 0.9's `Perlin`, so values equal that crate's up to
//! rounding; what differs is the order of the work. Inside one lattice cell the noise is a sum of
//! four products of a function of x and a function of z:
//!
//! ```text
//! noise = X0(x) * (1 - s(v)) + X1(x) * s(v) + Z0(x) * v (1 - s(v)) + Z1(x) * (v - 1) s(v)
//! ```
//!
//! where `v` is the fraction of z, `s` the quintic fade, and `Xi`, `Zi` belong to the lattice's row
//! `i` alone. A grid computes them once a lattice row, and then each sample costs four products
//! whose factors lie side by side in memory, however many or few samples a cell has.
//!
//! Invariants: one order of operations, said once in `terms.rs` and used by points and grids; only
//! `+ - *`, comparisons and casts of `f64`, never fused; so debug, release, and every instruction set give the
//! same bits for finite input. No input panics. What it is not: a noise library; there is one noise here, in two dimensions.

mod grid;
mod level;
mod octave;
mod sum;
mod terms;

pub use grid::Grid;
pub use level::Level;
pub use octave::Octave;
pub use sum::Sum;
