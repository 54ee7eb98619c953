//! Beams and mirrors: each emitter sends light of its own colour, mirrors are turned between `/` and
//! `\`, and every beam must end in the crystal of its colour.
//!
//! A board is laid out along its solution; the solver then follows the beams, branches at each mirror
//! whose orientation is still open and gives up where a beam ends anywhere else. It runs to the end and so
//! counts the solutions: a board is taken when exactly one set of orientations solves it.

use super::board::{Step, flag};
use super::rules::{Raw, Rules, Search};
use seed::Stream;
use serde::{Deserialize, Serialize};

/// Boards drawn before the one of last resort is taken.
const DRAWS: u32 = 60;
/// Most beams.
pub const MOST_BEAMS: usize = 3;

/// A board with mirrors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beams {
    /// Cells along an edge, 5 to 12.
    pub edge: u8,
    /// `edge * edge` cells: a pillar that light does not pass.
    pub pillars: Vec<bool>,
    /// Cells with a mirror, at most 16; bit `i` of a state is mirror `i`, set when it stands like `/`.
    pub mirrors: Vec<u8>,
    /// Emitters and their crystals, one for each colour.
    pub beams: Vec<Beam>,
    /// How the mirrors stand at the start.
    pub start: u16,
}

/// An emitter and its crystal. Light passes neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beam {
    /// Index of its light in the ruleset.
    pub light: u8,
    /// The emitter's cell.
    pub from: u8,
    /// Where it shines.
    pub towards: Step,
    /// The crystal's cell.
    pub to: u8,
}

/// How a beam ends.
enum End {
    /// In its crystal.
    Home,
    /// Anywhere else.
    Lost,
    /// At a mirror whose orientation is open.
    Open(u8),
}

impl Beams {
    /// The cells that a beam passes, its emitter first, its last cell last.
    #[must_use]
    pub fn path(&self, beam: &Beam, state: u16) -> Vec<u8> {
        let mut path = Vec::new();
        self.follow(beam, state, u16::MAX, &mut path);
        path
    }

    fn follow(&self, beam: &Beam, state: u16, known: u16, path: &mut Vec<u8>) -> End {
        let (mut at, mut step) = (beam.from, beam.towards);
        path.push(at);
        // A beam passes a cell in four ways at most; it cannot run in a circle, since it is reversible.
        for _ in 0..self.pillars.len() * 4 {
            let Some(next) = step.from(at, self.edge).filter(|&next| !self.stops(next)) else {
                return End::Lost;
            };
            at = next;
            path.push(at);
            if at == beam.to {
                return End::Home;
            }
            if self.beams.iter().any(|other| at == other.to) {
                return End::Lost;
            }
            if let Some(mirror) = self.mirrors.iter().position(|&mirror| mirror == at) {
                if known >> mirror & 1 == 0 {
                    return End::Open(mirror as u8);
                }
                step = step.turned(state >> mirror & 1 == 1);
            }
        }
        End::Lost
    }

    fn stops(&self, cell: u8) -> bool {
        flag(&self.pillars, cell) || self.beams.iter().any(|beam| beam.from == cell)
    }

    /// One solution, how many there are (counted up to 2^16), and the nodes of the search.
    #[must_use]
    pub fn solve(&self) -> (Option<u16>, u32, u64) {
        let (mut first, mut count, mut nodes) = (None, 0_u32, 0);
        let mut stack = vec![(0_u16, 0_u16)];
        'nodes: while let Some((state, known)) = stack.pop() {
            nodes += 1;
            for beam in &self.beams {
                match self.follow(beam, state, known, &mut Vec::new()) {
                    End::Home => {}
                    End::Lost => continue 'nodes,
                    End::Open(mirror) => {
                        let bit = 1_u16.checked_shl(mirror.into()).unwrap_or(0);
                        stack.push((state | bit, known | bit));
                        stack.push((state, known | bit));
                        continue 'nodes;
                    }
                }
            }
            first = first.or(Some(state));
            let free = (self.mirrors.len() as u32).saturating_sub(known.count_ones());
            count = count.saturating_add(1_u32.checked_shl(free).unwrap_or(u32::MAX));
        }
        (first, count, nodes)
    }

    fn draw_one(stream: &mut Stream, edge: u8, pieces: u8, lights: usize) -> Option<(Self, u16)> {
        let cells = usize::from(edge) * usize::from(edge);
        let mut board = Self {
            edge,
            pillars: vec![false; cells],
            mirrors: Vec::new(),
            beams: Vec::new(),
            start: 0,
        };
        let most = lights.min(MOST_BEAMS).min(1 + usize::from(pieces) / 3).max(1);
        let mut colours: Vec<u8> = (0..lights.min(64) as u8).collect();
        stream.shuffle(&mut colours);
        let (mut solution, mut lit) = (0_u16, vec![false; cells]);
        for (index, &light) in colours.iter().take(most).enumerate() {
            let left = usize::from(pieces) - board.mirrors.len();
            let share = left / (most - index);
            lay(stream, &mut board, &mut lit, light, share, &mut solution)?;
        }
        let mut dark: Vec<u8> = (0..cells).map(|cell| cell as u8).collect();
        dark.retain(|&cell| !lit[usize::from(cell)]);
        stream.shuffle(&mut dark);
        for &cell in dark.iter().take(cells / 9) {
            board.pillars[usize::from(cell)] = true;
        }
        Some((board, solution))
    }
}

/// Lays one beam: an emitter at the edge, `mirrors` turns, a crystal.
fn lay(
    stream: &mut Stream,
    board: &mut Beams,
    lit: &mut [bool],
    light: u8,
    mirrors: usize,
    solution: &mut u16,
) -> Option<()> {
    let edge = board.edge;
    let along = stream.below(u32::from(edge)) as u8;
    let (from, towards) = match stream.below(4) {
        0 => (along, Step::South),
        1 => (edge * (edge - 1) + along, Step::North),
        2 => (edge * along, Step::East),
        _ => (edge * along + edge - 1, Step::West),
    };
    let taken = |board: &Beams, cell: u8| {
        board.mirrors.contains(&cell)
            || board.beams.iter().any(|beam| beam.from == cell || beam.to == cell)
    };
    if flag(lit, from) {
        return None;
    }
    lit[usize::from(from)] = true;
    let (mut at, mut step) = (from, towards);
    // The emitter stands in the way of the beam's own later path too.
    let own = |cell: u8| cell == from;
    for turn in 0..=mirrors {
        let mut ahead = Vec::new();
        let mut cell = at;
        while let Some(next) =
            step.from(cell, edge).filter(|&next| !taken(board, next) && !own(next))
        {
            ahead.push(next);
            cell = next;
        }
        let room = |&index: &usize| !flag(lit, ahead[index]);
        let places: Vec<usize> = (0..ahead.len()).filter(room).collect();
        let &place = stream.pick(&places)?;
        for &cell in &ahead[..=place] {
            lit[usize::from(cell)] = true;
        }
        at = ahead[place];
        if turn < mirrors {
            let rising = stream.chance(1, 2);
            *solution |= u16::from(rising).checked_shl(board.mirrors.len() as u32).unwrap_or(0);
            board.mirrors.push(at);
            step = step.turned(rising);
        }
    }
    board.beams.push(Beam { light, from, towards, to: at });
    Some(())
}

impl Rules for Beams {
    type State = u16;
    /// Which mirror to turn.
    type Move = u8;

    fn start(&self) -> u16 {
        self.start
    }

    fn moves(&self, _: &u16) -> Vec<u8> {
        (0..self.mirrors.len().min(16) as u8).collect()
    }

    fn apply(&self, state: &u16, mirror: u8) -> Option<u16> {
        let known = usize::from(mirror) < self.mirrors.len().min(16);
        known.then(|| state ^ 1_u16.checked_shl(mirror.into()).unwrap_or(0))
    }

    fn is_solved(&self, state: &u16) -> bool {
        let home = |beam| matches!(self.follow(beam, *state, u16::MAX, &mut Vec::new()), End::Home);
        self.beams.iter().all(home)
    }
}

/// A board with one solution, the mirrors to turn, and its measure.
pub(super) fn draw(
    stream: &mut Stream,
    edge: u8,
    pieces: u8,
    lights: usize,
) -> (Beams, Vec<u8>, Raw) {
    let pieces = pieces.clamp(1, 16);
    for _ in 0..DRAWS {
        let Some((board, solution)) = Beams::draw_one(stream, edge, pieces, lights) else {
            continue;
        };
        let (found, count, nodes) = board.solve();
        if count == 1 && found == Some(solution) {
            return scrambled(stream, board, solution, nodes);
        }
    }
    let board = Beams {
        edge,
        pillars: vec![false; usize::from(edge) * usize::from(edge)],
        mirrors: vec![edge + 2],
        beams: vec![Beam { light: 0, from: edge, towards: Step::East, to: 2 }],
        start: 0,
    };
    scrambled(stream, board, 1, 3)
}

/// Turns at least half of the mirrors away from the solution.
fn scrambled(
    stream: &mut Stream,
    mut board: Beams,
    solution: u16,
    nodes: u64,
) -> (Beams, Vec<u8>, Raw) {
    let count = board.mirrors.len() as i32;
    let mut order: Vec<u8> = (0..count as u8).collect();
    stream.shuffle(&mut order);
    order.truncate(stream.range((count + 1) / 2, count) as usize);
    order.sort_unstable();
    board.start = order.iter().fold(solution, |state, mirror| state ^ 1 << mirror);
    let raw = Raw {
        shortest: order.len() as u32,
        effort: nodes,
        search: Search::Backtracking,
        branching: count as u32 * 1000,
        unique: true,
    };
    (board, order, raw)
}
