//! Pushing blocks onto plates ("Sokoban": Junghanns and Schaeffer, "Sokoban: Enhancing general
//! single-agent search methods using domain knowledge", 2001).
//!
//! A board is made by playing it backwards: from the blocks on their plates, blocks are pulled, and the
//! states are met in the order of their distance, so that how many pushes a start needs is known. The
//! forward solver is A* over pushes that never pushes a block where no plate can be reached from. Players
//! can push themselves into a corner: the puzzle has a reset, which is [`Rules::start`].

mod pull;
mod solve;

use super::board::{Step, flag};
use super::rules::{Raw, Rules, Search};
use seed::Stream;
use serde::{Deserialize, Serialize};

pub use solve::{Pushes, solve};

/// Boards drawn before the one of last resort is taken.
const DRAWS: u32 = 30;
/// States that the solver may take up before an easier start is tried.
const LIMIT: usize = 2000;

/// A board with blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushBlocks {
    /// Cells along an edge, 6 to 10, walls around included.
    pub edge: u8,
    /// `edge * edge` cells: a wall.
    pub walls: Vec<bool>,
    /// Cells with a plate, ascending; one for each block.
    pub plates: Vec<u8>,
    /// Where the blocks stand at the start, ascending.
    pub blocks: Vec<u8>,
    /// Where the player stands at the start.
    pub player: u8,
}

/// A player among blocks. Cells are bits of `blocks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pushed {
    /// Cells with a block.
    pub blocks: u128,
    /// The player's cell.
    pub player: u8,
}

impl PushBlocks {
    fn bits(cells: &[u8]) -> u128 {
        cells.iter().fold(0, |bits, &cell| bits | bit(cell))
    }

    /// The floor, for walking on it often.
    pub(super) fn floor(&self) -> Floor {
        let column = |x: u8| (0..self.edge).fold(0, |bits, y| bits | bit(y * self.edge + x));
        let floor = (0..).zip(&self.walls).filter(|(_, wall)| !**wall);
        Floor {
            cells: floor.fold(0, |bits, (cell, _)| bits | bit(cell)),
            edge: self.edge.into(),
            inner: [!column(0), !column(self.edge.saturating_sub(1))],
        }
    }

    fn draw_one(stream: &mut Stream, edge: u8, pieces: u8) -> Option<(Self, Vec<Step>, Raw)> {
        let cells = edge * edge;
        let inside = |cell: u8| {
            let (x, y) = (cell % edge, cell / edge);
            x > 0 && y > 0 && x + 1 < edge && y + 1 < edge
        };
        let mut walls: Vec<bool> = (0..cells).map(|cell| !inside(cell)).collect();
        let mut free: Vec<u8> = (0..cells).filter(|&cell| inside(cell)).collect();
        stream.shuffle(&mut free);
        let count = free.len() * stream.range(10, 26) as usize / 100;
        for cell in free.drain(..count) {
            walls[usize::from(cell)] = true;
        }
        let mut plates: Vec<u8> = free.iter().copied().take(usize::from(pieces)).collect();
        plates.sort_unstable();
        let mut board = Self { edge, walls, blocks: plates.clone(), plates, player: 0 };
        let starts = pull::starts(&board);
        let mut at = starts.len();
        // The hardest start that the solver can take; easier ones when it gives up.
        for _ in 0..4 {
            let (state, depth) = starts.get(at.checked_sub(1)?)?;
            if *depth < 2 {
                return None;
            }
            board.blocks = (0..cells).filter(|&cell| state.blocks & bit(cell) != 0).collect();
            board.player = state.player;
            if let Some(found) = solve(&board, LIMIT) {
                let raw = Raw {
                    shortest: found.pushes,
                    effort: found.expanded,
                    search: Search::AStar,
                    branching: (found.open * 1000 / found.expanded.max(1)) as u32,
                    unique: false,
                };
                return Some((board, found.steps, raw));
            }
            at /= 2;
        }
        None
    }
}

/// The floor of a board as bits.
pub(super) struct Floor {
    cells: u128,
    edge: u32,
    /// All cells but the westernmost column, and but the easternmost.
    inner: [u128; 2],
}

impl Floor {
    /// The cells that the player can walk to without pushing, grown from theirs step by step.
    pub(super) fn walkable(&self, state: &Pushed) -> u128 {
        let free = self.cells & !state.blocks;
        let mut reached = bit(state.player);
        // Each step reaches a cell more, or is the last.
        for _ in 0..u128::BITS {
            let rows = reached << self.edge | reached >> self.edge;
            let columns = (reached & self.inner[0]) >> 1 | (reached & self.inner[1]) << 1;
            let next = reached | (rows | columns) & free;
            if next == reached {
                break;
            }
            reached = next;
        }
        reached
    }

    /// The player in the first cell of their region: states that differ in walking only are one.
    pub(super) fn normal(&self, state: Pushed) -> Pushed {
        Pushed { player: self.walkable(&state).trailing_zeros() as u8, ..state }
    }
}

impl Rules for PushBlocks {
    type State = Pushed;
    type Move = Step;

    fn start(&self) -> Pushed {
        Pushed { blocks: Self::bits(&self.blocks), player: self.player }
    }

    fn moves(&self, state: &Pushed) -> Vec<Step> {
        Step::ALL.into_iter().filter(|&step| self.apply(state, step).is_some()).collect()
    }

    fn apply(&self, state: &Pushed, step: Step) -> Option<Pushed> {
        let to = step.from(state.player, self.edge).filter(|&to| !flag(&self.walls, to))?;
        if state.blocks & bit(to) == 0 {
            return Some(Pushed { player: to, ..*state });
        }
        let beyond = step.from(to, self.edge)?;
        let free = !flag(&self.walls, beyond) && state.blocks & bit(beyond) == 0;
        let blocks = state.blocks & !bit(to) | bit(beyond);
        free.then_some(Pushed { blocks, player: to })
    }

    fn is_solved(&self, state: &Pushed) -> bool {
        Self::bits(&self.plates) & !state.blocks == 0
    }
}

/// A cell as a bit; cells from 128 on have none (no board has them).
fn bit(cell: u8) -> u128 {
    1_u128.checked_shl(u32::from(cell)).unwrap_or(0)
}

/// A board, a solution with the fewest pushes, step by step, and its measure.
pub(super) fn draw(stream: &mut Stream, edge: u8, pieces: u8) -> (PushBlocks, Vec<Step>, Raw) {
    for _ in 0..DRAWS {
        if let Some(drawn) = PushBlocks::draw_one(stream, edge, pieces) {
            return drawn;
        }
    }
    // One block, two cells from its plate in the first row.
    let border = |cell: u8| {
        let (x, y) = (cell % edge, cell / edge);
        x == 0 || y == 0 || x + 1 == edge || y + 1 == edge
    };
    let board = PushBlocks {
        edge,
        walls: (0..edge * edge).map(border).collect(),
        plates: vec![edge + 4],
        blocks: vec![edge + 2],
        player: edge + 1,
    };
    let raw = Raw { shortest: 2, effort: 2, search: Search::AStar, branching: 1000, unique: false };
    (board, vec![Step::East, Step::East], raw)
}
