//! Many settlements of many worlds: what their rank demands stands, every room and every door can be
//! reached on foot from the square and from every gate, and nothing stands in the water.

mod walk;

use crate::worlds;
use ruleset::{Building, Needs};
use seed::{Mm, Point};
use std::collections::BTreeSet;
use walk::Walk;
use worldgen::{
    Cover, FieldKind, House, HousePurpose, RoomKind, Settlement, StreetKind, WorkKind, World,
};

/// Every settlement within some way of home.
fn around(world: &World, metres: i32) -> Vec<Settlement> {
    let home = world.site(world.home()).expect("there is always a home");
    let sites = world.sites_near(home.at, Mm::metres(metres));
    sites.iter().filter_map(|site| world.settlement(site.id)).collect()
}

/// All settlements around home of a few worlds, and the homes of more.
fn every(few: u32, check: impl Fn(&World, &Settlement)) {
    every_of(few, worlds::count(few), check);
}

fn every_of(few: u32, count: u32, check: impl Fn(&World, &Settlement)) {
    for (number, world) in worlds::each(count) {
        for settlement in around(&world, if number < few { 1_600 } else { 1 }) {
            check(&world, &settlement);
        }
    }
}

fn apart(a: (Point, Point), b: (Point, Point), gap: i32) -> bool {
    let gap = Mm(gap);
    a.0.x >= b.1.x + gap || b.0.x >= a.1.x + gap || a.0.z >= b.1.z + gap || b.0.z >= a.1.z + gap
}

fn middle((min, max): (Point, Point)) -> Point {
    Point::new(i32::midpoint(min.x.0, max.x.0), i32::midpoint(min.z.0, max.z.0))
}

fn edges(house: &House) -> (Point, Point) {
    (house.min, house.max)
}

#[test]
fn houses_lie_apart_from_each_other_and_off_the_streets() {
    every(120, |_, town| {
        let name = &town.site;
        for (index, house) in town.houses.iter().enumerate() {
            for other in &town.houses[..index] {
                assert!(apart(edges(house), edges(other), 1_500), "{name:?}: {house:?} {other:?}");
            }
            assert!(apart(edges(house), town.square, 400), "{name:?}: {house:?}");
            for street in &town.streets {
                assert!(apart(edges(house), (street.min, street.max), 400), "{name:?}: {house:?}");
            }
            for work in &town.works {
                assert!(apart(edges(house), (work.min, work.max), 0), "{name:?}: {work:?}");
            }
            for field in &town.fields {
                let gap = if field.kind == FieldKind::Garden { 800 } else { 3_000 };
                assert!(apart(edges(house), (field.min, field.max), gap), "{name:?}: {field:?}");
            }
        }
        for (index, field) in town.fields.iter().enumerate() {
            for other in &town.fields[..index] {
                assert!(apart((field.min, field.max), (other.min, other.max), 300), "{name:?}");
            }
            for street in &town.streets {
                let street = (street.min, street.max);
                assert!(apart((field.min, field.max), street, 0), "{name:?}: {field:?}");
            }
        }
    });
}

#[test]
fn everything_stays_in_its_cell_and_on_level_ground() {
    every_of(120, worlds::part(120, worlds::COSTLY), |world, town| {
        let edge = i64::from(world.rules().settlement.cell_m) * 1000;
        let inside = |at: Point| {
            let cell = |mm: Mm| i64::from(mm.0).div_euclid(edge);
            (cell(at.x), cell(at.z)) == (i64::from(town.site.id.x), i64::from(town.site.id.z))
        };
        let radius = i64::from(town.site.radius.0);
        for solid in town.solids() {
            assert!(inside(solid.min) && inside(solid.max), "{solid:?}");
        }
        let level = town.houses.iter().flat_map(|house| &house.walls).chain(
            town.works
                .iter()
                .filter(|work| !matches!(work.kind, WorkKind::Haystack | WorkKind::Pier))
                .flat_map(|work| &work.solids),
        );
        for solid in level {
            for (x, z) in [(solid.min.x, solid.min.z), (solid.max.x, solid.max.z)] {
                let at = Point { x, z };
                assert!(at.distance(town.site.at) <= radius, "{:?}: {solid:?}", town.site);
            }
        }
        for gate in &town.gates {
            let away = gate.distance(town.site.at);
            assert!((radius - 2_000..=radius).contains(&away), "{:?}: {away}", town.site);
            assert_eq!(world.height(*gate), town.ground, "gates lie on the level ground");
        }
        let beyond = radius + i64::from(Settlement::OUTSKIRTS.0);
        for field in &town.fields {
            for at in [field.min, field.max] {
                assert!(inside(at) && at.distance(town.site.at) <= beyond);
            }
            let at = middle((field.min, field.max));
            assert!(world.height(at) > world.water(at), "a field under water: {field:?}");
        }
    });
}

#[test]
fn a_rank_has_the_buildings_and_workshops_that_it_demands_and_the_land_allows() {
    let ranks_seen = std::sync::Mutex::new(BTreeSet::new());
    every(200, |world, town| {
        let rules = &world.rules().settlement;
        let rank = &rules.ranks[usize::from(town.rank.0)];
        ranks_seen.lock().expect("no panic").insert(town.rank);
        let name = format!("{} {:?} ({})", rank.name, town.site.id, town.site.name);
        let count = |purpose: HousePurpose| {
            town.houses.iter().filter(|house| house.purpose == purpose).count()
        };
        let houses = town.houses.len();
        let wanted = usize::from(rank.houses.0)..=usize::from(rank.houses.1);
        assert!(wanted.contains(&houses), "{name} has {houses} houses");
        for (building, purpose) in [
            (Building::Inn, HousePurpose::Inn),
            (Building::Temple, HousePurpose::Temple),
            (Building::Hall, HousePurpose::Hall),
            (Building::Store, HousePurpose::Store),
        ] {
            let demanded = rank.buildings.iter().filter(|&&other| other == building).count();
            assert_eq!(count(purpose), demanded, "{name}: {building:?}");
        }
        assert_eq!(count(HousePurpose::Gatehouse), if rank.walls { 2 } else { 0 }, "{name}");
        assert!(count(HousePurpose::Dwelling) > 0, "{name}");
        let harbour = town.works.iter().any(|work| work.kind == WorkKind::Pier);
        let mut shops = 0;
        for house in &town.houses {
            let HousePurpose::Workshop(trade) = house.purpose else { continue };
            shops += 1;
            let shop = rules.workshops.iter().find(|shop| shop.trade == trade).expect("allowed");
            assert!(shop.from <= town.rank, "{name}: {:?}", world.rules().trade(trade).name);
            assert!(shop.needs != Needs::Water || harbour || wet_around(world, town), "{name}");
            for person in town.people.iter().filter(|person| person.house == house.number) {
                assert_eq!(person.trade, trade, "{name}");
            }
        }
        let wanted = usize::from(rank.workshops.0)..=usize::from(rank.workshops.1);
        assert!(wanted.contains(&shops), "{name} has {shops} workshops");
        let fishes = |house: &&House| {
            matches!(house.purpose, HousePurpose::Workshop(trade)
                if rules.workshops.iter().any(|s| s.trade == trade && s.needs == Needs::Water))
        };
        let idle = harbour && shops > 0 && town.houses.iter().find(fishes).is_none();
        assert!(!idle, "nobody lives from the harbour of {name}");
        let has = |kind| town.works.iter().any(|work| work.kind == kind);
        assert!(has(WorkKind::Well), "{name} has no well");
        assert_eq!(has(WorkKind::Wall), rank.walls, "{name}");
        assert!(rank.buildings.is_empty() || has(WorkKind::Stall), "{name} has no market");
        for house in &town.houses {
            let lived_in = town.people.iter().any(|person| person.house == house.number);
            assert_eq!(lived_in, house.purpose != HousePurpose::Store, "{name}: {house:?}");
        }
    });
    let seen = ranks_seen.into_inner().expect("no panic");
    assert_eq!(seen.len(), worlds::rules().settlement.ranks.len(), "every rank is met: {seen:?}");
}

/// Whether there is open water within some hundred metres.
fn wet_around(world: &World, town: &Settlement) -> bool {
    (-30..=30).any(|x| {
        (-30..=30).any(|z| {
            let at =
                Point { x: town.site.at.x + Mm(x * 10_000), z: town.site.at.z + Mm(z * 10_000) };
            world.height(at) < world.water(at)
        })
    })
}

#[test]
fn every_room_and_door_is_reached_on_foot_from_the_square_and_from_every_gate() {
    every(60, |_, town| {
        let walk = Walk::from(town, town.spawn);
        for gate in &town.gates {
            assert!(walk.reaches(*gate), "{:?}: no way to the gate {gate:?}", town.site);
        }
        for house in &town.houses {
            assert!(walk.reaches(house.door), "{:?}: no way to {house:?}", town.site);
            for room in &house.rooms {
                let at = middle((room.min, room.max));
                assert!(walk.reaches(at), "{:?}: no way into {room:?} of {house:?}", town.site);
            }
        }
        for person in &town.people {
            assert!(walk.reaches(person.post), "{:?}: {person:?} is walled in", town.site);
        }
    });
}

#[test]
fn doors_open_onto_streets_and_rooms_fill_their_house() {
    every(120, |_, town| {
        for house in &town.houses {
            let near = |(min, max): (Point, Point)| {
                let nearest = Point::new(
                    house.door.x.0.clamp(min.x.0, max.x.0),
                    house.door.z.0.clamp(min.z.0, max.z.0),
                );
                nearest.distance(house.door) <= 3_000
            };
            let streets = town.streets.iter().map(|street| (street.min, street.max));
            assert!(streets.chain([town.square]).any(near), "{:?}: {house:?}", town.site);
            let mut inside = 0;
            for (index, room) in house.rooms.iter().enumerate() {
                let within = room.min.x >= house.min.x + Mm(300)
                    && room.max.x <= house.max.x - Mm(300)
                    && room.min.z >= house.min.z + Mm(300)
                    && room.max.z <= house.max.z - Mm(300);
                assert!(within, "{house:?}");
                for other in &house.rooms[..index] {
                    assert!(apart((room.min, room.max), (other.min, other.max), 0));
                }
                let size = |a: Mm, b: Mm| i64::from((b - a).0);
                inside += size(room.min.x, room.max.x) * size(room.min.z, room.max.z);
            }
            let size = |a: Mm, b: Mm| i64::from((b - a).0) - 600;
            let all = size(house.min.x, house.max.x) * size(house.min.z, house.max.z);
            assert!(inside * 10 >= all * 8, "rooms fill {inside} of {all}: {house:?}");
            let first = match house.purpose {
                HousePurpose::Dwelling | HousePurpose::Hall | HousePurpose::Gatehouse => {
                    RoomKind::Hall
                }
                HousePurpose::Workshop(_) => RoomKind::Workshop,
                HousePurpose::Inn => RoomKind::Taproom,
                HousePurpose::Temple => RoomKind::Shrine,
                HousePurpose::Store => RoomKind::Store,
            };
            assert_eq!(house.rooms[0].kind, first);
        }
    });
}

#[test]
fn quays_begin_on_land_end_in_deep_water_and_can_be_walked() {
    let quays = std::cell::Cell::new(0);
    every(200, |world, town| {
        let piers = town.works.iter().filter(|work| work.kind == WorkKind::Pier);
        for pier in piers {
            quays.set(quays.get() + 1);
            assert!(town.streets.iter().any(|street| street.kind == StreetKind::Quay));
            // Along its middle nothing is under water, beside its end there is water.
            let at = middle((pier.min, pier.max));
            let (x, z) = if pier.east {
                ((pier.min.x.0 + 500)..(pier.max.x.0 - 500), at.z.0..at.z.0 + 1)
            } else {
                (at.x.0..at.x.0 + 1, (pier.min.z.0 + 500)..(pier.max.z.0 - 500))
            };
            let line =
                x.step_by(500).flat_map(|x| z.clone().step_by(500).map(move |z| Point::new(x, z)));
            for spot in line {
                assert!(world.height(spot) >= Mm(700), "{:?}: wet at {spot:?}", town.site);
            }
            // Ships lie beyond the end that is farther from the town.
            let ends = if pier.east {
                [pier.min.x - Mm(2_000), pier.max.x + Mm(2_000)].map(|x| Point { x, z: at.z })
            } else {
                [pier.min.z - Mm(2_000), pier.max.z + Mm(2_000)].map(|z| Point { x: at.x, z })
            };
            let end = ends.into_iter().max_by_key(|end| end.distance(town.site.at));
            let depth = end.map(|end| world.height(end));
            assert!(depth < Some(Mm(-1_300)), "{:?}: {depth:?} beyond {pier:?}", town.site);
        }
    });
    assert!(quays.get() > 0, "no harbour anywhere");
}

#[test]
fn chunks_cover_streets_and_fields_and_nothing_grows_there() {
    for (number, world) in worlds::each(6) {
        let town = around(&world, 100).remove(0);
        let (mut street, mut field) = (0, 0);
        let middle = worldgen::ChunkCoord::of(town.site.at);
        for z in middle.z - 4..=middle.z + 4 {
            for x in middle.x - 4..=middle.x + 4 {
                let chunk = world.chunk(worldgen::ChunkCoord { x, z });
                street += chunk.cover.iter().filter(|&&cover| cover == Cover::Street).count();
                field += chunk.cover.iter().filter(|&&cover| cover == Cover::Field).count();
                for plant in &chunk.plants {
                    assert_eq!(town.cover_at(plant.at), Cover::Natural, "{plant:?}");
                    let inside = |min: Point, max: Point| {
                        plant.at.x > min.x
                            && plant.at.x < max.x
                            && plant.at.z > min.z
                            && plant.at.z < max.z
                    };
                    assert!(!town.works.iter().any(|work| inside(work.min, work.max)), "{plant:?}");
                }
            }
        }
        assert!(street > 400, "world {number}: {street} of street");
        assert!(field > 100 || town.fields.is_empty(), "world {number}: {field} of field");
    }
}
