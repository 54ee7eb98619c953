//! How much of the land each biome has.

use super::rules;
use crate::terrain::{Terrain, biome_at};
use seed::{Mm, WorldSeed};

/// Worlds that are looked at, and places in each.
const WORLDS: u32 = 24;
const PLACES: i32 = 1_500;

/// The natural land, before rivers and people, far beyond the cradle around the origin.
#[test]
fn every_biome_has_its_share_of_the_world_and_none_has_most_of_it() {
    let rules = rules();
    let mut counts = vec![0_u32; rules.biomes.len()];
    for number in 0..WORLDS {
        let terrain = Terrain::new(WorldSeed::from_text(&format!("shares {number}")), &rules);
        for place in 0..PLACES {
            let x = place * 7_919 % 90_001 - 45_000;
            let z = place * 5_309 % 86_453 - 43_000;
            let ground = terrain.natural(x, z);
            let biome = biome_at(&rules, ground.height, ground.temperature, ground.humidity);
            counts[usize::from(biome.0)] += 1;
        }
    }
    let of = |water: bool| -> u32 {
        let both = rules.biomes.iter().zip(&counts);
        both.filter(|(biome, _)| biome.water == water).map(|(_, count)| count).sum()
    };
    let (land, sea) = (of(false), of(true));
    for (biome, count) in rules.biomes.iter().zip(&counts) {
        let all = if biome.water { sea } else { land };
        let share = count * 10_000 / all.max(1);
        println!("{:>14} {:>3}.{:02} %", biome.name, share / 100, share % 100);
        // Special ones may be rare: three in a thousand are some hectares around any home.
        assert!(share >= 30, "{} has {share} of 10,000", biome.name);
        assert!(biome.water || share <= 4_000, "{} has {share} of 10,000", biome.name);
    }
    assert!(Mm(0) < rules.terrain.relief && land > sea);
}
