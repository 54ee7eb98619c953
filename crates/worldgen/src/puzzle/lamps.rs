//! The lamp puzzle as one of the families. Its effort is breadth-first search over the lamps' states.

use super::Puzzle;
use super::rules::{Raw, Rules, breadth_first};
use seed::Stream;

impl Rules for Puzzle {
    type State = u16;
    type Move = u8;

    fn start(&self) -> u16 {
        self.start
    }

    fn moves(&self, _: &u16) -> Vec<u8> {
        (0..self.levers).collect()
    }

    fn apply(&self, state: &u16, lever: u8) -> Option<u16> {
        (lever < self.levers).then(|| self.after(*state, lever))
    }

    fn is_solved(&self, state: &u16) -> bool {
        Self::is_solved(self, *state)
    }
}

/// A puzzle, its shortest solution, and its measure. The set of levers is always unique.
pub(super) fn draw(stream: &mut Stream, levers: u8) -> (Puzzle, Vec<u8>, Raw) {
    let puzzle = Puzzle::generate(stream, levers);
    let raw = breadth_first(&puzzle, 1 << 10).map(|found| found.raw());
    let moves = puzzle.solve(puzzle.start).unwrap_or_default();
    let raw = raw.unwrap_or(Raw {
        shortest: moves.len() as u32,
        effort: 1 << levers,
        search: super::rules::Search::BreadthFirst,
        branching: u32::from(levers) * 1000,
        unique: true,
    });
    (puzzle, moves, Raw { unique: true, ..raw })
}
