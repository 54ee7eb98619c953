//! Builds a chunk.

use super::{World, mean, pads};
use crate::chunk::{CHUNK_CELLS, Cover, SEA_LEVEL, dens, plants};
use crate::road::{self, Piece, Road};
use crate::terrain::{Ground, LATTICE_M, Slow};
use crate::{Chunk, ChunkCoord, Landmark, Solid};
use ruleset::{BiomeId, Rgb};
use seed::{Mm, Point};

/// Corners along a chunk's edge.
const CORNERS: i32 = CHUNK_CELLS + 1;

/// The colour of a bridge's deck.
const PLANKS: Rgb = Rgb(122, 98, 72);

/// 32 x 32 m of the land.
pub(super) fn chunk(world: &World, coord: ChunkCoord) -> Chunk {
    let min = coord.origin();
    let max = Point { x: min.x + Mm::metres(CHUNK_CELLS), z: min.z + Mm::metres(CHUNK_CELLS) };
    let grounds = grounds(world, coord);
    let (pads, ways) = (world.pads(min, max), world.ways(min, max));
    let (west, north) = min.cell();
    let heights: Vec<Mm> = (0..CORNERS)
        .flat_map(|z| (0..CORNERS).map(move |x| (x, z)))
        .zip(&grounds)
        .map(|((x, z), ground)| {
            let at = Point::metres(west + x, north + z);
            road::bend(&ways, at, pads::level(&pads, at, ground.height), &pads)
        })
        .collect();
    let biomes = biomes(world, &grounds, &heights);
    let (cover, decks) = cover(&ways, min);
    let mut solids = solids(world, min, max);
    solids.extend(decks);
    let far = Landmark::FARTHEST;
    let reach =
        (Point { x: min.x - far, z: min.z - far }, Point { x: max.x + far, z: max.z + far });
    for landmark in world.landmarks_in(reach.0, reach.1) {
        solids.extend(landmark.solids.iter().filter(|solid| overlaps(solid, min, max)));
    }
    let mut chunk = Chunk {
        coord,
        water: water(&heights),
        cover,
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

/// What people made of the ground, row by row, and the decks of bridges as boxes. Settlements go
/// before roads, roads before fields.
fn cover(ways: &[Piece], min: Point) -> (Vec<Cover>, Vec<Solid>) {
    let mut cover = Vec::with_capacity((CHUNK_CELLS * CHUNK_CELLS) as usize);
    let mut decks: Vec<Solid> = Vec::new();
    for z in 0..CHUNK_CELLS {
        for x in 0..CHUNK_CELLS {
            let corner = Point { x: min.x + Mm::metres(x), z: min.z + Mm::metres(z) };
            let middle = Point { x: corner.x + Mm(500), z: corner.z + Mm(500) };
            let (made, deck) = road::made(ways, middle);
            cover.push(made);
            let Some(top) = deck else { continue };
            let end = Point { x: corner.x + Mm::metres(1), z: corner.z + Mm::metres(1) };
            match decks.last_mut() {
                // Cells of a row that are as high as each other are one box.
                Some(deck) if deck.max == Point { x: corner.x, z: end.z } && deck.top == top => {
                    deck.max.x = end.x;
                }
                _ => decks.push(Solid {
                    min: corner,
                    max: end,
                    bottom: top - Road::DECK,
                    top,
                    colour: PLANKS,
                }),
            }
        }
    }
    (cover, decks)
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
        solids.extend(walls.filter(|wall| overlaps(wall, min, max)));
    }
    solids
}

/// Whether a solid stands at least partly in a rectangle.
fn overlaps(solid: &Solid, min: Point, max: Point) -> bool {
    solid.min.x < max.x && solid.max.x > min.x && solid.min.z < max.z && solid.max.z > min.z
}
