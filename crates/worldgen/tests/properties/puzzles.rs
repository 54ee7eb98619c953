//! Puzzles of all families: what the generator says of them is what independent, slower ways find out.
//! `SEEDBOUND_SEEDS` sets how many seeds a family is tried with.

use crate::worlds;
use ruleset::{PuzzleKind, Ruleset};
use seed::{Canonical, Path, WorldSeed};
use worldgen::puzzle::family::{HARDEST, domain, wanted_score};
use worldgen::puzzle::{Generated, PuzzleProof, generate};
use worldgen::{Settlement, World};

mod families;
mod placing;

fn seeds() -> u32 {
    worlds::count(60)
}

/// Worlds whose home town the riddles are about: making a world costs more than a riddle.
fn towns() -> Vec<(World, Settlement)> {
    let town = |number| {
        let world = worlds::world(number);
        let town = world.settlement(world.home()).expect("home is a settlement");
        (world, town)
    };
    (0..8).map(town).collect()
}

fn draw(
    kind: PuzzleKind,
    rules: &Ruleset,
    number: u32,
    towns: &[(World, Settlement)],
) -> Generated {
    let seed = WorldSeed::from_text("puzzles of all families");
    let mut stream = seed.stream(domain(kind), &Path::new().int(number));
    let difficulty = (number % u32::from(HARDEST)) as u8 + 1;
    let town = &towns[number as usize / 10 % towns.len()].1;
    generate(kind, &mut stream, rules, difficulty, Some(town)).expect("home has enough people")
}

fn each(kind: PuzzleKind, mut look: impl FnMut(u32, Generated)) {
    let (rules, towns) = (worlds::rules(), towns());
    for number in 0..seeds() {
        look(number, draw(kind, &rules, number, &towns));
    }
}

/// The proof without its last move.
fn spoilt(proof: &PuzzleProof) -> PuzzleProof {
    let mut proof = proof.clone();
    match &mut proof {
        PuzzleProof::Lamps(moves) | PuzzleProof::Beams(moves) | PuzzleProof::Circuit(moves) => {
            moves.pop();
        }
        PuzzleProof::IceSlide(moves) | PuzzleProof::PushBlocks(moves) => {
            moves.pop();
        }
        PuzzleProof::RuneLock(moves) => {
            moves.pop();
        }
        PuzzleProof::Household(moves) => {
            moves.pop();
        }
    }
    proof
}

#[test]
fn every_proof_holds_and_none_that_lacks_its_end() {
    for kind in PuzzleKind::ALL {
        each(kind, |number, made| {
            assert_eq!(made.kind(), kind);
            assert!(made.holds(), "{kind:?} {number}: {made:?}");
            assert!(!spoilt(&made.proof).holds(&made.puzzle), "{kind:?} {number}: {made:?}");
            assert!(made.measure.raw.shortest >= 1 && made.measure.raw.effort >= 1);
        });
    }
}

#[test]
fn a_proof_of_one_family_proves_nothing_of_another() {
    let (rules, towns) = (worlds::rules(), towns());
    let made: Vec<Generated> =
        PuzzleKind::ALL.into_iter().map(|kind| draw(kind, &rules, 3, &towns)).collect();
    for (a, one) in made.iter().enumerate() {
        for (b, other) in made.iter().enumerate() {
            assert_eq!(one.proof.holds(&other.puzzle), a == b, "{one:?} {other:?}");
        }
    }
}

#[test]
fn the_same_name_gives_the_same_bytes_and_another_one_others() {
    let (rules, towns) = (worlds::rules(), towns());
    for kind in PuzzleKind::ALL {
        let bytes = |number| draw(kind, &rules, number, &towns).puzzle.canonical_bytes();
        assert_eq!(bytes(5), bytes(5), "{kind:?}");
        assert_ne!(bytes(5), bytes(15), "{kind:?}");
    }
}

/// What is asked for is met on average: the mean score rises from the easy third to the hard one, and is
/// no farther from the wanted one than two and a half difficulties.
#[test]
fn the_score_rises_with_the_difficulty_that_was_asked_for() {
    for kind in PuzzleKind::ALL {
        let mut sums = [(0_u32, 0_u32); 10];
        each(kind, |number, made| {
            let at = &mut sums[(number % 10) as usize];
            *at = (at.0 + u32::from(made.measure.score), at.1 + 1);
        });
        let mean: Vec<u32> = sums.iter().map(|&(sum, count)| sum / count.max(1)).collect();
        let third = |range: std::ops::Range<usize>| mean[range].iter().sum::<u32>() / 3;
        println!("{kind:?} {mean:?}");
        assert!(third(0..3) + 150 < third(4..7), "{kind:?} {mean:?}");
        assert!(third(4..7) + 100 < third(7..10), "{kind:?} {mean:?}");
        for (index, &mean) in (1..).zip(&mean) {
            assert!(mean.abs_diff(wanted_score(index).into()) <= 250, "{kind:?} {index}: {mean}");
        }
    }
}

/// Whatever a checked table asks for, within the bounds of the families, a puzzle comes out.
#[test]
fn no_size_within_the_bounds_panics() {
    let (mut rules, towns) = ((*worlds::rules()).clone(), towns());
    rules.puzzles.candidates = 1;
    let ends = |(low, high): (u8, u8)| [(low, low), (high, high), (low, high)];
    for number in 0..2 {
        for kind in PuzzleKind::ALL {
            for size in ends(kind.size_bounds()) {
                for pieces in ends(kind.piece_bounds()) {
                    // The check refuses locks with more dials than runes.
                    if kind == PuzzleKind::RuneLock && (pieces.0 < size.0 || pieces.1 < size.1) {
                        continue;
                    }
                    let index = PuzzleKind::ALL.iter().position(|&other| other == kind);
                    let family = &mut rules.puzzles.families[index.expect("it is one of all")];
                    (family.size, family.pieces) = (size, pieces);
                    for difficulty in [0, 4, 9] {
                        let made = draw(kind, &rules, number * 10 + difficulty, &towns);
                        assert!(made.holds(), "{kind:?} {size:?} {pieces:?}");
                    }
                }
            }
        }
    }
}

/// `cargo test --release -- --ignored --nocapture` with SEEDBOUND_SEEDS=10000.
#[test]
#[ignore = "measures: run it alone, in release"]
#[expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "it measures time")]
fn times() {
    for kind in PuzzleKind::ALL {
        let (rules, towns) = (worlds::rules(), towns());
        let mut all: Vec<u128> = Vec::new();
        let mut bits: Vec<Vec<u32>> = vec![Vec::new(); 10];
        let mut fallback = 0;
        for number in 0..seeds() {
            let before = std::time::Instant::now();
            let made = draw(kind, &rules, number, &towns);
            all.push(before.elapsed().as_micros());
            bits[(number % 10) as usize].push(made.measure.raw.bits());
            fallback += u32::from(!made.measure.raw.unique);
        }
        for (index, bits) in bits.iter_mut().enumerate() {
            bits.sort_unstable();
            let q = |share: usize| bits[bits.len() * share / 100];
            println!("  {:2}: bits p10 {} p50 {} p90 {}", index + 1, q(10), q(50), q(90));
        }
        all.sort_unstable();
        let at = |share: usize| all[(all.len() * share / 1000).min(all.len() - 1)];
        println!(
            "{:12} p50 {:6} us  p99 {:6} us  worst {:6} us  not unique {fallback}",
            kind.name(),
            at(500),
            at(990),
            at(1000)
        );
    }
}
