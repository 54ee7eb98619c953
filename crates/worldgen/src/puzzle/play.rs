//! Playing a puzzle of any family: positions, moves, and what a player may see of it.

use super::board::Step;
use super::push_blocks::Pushed;
use super::rules::{Rules, breadth_first};
use super::rune_lock::Dial;
use super::{PuzzleProof, PuzzleState, household::Place, push_blocks};
use serde::{Deserialize, Serialize};

/// States that [`PuzzleState::solution`] may look at.
const SEARCH: usize = 20_000;

/// Something that a player does to a puzzle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Move {
    /// Pulls a lever (lamps, circuit).
    Pull(u8),
    /// Goes one way (ice, blocks).
    Go(Step),
    /// Turns a mirror (beams).
    Turn(u8),
    /// Turns a dial to a rune (rune lock).
    Dial(Dial),
    /// Says what belongs where (who lives where).
    Place(Place),
    /// Puts everything back as it was at the start.
    Reset,
}

/// Where things stand in a puzzle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Position {
    /// Lamps that burn, levers that are down, or how mirrors stand: bit by bit.
    Bits(u16),
    /// The cell where one stands.
    Cell(u8),
    /// Cells with a block, ascending, and the cell where one stands.
    Blocks(Vec<u8>, u8),
    /// The rune that each dial shows.
    Dials(Vec<u8>),
    /// The house that each thing was said to belong to, category by category; 255: none yet.
    Places(Vec<u8>),
}

impl PuzzleState {
    /// The position at the start.
    #[must_use]
    pub fn start(&self) -> Position {
        match self {
            Self::Lamps(puzzle) => Position::Bits(Rules::start(puzzle)),
            Self::IceSlide(puzzle) => Position::Cell(Rules::start(puzzle)),
            Self::PushBlocks(puzzle) => blocks(Rules::start(puzzle)),
            Self::Beams(puzzle) => Position::Bits(Rules::start(puzzle)),
            Self::RuneLock(puzzle) => Position::Dials(Rules::start(puzzle)),
            Self::Circuit(puzzle) => Position::Bits(Rules::start(puzzle).into()),
            Self::Household(puzzle) => Position::Places(Rules::start(puzzle)),
        }
    }

    /// The position after a move; `None` where the move may not be done, or where position or move are
    /// of another family.
    #[must_use]
    pub fn after(&self, at: &Position, step: Move) -> Option<Position> {
        match (self, at, step) {
            (_, _, Move::Reset) => Some(self.start()),
            (Self::Lamps(puzzle), Position::Bits(at), Move::Pull(lever)) => {
                puzzle.apply(at, lever).map(Position::Bits)
            }
            (Self::IceSlide(puzzle), Position::Cell(at), Move::Go(step)) => {
                puzzle.apply(at, step).map(Position::Cell)
            }
            (Self::PushBlocks(puzzle), Position::Blocks(at, player), Move::Go(step)) => {
                puzzle.apply(&pushed(at, *player)?, step).map(blocks)
            }
            (Self::Beams(puzzle), Position::Bits(at), Move::Turn(mirror)) => {
                puzzle.apply(at, mirror).map(Position::Bits)
            }
            (Self::RuneLock(puzzle), Position::Dials(at), Move::Dial(dial)) => {
                puzzle.apply(at, dial).map(Position::Dials)
            }
            (Self::Circuit(puzzle), Position::Bits(at), Move::Pull(lever)) => {
                puzzle.apply(&u8::try_from(*at).ok()?, lever).map(|at| Position::Bits(at.into()))
            }
            (Self::Household(puzzle), Position::Places(at), Move::Place(place)) => {
                puzzle.apply(at, place).map(Position::Places)
            }
            _ => None,
        }
    }

    /// Everything is as it should be.
    #[must_use]
    pub fn is_solved_at(&self, at: &Position) -> bool {
        match (self, at) {
            (Self::Lamps(puzzle), Position::Bits(at)) => Rules::is_solved(puzzle, at),
            (Self::IceSlide(puzzle), Position::Cell(at)) => puzzle.is_solved(at),
            (Self::PushBlocks(puzzle), Position::Blocks(at, player)) => {
                pushed(at, *player).is_some_and(|at| puzzle.is_solved(&at))
            }
            (Self::Beams(puzzle), Position::Bits(at)) => puzzle.is_solved(at),
            (Self::RuneLock(puzzle), Position::Dials(at)) => puzzle.is_solved(at),
            (Self::Circuit(puzzle), Position::Bits(at)) => {
                u8::try_from(*at).is_ok_and(|at| puzzle.is_solved(&at))
            }
            (Self::Household(puzzle), Position::Places(at)) => puzzle.is_solved(at),
            _ => false,
        }
    }

    /// The position is one of this puzzle's family, and within its sizes.
    #[must_use]
    pub fn fits(&self, at: &Position) -> bool {
        let on = |edge: u8, cell: u8| u16::from(cell) < u16::from(edge) * u16::from(edge);
        match (self, at) {
            (Self::Lamps(_) | Self::Beams(_), Position::Bits(_)) => true,
            (Self::Circuit(_), Position::Bits(bits)) => *bits <= u16::from(u8::MAX),
            (Self::IceSlide(ice), Position::Cell(cell)) => on(ice.edge, *cell),
            (Self::PushBlocks(board), Position::Blocks(cells, player)) => {
                cells.len() == board.blocks.len()
                    && on(board.edge, *player)
                    && cells.iter().all(|&cell| on(board.edge, cell))
            }
            (Self::RuneLock(lock), Position::Dials(dials)) => {
                dials.len() == lock.start.len() && dials.iter().all(|&rune| rune < lock.runes)
            }
            (Self::Household(riddle), Position::Places(places)) => {
                places.len() == riddle.traits.len() * riddle.houses.len()
            }
            _ => false,
        }
    }

    /// The puzzle is within the sizes of its family, so that its rules may be applied to it: for puzzles
    /// that came from outside.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let square = |edge: u8, cells: usize| {
            (1..=16).contains(&edge) && cells == usize::from(edge) * usize::from(edge)
        };
        let inside = |edge: u8, cells: &[u8]| {
            cells.iter().all(|&cell| u16::from(cell) < u16::from(edge) * u16::from(edge))
        };
        match self {
            Self::Lamps(puzzle) => puzzle.is_sound(),
            Self::IceSlide(ice) => {
                square(ice.edge, ice.boulders.len()) && inside(ice.edge, &[ice.start, ice.goal])
            }
            Self::PushBlocks(board) => {
                // Cells are bits of 128.
                board.edge <= 11
                    && board.plates.len() <= 121
                    && board.blocks.len() <= 121
                    && square(board.edge, board.walls.len())
                    && inside(board.edge, &board.plates)
                    && inside(board.edge, &board.blocks)
                    && inside(board.edge, &[board.player])
            }
            Self::Beams(board) => {
                let ends: Vec<u8> =
                    board.beams.iter().flat_map(|beam| [beam.from, beam.to]).collect();
                board.mirrors.len() <= 16
                    && board.beams.len() <= 16
                    && square(board.edge, board.pillars.len())
                    && inside(board.edge, &board.mirrors)
                    && inside(board.edge, &ends)
            }
            Self::RuneLock(lock) => {
                (1..=64).contains(&lock.runes)
                    && lock.strokes.len() == usize::from(lock.runes)
                    && lock.start.len() == lock.code.len()
                    && (1..=16).contains(&lock.code.len())
                    && lock.clues.len() <= 64
                    && lock.start.iter().chain(&lock.code).all(|&rune| rune < lock.runes)
            }
            Self::Circuit(circuit) => {
                let signals = usize::from(circuit.levers) + circuit.gates.len();
                let fed = || {
                    (circuit.levers..)
                        .zip(&circuit.gates)
                        .all(|(signal, wired)| wired.inputs.0 < signal && wired.inputs.1 < signal)
                };
                (1..=8).contains(&circuit.levers)
                    && signals <= 64
                    && circuit.lamps.len() <= signals
                    && fed()
                    && circuit.lamps.iter().all(|&lamp| usize::from(lamp) < signals)
            }
            Self::Household(riddle) => riddle.houses.len() <= 16 && riddle.traits.len() <= 8,
        }
    }

    /// Moves from the start that solve it, found by looking at nothing but the puzzle as its players see
    /// it; `None` where clues are needed, or where the search becomes too large.
    #[must_use]
    pub fn solution(&self) -> Option<Vec<Move>> {
        if !self.is_sound() {
            return None;
        }
        let flipped = |bits: u16| (0..16_u8).filter(move |bit| bits >> bit & 1 == 1);
        match self {
            Self::Lamps(puzzle) => {
                Some(puzzle.solve(puzzle.start)?.into_iter().map(Move::Pull).collect())
            }
            Self::IceSlide(puzzle) => {
                let found = breadth_first(puzzle, SEARCH)?;
                Some(found.moves.into_iter().map(Move::Go).collect())
            }
            Self::PushBlocks(puzzle) => {
                let found = push_blocks::solve(puzzle, SEARCH)?;
                Some(found.steps.into_iter().map(Move::Go).collect())
            }
            Self::Beams(puzzle) => {
                let bits = puzzle.solve().0? ^ puzzle.start;
                Some(flipped(bits).map(Move::Turn).collect())
            }
            Self::Circuit(puzzle) => {
                let bits = puzzle.solutions().first()? ^ puzzle.start;
                Some(flipped(bits.into()).map(Move::Pull).collect())
            }
            Self::RuneLock(_) | Self::Household(_) => None,
        }
    }

    /// The puzzle without what its players are to find out: the word of a rune lock, its clues but for
    /// those in `known` (their numbers), and the answer of a riddle.
    #[must_use]
    pub fn seen(&self, known: impl Fn(u16) -> bool) -> Self {
        match self {
            Self::RuneLock(lock) => {
                let mut lock = lock.clone();
                lock.code = vec![0; lock.code.len()];
                let clues = (0..).zip(lock.clues).filter(|(number, _)| known(*number));
                lock.clues = clues.map(|(_, clue)| clue).collect();
                Self::RuneLock(lock)
            }
            Self::Household(riddle) => Self::Household(riddle.without_answer()),
            open => open.clone(),
        }
    }

    /// Texts that help to solve it and are found in the world, in the ruleset's words.
    #[must_use]
    pub fn clues(&self, rules: &ruleset::PuzzleRules) -> Vec<String> {
        match self {
            Self::RuneLock(lock) => lock.clues.iter().map(|clue| clue.words(rules)).collect(),
            _ => Vec::new(),
        }
    }
}

impl PuzzleProof {
    /// Its moves.
    #[must_use]
    pub fn moves(&self) -> Vec<Move> {
        match self {
            Self::Lamps(moves) | Self::Circuit(moves) => {
                moves.iter().copied().map(Move::Pull).collect()
            }
            Self::IceSlide(moves) | Self::PushBlocks(moves) => {
                moves.iter().copied().map(Move::Go).collect()
            }
            Self::Beams(moves) => moves.iter().copied().map(Move::Turn).collect(),
            Self::RuneLock(moves) => moves.iter().copied().map(Move::Dial).collect(),
            Self::Household(moves) => moves.iter().copied().map(Move::Place).collect(),
        }
    }
}

fn blocks(at: Pushed) -> Position {
    let cells = (0..128_u8).filter(|&cell| at.blocks >> cell & 1 == 1);
    Position::Blocks(cells.collect(), at.player)
}

fn pushed(cells: &[u8], player: u8) -> Option<Pushed> {
    let bits =
        cells.iter().try_fold(0_u128, |bits, &cell| (cell < 128).then(|| bits | 1_u128 << cell))?;
    Some(Pushed { blocks: bits, player })
}
