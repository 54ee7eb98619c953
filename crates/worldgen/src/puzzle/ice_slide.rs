//! Ice: whoever steps onto it slides on until a boulder, the edge or the goal stops them.
//!
//! The solver is breadth-first search over the cells where one can stop. A board is only taken when the
//! goal can still be reached from every cell in which a player can end up: nobody needs a reset.

use super::board::{Step, flag};
use super::rules::{Raw, Rules, Search, breadth_first};
use seed::Stream;
use serde::{Deserialize, Serialize};

/// Boards drawn before the empty one is taken.
const DRAWS: u32 = 40;

/// A board of ice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IceSlide {
    /// Cells along an edge, 5 to 16.
    pub edge: u8,
    /// `edge * edge` cells: a boulder lies here.
    pub boulders: Vec<bool>,
    /// Where one begins.
    pub start: u8,
    /// Where one must come; one stops here.
    pub goal: u8,
}

impl IceSlide {
    /// Where sliding ends, and whether one moved at all.
    #[must_use]
    pub fn slide(&self, from: u8, step: Step) -> u8 {
        let mut at = from;
        // No slide is longer than the board.
        for _ in 0..self.edge {
            match step.from(at, self.edge) {
                Some(next) if !flag(&self.boulders, next) => at = next,
                _ => break,
            }
            if at == self.goal {
                break;
            }
        }
        at
    }

    /// The cells in which a player can end up, ascending.
    #[must_use]
    pub fn stops(&self) -> Vec<u8> {
        let mut known = vec![false; 256];
        known[usize::from(self.start)] = true;
        let mut stops = vec![self.start];
        let mut index = 0;
        while let Some(&from) = stops.get(index) {
            index += 1;
            for step in Step::ALL {
                let to = self.slide(from, step);
                if !std::mem::replace(&mut known[usize::from(to)], true) {
                    stops.push(to);
                }
            }
        }
        stops.sort_unstable();
        stops
    }

    /// The goal can be reached from every cell in which a player can end up.
    #[must_use]
    pub fn has_no_dead_end(&self) -> bool {
        let stops = self.stops();
        let mut saved: Vec<bool> = stops.iter().map(|&stop| stop == self.goal).collect();
        for _ in 0..stops.len() {
            let mut changed = false;
            for (index, &stop) in stops.iter().enumerate() {
                let out = |step: Step| stops.binary_search(&self.slide(stop, step)).ok();
                if !saved[index] && Step::ALL.into_iter().filter_map(out).any(|to| saved[to]) {
                    (saved[index], changed) = (true, true);
                }
            }
            if !changed {
                break;
            }
        }
        saved.iter().all(|&saved| saved)
    }

    fn draw_one(stream: &mut Stream, edge: u8, pieces: u8) -> Option<(Self, Vec<Step>, Raw)> {
        let cells = u16::from(edge) * u16::from(edge);
        let mut order: Vec<u8> = (0..cells).map(|cell| cell as u8).collect();
        stream.shuffle(&mut order);
        let mut boulders = vec![false; usize::from(cells)];
        for &cell in order.iter().skip(1).take(usize::from(pieces).min(usize::from(cells) / 3)) {
            boulders[usize::from(cell)] = true;
        }
        // Without a goal to stop at, every stop is a possible goal.
        let start = order[0];
        let mut board = Self { edge, boulders, start, goal: start };
        let stops = board.stops();
        let mut best: Option<(u32, Self, Vec<Step>, Raw)> = None;
        for _ in 0..6 {
            let Some(&goal) = stream.pick(&stops).filter(|&&goal| goal != start) else { continue };
            board.goal = goal;
            let Some(found) = breadth_first(&board, 256) else { continue };
            let raw = found.raw();
            // One shortest way is worth a move more than two.
            let worth = raw.shortest * 2 + u32::from(raw.unique);
            if raw.shortest >= 2
                && best.as_ref().is_none_or(|(most, ..)| worth > *most)
                && board.has_no_dead_end()
            {
                best = Some((worth, board.clone(), found.moves, raw));
            }
        }
        best.map(|(_, board, moves, raw)| (board, moves, raw))
    }
}

impl Rules for IceSlide {
    type State = u8;
    type Move = Step;

    fn start(&self) -> u8 {
        self.start
    }

    fn moves(&self, state: &u8) -> Vec<Step> {
        Step::ALL.into_iter().filter(|&step| self.slide(*state, step) != *state).collect()
    }

    fn apply(&self, state: &u8, step: Step) -> Option<u8> {
        let to = self.slide(*state, step);
        (to != *state).then_some(to)
    }

    fn is_solved(&self, state: &u8) -> bool {
        *state == self.goal
    }
}

/// A board, a shortest way, and its measure.
pub(super) fn draw(stream: &mut Stream, edge: u8, pieces: u8) -> (IceSlide, Vec<Step>, Raw) {
    for _ in 0..DRAWS {
        if let Some(drawn) = IceSlide::draw_one(stream, edge, pieces) {
            return drawn;
        }
    }
    // On the empty board every stop is a corner.
    let cells = usize::from(edge) * usize::from(edge);
    let board = IceSlide { edge, boulders: vec![false; cells], start: 0, goal: (cells - 1) as u8 };
    let raw = Raw {
        shortest: 2,
        effort: 3,
        search: Search::BreadthFirst,
        branching: 2000,
        unique: false,
    };
    (board, vec![Step::East, Step::South], raw)
}
