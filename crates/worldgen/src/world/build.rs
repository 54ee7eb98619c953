//! Builds a chunk.

use super::{World, above_water, pads};
use crate::chunk::{CHUNK_CELLS, Cover, dens, plants};
use crate::road::{self, Piece, Road};
use crate::terrain::Ground;
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
            road::bend(&ways, at, pads::level(&pads, at, ground), &pads, ground)
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
        water: grounds.iter().map(|ground| ground.water).collect(),
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
