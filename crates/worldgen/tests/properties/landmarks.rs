//! Landmarks stand where they may, and names are not repeated.

use crate::worlds;
use seed::{Mm, Point};
use std::collections::{BTreeMap, BTreeSet};
use worldgen::{ChunkCoord, Cover, RegionId, SiteId, SiteKind};

fn seeds() -> u32 {
    worlds::count(8)
}

#[test]
fn landmarks_stand_dry_and_clear_of_roads_and_sites() {
    let mut kinds: BTreeMap<u16, u32> = BTreeMap::new();
    for (number, world) in worlds::each(seeds()) {
        let home = world.site(world.home()).expect("home exists").at;
        let mut names = BTreeSet::new();
        for landmark in world.landmarks_near(home, Mm::metres(2500)) {
            *kinds.entry(landmark.kind).or_default() += 1;
            let kind = world.landmark_kind(&landmark).expect("a kind of the ruleset");
            assert!((kind.height.0..=kind.height.1).contains(&landmark.height));
            let at = landmark.at;
            assert!(world.height(at) > world.water(at), "world {number}: {landmark:?} is wet");
            assert!(landmark.ground <= world.height(at) && !landmark.solids.is_empty());
            assert!(names.insert(landmark.name.clone()), "world {number}: two {}", landmark.name);
            assert!(!landmark.name.contains('{'), "{}", landmark.name);
            for site in world.sites_near(at, Mm::metres(400)) {
                let away = site.at.distance(at);
                let kept = i64::from(site.radius.0 + landmark.radius.0) + 20_000;
                assert!(away > kept, "world {number}: {landmark:?} at {site:?}");
            }
            for solid in &landmark.solids {
                for corner in [solid.min, Point { x: solid.max.x - Mm(1), z: solid.max.z - Mm(1) }]
                {
                    assert!(corner.distance(at) <= i64::from(landmark.radius.0) * 3 / 2);
                    let chunk = world.chunk(ChunkCoord::of(corner));
                    assert!(chunk.solids.contains(solid), "world {number}: {landmark:?}");
                    let (x, z) = corner.cell();
                    let cover = chunk.cover(x.rem_euclid(32), z.rem_euclid(32));
                    assert_eq!(cover, Cover::Natural, "world {number}: {landmark:?}");
                }
            }
            let chunk = world.chunk(ChunkCoord::of(at));
            for plant in &chunk.plants {
                assert!(plant.at.distance(at) >= i64::from(landmark.radius.0) / 2, "{plant:?}");
            }
        }
    }
    let sum: u32 = kinds.values().sum();
    println!("{kinds:?} in {} worlds", seeds());
    assert!(sum > seeds() * 2, "{kinds:?}");
    assert!(kinds.len() >= 4, "{kinds:?}");
}

#[test]
fn landmarks_are_the_same_from_any_side() {
    for number in 0..worlds::part(8, 50) {
        let (world, other) = (worlds::world(number), worlds::world(number));
        let home = world.site(world.home()).expect("home exists").at;
        let all = world.landmarks_near(home, Mm::metres(2000));
        for landmark in all.iter().rev() {
            let _ = other.chunk(ChunkCoord::of(landmark.at));
            assert_eq!(other.landmark(landmark.id).as_ref(), Some(landmark));
            assert_eq!(other.landmarks_near(landmark.at, Mm(1)).first(), Some(landmark));
        }
        assert!(all.is_sorted_by_key(|landmark| landmark.id));
    }
}

#[test]
fn no_name_of_a_place_is_repeated_in_a_region() {
    for (_, world) in worlds::each(seeds().div_ceil(2)) {
        let home = world.site(world.home()).expect("home exists").at;
        let middle = world.region_at(home);
        for (x, z) in [(0, 0), (1, 0), (0, -1)] {
            let id = RegionId { x: middle.x + x, z: middle.z + z };
            let mut names = BTreeSet::new();
            for (x, z) in world.cells_of(id) {
                for number in 0..8 {
                    let Some(site) = world.site(SiteId { x, z, number }) else { continue };
                    let word = site.name.split(' ').next().expect("a word").to_owned();
                    assert!(names.insert(word), "twice in {id:?}: {}", site.name);
                    assert!(site.name.chars().count() <= 30, "{}", site.name);
                }
            }
        }
    }
}

#[test]
fn a_region_is_called_like_none_of_its_neighbours() {
    for (number, world) in worlds::each(seeds()) {
        for z in -4..4 {
            for x in -4..4 {
                let here = world.region(RegionId { x, z });
                for (dx, dz) in [(1, 0), (0, 1), (1, 1), (-1, 1)] {
                    let there = world.region(RegionId { x: x + dx, z: z + dz });
                    assert_ne!(here.name, there.name, "world {number}: {x} {z}");
                }
            }
        }
    }
}

/// The first letters and the lengths of names stay as various as their culture's sounds.
#[test]
fn names_of_classes_are_no_poorer_than_others() {
    let world = worlds::world(3);
    let (mut firsts, mut count) = (BTreeSet::new(), 0);
    for site in world.sites_near(Point::default(), Mm::metres(9000)) {
        if site.kind == SiteKind::Settlement {
            count += 1;
            firsts.insert(site.name.chars().next());
            let letters = site.name.chars().count();
            assert!((4..=13).contains(&letters), "{}", site.name);
        }
    }
    assert!(count > 60 && firsts.len() >= 14, "{count} {firsts:?}");
}
