//! `seedbound dungeon measure`: how long, branched and hard the dungeons of a ruleset are.

use super::super::WorldArgs;
use crate::terminal::Screen;
use clap::Args;
use ruleset::Ruleset;
use seed::{Mm, Point, WorldSeed};
use worldgen::dungeon::{Measures, generate_counted, prove};
use worldgen::{Site, SiteId, SiteKind};

/// Draws many dungeons of each level and shows how their measures are spread; exit code 1 when one of
/// them is not proved.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound dungeon measure --seed hollow
  seedbound dungeon measure --seed hollow --levels 1,5,10,20 --seeds 500

Steps are of 2 m. The wanted difficulty is that of the ruleset's missions.toml; what the number is made
of stands in docs/worldgen.md.")]
pub(crate) struct MeasureArgs {
    #[command(flatten)]
    world: WorldArgs,

    /// How many dungeons of each level.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    seeds: u32,

    /// Levels, with commas between.
    #[arg(long, value_name = "LEVELS", value_delimiter = ',', default_values_t = [1_u16, 2, 4, 6, 8, 10, 12], value_parser = clap::value_parser!(u16).range(1..=100))]
    levels: Vec<u16>,
}

/// What the dungeons of a level came to.
#[derive(Default)]
struct Row {
    measures: Vec<Measures>,
    rooms: Vec<u32>,
    floors: Vec<u32>,
    /// Draws that they took, together.
    draws: u32,
    /// Dungeons whose draws all failed, so that the fixed layout was taken.
    fixed: u32,
    /// Dungeons that are not proved or cannot be solved, as `level/number`.
    failed: Vec<String>,
}

/// Carries it out.
pub(super) fn run(args: &MeasureArgs, screen: &Screen) -> anyhow::Result<()> {
    let world = args.world.open()?;
    let rules = world.rules();
    let bar = screen.progress("digging", u64::from(args.seeds) * args.levels.len() as u64);
    let rows: Vec<(u16, Row)> = args
        .levels
        .iter()
        .map(|&level| (level, draw(world.seed(), rules, level, args.seeds, &|| bar.inc(1))))
        .collect();
    bar.finish_and_clear();
    let title = format!("{} dungeons a level, {}", args.seeds, rules.name);
    let mut text = format!("{}\n\n{}\n", screen.bold(&title), screen.dim(HEAD));
    for (level, row) in &rows {
        text += &line(rules, *level, row);
    }
    text += &spread(&rows);
    screen.print(&text)?;
    let failed: Vec<&str> =
        rows.iter().flat_map(|(_, row)| &row.failed).map(String::as_str).collect();
    anyhow::ensure!(
        failed.is_empty(),
        "{} dungeons are not proved (level/number): {}",
        failed.len(),
        failed.join(", ")
    );
    Ok(())
}

const HEAD: &str = "  level  steps: p10 median  p90   rooms floors locks  ways a room  left out  ways back   \
                    difficulty: wanted  p10 median  p90   draws";

/// The dungeons of a level, each at a place of its own.
fn draw(seed: WorldSeed, rules: &Ruleset, level: u16, count: u32, done: &dyn Fn()) -> Row {
    let mut row = Row::default();
    for number in 0..count {
        let site = Site {
            id: SiteId { x: number as i32, z: level.into(), number: 1 },
            kind: SiteKind::Dungeon,
            name: format!("dungeon {number}"),
            at: Point::default(),
            radius: Mm::metres(8),
            level,
        };
        let made = generate_counted(seed, rules, &site);
        row.draws += made.attempts;
        row.fixed += u32::from(made.fixed);
        match made.dungeon.measure(rules).filter(|_| prove(&made.dungeon).is_ok()) {
            Some(measures) => row.measures.push(measures),
            None => row.failed.push(format!("{level}/{number}")),
        }
        row.rooms.push(made.dungeon.rooms.len() as u32);
        row.floors.push(made.dungeon.floors.len() as u32);
        done();
    }
    row
}

fn line(rules: &Ruleset, level: u16, row: &Row) -> String {
    let of = |value: fn(&Measures) -> u32| {
        let mut values: Vec<u32> = row.measures.iter().map(value).collect();
        values.sort_unstable();
        values
    };
    let mean = |values: &[u32]| {
        let sum: u64 = values.iter().map(|&value| u64::from(value)).sum();
        sum as f64 / values.len().max(1) as f64
    };
    let (steps, hard) = (of(|m| m.length), of(|m| m.difficulty));
    let budget = rules.missions.budget;
    let wanted = budget.difficulty + budget.difficulty_per_level * u32::from(level - 1);
    let count = row.rooms.len().max(1);
    format!(
        "  {level:>5}  {:>10} {:>6} {:>4}   {:>5.1} {:>6.1} {:>5.1}  {:>11.2}  {:>6.1} %  {:>7.1} %   {wanted:>18} {:>4} {:>6} {:>4}  {:>6.1}{}\n",
        at(&steps, 10),
        at(&steps, 50),
        at(&steps, 90),
        mean(&row.rooms),
        mean(&row.floors),
        mean(&of(|m| m.locks)),
        mean(&of(|m| m.branching)) / 100.0,
        mean(&of(|m| m.optional)) / 10.0,
        mean(&of(|m| m.backtracking)) / 10.0,
        at(&hard, 10),
        at(&hard, 50),
        at(&hard, 90),
        f64::from(row.draws) / count as f64,
        if row.fixed == 0 { String::new() } else { format!(", {} fixed layouts", row.fixed) },
    )
}

/// The value below which so many per cent of sorted values lie.
fn at(sorted: &[u32], per_cent: usize) -> u32 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((sorted.len() * per_cent / 100).min(last)).copied().unwrap_or(0)
}

/// Difficulties of all levels as bars.
fn spread(rows: &[(u16, Row)]) -> String {
    const BINS: usize = 10;
    let all: Vec<u32> =
        rows.iter().flat_map(|(_, row)| &row.measures).map(|m| m.difficulty).collect();
    let (Some(&low), Some(&high)) = (all.iter().min(), all.iter().max()) else {
        return String::new();
    };
    let width = (high - low + 1).div_ceil(BINS as u32).max(1);
    let mut bins = [0_usize; BINS];
    for value in &all {
        bins[(((value - low) / width) as usize).min(BINS - 1)] += 1;
    }
    let most = bins.into_iter().max().unwrap_or(1).max(1);
    let mut text = String::from("\n  difficulty\n");
    for (bin, count) in (0_u32..).zip(bins) {
        let from = low + bin * width;
        let bar = "#".repeat(count * 50 / most);
        let line = format!("  {from:>5} to {:>5}  {count:>6} {bar}", from + width - 1);
        text += &format!("{}\n", line.trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_within_and_of_nothing_are_zero() {
        assert_eq!(at(&[], 50), 0);
        assert_eq!([10, 50, 90].map(|part| at(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], part)), [2, 6, 10]);
        assert_eq!(at(&[7], 90), 7);
    }
}
