//! Cliffs: where they are, how much of the land they take, and that one can walk around them.

use super::rules;
use crate::terrain::Terrain;
use ruleset::{CliffRules, Ruleset};
use seed::{Mm, WorldSeed};
use std::collections::VecDeque;
use std::sync::Arc;

/// How many worlds are looked at; the release run sets `SEEDBOUND_SEEDS`.
fn worlds() -> u32 {
    std::env::var("SEEDBOUND_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(12)
}

fn seed(number: u32) -> WorldSeed {
    WorldSeed::from_text(&format!("cliffs {number}"))
}

/// Square metres that may be cut off in a square: ledges of a face.
const SPECKS: usize = 40;

/// Metres along the edge of a square that is looked at whole.
const EDGE: i32 = 320;

/// A square of land, and the same without cliffs.
fn squares(terrain: &Terrain, bare: &Terrain, west: i32, north: i32) -> (Vec<Mm>, Vec<Mm>) {
    let heights = |terrain: &Terrain| -> Vec<Mm> {
        let land = terrain.ground_grid(west, north, EDGE);
        land.iter().map(|ground| ground.height).collect()
    };
    (heights(terrain), heights(bare))
}

fn without_cliffs(rules: &Ruleset) -> Arc<Ruleset> {
    let mut rules = rules.clone();
    rules.terrain.cliffs = CliffRules::default();
    Arc::new(rules)
}

/// The corners beside one of a square.
fn beside(at: usize) -> impl Iterator<Item = usize> {
    let (x, z) = (at as i32 % EDGE, at as i32 / EDGE);
    let sides = [(1, 0), (-1, 0), (0, 1), (0, -1)].map(|(dx, dz)| (x + dx, z + dz));
    let inside = |&(x, z): &(i32, i32)| (0..EDGE).contains(&x) && (0..EDGE).contains(&z);
    sides.into_iter().filter(inside).map(|(x, z)| (z * EDGE + x) as usize)
}

/// Corners of a square from which nobody gets out of it, or to which nobody gets from its border. One
/// walks up what can be climbed and down anything.
fn cut_off(heights: &[Mm], climb: i32) -> usize {
    let flood = |steps: fn(Mm, i32) -> bool| {
        let mut reached = vec![false; heights.len()];
        let border = |at: usize| beside(at).count() < 4;
        let mut open: VecDeque<usize> = (0..heights.len()).filter(|&at| border(at)).collect();
        open.iter().for_each(|&at| reached[at] = true);
        while let Some(at) = open.pop_front() {
            for other in beside(at) {
                if !reached[other] && steps(heights[other] - heights[at], climb) {
                    reached[other] = true;
                    open.push_back(other);
                }
            }
        }
        reached
    };
    let (inwards, outwards) =
        (flood(|rise, climb| rise.0 <= climb), flood(|rise, climb| rise.0 >= -climb));
    inwards.iter().zip(&outwards).filter(|&(&there, &back)| !there || !back).count()
}

#[test]
fn cliffs_take_their_share_of_the_land_and_are_as_high_as_the_rules_say() {
    let rules = rules();
    let bare = without_cliffs(&rules);
    let cliffs = &rules.terrain.cliffs;
    let (mut land, mut raised, mut faces, mut steep_before) = (0_u64, 0_u64, 0_u64, 0_u64);
    let mut highest = Mm(0);
    let climb = i32::from(rules.balance.climb);
    for number in 0..worlds() {
        let (terrain, bare) =
            (Terrain::new(seed(number), &rules), Terrain::new(seed(number), &bare));
        for place in 0..6 {
            let (west, north) = (place * 8_008 - 20_000, place * place * 1_600 - 16_000);
            let (with, without) = squares(&terrain, &bare, west, north);
            for (at, (&high, &low)) in with.iter().zip(&without).enumerate() {
                assert!(high >= low, "cliffs lower nothing");
                if low <= Mm(0) {
                    continue;
                }
                land += 1;
                raised += u64::from(high > low + Mm(200));
                highest = highest.max(high - low);
                let steepest = |heights: &[Mm]| {
                    beside(at).map(|other| (heights[other] - heights[at]).abs().0).max()
                };
                faces += u64::from(steepest(&with) > Some(climb));
                steep_before += u64::from(steepest(&without) > Some(climb));
            }
        }
    }
    println!(
        "{land} m2 of land, raised {raised}, steep {faces}, without {steep_before}, {highest:?}"
    );
    let most = u64::from(cliffs.land_per_mille.max(cliffs.coast_per_mille));
    assert!(raised * 1000 <= land * most, "{raised} of {land} are raised");
    assert!(raised * 50 >= land, "only {raised} of {land} are raised");
    assert!(highest <= cliffs.height.1 && highest >= cliffs.height.0, "{highest:?}");
    let faces = faces - steep_before.min(faces);
    assert!(faces * 1000 >= land, "only {faces} of {land} are faces");
    assert!(faces * 50 <= land, "{faces} of {land} are faces");
}

#[test]
fn every_cliff_can_be_walked_around() {
    let rules = rules();
    let bare = without_cliffs(&rules);
    let climb = i32::from(rules.balance.climb);
    for number in 0..worlds() {
        let (terrain, bare) =
            (Terrain::new(seed(number), &rules), Terrain::new(seed(number), &bare));
        for place in 0..6 {
            let (west, north) = (place * 8_008 - 20_000, place * place * 1_600 - 16_000);
            let (with, without) = squares(&terrain, &bare, west, north);
            let (lost, before) = (cut_off(&with, climb), cut_off(&without, climb));
            assert!(
                lost <= before + SPECKS,
                "{lost} m2 around {west} {north} of world {number}, {before} without cliffs"
            );
        }
    }
}

/// A ring of the same cliffs that is nowhere interrupted cuts off what lies in it.
#[test]
fn land_that_a_cliff_encloses_is_found() {
    let ring = |low: i32, high: i32| -> Vec<Mm> {
        let places = (0..EDGE * EDGE).map(|at| (at % EDGE - EDGE / 2, at / EDGE - EDGE / 2));
        places.map(|(x, z)| Mm(if x.abs().max(z.abs()) < 20 { high } else { low })).collect()
    };
    assert_eq!(cut_off(&ring(0, 1_000), 1_200), 0);
    assert_eq!(cut_off(&ring(0, 9_000), 1_200), 39 * 39);
    assert_eq!(cut_off(&ring(9_000, 0), 1_200), 39 * 39);
}

#[test]
fn without_the_table_the_land_is_as_it_was_and_rivers_never_see_cliffs() {
    let rules = rules();
    let bare = without_cliffs(&rules);
    for number in 0..worlds() {
        let (terrain, bare) =
            (Terrain::new(seed(number), &rules), Terrain::new(seed(number), &bare));
        let (min, max) = ((-1_500, -1_500), (1_500, 1_500));
        assert_eq!(terrain.channels(min, max).pieces(), bare.channels(min, max).pieces());
        for step in 0..400 {
            let (x, z) = (step * 7_919 % 3_001 - 1_500, step * 5_309 % 3_001 - 1_500);
            let (with, without) = (terrain.at(x, z), bare.at(x, z));
            assert_eq!(with.height, without.height + with.cliff, "{x} {z} of world {number}");
            assert_eq!(with.water, without.water, "{x} {z} of world {number}");
            // Ponds that lie as low as the sea are land: only channels push cliffs away.
            if without.free == 0 {
                assert_eq!(with.cliff, Mm(0), "a cliff stands in a river at {x} {z}");
            }
        }
    }
}
