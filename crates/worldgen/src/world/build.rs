//! Builds a chunk.

use super::{Cell, World, mean, pads};
use crate::chunk::{CHUNK_CELLS, Cover, SEA_LEVEL, dens, plants};
use crate::terrain::{Ground, LATTICE_M, Slow};
use crate::{Chunk, ChunkCoord, Settlement, Solid};
use ruleset::BiomeId;
use seed::{Mm, Point};
use std::sync::Arc;

/// Corners along a chunk's edge.
const CORNERS: i32 = CHUNK_CELLS + 1;

/// 32 x 32 m of the land.
pub(super) fn chunk(world: &World, coord: ChunkCoord) -> Chunk {
    let min = coord.origin();
    let max = Point { x: min.x + Mm::metres(CHUNK_CELLS), z: min.z + Mm::metres(CHUNK_CELLS) };
    let grounds = grounds(world, coord);
    let pads = world.pads(min, max);
    let (west, north) = min.cell();
    let heights: Vec<Mm> = (0..CORNERS)
        .flat_map(|z| (0..CORNERS).map(move |x| (x, z)))
        .zip(&grounds)
        .map(|((x, z), ground)| {
            pads::level(&pads, Point::metres(west + x, north + z), ground.height)
        })
        .collect();
    let biomes = biomes(world, &grounds, &heights);
    let solids = solids(world, min, max);
    let mut chunk = Chunk {
        coord,
        water: water(&heights),
        cover: cover(world, min, max),
        heights,
        biomes,
        plants: Vec::new(),
        solids,
        dens: Vec::new(),
    };
    chunk.dens = dens::of_chunk(world, coord);
    chunk.plants = plants::of_chunk(world, &chunk);
    chunk
}

/// The natural land at every corner, row by row.
fn grounds(world: &World, coord: ChunkCoord) -> Vec<Ground> {
    const STEPS: i32 = CHUNK_CELLS / LATTICE_M;
    let terrain = world.terrain();
    let (west, north) = coord.origin().cell();
    let (lattice_x, lattice_z) = (west.div_euclid(LATTICE_M), north.div_euclid(LATTICE_M));
    // One lattice point more than the chunk has, since the last corners begin a lattice square.
    let slow: Vec<Slow> = (0..=STEPS + 1)
        .flat_map(|z| (0..=STEPS + 1).map(move |x| (x, z)))
        .map(|(x, z)| terrain.slow(lattice_x + x, lattice_z + z))
        .collect();
    let slow_at = |x: i32, z: i32| slow[(z * (STEPS + 2) + x) as usize];
    let mut grounds = Vec::with_capacity((CORNERS * CORNERS) as usize);
    for z in 0..CORNERS {
        for x in 0..CORNERS {
            let (lx, lz) = (x / LATTICE_M, z / LATTICE_M);
            let around = [
                slow_at(lx, lz),
                slow_at(lx + 1, lz),
                slow_at(lx, lz + 1),
                slow_at(lx + 1, lz + 1),
            ];
            grounds.push(terrain.ground(west + x, north + z, &around));
        }
    }
    grounds
}

/// The biomes of the cells, row by row.
fn biomes(world: &World, grounds: &[Ground], heights: &[Mm]) -> Vec<BiomeId> {
    let mut biomes = Vec::with_capacity((CHUNK_CELLS * CHUNK_CELLS) as usize);
    for z in 0..CHUNK_CELLS {
        for x in 0..CHUNK_CELLS {
            let corner = |dx, dz| heights[((z + dz) * CORNERS + x + dx) as usize];
            let height = mean(corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1));
            let climate = grounds[(z * CORNERS + x) as usize];
            biomes.push(world.biome_of(height, climate.temperature, climate.humidity));
        }
    }
    biomes
}

/// The water's surface at every corner, row by row.
fn water(heights: &[Mm]) -> Vec<Mm> {
    vec![SEA_LEVEL; heights.len()]
}

/// What people made of the ground, row by row.
fn cover(world: &World, min: Point, max: Point) -> Vec<Cover> {
    let near = towns(world, min, max, Settlement::OUTSKIRTS);
    let middle = |index: i32| Mm::metres(index) + Mm(500);
    (0..CHUNK_CELLS)
        .flat_map(|z| (0..CHUNK_CELLS).map(move |x| (x, z)))
        .map(|(x, z)| {
            let at = Point { x: min.x + middle(x), z: min.z + middle(z) };
            let made = near.iter().filter_map(|cell| cell.settlement(world));
            let mut made = made.map(|settlement| settlement.cover_at(at));
            made.find(|&cover| cover != Cover::Natural).unwrap_or_default()
        })
        .collect()
}

/// The walls that stand, at least partly, in a rectangle.
fn solids(world: &World, min: Point, max: Point) -> Vec<Solid> {
    let mut solids = Vec::new();
    for cell in towns(world, min, max, Settlement::OUTSKIRTS) {
        let Some(settlement) = cell.settlement(world) else { continue };
        solids.extend(settlement.solids().filter(|wall| {
            wall.min.x < max.x && wall.max.x > min.x && wall.min.z < max.z && wall.max.z > min.z
        }));
    }
    solids
}

/// The cells whose settlements, with so much around their level ground, reach into a rectangle.
fn towns(world: &World, min: Point, max: Point, beyond: Mm) -> Vec<Arc<Cell>> {
    let mut cells = world.cells_around(min, max, Mm(0));
    cells.retain(|cell| {
        cell.town().is_some_and(|town| {
            let reach = town.site.radius + beyond;
            town.site.at.x + reach >= min.x
                && town.site.at.x - reach <= max.x
                && town.site.at.z + reach >= min.z
                && town.site.at.z - reach <= max.z
        })
    });
    cells
}
