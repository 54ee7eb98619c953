//! Thousands of worlds: each has a home, people who can be met, and quests that can be done.

use crate::worlds;
use ruleset::ItemUse;
use seed::{Mm, Point};
use std::collections::BTreeSet;
use worldgen::{
    ChunkCoord, FeatureKind, Objective, Person, Quest, QuestKind, Settlement, Solid, World,
};

fn seeds() -> u32 {
    worlds::count(150)
}

fn home(world: &World) -> Settlement {
    world.settlement(world.home()).expect("there is always a home")
}

/// Every settlement within some way of home.
fn around(world: &World) -> Vec<Settlement> {
    let sites = world.sites_near(home(world).site.at, Mm::metres(2000));
    sites.iter().filter_map(|site| world.settlement(site.id)).collect()
}

fn quests(world: &World, settlement: &Settlement) -> Vec<Quest> {
    settlement.people.iter().flat_map(|person| world.quests(person.id)).collect()
}

fn clear_of(solid: &Solid, at: Point, margin: i32) -> bool {
    at.x <= solid.min.x - Mm(margin)
        || at.x >= solid.max.x + Mm(margin)
        || at.z <= solid.min.z - Mm(margin)
        || at.z >= solid.max.z + Mm(margin)
}

#[test]
fn every_world_has_a_home_near_the_origin_with_one_quest_of_each_kind_near_the_spawn() {
    for (number, world) in worlds::each(worlds::part(150, worlds::COSTLY)) {
        let home = home(&world);
        assert!(home.site.at.distance(Point::default()) < 8_000_000, "world {number}: {home:?}");
        assert_eq!(home.site.level, 1);
        let quests = quests(&world, &home);
        for kind in [QuestKind::Deliver, QuestKind::Hunt, QuestKind::Delve] {
            let mut givers = quests.iter().filter(|quest| quest.kind == kind && quest.level == 1);
            let near = givers.any(|quest| {
                let giver = world.person(quest.id.giver).expect("givers exist");
                giver.post.distance(home.spawn) <= 45_000
            });
            assert!(near, "world {number} has no {kind:?} near the spawn: {quests:#?}");
        }
        let first = world.sites_near(home.site.at, Mm::metres(400));
        let first = first.iter().find(|site| site.id.number == 1 && site.id.x == home.site.id.x);
        assert_eq!(first.map(|site| site.level), Some(1), "world {number}");
    }
}

#[test]
fn givers_are_different_people_and_quests_are_found_again() {
    for (_, world) in worlds::each(worlds::part(200, worlds::COSTLY)) {
        let home = home(&world);
        let quests = quests(&world, &home);
        let givers: BTreeSet<_> = quests.iter().map(|quest| quest.id.giver).collect();
        // An arc comes back to its people.
        let alone = quests.iter().filter(|quest| quest.plot.arc.is_none()).count();
        let of_arcs = |person| quests.iter().any(|q| q.id.giver == person && q.plot.arc.is_some());
        let only_arcs = givers.iter().filter(|person| {
            let plain = |q: &&Quest| q.id.giver == **person && q.plot.arc.is_none();
            of_arcs(**person) && quests.iter().find(plain).is_none()
        });
        assert_eq!(givers.len(), alone + only_arcs.count());
        for person in &home.people {
            assert_eq!(world.person(person.id).as_ref(), Some(person));
            let own = world.quests(person.id);
            let expected: Vec<_> =
                quests.iter().filter(|quest| quest.id.giver == person.id).cloned().collect();
            assert_eq!(own, expected);
        }
    }
}

#[test]
fn what_a_quest_is_bound_to_exists() {
    for (_, world) in worlds::each(worlds::count(80)) {
        for settlement in around(&world) {
            for quest in quests(&world, &settlement) {
                bound(&world, &settlement, &quest);
            }
        }
    }
}

fn bound(world: &World, settlement: &Settlement, quest: &Quest) {
    let rules = world.rules();
    let person = |id| -> Person { world.person(id).unwrap_or_else(|| panic!("{quest:#?}")) };
    let dungeon = |id| world.dungeon(id).unwrap_or_else(|| panic!("{quest:#?}"));
    for text in [&quest.title, &quest.offer, &quest.thanks] {
        assert!(!text.contains(['{', '}', '[', ']']), "{text}");
        let begins = |c: char| c.is_uppercase() || c.is_ascii_digit();
        assert!(text.starts_with(begins), "{text}");
    }
    assert!(quest.reward.experience > 0 && quest.reward.coins > 0);
    let kinds: String = quest
        .objectives
        .iter()
        .map(|objective| match objective {
            Objective::Deliver { .. } => 'd',
            Objective::Hunt { .. } => 'h',
            Objective::Enter { .. } => 'e',
            Objective::Solve { .. } => 's',
            Objective::SlayBoss { .. } => 'b',
            Objective::Fetch { .. } => 'f',
            Objective::Report { .. } => 'r',
            Objective::Explore { .. } => 'x',
            Objective::FindOut { .. } => 'q',
            Objective::Persuade { .. } => 'p',
            Objective::Collect { .. } => 'c',
            Objective::Build { .. } => 'w',
            Objective::Escort { .. } => 'l',
        })
        .collect();
    let expected: &[&str] = match quest.kind {
        QuestKind::Deliver => &["dr", "ddr"],
        QuestKind::Hunt => &["hr", "hpr"],
        QuestKind::Delve => &["esbfr"],
        QuestKind::Fetch => &["cr"],
        QuestKind::Explore => &["xr"],
        QuestKind::FindOut => &["qr"],
        QuestKind::Persuade => &["pr"],
        QuestKind::Build => &["cwr"],
        QuestKind::Solve => &["esr"],
        QuestKind::Escort => &["lr"],
    };
    assert!(expected.contains(&kinds.as_str()), "{quest:#?}");
    assert_eq!(quest.check(world), Ok(()), "{quest:#?}");
    for objective in &quest.objectives {
        match *objective {
            Objective::Deliver { item, to } => {
                assert_eq!(rules.item(item).kind, ItemUse::Goods);
                assert_ne!(to, quest.id.giver);
                let full_name = person(to).full_name();
                assert!((quest.offer.clone() + &quest.title).contains(&full_name), "{quest:#?}");
            }
            Objective::Hunt { creature, count, near, within } => {
                let away = settlement.site.at.distance(near);
                assert!((80_000..=350_000).contains(&away), "{away}: {quest:#?}");
                let chunk = world.chunk(ChunkCoord::of(near));
                let den = chunk.dens.iter().find(|den| den.at == near && den.creature == creature);
                let den = den.unwrap_or_else(|| panic!("no den: {quest:#?}"));
                assert!(u16::from(den.count) >= count && count > 0 && within >= Mm(20_000));
                assert!(world.height(near) > Mm(0), "a den in the water: {quest:#?}");
            }
            Objective::Enter { dungeon: id } | Objective::Solve { dungeon: id } => {
                assert_eq!(dungeon(id).level, quest.level);
                assert_eq!((id.x, id.z), (settlement.site.id.x, settlement.site.id.z));
            }
            Objective::SlayBoss { dungeon: id } => {
                let boss = rules.theme(dungeon(id).theme).boss;
                let is_boss = |kind| matches!(kind, FeatureKind::Creature { creature, boss: true, .. } if creature == boss);
                assert!(dungeon(id).features.iter().any(|feature| is_boss(feature.kind)));
            }
            Objective::Fetch { item, dungeon: id } => {
                assert_eq!(rules.theme(dungeon(id).theme).relic, item);
                // By its kind, or by the name that it has in the history.
                let famous = world.treasure(id).map(|famous| famous.named.name);
                let plain = famous.as_deref().unwrap_or_default().trim_start_matches("The ");
                let named = !plain.is_empty() && quest.offer.contains(plain);
                assert!(
                    named || quest.offer.contains(&rules.item(item).name),
                    "{plain:?} {quest:#?}"
                );
            }
            Objective::Report { to } => assert_eq!(to, quest.id.giver),
            Objective::FindOut { from: who }
            | Objective::Persuade { whom: who, .. }
            | Objective::Collect { from: who, .. }
            | Objective::Build { with: who, .. }
            | Objective::Escort { who, .. } => {
                assert_ne!(who, quest.id.giver);
                assert!(quest.offer.contains(&person(who).full_name()), "{quest:#?}");
            }
            Objective::Explore { site, .. } => {
                let name = world.site(site).expect("checked").name;
                assert!(quest.offer.contains(&name), "{quest:#?}");
            }
        }
    }
}

#[test]
fn people_stand_apart_on_dry_ground_outside_of_walls_and_have_names_of_their_own() {
    for (number, world) in worlds::each(worlds::part(150, worlds::COSTLY)) {
        let town = home(&world);
        let solids: Vec<Solid> =
            town.houses.iter().flat_map(|house| house.walls.iter().copied()).collect();
        let houses: Vec<_> = town.houses.iter().map(|house| (house.min, house.max)).collect();
        let mut names = BTreeSet::new();
        for (index, person) in town.people.iter().enumerate() {
            assert!(names.insert(person.full_name()), "world {number}: {}", person.full_name());
            assert!(solids.iter().all(|solid| clear_of(solid, person.post, 400)), "{person:?}");
            let inside = houses.iter().any(|(min, max)| {
                person.post.x > min.x
                    && person.post.x < max.x
                    && person.post.z > min.z
                    && person.post.z < max.z
            });
            assert!(!inside, "{person:?} stands in a house");
            assert!(world.height(person.post) >= Mm(1000));
            assert!(person.post.distance(town.site.at) <= i64::from(town.site.radius.0));
            for other in &town.people[..index] {
                assert!(person.post.distance(other.post) >= 1_200, "{person:?} {other:?}");
            }
            assert!(person.post.distance(town.spawn) >= 1_200);
            for &kin in &person.kin {
                let kin = &town.people[usize::from(kin)];
                assert_eq!((kin.house, &kin.family), (person.house, &person.family));
            }
        }
        assert!(solids.iter().all(|solid| clear_of(solid, town.spawn, 1_000)));
    }
}

#[test]
fn houses_do_not_overlap_and_their_doors_are_open() {
    for (number, world) in worlds::each(seeds()) {
        let town = home(&world);
        assert!(town.houses.len() >= usize::from(world.rules().settlement.houses.0));
        for (index, house) in town.houses.iter().enumerate() {
            for other in &town.houses[..index] {
                let apart = house.min.x >= other.max.x + Mm(1500)
                    || other.min.x >= house.max.x + Mm(1500)
                    || house.min.z >= other.max.z + Mm(1500)
                    || other.min.z >= house.max.z + Mm(1500);
                assert!(apart, "world {number}: {house:?} {other:?}");
            }
            for corner in [house.min, house.max] {
                assert!(corner.distance(town.site.at) <= i64::from(town.site.radius.0));
            }
            // From before the door straight in: the gap is wide enough for a body. Farther in there
            // may be walls between rooms.
            const IN: i32 = 1_400;
            let step = |door: Mm, low: Mm, high: Mm| {
                if door < low {
                    Mm(IN)
                } else if door > high {
                    Mm(-IN)
                } else {
                    Mm(0)
                }
            };
            let inwards = Point {
                x: house.door.x + step(house.door.x, house.min.x, house.max.x),
                z: house.door.z + step(house.door.z, house.min.z, house.max.z),
            };
            for step in 0..=20 {
                let part = |a: Mm, b: Mm| a + Mm((b.0 - a.0) * step / 20);
                let at =
                    Point { x: part(house.door.x, inwards.x), z: part(house.door.z, inwards.z) };
                for solid in town.houses.iter().flat_map(|house| &house.walls) {
                    assert!(
                        clear_of(solid, at, 500),
                        "world {number}: {house:?} blocked at {at:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn chunks_hold_all_walls_of_a_settlement() {
    for (_, world) in worlds::each(worlds::count(30)) {
        let town = home(&world);
        for wall in town.houses.iter().flat_map(|house| &house.walls) {
            for corner in [wall.min, Point { x: wall.max.x - Mm(1), z: wall.max.z - Mm(1) }] {
                assert!(world.chunk(ChunkCoord::of(corner)).solids.contains(wall));
            }
        }
    }
}

#[test]
fn dungeons_open_within_a_walk_of_their_settlement_and_apart_from_each_other() {
    let (mut mouths, mut wet) = (0, 0);
    for (number, world) in worlds::each(worlds::count(400)) {
        for town in around(&world) {
            let own = world.sites_near(town.site.at, Mm::metres(420));
            let own: Vec<_> = own
                .iter()
                .filter(|site| (site.id.x, site.id.z) == (town.site.id.x, town.site.id.z))
                .filter(|site| site.id.number > 0)
                .collect();
            assert!(!own.is_empty(), "world {number}: {:?} has no dungeon", town.site);
            for (index, site) in own.iter().enumerate() {
                let edge = site.at.distance(town.site.at) - i64::from(town.site.radius.0);
                assert!((119_000..=301_000).contains(&edge), "{edge} {site:?}");
                assert!(own[..index].iter().all(|other| other.at.distance(site.at) >= 70_000));
                mouths += 1;
                let (mut deep, mut longest) = (0, 0);
                for step in 0..=100 {
                    let part = |a: Mm, b: Mm| a + Mm((b.0 - a.0) / 100 * step);
                    let at = Point {
                        x: part(town.site.at.x, site.at.x),
                        z: part(town.site.at.z, site.at.z),
                    };
                    deep = if world.height(at) < Mm(-800) { deep + 1 } else { 0 };
                    longest = longest.max(deep);
                }
                // A hundredth of the way is up to 3.5 m.
                wet += i32::from(longest > 12);
            }
        }
    }
    assert!(wet * 50 < mouths, "{wet} of {mouths} dungeons lie behind deep water");
}

#[test]
fn a_world_without_a_place_to_live_gets_an_island() {
    let mut rules = (*worlds::rules()).clone();
    for biome in &mut rules.biomes {
        biome.habitable = biome.name == "snow peaks";
    }
    rules.terrain.land_per_mille = 200;
    let rules = std::sync::Arc::new(rules);
    for number in 0..40 {
        let seed = seed::WorldSeed::from_text(&format!("test world {number}"));
        let world = World::new(seed, std::sync::Arc::clone(&rules));
        let home = home(&world);
        assert!(world.height(home.spawn) >= Mm(1000));
        let quests = quests(&world, &home);
        for kind in [QuestKind::Deliver, QuestKind::Hunt, QuestKind::Delve] {
            assert!(quests.iter().any(|quest| quest.kind == kind), "world {number}: {quests:#?}");
        }
    }
}

#[test]
fn strangers_ids_name_nothing() {
    let world = worlds::world(1);
    let mut id = world.home();
    id.number = 200;
    assert_eq!(world.site(id), None);
    assert_eq!(world.dungeon(id), None);
    assert_eq!(world.settlement(id), None);
    let nobody = worldgen::PersonId { home: world.home(), number: u16::MAX };
    assert_eq!(world.person(nobody), None);
    assert_eq!(world.quests(nobody), []);
    let far = worldgen::SiteId { x: i32::MAX, z: i32::MIN, number: 0 };
    let _ = (world.site(far), world.settlement(far), world.dungeon(far));
    let _ = world.sites_near(Point::new(i32::MAX, i32::MIN), Mm(i32::MAX));
    let edge = ChunkCoord::of(Point::new(i32::MAX, i32::MIN));
    assert_eq!(world.chunk(edge).heights.len(), 33 * 33);
}
