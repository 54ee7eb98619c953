//! `seedbound puzzle show|solve --kind K` and `seedbound puzzle measure`.

use super::super::{Origin, WorldArgs, pick};
use super::text;
use crate::picture;
use crate::terminal::Screen;
use anyhow::Context;
use clap::Args;
use ruleset::PuzzleKind;
use seed::Path;
use serde::Serialize;
use std::path::PathBuf;
use worldgen::puzzle::family::{domain, search_name};
use worldgen::puzzle::{Generated, generate};
use worldgen::{Settlement, World};

/// A family as typed.
pub(super) fn kind(text: &str) -> Result<PuzzleKind, String> {
    let known = PuzzleKind::ALL.map(PuzzleKind::name);
    let found = PuzzleKind::ALL.into_iter().find(|kind| kind.name() == text);
    found.ok_or_else(|| format!("there is no family {text:?}; write one of {}", known.join(", ")))
}

/// Which puzzle of a family.
#[derive(Debug, Args)]
pub(super) struct KindArgs {
    /// A puzzle of this family instead of a dungeon's lamps: lamps, ice-slide, push-blocks, beams,
    /// rune-lock, circuit, household.
    #[arg(long, value_name = "FAMILY", value_parser = kind)]
    pub(super) kind: Option<PuzzleKind>,

    /// How hard it is to be, 1 to 10.
    #[arg(long, default_value_t = 5, requires = "kind", value_parser = clap::value_parser!(u8).range(1..=10))]
    pub(super) difficulty: u8,

    /// Which of the seed's puzzles of that family.
    #[arg(long, default_value_t = 0, requires = "kind")]
    pub(super) number: u32,

    /// Write a picture instead.
    #[arg(long, value_name = "FILE", requires = "kind", conflicts_with = "json")]
    pub(super) png: Option<PathBuf>,

    /// Show the solution too.
    #[arg(long)]
    pub(super) solve: bool,
}

/// Draws many puzzles of a family and shows how their scores are spread.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound puzzle measure --seed hollow --kind ice-slide --seeds 500")]
pub(crate) struct MeasureArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// The family.
    #[arg(long, value_name = "FAMILY", value_parser = kind)]
    kind: PuzzleKind,

    /// How many puzzles of each difficulty.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    seeds: u32,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    origin: Origin,
    drawn_from: &'static str,
    difficulty: u8,
    number: u32,
    holds: bool,
    #[serde(flatten)]
    made: &'a Generated,
}

/// The home settlement, for riddles over its people.
fn town(world: &World, kind: PuzzleKind) -> anyhow::Result<Option<Settlement>> {
    if kind != PuzzleKind::Household {
        return Ok(None);
    }
    let home = pick::home(world)?;
    Ok(world.settlement(home.id))
}

fn draw(
    world: &World,
    town: Option<&Settlement>,
    kind: PuzzleKind,
    difficulty: u8,
    number: u32,
) -> anyhow::Result<Generated> {
    let path = Path::new().text("shown").int(difficulty).int(number);
    let mut stream = world.seed().stream(domain(kind), &path);
    generate(kind, &mut stream, world.rules(), difficulty, town)
        .context("fewer than three people of the home settlement can be told apart")
}

pub(super) fn show(
    world_args: &WorldArgs,
    args: &KindArgs,
    kind: PuzzleKind,
    json: bool,
    screen: &Screen,
) -> anyhow::Result<()> {
    let world = world_args.open()?;
    let town = town(&world, kind)?;
    let made = draw(&world, town.as_ref(), kind, args.difficulty, args.number)?;
    let title = format!("{}, difficulty {}, number {}", kind.name(), args.difficulty, args.number);
    if json {
        return screen.json(&Answer {
            origin: Origin::of(world_args, &world, "seedbound.puzzle-family/1"),
            drawn_from: "the public seed; a running world draws from its secret",
            difficulty: args.difficulty,
            number: args.number,
            holds: made.holds(),
            made: &made,
        });
    }
    if let Some(path) = &args.png {
        picture::puzzle(&world, town.as_ref(), &made, &title, args.solve).save(path)?;
        return screen.print(&format!("{title} -> {}", path.display()));
    }
    print(&world, town.as_ref(), &made, (&title, args.solve), screen)
}

/// Prints a puzzle under a title, with its solution where `solve`.
pub(super) fn print(
    world: &World,
    town: Option<&Settlement>,
    made: &Generated,
    (title, solve): (&str, bool),
    screen: &Screen,
) -> anyhow::Result<()> {
    let raw = &made.measure.raw;
    let mut text = format!("{}\n\n", screen.bold(title));
    text += &text::of(world, town, made, solve, screen);
    text += &format!(
        "\n  score {} of 1000; shortest solution {}; {} nodes of {}; {}; proof {}\n",
        made.measure.score,
        raw.shortest,
        raw.effort,
        search_name(raw.search),
        if raw.unique { "one answer" } else { "several ways" },
        if made.holds() { "holds" } else { "DOES NOT HOLD" },
    );
    screen.print(&text)
}

pub(super) fn measure(args: &MeasureArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let town = town(&world, args.kind)?;
    let mut text = format!(
        "{}\n\n  difficulty  score: p10 median p90   shortest: median   nodes: median worst   one answer\n",
        screen.bold(&format!("{}, {} puzzles a difficulty", args.kind.name(), args.seeds))
    );
    let mut tenths = [0_u32; 10];
    for difficulty in 1..=10 {
        let made: Vec<Generated> = (0..args.seeds)
            .map(|number| draw(&world, town.as_ref(), args.kind, difficulty, number))
            .collect::<Result<_, _>>()?;
        let sorted = |value: fn(&Generated) -> u64| {
            let mut values: Vec<u64> = made.iter().map(value).collect();
            values.sort_unstable();
            values
        };
        let at = |values: &[u64], share: usize| {
            values[(values.len() * share / 100).min(values.len() - 1)]
        };
        let scores = sorted(|made| made.measure.score.into());
        let moves = sorted(|made| made.measure.raw.shortest.into());
        let nodes = sorted(|made| made.measure.raw.effort);
        let unique = made.iter().filter(|made| made.measure.raw.unique).count() * 100 / made.len();
        for score in &scores {
            tenths[(*score as usize / 100).min(9)] += 1;
        }
        text += &format!(
            "  {difficulty:>10}  {:>10} {:>6} {:>3} {:>18} {:>14} {:>5} {unique:>10} %\n",
            at(&scores, 10),
            at(&scores, 50),
            at(&scores, 90),
            at(&moves, 50),
            at(&nodes, 50),
            at(&nodes, 100),
        );
    }
    text += "\n  scores\n";
    let most = tenths.iter().copied().max().unwrap_or(1).max(1);
    for (tenth, count) in tenths.iter().enumerate() {
        let bar = "#".repeat((count * 50 / most) as usize);
        text += &format!("  {:>4} to {:>4}  {count:>6} {bar}\n", tenth * 100, tenth * 100 + 99);
    }
    screen.print(&text)
}
