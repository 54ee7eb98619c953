//! The mirror against a server that is played by the test: bytes in, view out.

use super::*;
use protocol::{EntityInfo, EntityState, OwnState, SpaceId};
use seed::{Mm, Point, WorldSeed};
use simulation::{Heading, Mover};

fn world() -> World {
    let directory = ruleset::find("core").expect("core is in the checkout");
    let rules = ruleset::load(&directory).expect("core is sound");
    World::new(WorldSeed::from_text("mirror"), Arc::new(rules))
}

fn tell(mirror: &mut Mirror, event: &Event) -> Option<Happening> {
    mirror.hear_talk(&encode(event))
}

fn show(mirror: &mut Mirror, tick: u32, acked: u32, own: Mover, others: Vec<EntityState>) {
    let own = OwnState { mover: own, health: 90 };
    let space = mirror.view.space;
    mirror.hear_state(&encode(&Snapshot { tick, space, acked, own, others }));
}

/// A mirror whose character stands on the home settlement's square.
fn arrived(predict: bool) -> (Mirror, Mover) {
    let world = world();
    let home = world.settlement(world.home()).expect("there is a home");
    let stamina = Stride::of(&world.rules().balance).stamina;
    let feet = world.height(home.spawn);
    let mover = Mover { at: home.spawn, feet, stamina, ..Mover::default() };
    let mut mirror = Mirror::new(world, predict);
    tell(&mut mirror, &Event::Welcome { you: NetId(7), name: "Ada".into(), tick: 10, new: true });
    tell(&mut mirror, &Event::Space { space: SpaceId::OVERWORLD, dungeon: None, mover });
    (mirror, mover)
}

#[test]
fn a_walk_over_real_land_is_predicted_to_the_millimetre() {
    let (mut mirror, mut own) = arrived(true);
    let stride = mirror.stride();
    let mut ground = simulation::Overworld::new(mirror.world.clone());
    // The server is five ticks behind all along.
    let mut under_way = VecDeque::new();
    for tick in 0..600_u32 {
        let turn = tick / 40;
        let axis = |phase: u32| (((turn * 37 + phase) % 255) as u8).cast_signed();
        let walk = Heading { x: axis(3), z: axis(90) };
        let wish = Wish { walk, aim: walk, ..Wish::default() };
        assert!(mirror.tick(wish).is_some());
        under_way.push_back(wish.numbered(tick + 1));
        if under_way.len() > 5 {
            let input = under_way.pop_front().expect("just looked");
            ground.load_around(own.at, 1, usize::MAX);
            own = simulation::movement::step(own, &input, &stride, &ground);
            show(&mut mirror, 11 + tick, input.sequence, own, vec![]);
        }
    }
    let corrections = mirror.predictor().expect("it predicts").corrections();
    assert_eq!((corrections.checked, corrections.moved), (595, 0));
    assert!(own.at.distance(mirror.view.own.at) > 0, "the prediction is ahead");
}

#[test]
fn bytes_that_are_no_message_are_counted_and_dropped() {
    let (mut mirror, own) = arrived(false);
    for bytes in [&b""[..], b"\xff", &[0xff; 400], b"\x00"] {
        assert!(mirror.hear_talk(bytes).is_none());
        mirror.hear_state(bytes);
    }
    let mut longer = encode(&Event::DialogueEnd);
    longer.push(0);
    assert!(mirror.hear_talk(&longer).is_none());
    assert_eq!(mirror.heard().undecodable, 9);
    show(&mut mirror, 11, 0, own, vec![]);
    assert_eq!((mirror.heard().snapshots, mirror.heard().events), (1, 2));
}

#[test]
fn every_prefix_and_every_flipped_byte_of_a_real_message_is_survived() {
    let (mut mirror, own) = arrived(false);
    let info = EntityInfo {
        id: NetId(9),
        kind: EntityKind::Player { name: "Bo".into(), level: 3, look: 5 },
        at: Point::default(),
        feet: Mm(0),
        turn: 0,
        state: 0,
        health: 255,
    };
    let good = encode(&Event::Appear(vec![info]));
    for length in 0..good.len() {
        assert!(mirror.hear_talk(&good[..length]).is_none());
        for bit in 0..8 {
            let mut flipped = good.clone();
            flipped[length] ^= 1 << bit;
            mirror.hear_talk(&flipped);
            mirror.hear_state(&flipped);
        }
    }
    show(&mut mirror, u32::MAX, 0, own, vec![]);
    assert!(mirror.view.inside);
}

#[test]
fn a_snapshot_that_comes_late_is_not_used() {
    let (mut mirror, own) = arrived(false);
    let moved = Mover { at: Point { x: own.at.x + Mm(300), ..own.at }, ..own };
    show(&mut mirror, 20, 0, moved, vec![]);
    show(&mut mirror, 19, 0, own, vec![]);
    show(&mut mirror, 20, 0, own, vec![]);
    assert_eq!(mirror.view.own.at, moved.at);
    assert_eq!((mirror.heard().snapshots, mirror.heard().late), (1, 2));
}

#[test]
fn a_snapshot_of_the_space_that_was_left_is_not_used() {
    let (mut mirror, own) = arrived(false);
    let snapshot = Snapshot {
        tick: 50,
        space: SpaceId(9),
        own: OwnState { mover: Mover::default(), health: 5 },
        ..Snapshot::default()
    };
    mirror.hear_state(&encode(&snapshot));
    assert_eq!(mirror.view.own.at, own.at);
    assert_eq!((mirror.heard().snapshots, mirror.heard().late), (0, 1));
}

#[test]
fn another_space_takes_everything_out_of_sight_and_doors_follow_their_entities() {
    let (mut mirror, own) = arrived(true);
    let dungeon = (1..9)
        .map(|number| worldgen::SiteId { number, ..mirror.world.home() })
        .find_map(|site| mirror.world.dungeon(site))
        .expect("home has a dungeon");
    let thing = |id, kind| EntityInfo {
        id: NetId(id),
        kind,
        at: own.at,
        feet: own.feet,
        turn: 0,
        state: 0,
        health: 255,
    };
    tell(&mut mirror, &Event::Appear(vec![thing(1, EntityKind::Exit)]));
    let mover = Mover { at: dungeon.entrance(), ..own };
    let space = Event::Space { space: SpaceId(4), dungeon: Some(dungeon.id), mover };
    tell(&mut mirror, &space);
    assert!(mirror.view.entities.is_empty());
    let of = |kind| *dungeon.features.iter().find(|feature| feature.kind == kind).expect("one");
    let door = of(worldgen::FeatureKind::Door { lock: 0 });
    let gate = of(worldgen::FeatureKind::Gate);
    let at = |feature: worldgen::Feature| worldgen::Dungeon::middle(feature.cell);
    let open = |mirror: &Mirror| match &mirror.place {
        Place::Dungeon(ground) => (ground.is_open(door.cell), ground.is_open(gate.cell)),
        _ => unreachable!("it is in a dungeon"),
    };
    assert_eq!(open(&mirror), (false, false));
    let things = vec![
        EntityInfo { at: at(door), ..thing(2, EntityKind::Door) },
        EntityInfo { at: at(gate), ..thing(3, EntityKind::Gate) },
    ];
    tell(&mut mirror, &Event::Appear(things));
    let door = EntityState::relative(NetId(2), &mover, at(door), mover.feet, (0, 1, 255));
    show(&mut mirror, 30, 0, mover, vec![door]);
    assert_eq!(open(&mirror), (true, false));
}

#[test]
fn a_text_that_fits_no_message_is_refused_here() {
    let (mut mirror, _) = arrived(false);
    let (first, message) = mirror.ask(Ask::Ping);
    assert!(message.is_ok());
    let (second, message) = mirror.ask(Ask::Say { text: "é".repeat(600) });
    assert_eq!(message, Err(Refusal::BadText));
    assert_ne!(first, second);
}

#[test]
fn a_server_that_names_the_ends_of_the_world_is_survived() {
    let far = [i32::MIN, i32::MIN + 1, -2_000_000_000, 2_000_000_000, i32::MAX - 1, i32::MAX];
    for x in far {
        for z in [x, 0] {
            let (mut mirror, own) = arrived(true);
            let mover = Mover { at: Point::new(x, z), feet: Mm(x), rise: x, ..own };
            for dungeon in [None, Some(worldgen::SiteId { x, z, number: 1 })] {
                tell(&mut mirror, &Event::Space { space: SpaceId(4), dungeon, mover });
                let other = EntityState::relative(NetId(2), &own, own.at, own.feet, (0, 1, 255));
                show(&mut mirror, 30, 0, mover, vec![other]);
                for _ in 0..3 {
                    let walk = Heading { x: 127, z: -128 };
                    mirror.tick(Wish { walk, aim: walk, buttons: simulation::Buttons(255) });
                }
                mirror.advance(Duration::from_secs(3600));
                assert!(mirror.drawn(NetId(7)).is_some());
            }
        }
    }
}

#[test]
fn a_server_that_shows_things_without_end_fills_no_memory() {
    let (mut mirror, own) = arrived(false);
    for batch in 0..80_u32 {
        let info = |id| EntityInfo {
            id: NetId(id),
            kind: EntityKind::Projectile,
            at: own.at,
            feet: own.feet,
            turn: 0,
            state: 0,
            health: 0,
        };
        let infos = (batch * 100..batch * 100 + 100).map(info).collect();
        tell(&mut mirror, &Event::Appear(infos));
        tell(&mut mirror, &Event::Notice("x".into()));
    }
    assert_eq!(mirror.view.entities.len(), crate::view::IN_SIGHT);
    assert!(mirror.view.lines.len() <= crate::view::LINES);
}
