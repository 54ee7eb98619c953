//! Thousands of puzzles: each has exactly one solution, and can be solved by watching.

use proptest::prelude::*;
use seed::{Canonical, Path, WorldSeed};
use std::collections::VecDeque;
use worldgen::SiteId;
use worldgen::puzzle::observe::Learner;
use worldgen::puzzle::{PUZZLE_DOMAIN, Puzzle, puzzle_path};

const PUZZLES: u32 = 4000;

fn puzzle(number: u32) -> Puzzle {
    let seed = WorldSeed::from_text("puzzle test");
    let mut stream = seed.stream(PUZZLE_DOMAIN, &Path::new().int(number));
    Puzzle::generate(&mut stream, (3 + number % 6) as u8)
}

/// The fewest pulls from every state to all lamps burning, by breadth-first search.
fn distances(puzzle: &Puzzle) -> Vec<Option<u32>> {
    let mut pulls = vec![None; 1 << puzzle.levers];
    pulls[usize::from(puzzle.solved())] = Some(0);
    let mut queue = VecDeque::from([(puzzle.solved(), 0)]);
    while let Some((lamps, count)) = queue.pop_front() {
        for lever in 0..puzzle.levers {
            let before = puzzle.after(lamps, lever);
            if pulls[usize::from(before)].is_none() {
                pulls[usize::from(before)] = Some(count + 1);
                queue.push_back((before, count + 1));
            }
        }
    }
    pulls
}

#[test]
fn elimination_agrees_with_breadth_first_search_from_every_state() {
    for number in 0..PUZZLES {
        let puzzle = puzzle(number);
        for (lamps, fewest) in (0_u16..).zip(distances(&puzzle)) {
            let levers = puzzle.solve(lamps).expect("the wiring is invertible");
            assert_eq!(Some(levers.len() as u32), fewest, "{puzzle:?} from {lamps:b}");
            let end = levers.iter().fold(lamps, |now, &lever| puzzle.after(now, lever));
            assert!(puzzle.is_solved(end), "{puzzle:?} from {lamps:b}");
        }
    }
}

#[test]
fn a_puzzle_is_sound_and_takes_at_least_half_of_its_levers() {
    for number in 0..PUZZLES {
        let puzzle = puzzle(number);
        assert!(puzzle.is_sound(), "{puzzle:?}");
        assert!(!puzzle.is_solved(puzzle.start), "{puzzle:?}");
        let pulls = puzzle.solve(puzzle.start).expect("sound").len();
        assert!(pulls * 2 >= usize::from(puzzle.levers), "{puzzle:?} takes {pulls} pulls");
        assert!(puzzle.wiring.iter().all(|row| (1..=4).contains(&row.count_ones())), "{puzzle:?}");
        assert!(puzzle.wiring.iter().any(|row| row.count_ones() > 1), "{puzzle:?}");
    }
}

#[test]
fn a_proof_holds_for_its_puzzle_and_for_no_changed_one() {
    for number in 0..PUZZLES {
        let mut puzzle = puzzle(number);
        let proof = puzzle.proof().expect("sound");
        assert!(proof.holds(&puzzle), "{puzzle:?}");
        let mut short = proof.clone();
        short.pulls.pop();
        assert!(!short.holds(&puzzle), "{puzzle:?}");
        puzzle.start ^= 1;
        assert!(!proof.holds(&puzzle), "{puzzle:?}");
    }
}

#[test]
fn somebody_who_only_watches_solves_every_puzzle() {
    for number in 0..PUZZLES {
        let puzzle = puzzle(number);
        let mut learner = Learner::new(puzzle.levers);
        let (mut lamps, mut pulls) = (puzzle.start, 0);
        while let Some(lever) = learner.next_pull(lamps) {
            let after = puzzle.after(lamps, lever);
            learner.observe(lever, lamps, after);
            lamps = after;
            pulls += 1;
            assert!(pulls <= 2 * u32::from(puzzle.levers), "{puzzle:?} takes {pulls} pulls");
        }
        assert!(puzzle.is_solved(lamps), "{puzzle:?} ends at {lamps:b}");
        assert!(learner.wiring().is_none_or(|wiring| wiring == puzzle.wiring));
    }
}

#[test]
fn the_same_name_gives_the_same_puzzle_and_another_visit_another() {
    let seed = WorldSeed::from_text("visits");
    let dungeon = SiteId { x: 4, z: -1, number: 2 };
    let draw =
        |visit| Puzzle::generate(&mut seed.stream(PUZZLE_DOMAIN, &puzzle_path(dungeon, visit)), 6);
    assert_eq!(draw(7).canonical_bytes(), draw(7).canonical_bytes());
    assert_ne!(draw(7), draw(8));
}

#[test]
fn goldens() {
    let text: String = (0..24)
        .map(|number| {
            let puzzle = puzzle(number);
            format!("{number:2} {} levers {}\n", puzzle.levers, puzzle.content_address())
        })
        .collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/goldens/puzzle.txt");
    if std::env::var_os("SEEDBOUND_BLESS").is_some() {
        std::fs::write(path, &text).expect("the goldens can be written");
    }
    let golden = std::fs::read_to_string(path).expect("run once with SEEDBOUND_BLESS=1");
    assert_eq!(text, golden, "puzzles changed: bump seed::GENERATOR_VERSION, then bless");
}

proptest! {
    #[test]
    fn puzzles_from_outside_never_panic(levers: u8, wiring: Vec<u16>, start: u16, lamps: u16) {
        let puzzle = Puzzle { levers, wiring, start };
        let _ = puzzle.is_sound();
        let _ = puzzle.proof().map(|proof| proof.holds(&puzzle));
        if let Some(set) = puzzle.solve(lamps) {
            let end = set.iter().fold(lamps, |now, &lever| puzzle.after(now, lever));
            prop_assert!(puzzle.is_solved(end & puzzle.solved()) || puzzle.wiring.len() > 16);
        }
    }

    #[test]
    fn any_number_of_levers_gives_a_sound_puzzle(seed: u64, levers: u8) {
        let seed = WorldSeed::from_text(&seed.to_string());
        let puzzle = Puzzle::generate(&mut seed.stream("any", &Path::new()), levers);
        prop_assert!(puzzle.is_sound());
        prop_assert_eq!(puzzle.levers, levers.clamp(1, 16));
    }
}
