//! Cave mouths lie against a slope, open downhill, are dry, and let everybody out again.

use crate::worlds;
use ruleset::{Entrance, LandmarkShape};
use seed::{Mm, Point};
use worldgen::{ChunkCoord, Landmark, SiteId, Solid, World};

fn seeds() -> u32 {
    worlds::part(10, 200)
}

/// Room that a body takes: half its width, its height.
const BODY: (Mm, Mm) = (Mm(350), Mm(1_800));

/// The point so many millimetres along a way of length 1000.
fn along(at: Point, way: (i64, i64), by: i64) -> Point {
    let part = |unit: i64| Mm((unit * by / 1000) as i32);
    Point { x: at.x + part(way.0), z: at.z + part(way.1) }
}

/// The way that a cave opens.
fn opens(cave: &Landmark) -> (i64, i64) {
    match cave.turn {
        0 => (0, 1000),
        64 => (1000, 0),
        128 => (0, -1000),
        192 => (-1000, 0),
        other => panic!("{cave:?} is turned by {other}"),
    }
}

/// Whether a body with its feet at a height touches a box.
fn touches(solid: &Solid, at: Point, feet: Mm) -> bool {
    let (wide, high) = BODY;
    feet < solid.top
        && feet + high > solid.bottom
        && at.x + wide > solid.min.x
        && at.x - wide < solid.max.x
        && at.z + wide > solid.min.z
        && at.z - wide < solid.max.z
}

/// Asserts that one can walk both ways between a place and one `length` mm off, the first `dry` mm with dry
/// feet.
fn assert_way(world: &World, from: Point, way: (i64, i64), (length, dry): (i64, i64), what: &str) {
    let climb = i64::from(world.rules().balance.climb);
    let mut before: Option<Mm> = None;
    for by in (0..=length).step_by(250) {
        let at = along(from, way, by);
        let height = world.height(at);
        assert!(by > dry || height > world.water(at), "{what} is wet at {at:?}");
        let chunk = world.chunk(ChunkCoord::of(at));
        let wall = chunk.solids.iter().find(|solid| touches(solid, at, height));
        assert_eq!(wall, None, "{what}: no way at {at:?}");
        for plant in &chunk.plants {
            let trunk = world.rules().plant(plant.flora).trunk;
            let kept = i64::from(trunk.0 + BODY.0.0);
            assert!(trunk == Mm(0) || plant.at.distance(at) > kept || by > 6_000, "{what}");
        }
        if let Some(before) = before {
            let rise = i64::from((height - before).abs().0);
            assert!(rise * 1000 <= climb * 250, "{what} rises {rise} in 250 mm at {at:?}");
        }
        before = Some(height);
    }
}

#[test]
fn a_cave_lies_against_a_slope_and_whoever_is_in_it_walks_out() {
    let (mut caves, mut squares) = (0, 0);
    for number in 0..seeds() {
        let world = worlds::world(number);
        let home = world.site(world.home()).expect("home exists").at;
        for landmark in world.landmarks_near(home, Mm::metres(3_500)) {
            squares += 1;
            let kind = world.landmark_kind(&landmark).expect("a kind of the ruleset");
            if kind.shape != LandmarkShape::Cave {
                continue;
            }
            caves += 1;
            let what = format!("world {number}: {}", landmark.name);
            let (way, aside) = (opens(&landmark), (opens(&landmark).1, opens(&landmark).0));
            let behind = world.height(along(landmark.at, way, -9_000));
            let before = world.height(along(landmark.at, way, 9_000));
            assert!(behind - before > Mm(1_500), "{what} opens uphill: {behind:?} {before:?}");
            for across in [-1_300, 0, 1_300] {
                for back in [-2_000, 0] {
                    let at = along(along(landmark.at, way, back), aside, across);
                    assert_way(&world, at, way, (-back, -back), &what);
                }
            }
            assert_way(&world, along(landmark.at, way, -2_000), way, (15_000, 15_000), &what);
        }
    }
    println!("{caves} caves among {squares} landmarks of {} worlds", seeds());
    assert!(caves > seeds() / 2, "only {caves} caves");
}

#[test]
fn a_dungeon_with_a_cave_opens_towards_its_settlement_out_of_a_slope() {
    let (mut caves, mut set) = (0_u32, 0_u32);
    for number in 0..seeds() {
        let world = worlds::world(number);
        let home = world.site(world.home()).expect("home exists").at;
        for site in world.sites_near(home, Mm::metres(2_500)) {
            if world.entrance(&site) != Some(Entrance::Cave) {
                continue;
            }
            caves += 1;
            let town = world.site(SiteId { number: 0, ..site.id }).expect("its settlement").at;
            let length = site.at.distance(town).max(1);
            let unit = |from: Mm, to: Mm| i64::from((to - from).0) * 1000 / length;
            let way = (unit(site.at.x, town.x), unit(site.at.z, town.z));
            let floor = world.height(site.at);
            let behind = world.height(along(site.at, way, -17_000));
            set += u32::from(behind - floor >= Mm(2_000));
            let what = format!("world {number}: {}", site.name);
            // What the level ground before the mouth runs out into can be walked; where no slope was found,
            // a ford may cross it.
            let dry = if behind - floor >= Mm(2_000) { 19_000 } else { 6_500 };
            assert_way(&world, site.at, way, (19_000, dry), &what);
        }
    }
    println!("{set} of {caves} dungeons with caves are set into a slope");
    assert!(caves > seeds(), "only {caves}");
    assert!(set * 4 >= caves, "only {set} of {caves} are set into a slope");
}
