//! Builds a chunk.

use super::{World, above_water, pads};
use crate::chunk::{CHUNK_CELLS, Cover, dens, plants};
use crate::terrain::Ground;
use crate::{Chunk, ChunkCoord, Solid};
use ruleset::BiomeId;
use seed::{Mm, Point};

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
        .map(|((x, z), ground)| pads::level(&pads, Point::metres(west + x, north + z), ground))
        .collect();
    let biomes = biomes(world, &grounds, &heights);
    let solids = solids(world, min, max);
    let mut chunk = Chunk {
        coord,
        water: grounds.iter().map(|ground| ground.water).collect(),
        cover: cover(),
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
    let (west, north) = coord.origin().cell();
    world.terrain().ground_grid(west, north, CORNERS)
}

/// The biomes of the cells, row by row.
fn biomes(world: &World, grounds: &[Ground], heights: &[Mm]) -> Vec<BiomeId> {
    let mut biomes = Vec::with_capacity((CHUNK_CELLS * CHUNK_CELLS) as usize);
    for z in 0..CHUNK_CELLS {
        for x in 0..CHUNK_CELLS {
            let at = [(0, 0), (1, 0), (0, 1), (1, 1)]
                .map(|(dx, dz)| ((z + dz) * CORNERS + x + dx) as usize);
            let height = above_water(at.map(|at| heights[at]), at.map(|at| grounds[at].water));
            let climate = grounds[(z * CORNERS + x) as usize];
            biomes.push(world.biome_of(height, climate.temperature, climate.humidity));
        }
    }
    biomes
}

/// What people made of the ground, row by row.
fn cover() -> Vec<Cover> {
    vec![Cover::Natural; (CHUNK_CELLS * CHUNK_CELLS) as usize]
}

/// The walls that stand, at least partly, in a rectangle.
fn solids(world: &World, min: Point, max: Point) -> Vec<Solid> {
    let mut solids = Vec::new();
    for cell in world.cells_around(min, max, Mm(0)) {
        let near = cell.town().is_some_and(|town| {
            let reach = town.site.radius;
            town.site.at.x + reach >= min.x
                && town.site.at.x - reach <= max.x
                && town.site.at.z + reach >= min.z
                && town.site.at.z - reach <= max.z
        });
        let Some(settlement) = near.then(|| cell.settlement(world)).flatten() else { continue };
        let walls = settlement.houses.iter().flat_map(|house| &house.walls);
        solids.extend(walls.filter(|wall| {
            wall.min.x < max.x && wall.max.x > min.x && wall.min.z < max.z && wall.max.z > min.z
        }));
    }
    solids
}
