//! Weather, what the land gives, and rivers: every check, and packs that leave them out.

use super::{CORE, check, core, problem, problems, text};

const WEATHER: &str = "weather.toml";

#[test]
fn wrong_kinds_of_weather_are_told() {
    problem(WEATHER, "cloud = 20\n", "cloud = 1001\n", "cloud is 1001");
    problem(WEATHER, "rain = 250\n", "rain = -1\n", "rain is -1");
    problem(WEATHER, "wind = 90\n", "wind = 90\nhail = 3\n", "unknown field `hail`");
    problem(WEATHER, "name = \"rain\"", "name = \"drizzle\"", "is there twice");
    problem(WEATHER, "spell_hours = [3, 9]", "spell_hours = [9, 3]", "upside down");
    problem(WEATHER, "spell_hours = [3, 9]", "spell_hours = [0, 9]", "spell_hours is 0");
    problem(WEATHER, "front = 4000", "front = 40", "front is 40");
    problem(WEATHER, "drift = 250", "drift = 9000", "drift is 9000");
}

#[test]
fn wrong_skies_are_told() {
    let told = problem(WEATHER, "kind = \"fog\"", "kind = \"fgo\"", "no weather \"fgo\"");
    assert!(told.hint.contains("\"fog\"") && told.column > 1, "{told}");
    problem(WEATHER, "kind = \"fog\"", "kind = \"clear\"", "\"clear\" is there twice");
    problem(WEATHER, "weight = 26", "weight = 0", "weight is 0");
    problem(WEATHER, "biomes = [\"heath\"]", "biomes = [\"heat\"]", "no biome \"heat\"");
    problem(WEATHER, "biomes = [\"heath\"]", "biomes = []", "biomes is empty");
    problem(WEATHER, "[\"heath\"]", "[\"heath\", \"shallows\"]", "under water");
    problem(WEATHER, "[\"heath\"]", "[\"heath\", \"taiga\"]", "\"taiga\" has two skies");
    let told = problems(WEATHER, "biomes = [\"heath\"]", "biomes = [\"taiga\"]");
    assert!(told.iter().any(|one| one.what.contains("biome \"heath\" has no weather")), "{told:?}");
}

#[test]
fn without_the_table_skies_follow_the_climate() {
    let mut files = CORE.clone();
    files.replace(WEATHER, Vec::new());
    let rules = check(&files, None).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let share = |biome: &str, falls: fn(&crate::WeatherKind) -> u16| {
        let index = rules.biomes.iter().position(|other| other.name == biome).expect("a biome");
        let sky = &rules.weather.skies[index];
        let all: u32 = sky.iter().map(|chance| u32::from(chance.weight)).sum();
        let of = |chance: &&crate::WeatherChance| {
            falls(&rules.weather.kinds[usize::from(chance.kind.0)]) > 0
        };
        let wet: u32 = sky.iter().filter(of).map(|chance| u32::from(chance.weight)).sum();
        wet * 1000 / all.max(1)
    };
    assert!(share("desert", |kind| kind.rain) < share("grassland", |kind| kind.rain));
    assert!(share("grassland", |kind| kind.rain) < share("jungle", |kind| kind.rain));
    assert!(share("tundra", |kind| kind.snow) > 100);
    assert_eq!(share("desert", |kind| kind.snow) + share("tundra", |kind| kind.rain), 0);
    for (biome, sky) in rules.biomes.iter().zip(&rules.weather.skies) {
        assert_eq!(biome.water, sky.is_empty(), "{}", biome.name);
    }
}

/// Core's own skies say the same of what falls where.
#[test]
fn snow_falls_where_it_is_cold_and_rain_where_it_is_wet() {
    let rules = core();
    for (biome, sky) in rules.biomes.iter().zip(&rules.weather.skies) {
        let all: u32 = sky.iter().map(|chance| u32::from(chance.weight)).sum();
        let fall = |of: fn(&crate::WeatherKind) -> u16| {
            let kinds =
                sky.iter().map(|chance| (chance, &rules.weather.kinds[usize::from(chance.kind.0)]));
            let fallen: u32 =
                kinds.map(|(chance, kind)| u32::from(chance.weight) * u32::from(of(kind))).sum();
            fallen / all.max(1)
        };
        let (rain, snow) = (fall(|kind| kind.rain), fall(|kind| kind.snow));
        if biome.temperature.0 > 380 {
            assert_eq!(snow, 0, "it snows over {}", biome.name);
        }
        if biome.temperature.1 <= 170 {
            assert!(snow > 80 && rain == 0, "{}: {snow} {rain}", biome.name);
        }
        if biome.humidity.1 <= 330 && !biome.water {
            assert!(rain < 80, "{} of rain over {}", rain, biome.name);
        }
        if biome.humidity.0 >= 540 && biome.temperature.0 > 380 {
            assert!(rain > 110, "{} of rain over {}", rain, biome.name);
        }
    }
}

#[test]
fn what_the_land_gives_is_goods_each_once() {
    let file = "biomes.toml";
    let told = problem(file, "goods = \"timber\"", "goods = \"timbr\"", "no item \"timbr\"");
    assert_eq!(told.hint, "did you mean \"timber\"?");
    problem(file, "goods = \"timber\"", "goods = \"iron key\"", "another use than goods");
    problem(file, "goods = \"cut reeds\"", "goods = \"fresh fish\"", "gives \"fresh fish\" twice");
    problem(file, "per_mille_chunks = 220", "per_mille_chunks = 0", "per_mille_chunks is 0");
    problem(file, "amount = [1, 5] }", "amount = [0, 5] }", "amount is 0");
    problem(file, "amount = [1, 5] }", "amount = [5, 1] }", "upside down");
    let shore = "amount = [1, 5], shore = false }";
    problem(file, "amount = [1, 5] }", shore, "is not at the shore");
    let rules = core();
    for biome in rules.biomes.iter().filter(|biome| !biome.water) {
        assert!(!biome.resources.is_empty(), "{} gives nothing", biome.name);
        assert!(biome.flora.len() >= 2 || biome.name == "snow peaks", "{}", biome.name);
        assert!(!biome.creatures.is_empty(), "nothing lives in {}", biome.name);
    }
    assert!(rules.biomes.len() >= 18 && text(file).contains("shore"));
}

#[test]
fn rivers_beyond_what_the_land_can_be_bent_to_are_told() {
    let file = "terrain.toml";
    problem(file, "catchment = 12", "catchment = 0", "catchment is 0");
    problem(file, "source_width = 2.6", "source_width = 26.0", "source_width is 26");
    problem(file, "width = [2.4, 16.0]", "width = [2.4, 17.0]", "width is 17");
    problem(file, "width = [2.4, 16.0]", "width = [16.0, 2.4]", "upside down");
    problem(file, "lakes_per_mille = 550", "lakes_per_mille = 1001", "lakes_per_mille is 1001");
    problem(file, "lake_radius = [14.0, 38.0]", "lake_radius = [1.0, 38.0]", "lake_radius is 1");
    problem(
        file,
        "basin_radius = [22.0, 56.0]",
        "basin_radius = [22.0, 57.0]",
        "basin_radius is 57",
    );
    problem(file, "lake_depth = 1.2 ", "lake_depth = 0.1 ", "lake_depth is 0.1");
    let slope = "lake_slope_per_mille is 151";
    problem(file, "lake_slope_per_mille = 50", "lake_slope_per_mille = 151", slope);
    problem(file, "[rivers]", "[rivers]\nrapids = 3", "unknown field `rapids`");
}

#[test]
fn rivers_may_be_left_out_of_the_terrain() {
    let whole = text("terrain.toml");
    let rivers = whole.find("# Rivers and lakes").expect("core has it");
    let mut files = CORE.clone();
    files.replace("terrain.toml", whole.as_bytes()[..rivers].to_vec());
    let rules = check(&files, None).unwrap_or_else(|problems| panic!("{problems:#?}")).terrain;
    assert_eq!(rules.rivers, core().terrain.rivers);
    assert_eq!(rules.volcanoes, crate::VolcanoRules::default());
    assert_eq!(rules.cliffs, crate::CliffRules::default());
}

#[test]
fn cliffs_that_nobody_could_walk_around_are_told() {
    let file = "terrain.toml";
    problem(file, "land_per_mille = 550", "land_per_mille = 1001", "land_per_mille is 1001");
    problem(file, "coast_per_mille = 400", "coast_per_mille = -1", "coast_per_mille is -1");
    problem(file, "wavelength = 320", "wavelength = 100", "wavelength is 100");
    problem(file, "height = [5.0, 14.0]", "height = [1.0, 14.0]", "height is 1");
    problem(file, "height = [5.0, 14.0]", "height = [14.0, 5.0]", "upside down");
    let told = problem(file, "height = [5.0, 14.0]", "height = [5.0, 17.0]", "no room");
    assert!(told.hint.contains("twentieth") && told.column > 1, "{told}");
    problem(file, "[cliffs]", "[cliffs]\noverhang = 1", "unknown field `overhang`");
}

#[test]
fn volcanoes_that_nobody_could_climb_or_that_leave_their_square_are_told() {
    let file = "terrain.toml";
    problem(file, "cell = 2800", "cell = 900", "cell is 900");
    problem(file, "\nper_mille = 550", "\nper_mille = 1001", "per_mille is 1001");
    problem(file, "height = [45.0, 85.0]", "height = [85.0, 45.0]", "upside down");
    problem(file, "height = [45.0, 85.0]", "height = [45.0, 95.0]", "too steep");
    problem(file, "radius = [230.0, 380.0]", "radius = [230.0, 980.0]", "does not fit");
    problem(file, "radius = [230.0, 380.0]", "radius = [30.0, 380.0]", "radius is 30");
}
