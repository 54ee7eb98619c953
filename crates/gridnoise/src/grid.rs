//! A sum of octaves over a grid.
//!
//! A grid is worked through in strips of columns that fit the first-level cache. Per octave a strip
//! keeps its columns' [`Across`] and the terms of the two lattice rows around the current row; when
//! a row leaves its lattice cell to the south, the southern terms become the northern ones.

use crate::level::Level;
use crate::sum::Sum;
use crate::terms::{Across, Down, split};
use pulp::NullaryFnOnce;

/// Where samples lie: `x + column * step`, `z + row * step`, each computed anew, never accumulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Of the first column, metres.
    pub x: f64,
    /// Of the first row, metres.
    pub z: f64,
    /// Between neighbours, metres.
    pub step: f64,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl Grid {
    /// x of a column.
    #[inline(always)]
    pub fn column(&self, column: usize) -> f64 {
        self.x + column as f64 * self.step
    }

    /// z of a row.
    #[inline(always)]
    pub fn row(&self, row: usize) -> f64 {
        self.z + row as f64 * self.step
    }

    /// How many samples.
    pub fn len(&self) -> usize {
        self.width.saturating_mul(self.height)
    }

    /// Whether it has no samples.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Samples that are worked on at once: a whole register of AVX-512.
const LANES: usize = 8;
/// Groups of lanes in a strip: three octaves of 128 columns have 12 KiB of terms.
const GROUPS: usize = 16;

/// Eight neighbouring samples.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Lanes([f64; LANES]);

/// The columns of a strip in one octave's lattice.
#[derive(Clone, Copy, Default)]
struct Columns {
    west: [u8; LANES],
    east: [u8; LANES],
    west_x: Lanes,
    east_x: Lanes,
    west_z: Lanes,
    east_z: Lanes,
}

/// Terms of the two lattice rows around the current row, side by side.
#[derive(Clone, Copy, Default)]
struct Terms {
    north_x: Lanes,
    south_x: Lanes,
    north_z: Lanes,
    south_z: Lanes,
}

/// A strip in one octave's lattice.
struct Strip {
    columns: [Columns; GROUPS],
    terms: [Terms; GROUPS],
    /// The lattice row to the north of the current row, once there is one.
    north: Option<u8>,
}

impl Strip {
    fn new() -> Self {
        Self {
            columns: [Columns::default(); GROUPS],
            terms: [Terms::default(); GROUPS],
            north: None,
        }
    }
}

impl Sum {
    /// The sums over a grid, row by row, by the best instructions that this machine has.
    ///
    /// `out` is filled as far as it and the grid reach; each value has the bits of [`Sum::at`].
    pub fn fill(&self, grid: &Grid, out: &mut [f64]) {
        self.fill_with(Level::best(), grid, out);
    }

    /// As [`Sum::fill`], with the instructions of a level; the baseline where the machine lacks it.
    pub fn fill_with(&self, level: Level, grid: &Grid, out: &mut [f64]) {
        level.run(Fill { sum: self, grid, out });
    }
}

struct Fill<'a> {
    sum: &'a Sum,
    grid: &'a Grid,
    out: &'a mut [f64],
}

impl NullaryFnOnce for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        fill(self.sum, self.grid, self.out);
    }
}

#[inline(always)]
fn fill(sum: &Sum, grid: &Grid, out: &mut [f64]) {
    if grid.is_empty() {
        return;
    }
    let mut strips: Vec<Strip> = sum.octaves().iter().map(|_| Strip::new()).collect();
    let mut downs = vec![Down::default(); strips.len()];
    for first in (0..grid.width).step_by(LANES * GROUPS) {
        let width = (grid.width - first).min(LANES * GROUPS);
        let groups = width.div_ceil(LANES);
        for (strip, octave) in strips.iter_mut().zip(sum.octaves()) {
            strip.north = None;
            for (group, columns) in strip.columns.iter_mut().enumerate().take(groups) {
                for lane in 0..LANES {
                    let x = grid.column(first + group * LANES + lane);
                    let (cell, u) = split(x * octave.frequency + octave.shift_x);
                    let across = Across::new(u);
                    columns.west[lane] = sum.permuted(cell);
                    columns.east[lane] = sum.permuted(cell.wrapping_add(1));
                    columns.west_x.0[lane] = across.west_x;
                    columns.east_x.0[lane] = across.east_x;
                    columns.west_z.0[lane] = across.west_z;
                    columns.east_z.0[lane] = across.east_z;
                }
            }
        }
        for (row, line) in out.chunks_mut(grid.width).enumerate().take(grid.height) {
            let z = grid.row(row);
            for ((strip, down), octave) in strips.iter_mut().zip(&mut downs).zip(sum.octaves()) {
                let (cell, v) = split(z * octave.frequency + octave.shift_z);
                *down = Down::new(v, octave.weight);
                advance(sum, strip, cell, groups);
            }
            let Some(line) = line.get_mut(first..) else { continue };
            let reach = line.len().min(width);
            blend(&strips, &downs, &mut line[..reach]);
        }
    }
}

/// Moves a strip's terms to the lattice row `cell`.
#[inline(always)]
fn advance(sum: &Sum, strip: &mut Strip, cell: u8, groups: usize) {
    let Some(before) = strip.north.replace(cell) else {
        lattice_row(sum, strip, cell, groups, false);
        return lattice_row(sum, strip, cell.wrapping_add(1), groups, true);
    };
    if before == cell {
        return;
    }
    if before.wrapping_add(1) == cell {
        for terms in &mut strip.terms[..groups] {
            terms.north_x = terms.south_x;
            terms.north_z = terms.south_z;
        }
    } else {
        lattice_row(sum, strip, cell, groups, false);
    }
    lattice_row(sum, strip, cell.wrapping_add(1), groups, true);
}

/// Computes the terms of one lattice row.
#[inline(always)]
fn lattice_row(sum: &Sum, strip: &mut Strip, cell: u8, groups: usize, south: bool) {
    for (terms, columns) in strip.terms.iter_mut().zip(&strip.columns).take(groups) {
        let (mut x, mut z) = (Lanes::default(), Lanes::default());
        for lane in 0..LANES {
            let west = sum.signs(columns.west[lane] ^ cell);
            let east = sum.signs(columns.east[lane] ^ cell);
            let across = Across {
                west_x: columns.west_x.0[lane],
                east_x: columns.east_x.0[lane],
                west_z: columns.west_z.0[lane],
                east_z: columns.east_z.0[lane],
            };
            (x.0[lane], z.0[lane]) = across.row(west, east);
        }
        if south {
            (terms.south_x, terms.south_z) = (x, z);
        } else {
            (terms.north_x, terms.north_z) = (x, z);
        }
    }
}

/// Blends one row of a strip.
#[inline(always)]
fn blend(strips: &[Strip], downs: &[Down], line: &mut [f64]) {
    for (group, out) in line.chunks_mut(LANES).enumerate().take(GROUPS) {
        let mut sums = [0.0; LANES];
        for (strip, down) in strips.iter().zip(downs) {
            let terms = &strip.terms[group];
            for (lane, sum) in sums.iter_mut().enumerate() {
                *sum += down.blend(
                    terms.north_x.0[lane],
                    terms.south_x.0[lane],
                    terms.north_z.0[lane],
                    terms.south_z.0[lane],
                );
            }
        }
        if let Some(whole) = out.first_chunk_mut::<LANES>() {
            *whole = sums;
        } else {
            out.copy_from_slice(&sums[..out.len()]);
        }
    }
}
