//! The land measured on a lattice, two pixels apart: close enough for a map, a quarter of the work.

use super::{EDGE, MapView};
use ruleset::BiomeId;
use seed::{Mm, Point};
use std::sync::atomic::{AtomicUsize, Ordering};
use worldgen::World;

/// Pixels between two lattice points.
const STEP: usize = 2;

/// The lattice.
pub(super) struct Survey {
    /// Height above the sea in metres, row by row.
    heights: Vec<f32>,
    /// Height above the water's surface in metres; below zero where there is water.
    above: Vec<f32>,
    biomes: Vec<BiomeId>,
    /// Metres between two lattice points.
    spacing: f32,
}

/// Height above the sea and above the water in metres, and the biome.
type Look = (f32, f32, BiomeId);

/// One place on the map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground {
    /// Height above the sea, metres.
    pub(super) height: f32,
    /// Height above the water's surface, metres; below zero under water.
    pub(super) above_water: f32,
    /// Rise to the east and to the south, metres a metre.
    pub(super) slope: (f32, f32),
}

impl Survey {
    /// Lattice points along an edge: one more than fits on each side.
    pub(super) const SIDE: usize = EDGE / STEP + 3;

    pub(super) fn make(world: &World, view: &MapView, progress: &(dyn Fn() + Sync)) -> Self {
        let spacing_mm = i64::from(view.metres) * 1000 * STEP as i64 / EDGE as i64;
        let at = |column: usize, row: usize| {
            let offset =
                |index: usize| (index as i64 - 1) * spacing_mm - i64::from(view.metres) * 500;
            Point {
                x: view.centre.x + Mm(offset(column) as i32),
                z: view.centre.z + Mm(offset(row) as i32),
            }
        };
        let next = AtomicUsize::new(0);
        let work = || {
            let mut rows = Vec::new();
            loop {
                let row = next.fetch_add(1, Ordering::Relaxed);
                if row >= Self::SIDE {
                    return rows;
                }
                let measured: Vec<Look> = (0..Self::SIDE)
                    .map(|column| at(column, row))
                    .map(|point| {
                        let height = world.height(point);
                        let above = (height - world.water(point)).to_metres_f32();
                        (height.to_metres_f32(), above, world.biome(point))
                    })
                    .collect();
                rows.push((row, measured));
                progress();
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(16);
        let mut rows: Vec<(usize, Vec<Look>)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
        });
        rows.sort_by_key(|(row, _)| *row);
        let (mut heights, mut above, mut biomes) = (Vec::new(), Vec::new(), Vec::new());
        for (height, over, biome) in rows.into_iter().flat_map(|(_, row)| row) {
            heights.push(height);
            above.push(over);
            biomes.push(biome);
        }
        Self { heights, above, biomes, spacing: spacing_mm as f32 / 1000.0 }
    }

    /// The ground at a pixel of the relief.
    pub(super) fn ground(&self, x: f32, y: f32) -> Ground {
        Ground {
            height: self.blend(x, y, |column, row| self.height(column, row)),
            above_water: self.blend(x, y, |column, row| self.above[Self::index(column, row)]),
            slope: (
                self.blend(x, y, |column, row| {
                    self.height(column + 1, row) - self.height(column - 1, row)
                }) / (2.0 * self.spacing),
                self.blend(x, y, |column, row| {
                    self.height(column, row + 1) - self.height(column, row - 1)
                }) / (2.0 * self.spacing),
            ),
        }
    }

    /// The biome nearest to a pixel of the relief.
    pub(super) fn biome(&self, x: f32, y: f32) -> BiomeId {
        let index = |value: f32| ((value / STEP as f32 + 1.5) as usize).min(Self::SIDE - 1);
        self.biomes[index(y) * Self::SIDE + index(x)]
    }

    /// The biomes of the lattice, row by row.
    pub(super) fn biomes(&self) -> &[BiomeId] {
        &self.biomes
    }

    /// Blends a value of the lattice points around a pixel of the relief.
    pub(super) fn blend(&self, x: f32, y: f32, value: impl Fn(i32, i32) -> f32) -> f32 {
        let (u, v) = (x / STEP as f32 + 1.0, y / STEP as f32 + 1.0);
        let (column, row) = (u.floor(), v.floor());
        let (fx, fy) = (u - column, v - row);
        let (column, row) = (column as i32, row as i32);
        let north = value(column, row) * (1.0 - fx) + value(column + 1, row) * fx;
        let south = value(column, row + 1) * (1.0 - fx) + value(column + 1, row + 1) * fx;
        north * (1.0 - fy) + south * fy
    }

    /// The index of a lattice point; beyond the edge: of the nearest one.
    pub(super) fn index(column: i32, row: i32) -> usize {
        let most = Self::SIDE as i32 - 1;
        (row.clamp(0, most) * Self::SIDE as i32 + column.clamp(0, most)) as usize
    }

    fn height(&self, column: i32, row: i32) -> f32 {
        self.heights[Self::index(column, row)]
    }
}
