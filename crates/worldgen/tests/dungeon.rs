//! Thousands of dungeons: each can be completed, and only in the intended order.

#[path = "dungeon/rules.rs"]
mod rules;

use ruleset::Ruleset;
use seed::{Canonical, Mm, Point, WorldSeed};
use std::collections::BTreeSet;
use worldgen::dungeon::{Action, generate, generate_counted};
use worldgen::{Cell, Dungeon, Feature, FeatureId, FeatureKind, RoomRole, Site, SiteId, SiteKind};

/// Worlds with one dungeon each.
const WORLDS: u32 = 3000;

fn site(number: u32) -> Site {
    Site {
        id: SiteId { x: number as i32 % 17 - 8, z: number as i32 % 11 - 5, number: 1 },
        kind: SiteKind::Dungeon,
        name: format!("Barrow {number}"),
        at: Point::default(),
        radius: Mm::metres(8),
        level: if number.is_multiple_of(3) { 1 } else { (number % 12 + 1) as u16 },
    }
}

fn seed_of(number: u32) -> WorldSeed {
    WorldSeed::from_text(&format!("dungeon test {number}"))
}

fn dungeon(rules: &Ruleset, number: u32) -> Dungeon {
    generate(seed_of(number), rules, &site(number))
}

fn only(dungeon: &Dungeon, wanted: fn(FeatureKind) -> bool) -> &Feature {
    let all: Vec<&Feature> =
        dungeon.features.iter().filter(|feature| wanted(feature.kind)).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all[0]
}

fn room_of(dungeon: &Dungeon, cell: (u16, u16)) -> Option<RoomRole> {
    dungeon
        .rooms
        .iter()
        .find(|room| {
            (room.min.0..=room.max.0).contains(&cell.0)
                && (room.min.1..=room.max.1).contains(&cell.1)
        })
        .map(|room| room.role)
}

#[test]
fn every_dungeon_is_completed_by_the_solver_in_the_intended_order() {
    let rules = rules::rules();
    for number in 0..WORLDS {
        let dungeon = dungeon(&rules, number);
        let steps = dungeon.solve().unwrap_or_else(|| panic!("{number} cannot be completed"));
        let names: Vec<u8> = steps
            .iter()
            .map(|step| match &step.action {
                Action::TakeKey => 0,
                Action::OpenDoor => 1,
                Action::SolvePuzzle { levers } => {
                    let pulled: BTreeSet<FeatureId> = levers.iter().copied().collect();
                    assert_eq!(pulled.len(), usize::from(dungeon.levers), "{number}");
                    2
                }
                Action::KillBoss => 3,
                Action::OpenTreasure => 4,
                Action::Leave => 5,
            })
            .collect();
        assert_eq!(names, [0, 1, 2, 3, 4, 5], "{number}");
        let walked: u32 = steps.iter().map(|step| step.walk).sum();
        assert!((40..600).contains(&walked), "{number}: {walked} steps");
    }
}

#[test]
fn door_and_gate_are_needed_and_the_key_lies_before_the_door() {
    let rules = rules::rules();
    for number in 0..WORLDS {
        let dungeon = dungeon(&rules, number);
        let entrance = only(&dungeon, |kind| kind == FeatureKind::Entrance).cell;
        let key = only(&dungeon, |kind| matches!(kind, FeatureKind::Key { .. })).cell;
        let boss =
            only(&dungeon, |kind| matches!(kind, FeatureKind::Creature { boss: true, .. })).cell;
        let treasure = only(&dungeon, |kind| kind == FeatureKind::Chest { treasure: true }).cell;
        let reach = |doors, gate| {
            let seen = dungeon.reachable(entrance, &|cell| dungeon.is_walkable(cell, doors, gate));
            move |cell: (u16, u16), width: u16| {
                seen[usize::from(cell.1) * usize::from(width) + usize::from(cell.0)]
            }
        };
        let (shut, no_key, no_puzzle, open) =
            (reach(false, false), reach(false, true), reach(true, false), reach(true, true));
        let width = dungeon.width;
        assert!(shut(key, width), "{number}: key behind something");
        for room in &dungeon.rooms {
            let behind_door = no_key(room.min, width);
            let behind_gate = no_puzzle(room.min, width);
            assert!(open(room.min, width), "{number}: {room:?} is cut off");
            match room.role {
                RoomRole::Entrance | RoomRole::Key => assert!(behind_door, "{number}"),
                RoomRole::Plain => assert!(behind_gate, "{number}"),
                RoomRole::Puzzle => assert!(!behind_door && behind_gate, "{number}"),
                RoomRole::Boss | RoomRole::Treasure => {
                    assert!(!behind_door && !behind_gate, "{number}");
                }
            }
        }
        assert!(!no_puzzle(boss, width) && !no_puzzle(treasure, width), "{number}");
        // The treasure lies behind the boss: its room has one way in, and that is the boss's.
        assert_eq!(room_of(&dungeon, treasure), Some(RoomRole::Treasure));
        assert_eq!(room_of(&dungeon, boss), Some(RoomRole::Boss));
    }
}

#[test]
fn features_stand_on_cells_of_their_own_in_the_right_rooms() {
    let rules = rules::rules();
    for number in 0..WORLDS {
        let dungeon = dungeon(&rules, number);
        let mut cells = BTreeSet::new();
        let (mut levers, mut lamps, mut chests) = (0, 0, 0);
        for (feature, id) in dungeon.features.iter().zip(0..) {
            assert_eq!(feature.id, FeatureId(id), "{number}");
            assert!(cells.insert(feature.cell), "{number}: {feature:?} shares a cell");
            let cell = dungeon.cell(feature.cell.0.into(), feature.cell.1.into());
            let room = room_of(&dungeon, feature.cell);
            match feature.kind {
                FeatureKind::Door => assert_eq!(cell, Cell::Door, "{number}"),
                FeatureKind::Gate => assert_eq!(cell, Cell::Gate, "{number}"),
                _ => assert_eq!(cell, Cell::Floor, "{number}"),
            }
            match feature.kind {
                FeatureKind::Entrance => assert_eq!(room, Some(RoomRole::Entrance), "{number}"),
                FeatureKind::Key { item } => {
                    assert_eq!(room, Some(RoomRole::Key), "{number}");
                    assert_eq!(item, rules.theme(dungeon.theme).key, "{number}");
                }
                FeatureKind::Lever { index } => {
                    assert_eq!((room, index), (Some(RoomRole::Puzzle), levers), "{number}");
                    levers += 1;
                }
                FeatureKind::Lamp { index } => {
                    assert_eq!((room, index), (Some(RoomRole::Puzzle), lamps), "{number}");
                    lamps += 1;
                }
                FeatureKind::Chest { treasure: false } => chests += 1,
                FeatureKind::Door | FeatureKind::Gate => assert_eq!(room, None, "{number}"),
                FeatureKind::Chest { .. } | FeatureKind::Creature { .. } => {
                    assert!(room.is_some(), "{number}");
                }
            }
        }
        assert_eq!((levers, lamps), (dungeon.levers, dungeon.levers), "{number}");
        assert!((1..=3).contains(&chests), "{number}: {chests} chests");
    }
}

#[test]
fn creatures_keep_to_the_budget_and_away_from_the_entrance() {
    let rules = rules::rules();
    for number in 0..WORLDS {
        let dungeon = dungeon(&rules, number);
        let entrance = dungeon.entrance();
        let mut count = 0;
        for feature in &dungeon.features {
            let FeatureKind::Creature { boss: false, level, .. } = feature.kind else { continue };
            count += 1;
            let away = Dungeon::middle(feature.cell).distance(entrance);
            assert!(away > 8000, "{number}: {away} mm from the entrance");
            assert!(level == dungeon.level || level == dungeon.level + 1, "{number}");
        }
        if dungeon.level == 1 {
            assert!((4..=7).contains(&count), "{number}: {count} creatures");
        }
        for room in &dungeon.rooms {
            let inside = |cell: (u16, u16)| {
                (room.min.0..=room.max.0).contains(&cell.0)
                    && (room.min.1..=room.max.1).contains(&cell.1)
            };
            let lodgers = dungeon.features.iter().filter(|feature| {
                inside(feature.cell)
                    && matches!(feature.kind, FeatureKind::Creature { boss: false, .. })
            });
            let most = if dungeon.level < 3 { 2 } else { 3 };
            assert!(lodgers.count() <= most, "{number}: {room:?}");
        }
    }
}

#[test]
fn rooms_keep_their_sizes_and_a_loop_leads_around() {
    let rules = rules::rules();
    for number in 0..WORLDS {
        let dungeon = dungeon(&rules, number);
        assert!((36..=52).contains(&dungeon.width) && dungeon.width == dungeon.depth, "{number}");
        assert_eq!(dungeon.cells.len(), usize::from(dungeon.width) * usize::from(dungeon.depth));
        assert_eq!(dungeon.rooms[0].role, RoomRole::Entrance, "{number}");
        let (low, high) = rules.theme(dungeon.theme).rooms;
        assert!((low..=high).contains(&(dungeon.rooms.len() as u8)), "{number}");
        for room in &dungeon.rooms {
            for edge in [room.max.0 - room.min.0 + 1, room.max.1 - room.min.1 + 1] {
                assert!((4..=8).contains(&edge), "{number}: {room:?}");
            }
        }
        assert!(has_loop(&dungeon), "{number}: no way leads around");
        let edge = |at: u16| at == 0 || at == dungeon.width - 1;
        for z in 0..dungeon.depth {
            for x in 0..dungeon.width {
                if edge(x) || edge(z) {
                    assert_eq!(dungeon.cell(x.into(), z.into()), Cell::Rock, "{number}");
                }
            }
        }
    }
}

/// Rock enclosed by ways: more than one piece of rock, joined over sides and corners.
fn has_loop(dungeon: &Dungeon) -> bool {
    let (width, depth) = (i32::from(dungeon.width), i32::from(dungeon.depth));
    let mut piece = BTreeSet::from([(0, 0)]);
    let mut todo = vec![(0, 0)];
    while let Some((x, z)) = todo.pop() {
        for (dx, dz) in [(0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)] {
            let next = (x + dx, z + dz);
            if (0..width).contains(&next.0)
                && (0..depth).contains(&next.1)
                && dungeon.cell(next.0, next.1) == Cell::Rock
                && piece.insert(next)
            {
                todo.push(next);
            }
        }
    }
    piece.len() < dungeon.cells.iter().filter(|&&cell| cell == Cell::Rock).count()
}

#[test]
fn the_same_site_gives_the_same_bytes_and_another_one_others() {
    let rules = rules::rules();
    for number in 0..200 {
        let once = dungeon(&rules, number);
        assert_eq!(once.canonical_bytes(), dungeon(&rules, number).canonical_bytes());
        let mut other = site(number);
        other.id.number = 2;
        let other = generate(seed_of(number), &rules, &other);
        assert_ne!(once.cells, other.cells, "{number}");
    }
}

#[test]
fn few_draws_are_needed_and_the_fixed_layout_hardly_ever() {
    let rules = rules::rules();
    let drawn: Vec<_> = (0..WORLDS)
        .map(|number| generate_counted(seed_of(number), &rules, &site(number)))
        .collect();
    let attempts: u32 = drawn.iter().map(|drawn| drawn.attempts).sum();
    let fixed = drawn.iter().filter(|drawn| drawn.fixed).count();
    println!("{attempts} draws for {WORLDS} dungeons, {fixed} fixed layouts");
    assert_eq!(fixed, 0);
    assert!(attempts < WORLDS * 3 / 2, "{attempts} draws for {WORLDS} dungeons");
}

#[test]
fn a_path_cuts_no_corner_and_is_no_longer_than_straight_steps() {
    let rules = rules::rules();
    for number in 0..300 {
        let dungeon = dungeon(&rules, number);
        let open = |cell| dungeon.is_walkable(cell, true, true);
        let from = dungeon.features[0].cell;
        for feature in &dungeon.features {
            let path = dungeon
                .path(from, feature.cell, &open)
                .unwrap_or_else(|| panic!("{number}: no way to {feature:?}"));
            assert_eq!((path[0], path[path.len() - 1]), (from, feature.cell));
            for step in path.windows(2) {
                let ((ax, az), (bx, bz)) = (step[0], step[1]);
                assert!(ax.abs_diff(bx) <= 1 && az.abs_diff(bz) <= 1 && step[0] != step[1]);
                assert!(open((ax, bz)) && open((bx, az)), "{number}: cuts a corner at {step:?}");
            }
        }
        assert_eq!(dungeon.path(from, (0, 0), &open), None);
    }
}

#[test]
fn goldens() {
    let rules = rules::rules();
    let mut text = String::new();
    for number in 0..24 {
        let dungeon = dungeon(&rules, number);
        let (rooms, address) = (dungeon.rooms.len(), dungeon.content_address());
        text += &format!("{number:2} {rooms:2} rooms {} levers {address}\n", dungeon.levers);
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/goldens/dungeon.txt");
    if std::env::var_os("SEEDBOUND_BLESS").is_some() {
        std::fs::write(path, &text).expect("the goldens can be written");
    }
    let golden = std::fs::read_to_string(path).expect("run once with SEEDBOUND_BLESS=1");
    assert_eq!(text, golden, "dungeons changed: bump seed::GENERATOR_VERSION, then bless");
}
