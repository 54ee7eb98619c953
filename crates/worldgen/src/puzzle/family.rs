//! A puzzle of any family, with its proof and its measure.
//!
//! A family draws a puzzle of a size; here several are drawn and the one whose score is nearest to what
//! was asked for is kept. Score and size come from the ruleset's `puzzles.toml`.

mod any;

use super::rules::{Raw, Search};
use super::{
    Puzzle, beams, circuit, household, ice_slide, lamps, push_blocks, puzzle_path, rune_lock,
};
use crate::{Dungeon, Settlement, SiteId, World};
use ruleset::{PuzzleFamily, PuzzleKind, Ruleset};
use seed::{Path, Stream};
use serde::{Deserialize, Serialize};

pub use any::{PuzzleProof, PuzzleState};

/// Difficulties are `1..=HARDEST`.
pub const HARDEST: u8 = 10;

/// Scores this near to the wanted one end the drawing.
const NEAR: u16 = 40;

/// How hard a puzzle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What the solver found.
    pub raw: Raw,
    /// 0 (nothing to it) to 1000 (the hardest that the ruleset wants of the family).
    pub score: u16,
}

impl Measure {
    fn of(raw: Raw, family: &PuzzleFamily) -> Self {
        let (low, high) = family.bits;
        let over = u64::from(raw.bits().saturating_sub(low));
        let width = u64::from(high.saturating_sub(low)).max(1);
        Self { raw, score: (over * 1000 / width).min(1000) as u16 }
    }
}

/// A puzzle with its proof and measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// The puzzle.
    pub puzzle: PuzzleState,
    /// Moves that solve it.
    pub proof: PuzzleProof,
    /// How hard it is.
    pub measure: Measure,
}

impl Generated {
    /// A lamp puzzle with its proof; unmeasured.
    #[must_use]
    pub fn of_lamps(puzzle: Puzzle) -> Self {
        let pulls = puzzle.solve(puzzle.start).unwrap_or_default();
        let raw = Raw {
            shortest: pulls.len() as u32,
            effort: 0,
            search: Search::BreadthFirst,
            branching: u32::from(puzzle.levers) * 1000,
            unique: true,
        };
        let (puzzle, proof) = (PuzzleState::Lamps(puzzle), PuzzleProof::Lamps(pulls));
        Self { puzzle, proof, measure: Measure { raw, score: 0 } }
    }

    /// The family.
    #[must_use]
    pub const fn kind(&self) -> PuzzleKind {
        self.puzzle.kind()
    }

    /// The proof solves the puzzle, move by move.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.proof.holds(&self.puzzle)
    }
}

/// The score that a difficulty asks for: the middle of its tenth.
#[must_use]
pub fn wanted_score(difficulty: u8) -> u16 {
    u16::from(difficulty.clamp(1, HARDEST)) * 100 - 50
}

/// The difficulty of a dungeon's level.
#[must_use]
pub fn difficulty_of(rules: &Ruleset, level: u16) -> u8 {
    let steps = level.saturating_sub(1) / rules.puzzles.levels_per_difficulty.max(1);
    (steps.min(u16::from(HARDEST) - 1) + 1) as u8
}

/// Draws a puzzle of a family. `difficulty` is brought into `1..=10`. `None` for a household riddle
/// without a town, or where fewer than three people of the town can be told apart.
#[must_use]
pub fn generate(
    kind: PuzzleKind,
    stream: &mut Stream,
    rules: &Ruleset,
    difficulty: u8,
    town: Option<&Settlement>,
) -> Option<Generated> {
    let family = rules.puzzles.family(kind);
    let difficulty = difficulty.clamp(1, HARDEST);
    let wanted = wanted_score(difficulty);
    let mut best: Option<Generated> = None;
    for _ in 0..rules.puzzles.candidates.max(1) {
        let (size, pieces) = sizes(stream, family, difficulty);
        let (puzzle, proof, raw) = draw(kind, stream, rules, (size, pieces), town)?;
        let measure = Measure::of(raw, family);
        let away = |measure: &Measure| measure.score.abs_diff(wanted);
        if best.as_ref().is_none_or(|best| away(&measure) < away(&best.measure)) {
            best = Some(Generated { puzzle, proof, measure });
        }
        if best.as_ref().is_some_and(|best| away(&best.measure) <= NEAR) {
            break;
        }
    }
    best
}

/// Size and pieces between their ends, one step beside now and then.
fn sizes(stream: &mut Stream, family: &PuzzleFamily, difficulty: u8) -> (u8, u8) {
    let mut between = |(easy, hard): (u8, u8), bounds: (u8, u8)| {
        let span = i32::from(HARDEST) - 1;
        let at = i32::from(difficulty) - 1;
        let scaled = i32::from(easy) * (span - at) + i32::from(hard) * at;
        let beside = stream.range(-1, 1);
        let low = i32::from(easy.min(hard).max(bounds.0));
        let high = i32::from(hard.max(easy).min(bounds.1)).max(low);
        ((scaled + span / 2) / span + beside).clamp(low, high) as u8
    };
    let kind = family.kind;
    (between(family.size, kind.size_bounds()), between(family.pieces, kind.piece_bounds()))
}

fn draw(
    kind: PuzzleKind,
    stream: &mut Stream,
    rules: &Ruleset,
    (size, pieces): (u8, u8),
    town: Option<&Settlement>,
) -> Option<(PuzzleState, PuzzleProof, Raw)> {
    let table = &rules.puzzles;
    Some(match kind {
        PuzzleKind::Lamps => {
            let (puzzle, moves, raw) = lamps::draw(stream, size);
            (PuzzleState::Lamps(puzzle), PuzzleProof::Lamps(moves), raw)
        }
        PuzzleKind::IceSlide => {
            let (puzzle, moves, raw) = ice_slide::draw(stream, size, pieces);
            (PuzzleState::IceSlide(puzzle), PuzzleProof::IceSlide(moves), raw)
        }
        PuzzleKind::PushBlocks => {
            let (puzzle, moves, raw) = push_blocks::draw(stream, size, pieces);
            (PuzzleState::PushBlocks(puzzle), PuzzleProof::PushBlocks(moves), raw)
        }
        PuzzleKind::Beams => {
            let (puzzle, moves, raw) = beams::draw(stream, size, pieces, table.lights.len());
            (PuzzleState::Beams(puzzle), PuzzleProof::Beams(moves), raw)
        }
        PuzzleKind::RuneLock => {
            let (puzzle, moves, raw) = rune_lock::draw(stream, size, pieces, &table.runes);
            (PuzzleState::RuneLock(puzzle), PuzzleProof::RuneLock(moves), raw)
        }
        PuzzleKind::Circuit => {
            let (puzzle, moves, raw) = circuit::draw(stream, size, pieces);
            (PuzzleState::Circuit(puzzle), PuzzleProof::Circuit(moves), raw)
        }
        PuzzleKind::Household => {
            let (puzzle, moves, raw) = household::draw(stream, size, pieces, table, town?)?;
            (PuzzleState::Household(puzzle), PuzzleProof::Household(moves), raw)
        }
    })
}

/// The puzzle of a dungeon's `visit`-th instance, of the dungeon's family and as hard as its level; a lamp
/// puzzle has as many levers as the dungeon has room for. `stream_of` is the world secret's in play, the
/// public seed's on the command line.
#[must_use]
pub fn of_dungeon(
    stream_of: impl Fn(&str, &Path) -> Stream,
    rules: &Ruleset,
    dungeon: &Dungeon,
    visit: u64,
) -> Option<Generated> {
    let path = puzzle_path(dungeon.id, visit);
    let kind = dungeon.puzzle;
    let family = rules.puzzles.family(kind);
    let mut stream = stream_of(domain(kind), &path.int(1));
    if kind == PuzzleKind::Lamps {
        let (puzzle, moves, raw) = lamps::draw(&mut stream, dungeon.levers);
        let (puzzle, proof) = (PuzzleState::Lamps(puzzle), PuzzleProof::Lamps(moves));
        return Some(Generated { puzzle, proof, measure: Measure::of(raw, family) });
    }
    generate(kind, &mut stream, rules, difficulty_of(rules, dungeon.level), None)
}

/// The riddle of a settlement over its real people; `None` where there is no settlement, where the
/// ruleset turns the family off, or where fewer than three people can be told apart.
#[must_use]
pub fn of_settlement(world: &World, id: SiteId, difficulty: u8) -> Option<Generated> {
    let kind = PuzzleKind::Household;
    let town = world.settlement(id).filter(|_| world.rules().puzzles.family(kind).weight > 0)?;
    let mut stream = world.seed().stream(domain(kind), &puzzle_path(id, 0));
    generate(kind, &mut stream, world.rules(), difficulty, Some(&town))
}

/// The domain of the stream that a family's puzzles are drawn from.
#[must_use]
pub const fn domain(kind: PuzzleKind) -> &'static str {
    match kind {
        PuzzleKind::Lamps => "puzzle.family.lamps",
        PuzzleKind::IceSlide => "puzzle.ice-slide",
        PuzzleKind::PushBlocks => "puzzle.push-blocks",
        PuzzleKind::Beams => "puzzle.beams",
        PuzzleKind::RuneLock => "puzzle.rune-lock",
        PuzzleKind::Circuit => "puzzle.circuit",
        PuzzleKind::Household => "puzzle.household",
    }
}

/// How a search is called.
#[must_use]
pub const fn search_name(search: Search) -> &'static str {
    match search {
        Search::BreadthFirst => "breadth-first search",
        Search::AStar => "A* over pushes",
        Search::Backtracking => "backtracking",
    }
}
