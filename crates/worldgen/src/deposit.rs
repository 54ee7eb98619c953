//! Deposits: what the land gives, at places that one can walk to.
//!
//! Each biome names goods and how often they lie in it. What lies in a chunk follows from the chunk's
//! coordinates and the land alone; it is no part of the chunk's bytes.

use crate::{CHUNK_CELLS, ChunkCoord, SiteKind, World};
use ruleset::{BiomeId, ItemId, ResourceChance};
use seed::{Mm, Path, Point};
use serde::Serialize;

/// Points along the edge of a chunk where its biomes are looked at.
const LOOKS: i32 = 4;

/// Places that are tried for one deposit.
const TRIES: u32 = 12;

/// How far above the water a deposit lies at least.
const DRY: Mm = Mm(100);

/// How near to a deposit at the shore there is water.
const SHORE: i32 = 4;

/// Room between a deposit and whatever people built.
const CLEAR: i64 = 4_000;

/// The four sides of a place.
const SIDES: [(i32, i32); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

/// Something useful on the land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Deposit {
    /// Where it lies.
    pub at: Point,
    /// What it is: goods.
    pub item: ItemId,
    /// How much there is.
    pub amount: u8,
}

impl World {
    /// What a biome gives.
    #[must_use]
    pub fn resources_of(&self, biome: BiomeId) -> &[ResourceChance] {
        &self.rules().biome(biome).resources
    }

    /// What lies in a chunk for whoever comes first, sorted by place: on dry ground that one can walk
    /// to, off roads and away from settlements; fish and the like at the edge of their water.
    #[must_use]
    pub fn deposits_in(&self, chunk: ChunkCoord) -> Vec<Deposit> {
        let mut found: Vec<Deposit> = Vec::new();
        for biome in biomes(self, chunk) {
            for (number, resource) in (0_i64..).zip(self.resources_of(biome)) {
                let path = Path::new().int(chunk.x).int(chunk.z).int(biome.0).int(number);
                let mut stream = self.seed().stream("deposit", &path);
                if !stream.chance(resource.per_mille_chunks.into(), 1000) {
                    continue;
                }
                let (low, high) = resource.amount;
                let amount = stream.range(low.into(), high.into()) as u8;
                let origin = chunk.origin();
                let place = (0..TRIES).find_map(|_| {
                    let mut metre = || Mm::metres(stream.range(0, CHUNK_CELLS - 1)) + Mm(500);
                    let at = Point { x: origin.x + metre(), z: origin.z + metre() };
                    fits(self, biome, *resource, at).then_some(at)
                });
                found.extend(place.map(|at| Deposit { at, item: resource.item, amount }));
            }
        }
        found.sort_unstable();
        found
    }
}

/// The biomes of a chunk that a coarse look finds, each once, sorted.
fn biomes(world: &World, chunk: ChunkCoord) -> Vec<BiomeId> {
    let origin = chunk.origin();
    let along = |index: i32| Mm::metres(CHUNK_CELLS / LOOKS * index + CHUNK_CELLS / LOOKS / 2);
    let points = (0..LOOKS * LOOKS).map(|index| Point {
        x: origin.x + along(index % LOOKS),
        z: origin.z + along(index / LOOKS),
    });
    let mut biomes: Vec<BiomeId> = points.map(|at| world.biome(at)).collect();
    biomes.sort_unstable();
    biomes.dedup();
    biomes
}

/// The point so many metres to the side.
fn aside(at: Point, (x, z): (i32, i32), metres: i32) -> Point {
    Point { x: at.x + Mm::metres(x * metres), z: at.z + Mm::metres(z * metres) }
}

/// Whether a biome's resource may lie at a place.
fn fits(world: &World, biome: BiomeId, resource: ResourceChance, at: Point) -> bool {
    let height = world.height(at);
    if height < world.water(at) + DRY {
        return false;
    }
    let here = world.biome(at);
    let beside = |side| {
        let at = aside(at, side, SHORE);
        world.height(at) < world.water(at)
    };
    let at_home = if world.rules().biome(biome).water {
        SIDES.into_iter().any(|side| beside(side) && world.biome(aside(at, side, SHORE)) == biome)
    } else {
        here == biome && (!resource.shore || SIDES.into_iter().any(beside))
    };
    at_home
        && !world.rules().biome(here).water
        && is_walkable(world, at, height)
        && is_free(world, at)
}

/// Whether one can stand at a place and step off it to every side.
fn is_walkable(world: &World, at: Point, height: Mm) -> bool {
    let climb = world.rules().balance.climb;
    let level = |side| (world.height(aside(at, side, 1)) - height).abs().0 <= i32::from(climb);
    SIDES.into_iter().all(level)
}

/// Whether no road, no landmark and no site is there.
fn is_free(world: &World, at: Point) -> bool {
    let clear = |middle: Point, radius: Mm| middle.distance(at) > i64::from(radius.0) + CLEAR;
    let near = Mm(300_000);
    world.ways(at, at).is_empty()
        && world.sites_near(at, near).iter().all(|site| {
            let outskirts = match site.kind {
                SiteKind::Settlement => crate::Settlement::OUTSKIRTS,
                _ => Mm(0),
            };
            clear(site.at, site.radius + outskirts)
        })
        && world
            .landmarks_near(at, crate::Landmark::FARTHEST + Mm(CLEAR as i32))
            .iter()
            .all(|landmark| clear(landmark.at, landmark.radius))
}
