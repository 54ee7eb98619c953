//! What known seeds must give, on every machine and in every build. `SEEDBOUND_BLESS=1` writes the
//! goldens anew; that is a bump of `seed::GENERATOR_VERSION` unless only the ruleset changed.

#[path = "properties/worlds.rs"]
#[allow(dead_code, reason = "the properties' own")]
mod worlds;

use ruleset::PuzzleKind;
use seed::{Canonical, Mm, Path, Point, WorldSeed};
use std::fmt::Write;
use worldgen::puzzle::generate;
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

/// A thing as it is printed: for what has no canonical bytes.
#[derive(serde::Serialize)]
struct Printed(String);

impl Canonical for Printed {
    const KIND: &'static str = "test.printed";
}

fn printed(thing: &impl std::fmt::Debug) -> seed::ContentAddress {
    Printed(format!("{thing:?}")).content_address()
}

#[test]
fn the_past_and_the_present_of_known_worlds_hold() {
    let mut text = String::new();
    for seed in SEEDS {
        let world = world(seed);
        let Some(home) = world.settlement(world.home()) else { panic!("no home") };
        let history = world.history(world.region_of_site(home.site.id));
        let _ = writeln!(text, "{seed:?}: {} years, {}", history.present, printed(&*history));
        for event in history.events.iter().step_by(5) {
            let _ = writeln!(text, "  {}  {}", event.year, event.text);
        }
        let lives: Vec<_> = home.people.iter().map(|one| world.life(one.id)).collect();
        let known: Vec<_> = home.people.iter().take(4).map(|one| world.knowledge(one.id)).collect();
        let economy = world.economy(home.site.id);
        let _ = writeln!(text, "  lives {}, known {}", printed(&lives), printed(&known));
        let _ = writeln!(text, "  economy {}", printed(&economy));
        let weather: Vec<_> = (0..72).map(|hour| world.weather(home.site.at, hour)).collect();
        let _ = writeln!(text, "  weather {}", printed(&weather));
        let middle = ChunkCoord::of(home.site.at);
        let deposits: Vec<_> = (-8..8)
            .flat_map(|z| (-8..8).map(move |x| (x, z)))
            .flat_map(|(x, z)| world.deposits_in(ChunkCoord { x: middle.x + x, z: middle.z + z }))
            .collect();
        let _ = writeln!(text, "  {} deposits {}", deposits.len(), printed(&deposits));
        for site in world.sites_near(home.site.at, Mm::metres(500)) {
            if let Some(dungeon) = world.dungeon(site.id) {
                let lore = printed(&world.dungeon_lore(&dungeon));
                let _ = writeln!(text, "  {} tells {lore}", site.name);
            }
        }
        for kind in PuzzleKind::ALL {
            let mut stream = world.seed().stream("golden.puzzle", &Path::new().text(kind.name()));
            let made = generate(kind, &mut stream, world.rules(), 6, Some(&home));
            let _ = writeln!(text, "  {} {}", kind.name(), printed(&made));
        }
    }
    check("past", &text);
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
