//! `seedbound bench`: how long generated things take, beside the peers where there are any.
//!
//! Each line is one workload, stated in words, run for a fixed number of different things in one
//! thread; what is printed are percentiles of single runs, so that a slow outlier shows. Times are
//! worth reading only from a release build.

use crate::terminal::Screen;
use anyhow::Context;
use clap::Args;
use noise::{NoiseFn, Perlin};
use seed::{Path, WorldSeed};
use serde::Serialize;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};
use worldgen::{ChunkCoord, Puzzle, SiteId, SiteKind, World};

/// Measures generation on this machine, one thread.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  seedbound bench --count 500 --json")]
pub(crate) struct BenchCommand {
    /// The world's seed.
    #[arg(long, default_value = "bench")]
    seed: String,
    /// The ruleset, by name or path.
    #[arg(long, default_value = "core")]
    ruleset: String,
    /// How many things of each kind.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(10..=100_000))]
    count: u32,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Figure {
    what: &'static str,
    workload: String,
    count: usize,
    p50_us: u64,
    p99_us: u64,
    max_us: u64,
    per_second: u64,
}

/// Measures and prints.
pub(crate) fn run(command: &BenchCommand, screen: &Screen) -> anyhow::Result<()> {
    let directory = ruleset::find(&command.ruleset)?;
    let rules = Arc::new(ruleset::load(&directory)?);
    let seed = WorldSeed::from_text(&command.seed);
    let world = World::new(seed, rules);
    let figures = measure(&world, command.count);
    if command.json {
        let text = serde_json::to_string_pretty(&figures).context("cannot write JSON")?;
        return screen.print(&format!("{text}\n"));
    }
    if cfg!(debug_assertions) {
        screen.print("A debug build: these times say nothing. Use cargo run --release -p seedbound-tools -- bench\n")?;
    }
    screen.print(&format!(
        "{:<12} {:>8} {:>10} {:>10} {:>10} {:>10}  workload\n",
        "what", "count", "p50 us", "p99 us", "max us", "a second"
    ))?;
    for figure in &figures {
        screen.print(&format!(
            "{:<12} {:>8} {:>10} {:>10} {:>10} {:>10}  {}\n",
            figure.what,
            figure.count,
            figure.p50_us,
            figure.p99_us,
            figure.max_us,
            figure.per_second,
            figure.workload
        ))?;
    }
    Ok(())
}

fn measure(world: &World, count: u32) -> Vec<Figure> {
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    let edge = (f64::from(count)).sqrt() as i32 + 1;
    let coords = (0..count).map(|n| ChunkCoord { x: n % edge, z: n / edge });
    let chunks: Vec<Duration> = coords.map(|at| timed(|| world.chunk(at))).collect();

    let cells = || (0..count).map(|n| SiteId { x: n % edge, z: n / edge, number: 0 });
    let settlements: Vec<Duration> = cells().map(|id| timed(|| world.settlement(id))).collect();
    let sites: Vec<_> = cells()
        .flat_map(|id| (1..4).map(move |number| SiteId { number, ..id }))
        .filter_map(|id| world.site(id))
        .filter(|site| site.kind == SiteKind::Dungeon)
        .take(usize::try_from(count).unwrap_or(0))
        .collect();
    let dungeons: Vec<Duration> =
        sites.iter().map(|site| timed(|| world.dungeon(site.id))).collect();
    let puzzle = |n: i32| {
        let mut stream = world.seed().stream("bench.puzzle", &Path::new().int(n));
        timed(|| {
            let puzzle = Puzzle::generate(&mut stream, 8);
            puzzle.solve(puzzle.start)
        })
    };
    let puzzles: Vec<Duration> = (0..count).map(puzzle).collect();
    let people: Vec<_> = cells()
        .filter_map(|id| world.settlement(id))
        .take(12)
        .flat_map(|settlement| settlement.people)
        .map(|person| person.id)
        .collect();
    let quests: Vec<Duration> = people.iter().map(|&id| timed(|| world.quests(id))).collect();
    let perlin = Perlin::new(1);
    let noise: Vec<Duration> = (0..20).map(|n| timed(|| fbm(&perlin, n))).collect();

    vec![
        figure("chunk", "one chunk of 32 x 32 m with plants, walls and dens", &chunks),
        figure("settlement", "one site cell: a settlement with its people, or none", &settlements),
        figure("dungeon", "one dungeon, drawn and proved completable", &dungeons),
        figure("puzzle", "one lamp puzzle of 8 levers, drawn and solved", &puzzles),
        figure("quests", "what one person wants done", &quests),
        figure("noise peer", "crate noise: 64 x 64 samples of 3-octave Perlin FBM", &noise),
    ]
}

fn fbm(perlin: &Perlin, offset: i32) -> f64 {
    let mut sum = 0.0;
    for z in 0..64 {
        for x in 0..64 {
            let (x, z) = (f64::from(x + offset) / 37.0, f64::from(z) / 37.0);
            sum += perlin.get([x, z]);
            sum += perlin.get([x * 2.0, z * 2.0]) * 0.5;
            sum += perlin.get([x * 4.0, z * 4.0]) * 0.25;
        }
    }
    sum
}

fn timed<T>(f: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(f());
    start.elapsed()
}

fn figure(what: &'static str, workload: &str, times: &[Duration]) -> Figure {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = |per_mille: usize| {
        let index = times.len().saturating_sub(1) * per_mille / 1000;
        times.get(index).map_or(0, |time| u64::try_from(time.as_micros()).unwrap_or(u64::MAX))
    };
    let total: Duration = times.iter().sum();
    let per_second = if total.is_zero() { 0.0 } else { times.len() as f64 / total.as_secs_f64() };
    Figure {
        what,
        workload: workload.to_owned(),
        count: times.len(),
        p50_us: at(500),
        p99_us: at(990),
        max_us: at(1000),
        per_second: per_second as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_come_from_the_sorted_times() {
        let times: Vec<Duration> = (1..=100).rev().map(Duration::from_micros).collect();
        let figure = figure("x", "y", &times);
        assert_eq!((figure.p50_us, figure.p99_us, figure.max_us), (50, 99, 100));
    }
}
