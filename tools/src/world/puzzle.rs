//! `seedbound puzzle show`, `seedbound puzzle solve` and `seedbound puzzle measure`.
//!
//! In play a puzzle hangs from the world's secret. Here it hangs from the public seed: the same
//! construction, another puzzle.

mod kinds;
mod text;

use super::pick::{self, DungeonName};
use super::{Origin, WorldArgs, dungeon};
use crate::terminal::Screen;
use anyhow::{Context, ensure};
use clap::{Args, Subcommand};
use owo_colors::AnsiColors;
use seed::Path;
use serde::Serialize;
use worldgen::puzzle::{Generated, Proof, PuzzleState};
use worldgen::{Dungeon, Puzzle, Site, World};

/// `seedbound puzzle ...`
#[derive(Debug, Subcommand)]
pub(crate) enum PuzzleCommand {
    /// Show which lever flips which lamps, and the start.
    Show(PuzzleArgs),
    /// Show the levers that light every lamp, pull by pull.
    Solve(PuzzleArgs),
    /// Draw many of a family, and show how hard they are.
    Measure(kinds::MeasureArgs),
}

/// The puzzle of a dungeon, or one of a family. A running world draws its puzzles from its secret, so that nobody
/// can look them up; this one is drawn in the same way from the public seed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound puzzle show --seed hollow --id 1
  seedbound puzzle solve --seed hollow --id 2 --visit 7
  seedbound puzzle solve --seed hollow --id 1 --lamps 01100 --json
  seedbound puzzle show --seed hollow --kind ice-slide --difficulty 7 --solve
  seedbound puzzle show --seed hollow --kind household --png riddle.png")]
pub(crate) struct PuzzleArgs {
    #[command(flatten)]
    world: WorldArgs,

    #[command(flatten)]
    family: kinds::KindArgs,

    /// The dungeon: its number in `dungeon list`, or its identity X,Z,N.
    #[arg(long, default_value = "1", value_name = "N|X,Z,N", allow_hyphen_values = true)]
    id: DungeonName,

    /// Which instance of the dungeon; each has a puzzle of its own.
    #[arg(long, default_value_t = 0)]
    visit: u64,

    /// Start from these lamps instead: one digit a lamp, lamp 1 first, 1 burns.
    #[arg(long, value_name = "DIGITS")]
    lamps: Option<String>,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A dungeon's puzzle as JSON: lamps in full, other families as they are generated.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum PuzzleJson {
    Lamps(LampsJson),
    Family {
        visit: u64,
        drawn_from: &'static str,
        family: &'static str,
        #[serde(flatten)]
        made: Box<Generated>,
    },
}

impl PuzzleJson {
    pub(super) fn of(made: Generated, visit: u64) -> Self {
        match &made.puzzle {
            PuzzleState::Lamps(puzzle) => Self::Lamps(LampsJson::of(puzzle, visit)),
            _ => Self::Family {
                visit,
                drawn_from: DRAWN_FROM,
                family: made.kind().name(),
                made: Box::new(made),
            },
        }
    }
}

/// A lamp puzzle as JSON. Levers and lamps are counted from 0.
#[derive(Serialize)]
pub(crate) struct LampsJson {
    visit: u64,
    drawn_from: &'static str,
    levers: u8,
    /// For each lever the lamps that it flips.
    wiring: Vec<Vec<u8>>,
    /// The lamps that burn at the start.
    start: Vec<u8>,
    /// The levers to pull, in any order.
    solution: Option<Vec<u8>>,
}

impl LampsJson {
    fn of(puzzle: &Puzzle, visit: u64) -> Self {
        let lamps = |bits| burning(bits, puzzle.levers);
        Self {
            visit,
            drawn_from: DRAWN_FROM,
            levers: puzzle.levers,
            wiring: puzzle.wiring.iter().map(|&row| lamps(row)).collect(),
            start: lamps(puzzle.start),
            solution: puzzle.solve(puzzle.start),
        }
    }
}

const DRAWN_FROM: &str = "the public seed; a running world draws from its secret";

#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    origin: Origin,
    dungeon: Site,
    puzzle: PuzzleJson,
    proof: Option<Vec<PullJson>>,
}

/// A pull, and the lamps that burn after it.
#[derive(Serialize)]
struct PullJson {
    lever: u8,
    lamps: Vec<u8>,
}

/// The puzzle of a dungeon's instance, drawn from the public seed.
pub(super) fn public_puzzle(
    world: &World,
    dungeon: &Dungeon,
    visit: u64,
) -> anyhow::Result<Generated> {
    let stream_of = |domain: &str, path: &Path| world.seed().stream(domain, path);
    worldgen::puzzle::of_dungeon(stream_of, world.rules(), dungeon, visit)
        .with_context(|| format!("{} has no puzzle; please report the seed", dungeon.name))
}

/// Carries it out.
pub(crate) fn run(command: PuzzleCommand, screen: &Screen) -> anyhow::Result<()> {
    let (args, solve) = match command {
        PuzzleCommand::Show(args) => (args, false),
        PuzzleCommand::Solve(args) => (args, true),
        PuzzleCommand::Measure(args) => return kinds::measure(&args, screen),
    };
    let solve = solve || args.family.solve;
    if let Some(kind) = args.family.kind {
        let family = kinds::KindArgs { solve, ..args.family };
        return kinds::show(&args.world, &family, kind, args.json, screen);
    }
    let world = args.world.open()?;
    let site = pick::dungeon(&world, args.id)?;
    let made = public_puzzle(&world, &dungeon::open(&world, &site)?, args.visit)?;
    let title = format!("Puzzle of {}, instance {}", site.name, args.visit);
    let PuzzleState::Lamps(puzzle) = &made.puzzle else {
        ensure!(
            args.lamps.is_none(),
            "--lamps: the puzzle of {} is of the family {}, and has no lamps to start from",
            site.name,
            made.kind().name()
        );
        if args.json {
            let origin = Origin::of(&args.world, &world, "seedbound.puzzle/1");
            let puzzle = PuzzleJson::of(made, args.visit);
            return screen.json(&Answer { origin, dungeon: site, puzzle, proof: None });
        }
        return kinds::print(&world, None, &made, (&title, solve), screen);
    };
    let mut puzzle = puzzle.clone();
    if let Some(digits) = &args.lamps {
        puzzle.start = lamps_from(digits, puzzle.levers)?;
    }
    let proof = puzzle.proof();
    if args.json {
        let origin = Origin::of(&args.world, &world, "seedbound.puzzle/1");
        let json = PuzzleJson::Lamps(LampsJson::of(&puzzle, args.visit));
        let pulls = |proof: Proof| {
            let states = proof.pulls.into_iter().zip(proof.lamps);
            let pull = |(lever, lamps)| PullJson { lever, lamps: burning(lamps, puzzle.levers) };
            states.map(pull).collect()
        };
        let proof = proof.map(pulls);
        return screen.json(&Answer { origin, dungeon: site, puzzle: json, proof });
    }
    let mut text = format!("{}\n\n", screen.bold(&title));
    text += &table(&puzzle, screen);
    if solve {
        let proof = proof.context("no set of levers lights every lamp")?;
        text += &pulls(&puzzle, &proof, screen);
    }
    text += &screen.dim("\nDrawn from the public seed. A running world draws from its secret.\n");
    screen.print(&text)
}

/// The numbers of the lamps that burn.
fn burning(bits: u16, levers: u8) -> Vec<u8> {
    (0..levers).filter(|lamp| bits >> lamp & 1 == 1).collect()
}

/// Reads lamps: one digit each, lamp 1 first.
fn lamps_from(digits: &str, levers: u8) -> anyhow::Result<u16> {
    ensure!(
        digits.len() == usize::from(levers) && digits.bytes().all(|digit| b"01".contains(&digit)),
        "--lamps {digits}: write {levers} digits 0 or 1, one a lamp"
    );
    Ok(digits.bytes().rev().fold(0, |bits, digit| bits << 1 | u16::from(digit == b'1')))
}

fn lamps(bits: u16, levers: u8, screen: &Screen) -> String {
    let lamp = |number: u8| {
        if bits >> number & 1 == 1 {
            screen.colour(AnsiColors::BrightYellow, "*")
        } else {
            screen.dim("o")
        }
    };
    (0..levers).map(lamp).collect::<Vec<_>>().join(" ")
}

fn table(puzzle: &Puzzle, screen: &Screen) -> String {
    let names = (0..puzzle.levers)
        .map(|lamp| char::from(b'a' + lamp).to_string())
        .collect::<Vec<_>>()
        .join(" ");
    let mut text = format!("  lamps      {names}\n");
    for (lever, &row) in (1..).zip(&puzzle.wiring) {
        let flips = (0..puzzle.levers)
            .map(|lamp| if row >> lamp & 1 == 1 { "x" } else { "." })
            .collect::<Vec<_>>()
            .join(" ");
        let lever = screen.colour(AnsiColors::BrightCyan, &format!("lever {lever}"));
        text += &format!("  {lever}    {flips}\n");
    }
    text + &format!("  start      {}\n", lamps(puzzle.start, puzzle.levers, screen))
}

fn pulls(puzzle: &Puzzle, proof: &Proof, screen: &Screen) -> String {
    if proof.pulls.is_empty() {
        return "\n  All lamps burn already.\n".into();
    }
    let mut text = String::from("\n");
    for (lever, &after) in proof.pulls.iter().zip(&proof.lamps) {
        text += &format!("  pull {}     {}\n", lever + 1, lamps(after, puzzle.levers, screen));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lamps_are_read_with_the_first_one_first() {
        assert_eq!(lamps_from("1000", 4).expect("four digits"), 0b0001);
        assert_eq!(lamps_from("0011", 4).expect("four digits"), 0b1100);
        assert!(lamps_from("001", 4).is_err());
        assert!(lamps_from("0021", 4).is_err());
    }
}
