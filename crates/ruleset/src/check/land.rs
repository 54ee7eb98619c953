//! Terrain, plants and biomes.

use super::cliffs::cliffs;
use super::report::Report;
use super::resources::resources;
use super::rivers::rivers;
use super::towns;
use super::volcanoes::volcanoes;
use crate::raw;
use crate::types::{
    Biome, Creature, CreatureId, Flora, FloraId, ItemBase, PlantChance, SpawnChance, TerrainRules,
};
use seed::Mm;

pub(super) fn terrain(report: &mut Report<'_>, raw: &raw::Terrain) -> TerrainRules {
    report.file("terrain.toml");
    TerrainRules {
        continent_m: report.whole("continent", &raw.continent, (200, 100_000)),
        hill_m: report.whole("hill", &raw.hill, (40, 10_000)),
        climate_m: report.whole("climate", &raw.climate, (200, 100_000)),
        relief: report.length("relief", &raw.relief, (5_000, 500_000)),
        depth: report.length("depth", &raw.depth, (2_000, 200_000)),
        land_per_mille: report.whole("land_per_mille", &raw.land_per_mille, (200, 1000)),
        rivers: rivers(report, &raw.rivers),
        volcanoes: volcanoes(report, raw.volcanoes.as_ref()),
        cliffs: cliffs(report, raw.cliffs.as_ref()),
    }
}

pub(super) fn flora(report: &mut Report<'_>, raw: raw::FloraTable) -> Vec<Flora> {
    report.file("flora.toml");
    report.names("flora", raw.flora.iter().map(|flora| &flora.get_ref().name));
    raw.flora
        .into_iter()
        .map(|flora| {
            let flora = flora.into_inner();
            Flora {
                height: report.lengths("height", &flora.height, (50, 60_000)),
                stem: report.colour("stem", &flora.stem),
                leaf: report.colour("leaf", &flora.leaf),
                trunk: flora
                    .trunk
                    .map_or(Mm(0), |trunk| report.length("trunk", &trunk, (0, 3_000))),
                shape: flora.shape,
                name: flora.name.into_inner(),
            }
        })
        .collect()
}

pub(super) fn biomes(
    report: &mut Report<'_>,
    raw: raw::Biomes,
    flora: &[Flora],
    creatures: &[Creature],
    items: &[ItemBase],
) -> Vec<Biome> {
    report.file("biomes.toml");
    report.names("biome", raw.biome.iter().map(|biome| &biome.get_ref().name));
    let biomes: Vec<Biome> = raw
        .biome
        .into_iter()
        .map(|biome| self::biome(report, biome.into_inner(), flora, creatures, items))
        .collect();
    if !biomes.iter().any(|biome| biome.water) {
        report.tell_file("no biome is under water", "give one biome `water = true`");
    }
    if !biomes.iter().any(|biome| !biome.water) {
        report.tell_file("no biome is on land", "add a biome without `water = true`");
    }
    if !biomes.iter().any(|biome| biome.habitable && !biome.water) {
        let hint = "give a biome on land `habitable = true`";
        report.tell_file("no biome on land is habitable", hint);
    }
    if !biomes.iter().any(|biome| !biome.water && !biome.creatures.is_empty()) {
        let hint = "give a biome on land a [[biome.creatures]] table";
        report.tell_file("nothing lives in any biome on land", hint);
    }
    biomes
}

fn biome(
    report: &mut Report<'_>,
    raw: raw::Biome,
    flora: &[Flora],
    creatures: &[Creature],
    items: &[ItemBase],
) -> Biome {
    if raw.water && raw.habitable {
        let what = format!("biome {:?} is habitable under water", raw.name.get_ref());
        report.tell(&raw.name.span(), what, "drop `habitable` or `water`");
    }
    Biome {
        ground: report.colour("ground", &raw.ground),
        ground_alt: report.colour("ground_alt", &raw.ground_alt),
        water: raw.water,
        temperature: report.wholes("temperature", &raw.temperature, (0, 1000)),
        humidity: report.wholes("humidity", &raw.humidity, (0, 1000)),
        height: report.lengths("height", &raw.height, (-1_000_000, 1_000_000)),
        relief_per_mille: report.whole("relief_per_mille", &raw.relief_per_mille, (0, 1000)),
        habitable: raw.habitable,
        fertility_per_mille: report.whole_or(
            "fertility_per_mille",
            raw.fertility_per_mille.as_ref(),
            towns::fertility(raw.water, raw.habitable),
            (0, 1000),
        ),
        flora: raw
            .flora
            .iter()
            .map(|plant| PlantChance {
                flora: FloraId(report.reference(
                    "flora",
                    &plant.flora,
                    flora.iter().map(|flora| flora.name.as_str()),
                )),
                per_chunk: report.whole("per_chunk", &plant.per_chunk, (1, 200)),
            })
            .collect(),
        creatures: raw
            .creatures
            .iter()
            .map(|spawn| SpawnChance {
                creature: CreatureId(report.reference(
                    "creature",
                    &spawn.creature,
                    creatures.iter().map(|creature| creature.name.as_str()),
                )),
                per_mille_chunks: report.whole(
                    "per_mille_chunks",
                    &spawn.per_mille_chunks,
                    (1, 1000),
                ),
                count: report.wholes("count", &spawn.count, (1, 12)),
            })
            .collect(),
        resources: resources(report, &raw.resources, raw.water, items),
        name: raw.name.into_inner(),
    }
}
