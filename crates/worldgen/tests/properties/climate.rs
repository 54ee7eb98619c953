//! Weather is the same whoever asks, fits the land and changes in spells; what the land gives lies
//! where one can walk to.

use crate::worlds;
use proptest::prelude::*;
use ruleset::BiomeId;
use seed::{Mm, Point};
use std::collections::BTreeMap;
use worldgen::{CHUNK_CELLS, ChunkCoord, World};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn name(world: &World, biome: BiomeId) -> &str {
    &world.rules().biome(biome).name
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn weather_is_the_same_again_and_one_that_the_biome_lists(
        number in 0..400_u32,
        (x, z) in (-9_000..9_000_i32, -9_000..9_000_i32),
        hour in prop_oneof![0..5_000_u32, Just(u32::MAX), any::<u32>()],
    ) {
        let (world, other) = (worlds::world(number), worlds::world(number));
        let at = Point::metres(x, z);
        // Another order, another instance.
        let _ = other.weather(Point::metres(z, x), hour / 2);
        let weather = world.weather(at, hour);
        prop_assert_eq!(weather, other.weather(at, hour));
        let rules = &world.rules().weather;
        let kind = rules.kind(weather.kind).expect("a kind of the ruleset");
        let biome = world.natural_biome(at);
        let sky = rules.sky(biome);
        let listed = sky.iter().any(|chance| chance.kind == weather.kind);
        prop_assert!(
            listed || world.rules().biome(biome).water,
            "{} over {}", kind.name, name(&world, biome)
        );
        for share in [weather.cloud, weather.rain, weather.snow, weather.wind, weather.fog] {
            prop_assert!(share <= 1000);
        }
        let snows = sky.iter().any(|chance| rules.kinds[usize::from(chance.kind.0)].snow > 0);
        prop_assert!(snows || sky.is_empty() || weather.snow == 0, "snow over {}", name(&world, biome));
    }
}

/// Places far from each other and from home, where nobody has levelled the land.
fn places(count: i32) -> impl Iterator<Item = Point> {
    (0..count)
        .map(|step| Point::metres(step * 6_113 % 60_000 - 30_000, step * 9_241 % 58_000 - 29_000))
}

#[test]
fn over_many_hours_the_shares_are_those_of_the_table() {
    // By biome: how often each kind was seen, where the climate's biome is the place's own.
    let mut seen: BTreeMap<BiomeId, BTreeMap<u16, u32>> = BTreeMap::new();
    for (_, world) in worlds::each(worlds::count(8)) {
        for at in places(60) {
            let biome = world.natural_biome(at);
            if world.sky_at(at) != biome {
                continue;
            }
            let kinds = seen.entry(biome).or_default();
            for step in 0..110 {
                // Days apart, so that each is another front and another mood.
                let kind = world.weather(at, step * 61).kind;
                *kinds.entry(kind.0).or_default() += 1;
            }
        }
    }
    let rules = worlds::rules();
    let mut judged = 0;
    for (biome, kinds) in &seen {
        let sky = rules.weather.sky(*biome);
        let (all, weights): (u32, u32) =
            (kinds.values().sum(), sky.iter().map(|chance| u32::from(chance.weight)).sum());
        if all < 1_000 {
            continue;
        }
        judged += 1;
        for chance in sky {
            let found = kinds.get(&chance.kind.0).copied().unwrap_or(0) * 1000 / all;
            let wanted = u32::from(chance.weight) * 1000 / weights;
            let what = &rules.weather.kinds[usize::from(chance.kind.0)].name;
            let over = &rules.biome(*biome).name;
            println!("{over:>12} {what:>16} {found:>4} of {wanted:>4} per mille");
            assert!(found.abs_diff(wanted) <= 55, "{what} over {over}: {found}, not {wanted}");
        }
    }
    assert!(judged >= 6, "only {judged} biomes were seen often enough");
}

#[test]
fn weather_is_shared_by_neighbours_and_lasts_for_hours() {
    let (mut near, mut alike, mut same) = (0_u32, 0_u32, 0_u32);
    let (mut far, mut kept, mut all) = (0_u32, 0_u32, 0_u32);
    for (_, world) in worlds::each(worlds::count(8)) {
        for (step, at) in (0_u32..).zip(places(50)) {
            let aside = |metres| Point { x: at.x + Mm::metres(metres), z: at.z };
            let biomes = |at| (world.sky_at(at), world.natural_biome(at));
            let is_alike = biomes(at) == biomes(aside(100));
            for time in 0..6 {
                let hour = step * 97 + time * 53;
                let here = world.weather(at, hour);
                let agrees = |at, hour| u32::from(world.weather(at, hour).kind == here.kind);
                let beside = agrees(aside(100), hour);
                all += 1;
                near += beside;
                alike += u32::from(is_alike);
                same += beside * u32::from(is_alike);
                far += agrees(aside(20_000), hour);
                kept += agrees(at, hour + 1);
            }
        }
    }
    println!(
        "of {all}: {near} the same 100 m away ({same} of {alike} in the same biome), {far} 20 km \
         away, {kept} an hour later"
    );
    assert!(near * 100 >= all * 82, "{near} of {all} neighbours have the same weather");
    assert!(same * 100 >= alike * 95, "{same} of {alike} have the weather of their neighbours");
    assert!(far * 100 <= all * 60, "{far} of {all} have the same weather 20 km away");
    assert!(kept * 100 >= all * 65, "the weather lasts no time: {kept} of {all}");
    assert!(kept * 100 <= all * 97, "the weather hardly changes: {kept} of {all}");
}

/// Strengths of two places a few steps apart differ by little, over whatever fronts they are.
#[test]
fn strengths_pass_from_one_front_into_the_next() {
    let world = worlds::world(5);
    let (mut steps, mut jumps) = (0_u32, 0_u32);
    for row in 0..6 {
        for hour in [3, 400] {
            let at = |step: i32| Point::metres(-6_000 + step * 20, row * 2_700 - 9_000);
            for step in 0..600 {
                if world.sky_at(at(step)) != world.sky_at(at(step + 1)) {
                    continue;
                }
                if world.natural_biome(at(step)) != world.natural_biome(at(step + 1)) {
                    continue;
                }
                let (here, there) =
                    (world.weather(at(step), hour), world.weather(at(step + 1), hour));
                steps += 1;
                jumps += u32::from(here.cloud.abs_diff(there.cloud) > 90);
            }
        }
    }
    assert!(steps > 3_000, "{steps}");
    assert!(jumps * 200 <= steps, "{jumps} jumps in {steps} steps of 20 m");
}

#[test]
fn deposits_lie_on_dry_ground_that_one_can_walk_to() {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    for number in 0..4 {
        let (world, other) = (worlds::world(number), worlds::world(number));
        let home = world.site(world.home()).expect("home exists").at;
        let middle = ChunkCoord::of(home);
        for step in 0..110 {
            let coord =
                ChunkCoord { x: middle.x - 30 + step % 61, z: middle.z - 22 + step * 7 % 45 };
            let deposits = world.deposits_in(coord);
            assert!(deposits.is_sorted());
            if step % 11 == 0 {
                let _ = other.chunk(coord);
                assert_eq!(other.deposits_in(coord), deposits);
            }
            for deposit in deposits {
                let at = deposit.at;
                assert_eq!(ChunkCoord::of(at), coord);
                let height = world.height(at);
                assert!(height > world.water(at), "world {number}: {deposit:?} is wet");
                let side = |x, z, metres| Point {
                    x: at.x + Mm::metres(x * metres),
                    z: at.z + Mm::metres(z * metres),
                };
                let sides = [(1, 0), (0, 1), (-1, 0), (0, -1)];
                for (x, z) in sides {
                    let rise = (world.height(side(x, z, 1)) - height).abs();
                    assert!(
                        rise.0 <= world.rules().balance.climb.into(),
                        "{deposit:?} is on a wall"
                    );
                }
                let item = world.rules().item(deposit.item);
                *found.entry(item.name.clone()).or_default() += 1;
                let given = |biome| {
                    let mut rows = world.resources_of(biome).iter();
                    rows.find(|row| row.item == deposit.item).copied()
                };
                let own = given(world.biome(at)).filter(|row| !row.shore);
                let beside = sides.into_iter().any(|(x, z)| {
                    let there = side(x, z, 4);
                    let wet = world.height(there) < world.water(there);
                    wet && (given(world.biome(there)).is_some() || given(world.biome(at)).is_some())
                });
                assert!(own.is_some() || beside, "world {number}: {deposit:?} {}", item.name);
                let row = own.map_or((1, 100), |row| row.amount);
                assert!((row.0..=row.1).contains(&deposit.amount));
                let chunk = world.chunk(coord);
                let (x, z) = at.cell();
                let cover = chunk.cover(x.rem_euclid(CHUNK_CELLS), z.rem_euclid(CHUNK_CELLS));
                assert_eq!(cover, worldgen::Cover::Natural, "world {number}: {deposit:?}");
            }
        }
    }
    println!("{found:?}");
    assert!(found.len() >= 7, "{found:?}");
    assert!(found.contains_key("fresh fish"), "{found:?}");
}

#[test]
fn volcanoes_stand_above_their_land_and_have_a_crater() {
    let (mut seen, mut high) = (0, 0);
    for number in 0..6 {
        let (world, other) = (worlds::world(number), worlds::world(number));
        let reach = Mm::metres(15_000);
        let (min, max) = (Point { x: -reach, z: -reach }, Point { x: reach, z: reach });
        let all = world.volcanoes_in(min, max);
        assert!(all.is_sorted());
        for volcano in all.iter().rev().take(3) {
            let at = volcano.at;
            assert_eq!(other.volcanoes_in(at, at), [*volcano], "world {number}");
            let ring = |per_mille: i32| {
                let out = Mm((i64::from(volcano.radius.0) * i64::from(per_mille) / 1000) as i32);
                let aside = |x: Mm, z: Mm| world.height(Point { x: at.x + x, z: at.z + z }).0;
                let none = Mm(0);
                let four = [(out, none), (none, out), (-out, none), (none, -out)];
                four.map(|(x, z)| i64::from(aside(x, z))).iter().sum::<i64>() / 4
            };
            let (rim, foot) = (ring(200), ring(1000));
            seen += 1;
            // Hills and rivers have their say too.
            high += i32::from(rim - foot > i64::from(volcano.height.0) / 2);
            let dip = rim - i64::from(world.height(at).0);
            assert!(dip > 2_000, "world {number}: {volcano:?} is filled: {dip}");
        }
    }
    assert!(seen >= 6, "only {seen} volcanoes in six worlds");
    assert!(high * 10 >= seen * 8, "{high} of {seen} volcanoes stand out");
}
