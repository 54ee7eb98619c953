//! One walks over a bridge, and swims below it.

use seed::{Mm, Point, WorldSeed};
use simulation::{Footing, Ground, Heading, Input, Mover, Stride, ground::Overworld, movement};
use std::sync::Arc;
use worldgen::{Bridge, Road, World};

/// A world of inlets, with a bridge over deep water in it.
fn bridge() -> (World, Arc<Road>, Bridge) {
    let directory = ruleset::find("core").expect("core is in the checkout");
    let mut rules = ruleset::load(&directory).expect("core is right");
    rules.terrain.continent_m = 900;
    let rules = Arc::new(rules);
    let reach = Mm::metres(2000);
    for number in 0..60 {
        let seed = WorldSeed::from_text(&format!("fjords {number}"));
        let world = World::new(seed, Arc::clone(&rules));
        let home = world.site(world.home()).expect("home exists").at;
        let min = Point { x: home.x - reach, z: home.z - reach };
        let max = Point { x: home.x + reach, z: home.z + reach };
        for road in world.roads_near(min, max) {
            let deep = |bridge: &&Bridge| world.height(middle(bridge)) < Mm(-1500);
            if let Some(&bridge) = road.bridges.iter().find(deep) {
                return (world, road, bridge);
            }
        }
    }
    panic!("no bridge over deep water in sixty worlds");
}

fn middle(bridge: &Bridge) -> Point {
    Point::new(bridge.from.x.0.midpoint(bridge.to.x.0), bridge.from.z.0.midpoint(bridge.to.z.0))
}

/// A step towards a point.
fn towards(mover: &Mover, to: Point) -> Input {
    let (dx, dz) = ((to.x - mover.at.x).0, (to.z - mover.at.z).0);
    let long = dx.abs().max(dz.abs()).max(1);
    let part = |d: i32| (d * 127 / long) as i8;
    let walk = Heading { x: part(dx), z: part(dz) };
    Input { sequence: 1, walk, aim: walk, ..Input::default() }
}

#[test]
fn a_road_is_walked_over_its_bridge_without_getting_wet() {
    let (world, road, bridge) = bridge();
    let stride = Stride::of(&world.rules().balance);
    let mut land = Overworld::new(world.clone());
    let first = usize::from(bridge.first);
    let way = &road.points[first.saturating_sub(12)..(first + 14).min(road.points.len())];
    let mut mover = Mover { at: way[0], feet: world.height(way[0]), ..Mover::default() };
    let mut on_deck = 0;
    for &to in &way[1..] {
        let mut ticks = 0;
        while mover.at.distance(to) > 300 {
            land.load_around(mover.at, 1, 9);
            mover = movement::step(mover, &towards(&mover, to), &stride, &land);
            assert_ne!(mover.footing, Footing::Water, "wet at {:?}", mover.at);
            on_deck += u32::from(mover.feet == bridge.deck && world.height(mover.at) < Mm(0));
            ticks += 1;
            assert!(ticks < 2_000, "stuck at {:?} on the way to {to:?}", mover.at);
        }
    }
    assert!(on_deck > 50, "{on_deck}");
}

#[test]
fn a_swimmer_passes_below_a_bridge() {
    let (world, _, bridge) = bridge();
    let stride = Stride::of(&world.rules().balance);
    let mut land = Overworld::new(world.clone());
    let at = middle(&bridge);
    land.load_around(at, 1, 9);
    let feet = world.water(at) - Mm(1100);
    assert!(!land.blocked(at, feet, Mm(350)), "the deck is in the way");
    assert_eq!(land.floor(at, feet), land.height(at));
    assert_eq!(land.floor(at, bridge.deck), Some(bridge.deck));
    let mover = Mover { at, feet, footing: Footing::Water, ..Mover::default() };
    let mover = movement::step(mover, &Input::default(), &stride, &land);
    assert_eq!(mover.footing, Footing::Water);
}
