//! Biomes and heights, on a grid over several kilometres.

use crate::survey::tally::Tally;
use seed::Point;
use worldgen::World;

/// Points of the land that are looked at, along each axis, and metres between them.
const LOOKS: i32 = 20;
const APART: i32 = 700;

pub(super) fn count(tally: &mut Tally, world: &World) {
    for z in -LOOKS / 2..LOOKS / 2 {
        for x in -LOOKS / 2..LOOKS / 2 {
            let at = Point::metres(x * APART, z * APART);
            tally.count("land: biomes", &world.rules().biome(world.biome(at)).name);
            let height = world.height(at);
            if height > world.water(at) {
                tally.measure("land: height, m", height.0 / 1000);
            }
        }
    }
}
