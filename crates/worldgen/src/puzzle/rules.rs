//! What every family of puzzles has in common: states, moves, and a proof that anybody can replay.
//!
//! The rules are pure functions on small integers, so that a server runs a puzzle move by move, a client
//! draws it, and a checker replays a proof with nothing but them.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// The rules of a puzzle.
pub trait Rules {
    /// Where things stand.
    type State: Clone + Ord;
    /// Something that a player does.
    type Move: Copy + PartialEq + std::fmt::Debug;

    /// The state at the start, and after a reset.
    fn start(&self) -> Self::State;

    /// What may be done in a state, in a fixed order.
    fn moves(&self, state: &Self::State) -> Vec<Self::Move>;

    /// The state after a move; `None` when it may not be done here.
    fn apply(&self, state: &Self::State, step: Self::Move) -> Option<Self::State>;

    /// The puzzle is solved.
    fn is_solved(&self, state: &Self::State) -> bool;
}

/// Doing `moves` from the start is allowed move by move, and solves the puzzle.
pub fn solves<R: Rules>(rules: &R, moves: &[R::Move]) -> bool {
    let mut state = rules.start();
    for &step in moves {
        match rules.apply(&state, step) {
            Some(next) => state = next,
            None => return false,
        }
    }
    rules.is_solved(&state)
}

/// How a solver's effort was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Search {
    /// States taken up by breadth-first search from the start.
    BreadthFirst,
    /// States taken up by A* over pushes; the estimate is each block's nearest plate.
    AStar,
    /// Nodes of a depth-first search that assigns one thing at a time and gives a branch up as soon as
    /// something known contradicts it, run to the end so that it proves uniqueness too.
    Backtracking,
}

/// What a solver found out about a puzzle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raw {
    /// Fewest moves that solve it (pushes, for pushing blocks).
    pub shortest: u32,
    /// States or nodes that the search took up.
    pub effort: u64,
    /// Which search.
    pub search: Search,
    /// Moves that are open in a state, on average, in thousandths.
    pub branching: u32,
    /// There is one answer only: one set of levers, orientations, code or assignment; where the way is
    /// the answer (ice, blocks): one shortest way.
    pub unique: bool,
}

impl Raw {
    /// `log2(1 + shortest) + log2(1 + effort)`, in thousandths of a bit.
    #[must_use]
    pub fn bits(&self) -> u32 {
        log2_thousandths(u64::from(self.shortest).saturating_add(1))
            + log2_thousandths(self.effort.saturating_add(1))
    }
}

/// `log2` in thousandths, by its whole part and a straight line between powers of two; 0 for 0.
fn log2_thousandths(value: u64) -> u32 {
    let Some(whole) = value.checked_ilog2() else { return 0 };
    let rest = u128::from(value) - (1_u128 << whole);
    whole * 1000 + ((rest * 1000) >> whole) as u32
}

/// What breadth-first search found.
pub struct Found<M> {
    /// A shortest solution.
    pub moves: Vec<M>,
    /// States taken up.
    pub expanded: u64,
    /// Moves open in them, together.
    pub open: u64,
    /// Shortest solutions, counted up to two.
    pub ways: u8,
}

/// A shortest solution by breadth-first search over at most `limit` states.
pub fn breadth_first<R: Rules>(rules: &R, limit: usize) -> Option<Found<R::Move>> {
    struct Seen<S, M> {
        depth: u32,
        ways: u8,
        from: Option<(S, M)>,
    }
    let start = rules.start();
    let mut seen: BTreeMap<R::State, Seen<R::State, R::Move>> = BTreeMap::new();
    seen.insert(start.clone(), Seen { depth: 0, ways: 1, from: None });
    let mut queue = VecDeque::from([start]);
    let (mut expanded, mut open) = (0, 0);
    let mut best: Option<(u32, R::State, u8)> = None;
    while let Some(state) = queue.pop_front() {
        let Some(&Seen { depth, ways, .. }) = seen.get(&state) else { continue };
        if best.as_ref().is_some_and(|(least, ..)| depth > *least) {
            break;
        }
        if rules.is_solved(&state) {
            let (_, _, total) = best.get_or_insert((depth, state, 0));
            *total = total.saturating_add(ways).min(2);
            continue;
        }
        expanded += 1;
        for step in rules.moves(&state) {
            open += 1;
            let Some(next) = rules.apply(&state, step) else { continue };
            if let Some(known) = seen.get_mut(&next) {
                if known.depth == depth + 1 {
                    known.ways = known.ways.saturating_add(ways).min(2);
                }
            } else if seen.len() < limit {
                let from = Some((state.clone(), step));
                seen.insert(next.clone(), Seen { depth: depth + 1, ways, from });
                queue.push_back(next);
            }
        }
    }
    let (_, mut state, ways) = best?;
    let mut moves = Vec::new();
    while let Some(Seen { from: Some((before, step)), .. }) = seen.get(&state) {
        moves.push(*step);
        state = before.clone();
    }
    moves.reverse();
    Some(Found { moves, expanded, open, ways })
}

impl<M> Found<M> {
    /// As a measure.
    #[must_use]
    pub fn raw(&self) -> Raw {
        Raw {
            shortest: self.moves.len() as u32,
            effort: self.expanded,
            search: Search::BreadthFirst,
            branching: (self.open * 1000 / self.expanded.max(1)) as u32,
            unique: self.ways == 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_rise_with_their_value_and_are_whole_at_powers_of_two() {
        assert_eq!(log2_thousandths(0), 0);
        assert_eq!(log2_thousandths(8), 3000);
        assert_eq!(log2_thousandths(12), 3500);
        let all: Vec<u32> = (0..5000).map(log2_thousandths).collect();
        assert!(all.is_sorted());
        assert_eq!(log2_thousandths(u64::MAX), 63_999);
    }
}
