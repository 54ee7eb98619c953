//! Biomes and heights, on a grid over several kilometres.

use crate::survey::tally::Tally;
use ruleset::BiomeId;
use seed::{Mm, Point};
use worldgen::World;

/// Points of the land that are looked at, along each axis, and metres between them.
const LOOKS: i32 = 12;
const APART: i32 = 500;

pub(super) fn count(tally: &mut Tally, world: &World) {
    let looks = tally.timed("land, 144 looks", || looks(world));
    for (biome, height) in looks {
        tally.count("land: biomes", &world.rules().biome(biome).name);
        if let Some(height) = height {
            tally.measure("land: height, m", height.0 / 1000);
        }
    }
}

/// Biomes, and heights where it is dry.
fn looks(world: &World) -> Vec<(BiomeId, Option<Mm>)> {
    let mut looks = Vec::new();
    for z in -LOOKS / 2..LOOKS / 2 {
        for x in -LOOKS / 2..LOOKS / 2 {
            let at = Point::metres(x * APART, z * APART);
            let height = world.height(at);
            looks.push((world.biome(at), (height > world.water(at)).then_some(height)));
        }
    }
    looks
}
