//! Rivers fall, reach a lake or the sea, and lie in the land instead of on it.

use crate::worlds;
use seed::{Mm, Point};
use std::collections::BTreeMap;
use worldgen::{CHUNK_CELLS, Chunk, ChunkCoord, RiverSegment, SEA_LEVEL, World};

/// How many worlds are looked at.
fn seeds(fewest: u32) -> u32 {
    worlds::count(fewest)
}

/// The pieces of rivers within a square around a place, by where they begin.
fn rivers(world: &World, around: Point, metres: i32) -> Vec<RiverSegment> {
    let reach = Mm::metres(metres);
    let min = Point { x: around.x - reach, z: around.z - reach };
    let max = Point { x: around.x + reach, z: around.z + reach };
    world.rivers_in(min, max)
}

#[test]
fn a_river_never_rises_and_ends_in_a_lake_or_the_sea() {
    let mut followed = 0;
    for (number, world) in worlds::each(seeds(12)) {
        let all = rivers(&world, Point::metres(3_000, -2_000), 4_500);
        let near_edge = |at: Point| {
            (at.x - Mm::metres(3_000)).abs() > Mm::metres(4_300)
                || (at.z - Mm::metres(-2_000)).abs() > Mm::metres(4_300)
        };
        let mut next: BTreeMap<Point, RiverSegment> = BTreeMap::new();
        for piece in all.iter().filter(|piece| !piece.lake) {
            assert!(piece.to_surface <= piece.from_surface, "{piece:?} of world {number} rises");
            assert!(piece.to_surface >= SEA_LEVEL);
            let twin = next.insert(piece.from, *piece);
            assert_eq!(twin, None, "two ways lead from {piece:?} of world {number}");
        }
        for start in next.values() {
            let mut piece = *start;
            let mut ended = false;
            for _ in 0..5_000 {
                let Some(after) = next.get(&piece.to) else {
                    ended = true;
                    break;
                };
                assert!(after.from_surface <= piece.to_surface, "{after:?} is above {piece:?}");
                piece = *after;
            }
            assert!(ended, "the river from {start:?} of world {number} runs on for ever");
            let end = piece.to;
            if near_edge(end) {
                continue;
            }
            followed += 1;
            let lake = all.iter().any(|piece| piece.lake && piece.from == end);
            let sea = world.height(end) < SEA_LEVEL && piece.to_surface == SEA_LEVEL;
            assert!(lake || sea, "a river of world {number} ends at {end:?} in neither");
        }
    }
    assert!(followed > 1_000, "only {followed} pieces were followed");
}

#[test]
fn the_bed_lies_below_the_surface_all_along_a_river() {
    for (number, world) in worlds::each(seeds(6)) {
        for piece in rivers(&world, Point::metres(0, 0), 1_500) {
            let at = Point::metres(piece.from.cell().0, piece.from.cell().1);
            if let Some(reach) = world.river_at(at) {
                let (ground, water) = (world.height(at), world.water(at));
                assert_eq!(water, reach.surface.max(SEA_LEVEL), "{piece:?} of world {number}");
                assert!(
                    ground <= water,
                    "{piece:?} of world {number} is dry: {ground:?} {water:?}"
                );
            }
        }
    }
}

#[test]
fn water_stands_no_higher_than_the_ground_beside_it() {
    let (mut shores, mut walls) = (0_u32, 0_u32);
    let mut worst = (Mm(0), Point::metres(0, 0), 0);
    for (number, world) in worlds::each(seeds(8)) {
        let mut chunks: Vec<ChunkCoord> = rivers(&world, Point::metres(0, 0), 1_500)
            .iter()
            .step_by(5)
            .map(|piece| ChunkCoord::of(piece.from))
            .collect();
        chunks.sort_unstable();
        chunks.dedup();
        for coord in chunks {
            let chunk = world.chunk(coord);
            let corner = |x: i32, z: i32| (z * (CHUNK_CELLS + 1) + x) as usize;
            for z in 0..CHUNK_CELLS {
                for x in 0..CHUNK_CELLS {
                    for (dx, dz) in [(1, 0), (0, 1)] {
                        let step = over(&chunk, corner(x, z), corner(x + dx, z + dz));
                        let Some(step) = step else { continue };
                        shores += 1;
                        walls += u32::from(step > Mm(400));
                        let at = Point::metres(coord.x * 32 + x, coord.z * 32 + z);
                        worst = worst.max((step, at, number));
                    }
                }
            }
        }
    }
    println!("{shores} shores, {walls} walls, worst {worst:?}");
    assert!(shores > 2_000, "only {shores} shores were seen");
    assert!(walls * 2_000 <= shores, "{walls} of {shores} shores are walls of water: {worst:?}");
}

/// Where of two corners one is wet and one dry: how far the water stands above the dry ground.
fn over(chunk: &Chunk, one: usize, other: usize) -> Option<Mm> {
    let wet = |at: usize| chunk.heights[at] < chunk.water[at];
    match (wet(one), wet(other)) {
        (true, false) => Some(chunk.water[one] - chunk.heights[other]),
        (false, true) => Some(chunk.water[other] - chunk.heights[one]),
        _ => None,
    }
}
