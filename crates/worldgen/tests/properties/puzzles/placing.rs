//! Puzzles in their places: real people, rooms before the gate, dungeons by theme and level.

use super::{each, towns};
use crate::worlds;
use ruleset::{PuzzleKind, ThemeId};
use seed::{Path, WorldSecret, WorldSeed};
use std::collections::BTreeSet;
use worldgen::puzzle::family::difficulty_of;
use worldgen::puzzle::household::Trait;
use worldgen::puzzle::place::{ClueSpot, clue_rooms, place_clues};
use worldgen::puzzle::{Move, Position, PuzzleState, of_dungeon, of_settlement};
use worldgen::{Dungeon, RoomRole, SiteKind, World};

#[test]
fn a_riddle_is_true_of_the_people_and_told_by_others() {
    let towns = towns();
    let rules = worlds::rules();
    each(PuzzleKind::Household, |number, made| {
        let PuzzleState::Household(riddle) = &made.puzzle else { panic!("another family") };
        let town = &towns[number as usize / 10 % towns.len()].1;
        let people = &riddle.traits[0];
        for (who, &house) in people.iter().zip(&riddle.answer[0]) {
            let Trait::Person(id) = who else { panic!("people come first") };
            let person = &town.people[usize::from(id.number)];
            assert_eq!(person.house, riddle.houses[usize::from(house)], "{number}");
            // What is told of the house is true of who lives there.
            for (kind, houses) in riddle.traits.iter().zip(&riddle.answer).skip(1) {
                let at = houses.iter().position(|other| *other == house).expect("one each");
                match kind[at] {
                    Trait::Trade(trade) => assert_eq!(trade, person.trade, "{number}"),
                    Trait::Age(age) => assert_eq!(age, person.age, "{number}"),
                    Trait::Clothes(hue) => assert!(usize::from(hue) < rules.puzzles.hues.len()),
                    Trait::Person(_) => panic!("people come once"),
                }
            }
        }
        let door =
            |house: u8| town.houses.iter().find(|other| other.number == house).map(|h| h.door.x);
        assert!(riddle.houses.is_sorted_by(|a, b| door(*a) < door(*b)), "{number}: west to east");
        assert_eq!(riddle.told_by.len(), riddle.clues.len());
        for (clue, teller) in riddle.clues.iter().zip(&riddle.told_by) {
            assert!(town.people.iter().any(|person| person.id == *teller), "{number}");
            for item in clue.items().iter().filter(|item| item.kind == 0) {
                assert_ne!(people[usize::from(item.value)], Trait::Person(*teller), "{number}");
            }
            let said = clue.words(riddle, &rules, town);
            assert!(!said.contains(['{', '}']) && said.ends_with('.'), "{said}");
        }
    });
}

#[test]
fn inscriptions_leave_no_brace_open() {
    let rules = worlds::rules();
    each(PuzzleKind::RuneLock, |number, made| {
        let PuzzleState::RuneLock(lock) = &made.puzzle else { panic!("another family") };
        for clue in &lock.clues {
            let said = clue.words(&rules.puzzles);
            assert!(!said.contains(['{', '}', '?']), "{number}: {said}");
        }
    });
}

fn dungeons(world: &World) -> Vec<Dungeon> {
    let home = world.site(world.home()).expect("there is a home");
    let near = world.sites_near(home.at, World::SIGHT);
    let dungeons = near.iter().filter(|site| site.kind == SiteKind::Dungeon);
    dungeons.take(12).filter_map(|site| world.dungeon(site.id)).collect()
}

#[test]
fn clues_lie_before_the_gate_and_evenly() {
    for number in 0..6 {
        for dungeon in dungeons(&worlds::world(number)) {
            let spots = clue_rooms(&dungeon);
            assert!(spots.contains(&ClueSpot::Room(0)), "the entrance at least");
            for spot in &spots {
                let ClueSpot::Room(room) = spot else { panic!("rooms only") };
                let role = dungeon.rooms[usize::from(*room)].role;
                assert!(!matches!(role, RoomRole::Boss | RoomRole::Treasure | RoomRole::Puzzle));
            }
            let mut stream = WorldSeed::from_text("clues").stream("test", &Path::new().int(number));
            let placed = place_clues(&mut stream, 7, &spots);
            assert!(placed.iter().map(|one| one.clue).eq(0..7));
            let count = |spot| placed.iter().filter(|one| one.spot == spot).count();
            let counts: Vec<usize> = spots.iter().map(|&spot| count(spot)).collect();
            let least = counts.iter().min().expect("the entrance");
            assert!(counts.iter().all(|count| *count <= least + 1), "{counts:?}");
        }
    }
    let mut stream = WorldSeed::from_text("clues").stream("test", &Path::new());
    assert!(place_clues(&mut stream, 7, &[]).is_empty());
}

#[test]
fn a_dungeons_puzzle_hangs_from_the_secret_its_theme_and_its_level() {
    let (rules, world) = (worlds::rules(), worlds::world(1));
    let [one, other] = [1, 2].map(|byte| WorldSecret::new([byte; 32]));
    let mut kinds = BTreeSet::new();
    let mut differs = false;
    for dungeon in dungeons(&world) {
        for visit in 0..4 {
            let draw = |secret: &WorldSecret| {
                of_dungeon(|domain, path| secret.stream(domain, path), &rules, &dungeon, visit)
                    .expect("some family is open to every dungeon")
            };
            let made = draw(&one);
            assert!(made.holds() && made.kind() != PuzzleKind::Household);
            assert_eq!(made, draw(&one));
            differs |= made != draw(&other);
            kinds.insert(made.kind());
        }
    }
    assert!(differs && kinds.len() >= 4, "{kinds:?}");
    assert_eq!((difficulty_of(&rules, 0), difficulty_of(&rules, 1)), (1, 1));
    assert!(difficulty_of(&rules, 9) > difficulty_of(&rules, 1));
    assert_eq!(difficulty_of(&rules, u16::MAX), 10);

    // Bound to another theme, a family is not drawn here.
    let mut bound = (*rules).clone();
    for family in &mut bound.puzzles.families {
        let lamps = family.kind == PuzzleKind::Lamps;
        family.themes = if lamps { Vec::new() } else { vec![ThemeId(u16::MAX)] };
    }
    let world = World::new(world.seed(), std::sync::Arc::new(bound.clone()));
    for dungeon in dungeons(&world) {
        let made = of_dungeon(|domain, path| one.stream(domain, path), &bound, &dungeon, 0);
        assert_eq!(made.map(|made| made.kind()), Some(PuzzleKind::Lamps));
    }
}

#[test]
fn a_settlement_has_a_riddle_and_a_dungeon_has_none() {
    let world = worlds::world(2);
    let riddle = of_settlement(&world, world.home(), 5).expect("home has people");
    assert_eq!(riddle.kind(), PuzzleKind::Household);
    assert!(riddle.holds() && riddle.measure.raw.unique);
    let dungeon = dungeons(&world)[0].id;
    assert!(of_settlement(&world, dungeon, 5).is_none());
}

#[test]
fn any_family_is_played_move_by_move_from_what_its_players_see() {
    for kind in PuzzleKind::ALL {
        each(kind, |number, made| {
            let (puzzle, at) = (&made.puzzle, made.puzzle.start());
            assert!(puzzle.is_sound() && puzzle.fits(&at), "{kind:?} {number}");
            assert!(!puzzle.is_solved_at(&at), "{kind:?} {number}");
            let played = |moves: &[Move]| {
                moves.iter().try_fold(puzzle.start(), |at, &step| puzzle.after(&at, step))
            };
            let end = played(&made.proof.moves()).expect("every move of the proof is allowed");
            assert!(puzzle.is_solved_at(&end), "{kind:?} {number}");
            assert_eq!(puzzle.after(&end, Move::Reset), Some(at));
            // Without clues a lock's word is not to be had; all else can be worked out by looking.
            let seen = puzzle.seen(|_| false);
            assert!(seen.is_sound());
            match seen.solution() {
                Some(moves) => {
                    let end = played(&moves).expect("allowed");
                    assert!(puzzle.is_solved_at(&end), "{kind:?} {number}");
                }
                None => assert!(matches!(kind, PuzzleKind::RuneLock | PuzzleKind::Household)),
            }
            let hides = |shown: &PuzzleState| match (shown, puzzle) {
                (PuzzleState::RuneLock(shown), PuzzleState::RuneLock(lock)) => {
                    shown.clues.is_empty()
                        && shown.code.iter().all(|&rune| rune == 0)
                        && shown.code.len() == lock.code.len()
                }
                (PuzzleState::Household(shown), _) => shown.answer.is_empty(),
                _ => true,
            };
            assert!(hides(&seen), "{kind:?} {number}");
        });
    }
}

#[test]
fn puzzles_beyond_their_sizes_are_not_sound() {
    each(PuzzleKind::Circuit, |_, made| {
        let PuzzleState::Circuit(circuit) = &made.puzzle else { panic!("another family") };
        let mut wide = circuit.clone();
        wide.levers = 200;
        // More signals than a byte can count.
        let gate = worldgen::puzzle::circuit::Wired { inputs: (0, 0), ..wide.gates[0] };
        wide.gates = vec![gate; 100];
        assert!(!PuzzleState::Circuit(wide).is_sound());
        assert!(!made.puzzle.fits(&Position::Bits(256)) && !made.puzzle.fits(&Position::Cell(0)));
        let mut round = circuit.clone();
        round.gates[0].inputs.0 = round.levers;
        assert!(!PuzzleState::Circuit(round).is_sound(), "a gate feeds itself");
    });
    each(PuzzleKind::RuneLock, |_, made| {
        let PuzzleState::RuneLock(lock) = &made.puzzle else { panic!("another family") };
        let turned = Position::Dials(vec![255; lock.start.len()]);
        assert!(!made.puzzle.fits(&turned), "a dial shows no such rune");
        assert!(!made.puzzle.fits(&Position::Dials(Vec::new())));
    });
    each(PuzzleKind::IceSlide, |_, made| {
        let PuzzleState::IceSlide(ice) = &made.puzzle else { panic!("another family") };
        let mut short = ice.clone();
        short.boulders.pop();
        assert!(!PuzzleState::IceSlide(short).is_sound());
        let mut off = ice.clone();
        off.goal = off.edge.saturating_mul(off.edge);
        assert!(!PuzzleState::IceSlide(off).is_sound() || ice.edge == 16);
    });
}
