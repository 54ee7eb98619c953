//! Which biome a place has.

use ruleset::{Biome, BiomeId, Ruleset};
use seed::Mm;

/// The biome that fits a height and climate best: the first of those that miss by least.
pub(crate) fn biome_at(rules: &Ruleset, height: Mm, temperature: i32, humidity: i32) -> BiomeId {
    let relief = rules.terrain.relief.0.max(1);
    // Above a fifth of the relief it gets colder: by 180 per mille up to the top.
    let above = i64::from((height.0 - relief / 5).max(0));
    let colder = i64::from(temperature) - above * 180 / i64::from(relief);
    let temperature = colder.max(0) as i32;
    let mut best: Option<(i64, usize)> = None;
    for (index, biome) in rules.biomes.iter().enumerate() {
        let miss = miss(biome, height, temperature, humidity);
        if best.is_none_or(|(least, _)| miss < least) {
            best = Some((miss, index));
        }
        if miss == 0 {
            break;
        }
    }
    BiomeId(u16::try_from(best.map_or(0, |(_, index)| index)).unwrap_or(0))
}

/// By how much a place misses what a biome needs; land never gets a biome of the water.
fn miss(biome: &Biome, height: Mm, temperature: i32, humidity: i32) -> i64 {
    let outside = |value: i32, low: i32, high: i32| {
        i64::from(low.saturating_sub(value).max(value.saturating_sub(high)).max(0))
    };
    let wrong_element = if biome.water == (height.0 < 0) { 0 } else { 1_000_000_000 };
    let climate = |value, (low, high): (u16, u16)| outside(value, low.into(), high.into());
    // A metre too high or too low counts like 20 per mille of climate.
    wrong_element
        + outside(height.0, biome.height.0.0, biome.height.1.0) / 50
        + climate(temperature, biome.temperature)
        + climate(humidity, biome.humidity)
}
