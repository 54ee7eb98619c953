//! Weather: kinds, and a sky for every biome on land.

use super::report::Report;
use crate::raw::weather::{Chance, Sky, Weather, WeatherTable};
use crate::types::{Biome, WeatherChance, WeatherId, WeatherKind, WeatherRules};

/// Checks the table. `written`: the pack has one of its own; else skies follow from climates.
pub(super) fn weather(
    report: &mut Report<'_>,
    raw: &WeatherTable,
    written: bool,
    biomes: &[Biome],
) -> WeatherRules {
    report.file("weather.toml");
    report.names("weather", raw.weather.iter().map(|weather| &weather.name));
    let kinds: Vec<WeatherKind> = raw.weather.iter().map(|weather| kind(report, weather)).collect();
    let skies = if written {
        skies(report, &raw.sky, &kinds, biomes)
    } else {
        biomes.iter().map(|biome| derived(&kinds, biome)).collect()
    };
    WeatherRules {
        spell_hours: report.wholes("spell_hours", &raw.spell_hours, (1, 240)),
        front_m: report.whole("front", &raw.front, (1_000, 50_000)),
        drift_m: report.whole("drift", &raw.drift, (0, 5_000)),
        kinds,
        skies,
    }
}

fn kind(report: &mut Report<'_>, raw: &Weather) -> WeatherKind {
    let mut share =
        |field: &str, value| report.whole_or(field, Option::as_ref(value), 0, (0, 1000));
    WeatherKind {
        cloud: share("cloud", &raw.cloud),
        rain: share("rain", &raw.rain),
        snow: share("snow", &raw.snow),
        wind: share("wind", &raw.wind),
        fog: share("fog", &raw.fog),
        name: raw.name.get_ref().clone(),
    }
}

/// The skies as they are written, one for each biome on land.
fn skies(
    report: &mut Report<'_>,
    raw: &[Sky],
    kinds: &[WeatherKind],
    biomes: &[Biome],
) -> Vec<Vec<WeatherChance>> {
    let mut skies: Vec<Vec<WeatherChance>> = vec![Vec::new(); biomes.len()];
    for sky in raw {
        report.filled("biomes", &sky.biomes);
        let chances = chances(report, &sky.weather, kinds);
        for name in sky.biomes.get_ref() {
            let index =
                report.reference("biome", name, biomes.iter().map(|biome| biome.name.as_str()));
            let Some(biome) = biomes.get(usize::from(index)) else { continue };
            let Some(slot) = skies.get_mut(usize::from(index)) else { continue };
            if biome.name != *name.get_ref() {
                continue;
            }
            if biome.water {
                let what = format!("{:?} is under water", biome.name);
                report.tell(&name.span(), what, "drop it: the land's weather goes on over water");
            } else if !slot.is_empty() {
                let what = format!("biome {:?} has two skies", biome.name);
                report.tell(&name.span(), what, "name it in one [[sky]] only");
            } else {
                slot.clone_from(&chances);
            }
        }
    }
    for (biome, sky) in biomes.iter().zip(&skies) {
        if !biome.water && sky.is_empty() {
            let what = format!("biome {:?} has no weather", biome.name);
            report.tell_file(what, "name it in the biomes of a [[sky]]");
        }
    }
    skies
}

/// The chances of a sky, from fair to foul.
fn chances(
    report: &mut Report<'_>,
    raw: &toml::Spanned<Vec<Chance>>,
    kinds: &[WeatherKind],
) -> Vec<WeatherChance> {
    if raw.get_ref().is_empty() {
        report.tell(&raw.span(), "weather is empty", "write at least one { kind, weight }");
    }
    let mut chances: Vec<WeatherChance> = Vec::new();
    for chance in raw.get_ref() {
        let known = kinds.iter().map(|kind| kind.name.as_str());
        let kind = WeatherId(report.reference("weather", &chance.kind, known));
        let weight = report.whole("weight", &chance.weight, (1, 1000));
        let named =
            kinds.get(usize::from(kind.0)).is_some_and(|kind| kind.name == *chance.kind.get_ref());
        if named && chances.iter().any(|other| other.kind == kind) {
            let what = format!("weather {:?} is there twice", chance.kind.get_ref());
            report.tell(&chance.kind.span(), what, "add their weights up");
        } else {
            chances.push(WeatherChance { kind, weight });
        }
    }
    chances.sort_by_key(|chance| chance.kind);
    chances
}

/// The sky that follows from a biome's climate: wet ones have much rain, cold ones snow instead.
fn derived(kinds: &[WeatherKind], biome: &Biome) -> Vec<WeatherChance> {
    if biome.water {
        return Vec::new();
    }
    let middle = |(low, high): (u16, u16)| (u32::from(low) + u32::from(high)) / 2;
    let (warm, wet) = (middle(biome.temperature), middle(biome.humidity));
    let weight = |kind: &WeatherKind| match (kind.rain, kind.snow, kind.fog) {
        (_, 1.., _) => wet * 350_u32.saturating_sub(warm) / 350,
        (1.., ..) => wet * warm.saturating_sub(150).min(200) / 200,
        (_, _, 1..) => wet / 5,
        _ => (1_300 - u32::from(kind.cloud)).saturating_sub(wet / 2),
    };
    let mut sky: Vec<WeatherChance> = Vec::new();
    for (index, kind) in (0_u16..).zip(kinds) {
        let weight = weight(kind).min(1000) as u16;
        if weight > 0 {
            sky.push(WeatherChance { kind: WeatherId(index), weight });
        }
    }
    sky
}
