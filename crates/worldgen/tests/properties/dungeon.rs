//! Thousands of dungeons: each can be completed, and only in the intended order.

mod rules;

use crate::worlds;
use ruleset::Ruleset;
use seed::{Canonical, Mm, Point, WorldSeed};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use worldgen::dungeon::mission::WayKind;
use worldgen::dungeon::{Action, Flaw, generate, generate_counted, prove};
use worldgen::{Cell, Dungeon, FeatureId, FeatureKind, RoomRole, Site, SiteId, SiteKind};

/// Worlds with one dungeon each.
static WORLDS: LazyLock<u32> = LazyLock::new(|| worlds::count(150));

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
fn every_dungeon_is_proved_and_completed_in_an_order_that_works() {
    let rules = rules::rules();
    for number in 0..*WORLDS {
        let dungeon = dungeon(&rules, number);
        assert_eq!(prove(&dungeon), Ok(()), "{number}");
        let steps = dungeon.solve().unwrap_or_else(|| panic!("{number} cannot be completed"));
        let place = |wanted: &dyn Fn(&Action) -> bool| {
            let found = steps.iter().position(|step| wanted(&step.action));
            found.unwrap_or_else(|| panic!("{number}: {steps:?}"))
        };
        let door = steps.iter().position(|step| {
            let kind = dungeon.feature(step.feature).map(|feature| feature.kind);
            kind == Some(FeatureKind::Door { lock: 0 })
        });
        let key = steps.iter().position(|step| {
            let kind = dungeon.feature(step.feature).map(|feature| feature.kind);
            matches!(kind, Some(FeatureKind::Key { lock: 0, .. }))
        });
        let puzzle = place(&|action| matches!(action, Action::SolvePuzzle { .. }));
        let (boss, treasure) = (
            place(&|action| *action == Action::KillBoss),
            place(&|action| *action == Action::OpenTreasure),
        );
        assert!(key.is_some() && key < door && door < Some(puzzle), "{number}: {steps:?}");
        assert!(puzzle < boss && boss < treasure, "{number}: {steps:?}");
        assert_eq!(steps.last().map(|step| &step.action), Some(&Action::Leave), "{number}");
        for step in &steps {
            if let Action::SolvePuzzle { levers } = &step.action {
                let pulled: BTreeSet<FeatureId> = levers.iter().copied().collect();
                // All levers, or the table.
                assert_eq!(pulled.len(), usize::from(dungeon.levers.max(1)), "{number}");
            }
        }
        let walked: u32 = steps.iter().map(|step| step.walk).sum();
        assert!((40..1200).contains(&walked), "{number}: {walked} steps");
    }
}

#[test]
fn a_missing_key_a_missing_switch_and_a_way_of_no_return_are_refused() {
    let rules = rules::rules();
    let (mut keys, mut switches, mut stranded) = (0, 0, 0);
    for number in 0..*WORLDS {
        let dungeon = dungeon(&rules, number);
        for feature in &dungeon.features {
            let mut broken = dungeon.clone();
            let at = usize::from(feature.id.0);
            let count = match feature.kind {
                FeatureKind::Key { lock: 0, .. } => &mut keys,
                FeatureKind::Switch { .. } => &mut switches,
                // A shaft in place of stairs, and no stairs below: one never comes up again.
                FeatureKind::Stairs { to, down: true } => {
                    broken.features[at].kind = FeatureKind::Shaft { to };
                    let up = broken.features.iter_mut().find(|other| other.cell == to);
                    up.expect("the other end").kind = FeatureKind::Trap { trap: 0 };
                    stranded += 1;
                    let refused = prove(&broken);
                    assert!(
                        matches!(refused, Err(Flaw::Stranding | Flaw::Unsolvable)),
                        "{number}: {refused:?}"
                    );
                    continue;
                }
                _ => continue,
            };
            broken.features[at].kind = FeatureKind::Trap { trap: 0 };
            *count += 1;
            assert!(prove(&broken).is_err(), "{number}: {feature:?} is not missed");
        }
    }
    assert!(keys > 0 && switches > 0 && stranded > 0, "{keys} {switches} {stranded}");
}

#[test]
fn every_kind_of_way_comes_up_and_stairs_join_neighbouring_floors() {
    let rules = rules::rules();
    let mut kinds = BTreeSet::new();
    for number in 0..*WORLDS {
        let dungeon = dungeon(&rules, number);
        for way in &dungeon.ways {
            let (from, to) =
                (dungeon.rooms[usize::from(way.from)], dungeon.rooms[usize::from(way.to)]);
            kinds.insert(match way.kind {
                WayKind::Open => 0,
                WayKind::Door { .. } => 1,
                WayKind::Portcullis { .. } => 2,
                WayKind::Seal { .. } => 3,
                WayKind::Gate => 4,
                WayKind::Secret => 5,
                WayKind::Stairs => 6,
                WayKind::Shaft => 7,
            });
            let deeper = matches!(way.kind, WayKind::Stairs | WayKind::Shaft);
            assert_eq!(to.floor, from.floor + u8::from(deeper), "{number}: {way:?}");
        }
        for feature in &dungeon.features {
            if let FeatureKind::Stairs { to, down } = feature.kind {
                let back = FeatureKind::Stairs { to: feature.cell, down: !down };
                assert!(dungeon.features.iter().any(|end| end.cell == to && end.kind == back));
                let (here, there) = (dungeon.floor_of(feature.cell), dungeon.floor_of(to));
                assert_eq!(here.abs_diff(there), 1, "{number}");
            }
        }
    }
    assert_eq!(kinds.len(), 8, "{kinds:?}");
}

#[test]
fn the_measures_of_core_rise_with_the_level_and_come_near_the_target() {
    let directory = ruleset::find("core").expect("core is in the checkout");
    let rules = ruleset::load(&directory).expect("core is sound");
    let mut before = 0;
    for level in [1, 4, 8] {
        let mut row: Vec<u32> = (0..*WORLDS / 3)
            .map(|number| {
                let site = Site { level, ..site(number) };
                let dungeon = generate(seed_of(number), &rules, &site);
                dungeon.measure(&rules).expect("it can be completed").difficulty
            })
            .collect();
        row.sort_unstable();
        let budget = rules.missions.budget;
        let wanted = budget.difficulty + budget.difficulty_per_level * u32::from(level - 1);
        let (low, middle) = (row[row.len() / 20], row[row.len() / 2]);
        let high = row[row.len() * 19 / 20];
        println!("level {level}: wanted {wanted}, 5 % {low}, median {middle}, 95 % {high}");
        assert!(middle.abs_diff(wanted) * 4 <= wanted, "level {level}: {middle}, not {wanted}");
        assert!(low * 2 > wanted && high < wanted * 2, "level {level}: {low} to {high}");
        assert!(middle > before, "level {level}: {middle} after {before}");
        before = middle;
    }
}

#[test]
fn features_stand_on_cells_of_their_own_in_the_right_rooms() {
    let rules = rules::rules();
    for number in 0..*WORLDS {
        let dungeon = dungeon(&rules, number);
        let mut cells = BTreeSet::new();
        let (mut levers, mut lamps, mut chests) = (0, 0, 0);
        for (feature, id) in dungeon.features.iter().zip(0..) {
            assert_eq!(feature.id, FeatureId(id), "{number}");
            assert!(cells.insert(feature.cell), "{number}: {feature:?} shares a cell");
            let cell = dungeon.cell(feature.cell.0.into(), feature.cell.1.into());
            let room = room_of(&dungeon, feature.cell);
            match feature.kind {
                FeatureKind::Door { .. } => assert_eq!(cell, Cell::Door, "{number}"),
                FeatureKind::Secret => assert_eq!(cell, Cell::Secret, "{number}"),
                FeatureKind::Gate | FeatureKind::Portcullis { .. } | FeatureKind::Seal { .. } => {
                    assert_eq!(cell, Cell::Gate, "{number}");
                }
                _ => assert_eq!(cell, Cell::Floor, "{number}"),
            }
            match feature.kind {
                FeatureKind::Entrance => assert_eq!(room, Some(RoomRole::Entrance), "{number}"),
                FeatureKind::Key { item, lock } => {
                    let theme = rules.theme(dungeon.theme);
                    let keys: Vec<_> = std::iter::once(theme.key)
                        .chain(theme.spare_keys.iter().copied())
                        .collect();
                    assert_eq!(item, keys[usize::from(lock)], "{number}");
                    assert!(room.is_some(), "{number}");
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
                FeatureKind::Door { .. }
                | FeatureKind::Gate
                | FeatureKind::Portcullis { .. }
                | FeatureKind::Seal { .. }
                | FeatureKind::Secret => assert_eq!(room, None, "{number}"),
                _ => {
                    assert!(room.is_some(), "{number}");
                }
            }
        }
        assert_eq!((levers, lamps), (dungeon.levers, dungeon.levers), "{number}");
        let most = usize::from(rules.missions.budget.chests) * dungeon.floors.len();
        assert!((1..=most).contains(&chests), "{number}: {chests} chests");
    }
}

#[test]
fn creatures_keep_to_the_budget_and_away_from_the_entrance() {
    let rules = rules::rules();
    let budget = rules.missions.budget;
    for number in 0..*WORLDS {
        let dungeon = dungeon(&rules, number);
        let entrance = dungeon.entrance();
        let wardens: Vec<FeatureId> = dungeon
            .features
            .iter()
            .filter_map(|feature| match feature.kind {
                FeatureKind::Seal { warden } => Some(warden),
                _ => None,
            })
            .collect();
        let mut spent = vec![0; dungeon.floors.len()];
        for feature in &dungeon.features {
            let FeatureKind::Creature { creature, boss: false, level } = feature.kind else {
                continue;
            };
            if wardens.contains(&feature.id) {
                continue;
            }
            let away = Dungeon::middle(feature.cell).distance(entrance);
            assert!(away > 8000, "{number}: {away} mm from the entrance");
            assert!(level == dungeon.level || level == dungeon.level + 1, "{number}");
            let beast = rules.creature(creature);
            let more = u32::from(level) - 1;
            let damage = beast.attack.map_or(0, |attack| {
                u32::from(attack.damage.1) + u32::from(attack.damage_per_level) * more
            });
            let health = u32::from(beast.health) + u32::from(beast.health_per_level) * more;
            spent[usize::from(dungeon.floor_of(feature.cell))] += health + 5 * damage;
        }
        for (floor, &spent) in (0_u32..).zip(&spent) {
            let most = budget.creatures
                + budget.creatures_per_level * (u32::from(dungeon.level - 1) + floor);
            assert!((1..=most).contains(&spent), "{number}: {spent} of {most} points");
        }
    }
}

#[test]
fn floors_lie_side_by_side_with_rock_around_and_hold_their_rooms() {
    let rules = rules::rules();
    for number in 0..*WORLDS {
        let dungeon = dungeon(&rules, number);
        assert_eq!(dungeon.cells.len(), usize::from(dungeon.width) * usize::from(dungeon.depth));
        assert_eq!(dungeon.rooms[0].role, RoomRole::Entrance, "{number}");
        for floor in &dungeon.floors {
            for x in floor.min.0..=floor.max.0 {
                for z in floor.min.1..=floor.max.1 {
                    let edge = x == floor.min.0 || x == floor.max.0 || z == 0 || z == floor.max.1;
                    let rock = dungeon.cell(x.into(), z.into()) == Cell::Rock;
                    assert!(!edge || rock, "{number}");
                }
            }
        }
        for room in &dungeon.rooms {
            let floor = dungeon.floors[usize::from(room.floor)];
            assert!(floor.min.0 < room.min.0 && room.max.0 < floor.max.0, "{number}: {room:?}");
            for edge in [room.max.0 - room.min.0 + 1, room.max.1 - room.min.1 + 1] {
                assert!((4..=8).contains(&edge), "{number}: {room:?}");
            }
        }
    }
}

#[test]
fn the_same_site_gives_the_same_bytes_and_another_one_others() {
    let rules = rules::rules();
    for number in 0..40 {
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
    let drawn: Vec<_> = (0..*WORLDS)
        .map(|number| generate_counted(seed_of(number), &rules, &site(number)))
        .collect();
    let attempts: u32 = drawn.iter().map(|drawn| drawn.attempts).sum();
    let fixed = drawn.iter().filter(|drawn| drawn.fixed).count();
    let worlds = *WORLDS;
    println!("{attempts} draws for {worlds} dungeons, {fixed} fixed layouts");
    assert_eq!(fixed, 0);
    assert!(attempts < worlds * 6, "{attempts} draws for {worlds} dungeons");
}

#[test]
fn a_path_cuts_no_corner_and_is_no_longer_than_straight_steps() {
    let rules = rules::rules();
    for number in 0..60 {
        let dungeon = dungeon(&rules, number);
        let open = |cell| dungeon.is_walkable(cell, true, true);
        let from = dungeon.features[0].cell;
        for feature in &dungeon.features {
            if dungeon.floor_of(feature.cell) > 0 {
                continue;
            }
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

/// Prints times: `cargo test --release -p worldgen --test properties dungeon:: -- --ignored --nocapture`.
#[test]
#[ignore = "measures the machine, not the code"]
#[expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "it measures time")]
fn how_long_a_dungeon_takes() {
    let directory = ruleset::find("core").expect("core is in the checkout");
    let rules = ruleset::load(&directory).expect("core is sound");
    let mut times: Vec<std::time::Duration> = (0..*WORLDS)
        .map(|number| {
            let start = std::time::Instant::now();
            let drawn = generate_counted(seed_of(number), &rules, &site(number));
            assert!(!drawn.fixed, "{number}");
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |per_mille: usize| times[(times.len() - 1) * per_mille / 1000];
    println!("median {:?}, 99 % {:?}, worst {:?}", at(500), at(990), at(1000));
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
