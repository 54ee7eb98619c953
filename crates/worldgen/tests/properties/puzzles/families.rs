//! Each family against a slower way to find out the same.

use super::each;
use ruleset::PuzzleKind;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use worldgen::puzzle::circuit::Gate;
use worldgen::puzzle::household::HouseholdClue;
use worldgen::puzzle::push_blocks::Pushed;
use worldgen::puzzle::rules::Rules;
use worldgen::puzzle::{PuzzleProof, PuzzleState};

/// Distance from the start of every state that can be reached, by moves.
fn all_states<R: Rules>(rules: &R, most: usize) -> Option<BTreeMap<R::State, u32>> {
    let mut seen = BTreeMap::from([(rules.start(), 0)]);
    let mut queue = VecDeque::from([rules.start()]);
    while let Some(state) = queue.pop_front() {
        let depth = seen[&state];
        for step in rules.moves(&state) {
            let next = rules.apply(&state, step).expect("an open move may be done");
            if !seen.contains_key(&next) {
                seen.insert(next.clone(), depth + 1);
                queue.push_back(next);
            }
        }
        if seen.len() > most {
            return None;
        }
    }
    Some(seen)
}

fn nearest<R: Rules>(rules: &R, states: &BTreeMap<R::State, u32>) -> Option<u32> {
    states.iter().filter(|(state, _)| rules.is_solved(state)).map(|(_, &depth)| depth).min()
}

#[test]
fn ice_is_solved_in_the_fewest_slides_and_has_no_dead_end() {
    each(PuzzleKind::IceSlide, |number, made| {
        let PuzzleState::IceSlide(board) = &made.puzzle else { panic!("another family") };
        let states = all_states(board, 1000).expect("few cells");
        assert_eq!(nearest(board, &states), Some(made.measure.raw.shortest), "{number}");
        assert_eq!(made.proof.len() as u32, made.measure.raw.shortest, "{number}");
        for &stop in states.keys() {
            let mut from_here = board.clone();
            from_here.start = stop;
            let goes_on = all_states(&from_here, 1000).expect("few cells");
            assert!(goes_on.contains_key(&board.goal), "{number}: stuck at {stop} of {board:?}");
        }
    });
}

/// Fewest pushes by 0-1 breadth-first search over single steps: no estimate, no deadlocks, no regions.
fn fewest_pushes(board: &impl Rules<State = Pushed>, most: usize) -> Option<u32> {
    let mut best = BTreeMap::from([(board.start(), 0_u32)]);
    let mut queue = VecDeque::from([(board.start(), 0_u32)]);
    while let Some((state, pushes)) = queue.pop_front() {
        if best[&state] < pushes {
            continue;
        }
        if board.is_solved(&state) || best.len() > most {
            return (best.len() <= most).then_some(pushes);
        }
        for step in board.moves(&state) {
            let next = board.apply(&state, step).expect("an open move may be done");
            let pushed = next.blocks != state.blocks;
            let cost = pushes + u32::from(pushed);
            if best.get(&next).is_none_or(|&known| known > cost) {
                best.insert(next, cost);
                if pushed { queue.push_back((next, cost)) } else { queue.push_front((next, cost)) }
            }
        }
    }
    None
}

#[test]
fn blocks_are_solved_with_the_fewest_pushes() {
    let mut compared = 0;
    each(PuzzleKind::PushBlocks, |number, made| {
        let (PuzzleState::PushBlocks(board), PuzzleProof::PushBlocks(steps)) =
            (&made.puzzle, &made.proof)
        else {
            panic!("another family")
        };
        let mut state = board.start();
        let mut pushes = 0;
        for &step in steps {
            let next = board.apply(&state, step).expect("the proof holds");
            pushes += u32::from(next.blocks != state.blocks);
            state = next;
        }
        assert_eq!(pushes, made.measure.raw.shortest, "{number}");
        if let Some(fewest) = fewest_pushes(board, 20_000) {
            assert_eq!(fewest, pushes, "{number}: {board:?}");
            compared += 1;
        }
    });
    assert!(compared > 0, "some boards are small enough to compare");
}

#[test]
fn one_set_of_orientations_lights_every_crystal_and_the_fewest_turns_lead_to_it() {
    each(PuzzleKind::Beams, |number, made| {
        let PuzzleState::Beams(board) = &made.puzzle else { panic!("another family") };
        let all = 0..1_u16 << board.mirrors.len();
        let solved: Vec<u16> = all.filter(|state| board.is_solved(state)).collect();
        assert_eq!(solved.len(), 1, "{number}: {board:?}");
        let turned = (solved[0] ^ board.start).count_ones();
        assert_eq!(turned, made.measure.raw.shortest, "{number}");
        assert!(turned * 2 >= board.mirrors.len() as u32, "{number}");
        for beam in &board.beams {
            let path = board.path(beam, solved[0]);
            assert_eq!((path.first(), path.last()), (Some(&beam.from), Some(&beam.to)), "{number}");
        }
    });
}

#[test]
fn one_setting_of_the_levers_lights_a_circuit() {
    let (mut plain, mut all_of_them) = (0, 0);
    each(PuzzleKind::Circuit, |number, made| {
        let PuzzleState::Circuit(circuit) = &made.puzzle else { panic!("another family") };
        let all = 0..1_u16 << circuit.levers;
        let solved: Vec<u8> =
            all.map(|state| state as u8).filter(|state| circuit.is_solved(state)).collect();
        assert_eq!(solved.len(), 1, "{number}: {circuit:?}");
        assert_eq!(circuit.solutions(), solved, "{number}: truth tables agree with signals");
        let pulled = (solved[0] ^ circuit.start).count_ones();
        assert_eq!(pulled, made.measure.raw.shortest, "{number}");
        // Every gate's signal goes somewhere: to a lamp or to another gate.
        for signal in circuit.levers..circuit.levers + circuit.gates.len() as u8 {
            let used =
                circuit.gates.iter().any(|gate| gate.inputs.0 == signal || gate.inputs.1 == signal);
            assert!(used || circuit.lamps.contains(&signal), "{number}: {circuit:?}");
        }
        all_of_them += 1;
        plain += u32::from(circuit.gates.iter().all(|wired| wired.gate == Gate::And));
    });
    assert!(plain * 20 <= all_of_them, "{plain} of {all_of_them} are the circuit of last resort");
}

/// All words of different runes, by counting in base `runes`.
fn words(dials: usize, runes: u8) -> impl Iterator<Item = Vec<u8>> {
    let count = u64::from(runes).pow(dials as u32);
    (0..count).filter_map(move |mut number| {
        let mut word = Vec::new();
        for _ in 0..dials {
            word.push((number % u64::from(runes)) as u8);
            number /= u64::from(runes);
        }
        (word.iter().collect::<BTreeSet<_>>().len() == dials).then_some(word)
    })
}

#[test]
fn a_lock_has_one_word_and_no_clue_too_many() {
    each(PuzzleKind::RuneLock, |number, made| {
        let PuzzleState::RuneLock(lock) = &made.puzzle else { panic!("another family") };
        let dials = lock.code.len();
        // For each word the clues that it breaks: only the code breaks none, and for each clue another
        // word breaks that one alone.
        let mut needed = vec![false; lock.clues.len()];
        for word in words(dials, lock.runes) {
            let broken: Vec<usize> = (lock.clues.iter().enumerate())
                .filter(|(_, clue)| !clue.may_hold(&word, dials, &lock.strokes))
                .map(|(index, _)| index)
                .collect();
            assert_eq!(broken.is_empty(), word == lock.code, "{number}: {word:?} {lock:?}");
            if let [one] = broken[..] {
                needed[one] = true;
            }
        }
        assert!(needed.iter().all(|&needed| needed), "{number}: {lock:?}");
        assert!(made.measure.raw.unique, "{number}: the search agrees");
    });
}

fn permutations(count: usize) -> Vec<Vec<u8>> {
    words(count, count as u8).collect()
}

/// Every assignment of houses to every category.
fn assignments(kinds: usize, houses: usize) -> Vec<Vec<Vec<u8>>> {
    let orders = permutations(houses);
    let mut all: Vec<Vec<Vec<u8>>> = vec![Vec::new()];
    for _ in 0..kinds {
        let longer = |one: &Vec<Vec<u8>>| {
            let one = one.clone();
            orders
                .iter()
                .map(move |order| [&one[..], std::slice::from_ref(order)].concat())
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

#[test]
fn a_riddle_has_one_answer_and_no_clue_too_many() {
    let mut small = 0;
    each(PuzzleKind::Household, |number, made| {
        let PuzzleState::Household(riddle) = &made.puzzle else { panic!("another family") };
        assert_eq!(riddle.count(None, 9).0, 1, "{number}: {riddle:?}");
        for index in 0..riddle.clues.len() {
            assert!(riddle.count(Some(index), 2).0 > 1, "{number}: clue {index} of {riddle:?}");
        }
        let (kinds, houses) = (riddle.traits.len(), riddle.houses.len());
        // At most 24^3 assignments are looked through one by one.
        if houses.pow(kinds as u32) <= 64 {
            small += 1;
            let fits = |answer: &Vec<Vec<u8>>| {
                riddle.clues.iter().all(|clue: &HouseholdClue| clue.holds(answer))
            };
            let all = assignments(kinds, houses);
            let fitting: Vec<&Vec<Vec<u8>>> = all.iter().filter(|one| fits(one)).collect();
            assert_eq!(fitting, [&riddle.answer], "{number}");
        }
    });
    assert!(small > 0, "some riddles are small enough to look through");
}
