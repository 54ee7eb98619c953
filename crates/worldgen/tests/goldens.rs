//! What known seeds must give, on every machine and in every build. `SEEDBOUND_BLESS=1` writes the
//! goldens anew; that is a bump of `seed::GENERATOR_VERSION` unless only the ruleset changed.

#[path = "properties/worlds.rs"]
#[allow(dead_code, reason = "the properties' own")]
mod worlds;

use seed::{Canonical, Point, WorldSeed};
use std::fmt::Write;
use worldgen::{ChunkCoord, World};

fn check(name: &str, text: &str) {
    let path = format!("{}/tests/goldens/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("SEEDBOUND_BLESS").is_some() {
        std::fs::write(&path, text).expect("the goldens can be written");
    }
    let golden = std::fs::read_to_string(&path).expect("run once with SEEDBOUND_BLESS=1");
    assert_eq!(text, golden, "{name} changed: bump seed::GENERATOR_VERSION, then bless");
}

const SEEDS: [&str; 4] = ["seedbound", "the hollow hill", "1", "Wintermoor"];

fn world(seed: &str) -> World {
    World::new(WorldSeed::from_text(seed), worlds::rules())
}

#[test]
fn the_hashes_of_known_worlds_hold() {
    let mut text = format!("ruleset {}\n", worlds::rules().hash());
    for seed in SEEDS {
        let hash = world(seed).hash(2);
        let _ = writeln!(text, "\n{seed:?} {}", hash.address);
        for part in hash.parts {
            let _ = writeln!(text, "{} {}", part.address, part.part);
        }
    }
    check("world", &text);
}

#[test]
fn the_land_of_known_worlds_holds() {
    let mut text = String::new();
    for seed in SEEDS {
        let world = world(seed);
        let _ = writeln!(text, "{seed:?}");
        for (x, z) in [(0, 0), (-1, -1), (37, -80), (4_000, 4_000), (-60_000, 12_345)] {
            let chunk = world.chunk(ChunkCoord { x, z });
            let at = chunk.coord.origin();
            let biome = &world.rules().biome(world.biome(at)).name;
            let _ = writeln!(
                text,
                "chunk {x} {z} height {} biome {biome} plants {} dens {} {}",
                world.height(at).0,
                chunk.plants.len(),
                chunk.dens.len(),
                chunk.content_address(),
            );
        }
    }
    check("land", &text);
}

#[test]
fn the_people_and_quests_of_known_worlds_hold() {
    let mut text = String::new();
    for seed in SEEDS {
        let world = world(seed);
        let Some(home) = world.settlement(world.home()) else { panic!("no home") };
        let culture = &world.rules().culture(home.culture).name;
        let Point { x, z } = home.site.at;
        let _ = writeln!(text, "{seed:?}: {} ({culture}) at {} {}", home.site.name, x.0, z.0);
        for person in &home.people {
            let trade = &world.rules().trade(person.trade).name;
            let _ = writeln!(text, "  {}, {trade}, {}", person.full_name(), person.age);
            for quest in world.quests(person.id) {
                let item = quest.reward.item.as_ref().map(|item| item.name(world.rules()));
                let _ = writeln!(
                    text,
                    "    {:?} level {}: {}\n      {}\n      {}\n      {} experience, {} coins, {}",
                    quest.kind,
                    quest.level,
                    quest.title,
                    quest.offer,
                    quest.thanks,
                    quest.reward.experience,
                    quest.reward.coins,
                    item.as_deref().unwrap_or("nothing else"),
                );
            }
        }
    }
    check("people", &text);
}

#[test]
fn a_hash_is_the_same_twice_and_tells_which_part_differs() {
    let (one, again, other) = (world("1").hash(1), world("1").hash(1), world("2").hash(1));
    assert_eq!(one, again);
    assert_ne!(one.address, other.address);
    let mut rules = (*worlds::rules()).clone();
    rules.creatures[0].name.push('x');
    let renamed = World::new(WorldSeed::from_text("1"), std::sync::Arc::new(rules)).hash(1);
    assert_ne!(renamed.address, one.address, "the ruleset is part of the address");
    // A name that nothing here shows leaves the parts as they are.
    let differing = one.parts.iter().zip(&renamed.parts).filter(|(a, b)| a != b).count();
    assert!(differing < one.parts.len(), "{differing}");
    assert_eq!(one.parts.iter().filter(|part| part.part.starts_with("chunk")).count(), 9);
    assert!(one.parts.iter().any(|part| part.part.starts_with("dungeon")));
    assert!(one.parts.iter().any(|part| part.part.starts_with("quest")));
}
