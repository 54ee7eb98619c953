//! Roads join what lies near, can be walked from end to end, and are the same whoever asks.

use crate::worlds;
use seed::{Mm, Point};
use std::collections::BTreeSet;
use std::sync::Arc;
use worldgen::{ChunkCoord, Cover, Road, SiteId, SiteKind, World};

fn seeds() -> u32 {
    worlds::count(12)
}

/// A world of many small islands and inlets: bridges are needed everywhere.
fn fjords(number: u32) -> World {
    let mut rules = (*worlds::rules()).clone();
    rules.terrain.continent_m = 900;
    rules.terrain.land_per_mille = 720;
    let seed = seed::WorldSeed::from_text(&format!("fjords {number}"));
    World::new(seed, Arc::new(rules))
}

/// By turns a world of either kind.
fn any(number: u32) -> World {
    if number.is_multiple_of(2) { worlds::world(number) } else { fjords(number) }
}

/// The roads within so many metres of home.
fn roads(world: &World, reach: i32) -> Vec<Arc<Road>> {
    let home = world.site(world.home()).expect("home exists").at;
    let reach = Mm::metres(reach);
    world.roads_near(
        Point { x: home.x - reach, z: home.z - reach },
        Point { x: home.x + reach, z: home.z + reach },
    )
}

/// The middle line in steps of at most half a metre, with whether it is on a bridge.
fn steps(road: &Road) -> Vec<(Point, Option<Mm>)> {
    let mut steps = Vec::new();
    for (index, two) in road.points.windows(2).enumerate() {
        let deck = road.bridge_at(index).map(|bridge| bridge.deck);
        let count = (two[0].distance(two[1]) / 500).max(1);
        for step in 0..count {
            let part = |a: Mm, b: Mm| {
                Mm((i64::from(a.0) + (i64::from(b.0) - i64::from(a.0)) * step / count) as i32)
            };
            let at = Point { x: part(two[0].x, two[1].x), z: part(two[0].z, two[1].z) };
            steps.push((at, deck));
        }
    }
    steps
}

#[test]
fn a_road_can_be_walked_from_end_to_end_with_dry_feet() {
    let climb = i64::from(worlds::rules().balance.climb);
    let (mut seen, mut walked, mut sills) = (0, 0, Vec::new());
    for number in 0..seeds() {
        let world = any(number);
        for road in roads(&world, 1500) {
            let mut before: Option<(Point, Mm)> = None;
            for (at, deck) in steps(&road) {
                let floor = deck.unwrap_or_else(|| world.height(at));
                assert!(
                    floor - world.water(at) > Mm(-300),
                    "world {number}: {:?} is under water at {at:?}: {floor:?}",
                    road.id
                );
                if let Some((from, height)) = before {
                    let (rise, run) = ((floor - height).abs(), from.distance(at).max(1));
                    if i64::from(rise.0) * 1000 > climb * run {
                        // Only where a road lands beside a river, whose bank is not dug away.
                        let wet = (-12..=12).step_by(3).any(|dx| {
                            (-12..=12).step_by(3).any(|dz| {
                                let near =
                                    Point { x: at.x + Mm::metres(dx), z: at.z + Mm::metres(dz) };
                                world.river_at(near).is_some()
                            })
                        });
                        assert!(
                            wet,
                            "world {number}: {:?} rises {rise:?} in {run} mm at {at:?}",
                            road.id
                        );
                        sills.push(format!("world {number}: {:?} {rise:?} at {at:?}", road.id));
                    }
                }
                walked += 1;
                before = Some((at, floor));
            }
            seen += 1;
        }
    }
    assert!(seen > seeds(), "only {seen} roads");
    assert!(sills.len() * 1_000 < walked, "{} sills in {walked} steps: {sills:#?}", sills.len());
}

#[test]
fn a_road_ends_at_the_gates_of_its_settlements_and_keeps_off_mouths() {
    for (number, world) in worlds::each(seeds()) {
        for road in roads(&world, 1500) {
            let ends = [(road.id.0, road.points.first()), (road.id.1, road.points.last())];
            for (id, end) in ends {
                let site = world.site(id).expect("a settlement");
                assert_eq!(site.kind, SiteKind::Settlement);
                let end = *end.expect("a road has points");
                let gates = world.settlement(id).expect("a settlement").gates;
                // Where no gate can be reached a road ends on one of the four sides.
                let side = end.distance(site.at) == i64::from(site.radius.0)
                    && (end.x == site.at.x || end.z == site.at.z);
                let at_gate = gates.contains(&end);
                assert!(at_gate || side, "world {number}: {:?} ends beside a gate", road.id);
                assert_eq!(world.height(end), world.height(site.at));
            }
            for site in world.sites_near(road.points[road.points.len() / 2], Mm::metres(1600)) {
                for at in &road.points {
                    let away = at.distance(site.at);
                    // Gates lie a little inside of the edge.
                    let kept = i64::from(site.radius.0) - 2_000;
                    let free = if site.kind == SiteKind::Dungeon { kept + 10_000 } else { kept };
                    assert!(away >= free, "world {number}: {:?} runs over {site:?}", road.id);
                }
            }
        }
    }
}

#[test]
fn both_ends_know_a_road_and_it_is_the_same_in_any_order() {
    for number in 0..worlds::part(8, 50) {
        let (world, other) = (worlds::world(number), worlds::world(number));
        let mut ids: BTreeSet<(SiteId, SiteId)> = BTreeSet::new();
        for road in roads(&world, 1600) {
            assert!(road.id.0 < road.id.1);
            assert!(ids.insert(road.id), "twice: {:?}", road.id);
        }
        for &(a, b) in ids.iter().rev() {
            let there = world.road(a, b).expect("it was listed");
            let back = other.road(b, a).expect("asked from the other end");
            assert_eq!(there, back, "world {number}");
            let length = there.length();
            assert!(world.road_neighbours(a).contains(&(b, length)));
            assert!(other.road_neighbours(b).contains(&(a, length)));
            let middle = there.points[there.points.len() / 2];
            assert!(other.roads_near(middle, middle).iter().all(|near| ids.contains(&near.id)
                || near.points.iter().any(|at| at.distance(middle) < 200_000)));
            let bounds = |by: Mm| {
                (
                    Point { x: middle.x - by, z: middle.z - by },
                    Point { x: middle.x + by, z: middle.z + by },
                )
            };
            let (min, max) = bounds(Mm(2_000));
            assert!(other.roads_near(min, max).iter().any(|near| near.id == (a, b)));
        }
    }
}

#[test]
fn neighbours_on_the_same_land_are_joined() {
    let (mut lonely, mut all) = (0_u32, 0_u32);
    for (_, world) in worlds::each(seeds()) {
        let home = world.site(world.home()).expect("home exists").at;
        for site in world.sites_near(home, Mm::metres(2500)) {
            if site.kind != SiteKind::Settlement {
                continue;
            }
            let near = world
                .sites_near(site.at, Mm::metres(1300))
                .into_iter()
                .any(|other| other.kind == SiteKind::Settlement && other.id != site.id);
            if near {
                all += 1;
                lonely += u32::from(world.road_neighbours(site.id).is_empty());
            }
        }
    }
    assert!(all > 2 * seeds(), "{all}");
    assert!(lonely * 12 < all, "{lonely} of {all} settlements have no road");
}

#[test]
fn chunks_show_roads_and_nothing_stands_on_them() {
    let (mut roads_seen, mut bridges_seen) = (0, 0);
    for number in 0..seeds() {
        let world = any(number);
        for road in roads(&world, 1500) {
            let steps = steps(&road);
            for (index, (at, deck)) in steps.iter().enumerate().skip(20).step_by(67) {
                // A square metre is wholly deck or none, so a deck may end up to a metre early.
                let ends = steps[index - 1..].iter().take(3).any(|(_, near)| near.is_none());
                let chunk = world.chunk(ChunkCoord::of(*at));
                let (x, z) = at.cell();
                let (x, z) = (x.rem_euclid(32), z.rem_euclid(32));
                assert_eq!(chunk.height(*at), world.height(*at));
                match deck {
                    None => {
                        assert!(chunk.cover(x, z) >= Cover::Road, "world {number}: {at:?}");
                        roads_seen += 1;
                    }
                    Some(_) if ends => assert!(chunk.cover(x, z) >= Cover::Road, "{at:?}"),
                    Some(deck) => {
                        assert_eq!(chunk.cover(x, z), Cover::Bridge, "world {number}: {at:?}");
                        let holds = chunk.solids.iter().any(|solid| {
                            solid.top == *deck
                                && (solid.min.x..solid.max.x).contains(&at.x)
                                && (solid.min.z..solid.max.z).contains(&at.z)
                        });
                        assert!(holds, "world {number}: no deck at {at:?}");
                        bridges_seen += 1;
                    }
                }
                for plant in &chunk.plants {
                    assert!(plant.at.distance(*at) > 1_900, "{plant:?} stands on a road");
                }
                for den in &chunk.dens {
                    assert!(den.at.distance(*at) > 1_900, "{den:?} lies on a road");
                }
            }
        }
    }
    assert!(roads_seen > 100, "{roads_seen}");
    assert!(bridges_seen > 0 || seeds() < 12, "no bridge in {} worlds", seeds());
}

/// How roads and bridges are spread; for people.
#[test]
#[ignore = "prints numbers"]
fn figures() {
    let (mut count, mut bridges, mut spans, mut length, mut straight) = (0, 0, Vec::new(), 0, 0);
    for number in 0..seeds() {
        let world = any(number);
        for road in roads(&world, 4000) {
            count += 1;
            bridges += road.bridges.len();
            spans.extend(road.bridges.iter().map(|b| b.from.distance(b.to) / 1000));
            length += i64::from(road.length().0) / 1000;
            straight += road.points[0].distance(road.points[road.points.len() - 1]) / 1000;
        }
    }
    spans.sort_unstable();
    println!("{count} roads, {bridges} bridges {spans:?}, {length} m, beeline {straight} m");
}

/// `SEEDBOUND_SEEDS=10000 cargo nextest run --release -p worldgen --test properties roads:: --run-ignored all`
#[test]
#[ignore = "prints times"]
#[expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "measures")]
fn times() {
    let mut micros = Vec::new();
    for (number, world) in worlds::each(seeds()) {
        for &(id, _) in &world.road_neighbours(world.home()) {
            let fresh = worlds::world(number);
            let _ = fresh.road_neighbours(id);
            let fresh = worlds::world(number);
            let pair = (id.min(world.home()), id.max(world.home()));
            for id in [pair.0, pair.1] {
                let _ = fresh.settlement(id);
            }
            let begin = std::time::Instant::now();
            let _ = fresh.road(pair.0, pair.1);
            micros.push(begin.elapsed().as_micros());
        }
    }
    for (_, world) in worlds::each(worlds::count(3)) {
        let far = Point::metres(20_000, 20_000);
        let begin = std::time::Instant::now();
        let sites = world.sites_near(far, Mm::metres(3000)).len();
        println!("plans of about 49 cells, {sites} sites: {:?}", begin.elapsed());
        let begin = std::time::Instant::now();
        let count = world.roads_near(far, far).len();
        println!("roads at a point, {count}: {:?}", begin.elapsed());
        let begin = std::time::Instant::now();
        let _ = world.chunk(ChunkCoord::of(far));
        println!("chunk {:?}", begin.elapsed());
        let far = Point::metres(40_000, 20_000);
        let begin = std::time::Instant::now();
        let _ = world.chunk(ChunkCoord::of(far));
        println!("a chunk far off: {:?}", begin.elapsed());
        let begin = std::time::Instant::now();
        let _ = world.chunk(ChunkCoord::of(Point { x: far.x + Mm(100_000), ..far }));
        println!("a chunk beside: {:?}", begin.elapsed());
    }
    micros.sort_unstable();
    let at = |share: usize| micros[(micros.len() - 1) * share / 100];
    println!("{} roads: p50 {} p99 {} worst {} us", micros.len(), at(50), at(99), at(100));
}
