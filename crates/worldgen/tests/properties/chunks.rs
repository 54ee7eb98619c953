//! Chunks depend on their coordinates alone, fit together, and are worth walking over.

use crate::worlds;
use proptest::prelude::*;
use seed::{Canonical, Mm, Point};
use std::collections::BTreeSet;
use worldgen::{CHUNK_CELLS, Chunk, ChunkCoord, SEA_LEVEL, World};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Chunk coordinates: near the origin, where people live, and far out.
fn coordinate() -> impl Strategy<Value = i32> {
    prop_oneof![4 => -60..60_i32, 1 => -50_000..50_000_i32]
}

proptest! {
    #![proptest_config(config(150))]

    /// Whatever was asked before, in whatever order, by whichever thread.
    #[test]
    fn a_chunk_has_the_same_bytes_in_any_order_and_on_any_thread(
        number in 0..1000_u32,
        coordinates in prop::collection::vec((coordinate(), coordinate()), 2..5),
    ) {
        let bytes = |world: &World, (x, z)| world.chunk(ChunkCoord { x, z }).canonical_bytes();
        let world = worlds::world(number);
        let forwards: Vec<_> = coordinates.iter().map(|&at| bytes(&world, at)).collect();
        // A fresh world, backwards, after its quests were asked for.
        let other = worlds::world(number);
        let _ = other.settlement(other.home()).map(|home| other.quests(home.people[0].id));
        let mut backwards: Vec<_> = coordinates.iter().rev().map(|&at| bytes(&other, at)).collect();
        backwards.reverse();
        prop_assert!(forwards == backwards);
        let shared = worlds::world(number);
        let threads: Vec<_> = coordinates
            .iter()
            .map(|&at| {
                let world = shared.clone();
                std::thread::spawn(move || world.chunk(ChunkCoord { x: at.0, z: at.1 }).canonical_bytes())
            })
            .collect();
        for (thread, expected) in threads.into_iter().zip(&forwards) {
            prop_assert!(&thread.join().expect("no panic") == expected);
        }
    }

    #[test]
    fn neighbouring_chunks_share_their_edges(
        number in 0..1000_u32, x in coordinate(), z in coordinate(),
    ) {
        let world = worlds::world(number);
        let here = world.chunk(ChunkCoord { x, z });
        let east = world.chunk(ChunkCoord { x: x + 1, z });
        let south = world.chunk(ChunkCoord { x, z: z + 1 });
        for i in 0..=CHUNK_CELLS {
            prop_assert_eq!(here.corner(CHUNK_CELLS, i), east.corner(0, i));
            prop_assert_eq!(here.corner(i, CHUNK_CELLS), south.corner(i, 0));
            let edge = CHUNK_CELLS + 1;
            let water = |chunk: &Chunk, x: i32, z: i32| chunk.water[(z * edge + x) as usize];
            prop_assert_eq!(water(&here, CHUNK_CELLS, i), water(&east, 0, i));
            prop_assert_eq!(water(&here, i, CHUNK_CELLS), water(&south, i, 0));
        }
    }

    #[test]
    fn the_world_and_its_chunks_agree_on_heights_and_biomes(
        number in 0..1000_u32, x in coordinate(), z in coordinate(),
        points in prop::collection::vec((0..32_000_i32, 0..32_000_i32), 1..12),
    ) {
        let world = worlds::world(number);
        let coord = ChunkCoord { x, z };
        let chunk = world.chunk(coord);
        let origin = coord.origin();
        for (dx, dz) in points {
            let at = Point { x: origin.x + Mm(dx), z: origin.z + Mm(dz) };
            prop_assert_eq!(world.height(at), chunk.height(at));
            prop_assert_eq!(world.water(at), chunk.water(at));
            prop_assert_eq!(world.biome(at), chunk.biome(dx / 1000, dz / 1000));
        }
    }

    #[test]
    fn a_chunk_holds_only_what_stands_in_it(
        number in 0..1000_u32, x in coordinate(), z in coordinate(),
    ) {
        let world = worlds::world(number);
        let coord = ChunkCoord { x, z };
        let chunk = world.chunk(coord);
        prop_assert_eq!(chunk.heights.len(), 33 * 33);
        prop_assert_eq!(chunk.biomes.len(), 32 * 32);
        prop_assert!(chunk.plants.iter().all(|plant| ChunkCoord::of(plant.at) == coord));
        prop_assert!(chunk.dens.iter().all(|den| ChunkCoord::of(den.at) == coord));
        prop_assert!(chunk.plants.is_sorted());
        for (cell, biome) in (0..).zip(&chunk.biomes) {
            let (cx, cz) = (cell % CHUNK_CELLS, cell / CHUNK_CELLS);
            let sum = |corners: &[Mm]| -> i64 {
                let at = |(dx, dz)| corners[((cz + dz) * (CHUNK_CELLS + 1) + cx + dx) as usize];
                [(0, 0), (1, 0), (0, 1), (1, 1)].into_iter().map(|d| i64::from(at(d).0)).sum()
            };
            let below = sum(&chunk.heights).div_euclid(4) < sum(&chunk.water).div_euclid(4);
            let water = world.rules().biome(*biome).water;
            prop_assert_eq!(water, below, "cell {} of {:?}", cell, coord);
        }
    }
}

#[test]
fn at_least_six_biomes_lie_within_four_kilometres_of_home() {
    for (number, world) in worlds::each(worlds::count(40)) {
        let home = world.site(world.home()).expect("home exists").at;
        let mut seen = BTreeSet::new();
        for x in (-4000..=4000).step_by(125) {
            for z in (-4000..=4000).step_by(125) {
                let at = Point { x: home.x + Mm::metres(x), z: home.z + Mm::metres(z) };
                seen.insert(world.biome(at));
            }
        }
        let dry = seen.iter().filter(|&&biome| !world.rules().biome(biome).water).count();
        assert!(dry >= 6, "world {number} has {dry} biomes on land: {seen:?}");
    }
}

#[test]
fn nearly_all_land_can_be_walked_and_about_the_promised_share_is_land() {
    let climb = i32::from(worlds::rules().balance.climb);
    let (mut land, mut steep, mut all) = (0_u32, 0_u32, 0_u32);
    for (_, world) in worlds::each(worlds::count(40)) {
        for step in 0..40 {
            // Spread over 60 km, so that the cradle around the origin does not count for much.
            let (x, z) = (step * 1_191 % 60_000 - 30_000, step * step * 1_899 % 60_000 - 30_000);
            let height = world.height(Point::metres(x, z));
            all += 1;
            if height < SEA_LEVEL {
                continue;
            }
            land += 1;
            let rise = |dx, dz| (world.height(Point::metres(x + dx, z + dz)) - height).abs().0;
            steep += u32::from(rise(1, 0).max(rise(0, 1)) > climb);
        }
    }
    let share = land * 1000 / all;
    let promised = worlds::rules().terrain.land_per_mille;
    assert!(share.abs_diff(promised) < 60, "{share} per mille of the world is land");
    assert!(steep * 100 < land, "{steep} of {land} places are too steep");
}

#[test]
fn nothing_grows_in_houses_squares_or_mouths() {
    for (number, world) in worlds::each(worlds::count(40)) {
        let settlement = world.settlement(world.home()).expect("home exists");
        let at = settlement.site.at;
        let sites = world.sites_near(at, Mm::metres(450));
        let middle = ChunkCoord::of(at);
        for z in middle.z - 3..=middle.z + 3 {
            for x in middle.x - 3..=middle.x + 3 {
                for plant in world.chunk(ChunkCoord { x, z }).plants {
                    let inside = |min: Point, max: Point| {
                        plant.at.x > min.x
                            && plant.at.x < max.x
                            && plant.at.z > min.z
                            && plant.at.z < max.z
                    };
                    assert!(!settlement.houses.iter().any(|house| inside(house.min, house.max)));
                    assert!(plant.at.distance(settlement.spawn) > 8_000, "{plant:?}");
                    let blocks = world.rules().plant(plant.flora).trunk > Mm(0);
                    let cleared = |site: &&worldgen::Site| {
                        plant.at.distance(site.at) < i64::from(site.radius.0)
                            && (blocks || site.id.number > 0)
                    };
                    assert_eq!(sites.iter().find(cleared), None, "{plant:?} of world {number}");
                }
            }
        }
    }
}

#[test]
fn ground_is_level_under_settlements_and_mouths() {
    for (number, world) in worlds::each(worlds::count(100)) {
        let home = world.site(world.home()).expect("home exists").at;
        for site in world.sites_near(home, Mm::metres(1500)) {
            let ground = world.height(site.at);
            assert!(ground >= Mm(1000), "{site:?} is wet");
            let edge = site.radius.0 * 7 / 10;
            for (dx, dz) in [(-edge, 0), (edge, 0), (0, -edge), (0, edge)] {
                let at = Point { x: site.at.x + Mm(dx), z: site.at.z + Mm(dz) };
                assert_eq!(world.height(at), ground, "{site:?} of world {number}");
            }
        }
    }
}
