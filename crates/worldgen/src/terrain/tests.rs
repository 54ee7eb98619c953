//! Fields are even, and biomes fit.

mod cliffs;
mod shares;

use super::*;
use std::sync::Arc;

fn rules() -> Arc<Ruleset> {
    let directory = ruleset::find("core").expect("core is in the checkout");
    Arc::new(ruleset::load(&directory).unwrap_or_else(|error| panic!("{error}")))
}

/// What the constant in `field.rs` was measured with.
#[test]
fn shares_are_even_to_a_twentieth() {
    let rules = rules();
    let mut below = [0_u32; 10];
    let mut count = 0_u32;
    for number in 0..40 {
        let terrain = Terrain::new(WorldSeed::from_text(&number.to_string()), &rules);
        for step in 0..500 {
            let (x, z) = (f64::from(step * 1_931 % 90_007), f64::from(step * 7_793 % 80_021));
            for share in [terrain.temperature.share(x, z), terrain.continent.share(x, z)] {
                assert!((0.0..=1.0).contains(&share));
                count += 1;
                below[whole(share * 10.0, 0, 9) as usize] += 1;
            }
        }
    }
    let mut sum = 0;
    for (tenth, &found) in (1_u32..).zip(&below) {
        sum += found * 1000 / count;
        assert!(sum.abs_diff(tenth * 100) <= 50, "{sum} per mille below {tenth} tenths: {below:?}");
    }
}

#[test]
fn a_cell_of_corners_is_the_same_as_its_corners() {
    let terrain = Terrain::new(WorldSeed::from_text("corners"), &rules());
    for (x, z) in [(0, 0), (7, 3), (6, 6), (7, 7), (-1, -1), (-8, 15), (12_345, -6_789)] {
        let corners = [(x, z), (x + 1, z), (x, z + 1), (x + 1, z + 1)];
        assert_eq!(terrain.cell(x, z), corners.map(|(x, z)| terrain.at(x, z)));
    }
}

#[test]
fn a_grid_of_corners_is_the_same_as_its_corners() {
    let terrain = Terrain::new(WorldSeed::from_text("corners"), &rules());
    for (x, z) in [(0, 0), (-32, 64), (12_352, -6_784), (-1_600_000, 1_599_968)] {
        let corners = (0..33).flat_map(|dz| (0..33).map(move |dx| (x + dx, z + dz)));
        let alone: Vec<Ground> = corners.map(|(x, z)| terrain.at(x, z)).collect();
        assert_eq!(terrain.ground_grid(x, z, 33), alone);
    }
}

#[test]
fn a_strip_of_corners_is_the_same_as_its_corners() {
    let terrain = Terrain::new(WorldSeed::from_text("corners"), &rules());
    for (x, z, width, depth) in [(-340, 120, 600, 60), (5_000, -9_000, 130, 130)] {
        let mut strip = terrain.strip((x, z), (x + width, z + depth));
        for (dx, dz) in (0..=depth).flat_map(|dz| (0..=width).step_by(3).map(move |dx| (dx, dz))) {
            assert_eq!(strip.at(x + dx, z + dz), terrain.at(x + dx, z + dz), "{dx} {dz}");
        }
    }
}

#[test]
fn the_first_biome_that_fits_is_taken_else_the_one_that_misses_by_least() {
    let rules = rules();
    let name = |height, temperature, humidity| {
        rules.biome(biome_at(&rules, Mm(height), temperature, humidity)).name.clone()
    };
    assert_eq!(name(-20_000, 500, 500), "deep water");
    assert_eq!(name(-1_000, 500, 500), "shallows");
    assert_eq!(name(500, 500, 500), "beach");
    assert_eq!(name(5_000, 500, 300), "grassland");
    assert_eq!(name(5_000, 500, 600), "forest");
    assert_eq!(name(5_000, 900, 100), "desert");
    assert_eq!(name(5_000, 100, 500), "tundra");
    assert_eq!(name(5_000, 20, 500), "ice field");
    assert_eq!(name(5_000, 300, 900), "bog");
    assert_eq!(name(1_000, 900, 900), "mangrove");
    assert_eq!(name(50_000, 800, 100), "ash barrens");
    assert_eq!(name(90_000, 500, 500), "snow peaks");
    assert_eq!(name(2_000_000, 500, 500), "snow peaks");
}

#[test]
fn a_forced_island_is_land() {
    let rules = rules();
    for number in 0..20 {
        let mut terrain = Terrain::new(WorldSeed::from_text(&number.to_string()), &rules);
        let (x, z) = (40_000 + number * 977, -30_000);
        terrain.force_island(x, z);
        for (dx, dz) in [(0, 0), (200, 0), (0, -200), (-140, 140)] {
            assert!(terrain.at(x + dx, z + dz).height > Mm(0));
        }
    }
}
