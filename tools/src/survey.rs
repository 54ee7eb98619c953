//! `seedbound survey`: what a ruleset makes of many seeds.
//!
//! Each seed's world is generated around its home, counted and measured; the counts of all seeds
//! become distributions, printed as bars and drawn as a picture. Two surveys can be compared, so that
//! whoever changes a table sees what the change does. Anything that fails its own proof is a failure,
//! named with the command that shows it; there should be none.

mod compare;
mod gather;
mod plot;
mod tally;
mod text;

use crate::terminal::Screen;
use anyhow::Context;
use clap::Args;
use seed::WorldSeed;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tally::Tally;
use worldgen::World;

/// Generates many worlds and shows how biomes, settlements, dungeons, puzzles and quests are spread.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound survey --seeds 100
  seedbound survey --seeds 1000 --png survey.png --json before.json
  seedbound survey --seeds 1000 --ruleset my-rules --compare before.json

Times are worth reading only from a release build.")]
pub(crate) struct SurveyArgs {
    /// How many seeds.
    #[arg(long, default_value_t = 100, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    seeds: u32,

    /// What the seeds' names begin with; a number follows.
    #[arg(long, default_value = "survey", value_name = "TEXT")]
    prefix: String,

    /// The data pack: a name under assets/rulesets, or a directory.
    #[arg(long, value_name = "NAME|DIR", default_value = "core")]
    ruleset: String,

    /// Draw the distributions into this picture.
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,

    /// Write the distributions to this file, for a later --compare.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Show what changed against the file of an earlier --json.
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,

    /// Threads; all cores unless named.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

/// Carries it out.
pub(crate) fn run(args: &SurveyArgs, screen: &Screen) -> anyhow::Result<()> {
    let directory = ruleset::find(&args.ruleset)
        .context("cannot find the ruleset; name one with --ruleset NAME or --ruleset DIR")?;
    let rules = Arc::new(ruleset::load(&directory)?);
    // Read before the work, so that a wrong file is told at once.
    let before = args.compare.as_deref().map(compare::read).transpose()?;
    let bar = screen.progress("generating", args.seeds.into());
    let tally = survey(args, &rules, &|| bar.inc(1));
    bar.finish_and_clear();
    screen.print(&text::report(&tally, args.seeds, screen))?;
    if let Some(before) = &before {
        screen.print(&compare::report(before, &tally, screen))?;
    }
    if let Some(path) = &args.json {
        let file = std::fs::File::create(path)
            .with_context(|| format!("cannot write {}; does its folder exist?", path.display()))?;
        serde_json::to_writer_pretty(file, &tally)?;
        screen.print(&format!("distributions -> {}", path.display()))?;
    }
    if let Some(path) = &args.png {
        plot::draw(&tally, args.seeds, &rules).save(path)?;
        screen.print(&format!("picture -> {}", path.display()))?;
    }
    anyhow::ensure!(tally.failures.is_empty(), "{} failures, listed above", tally.failures.len());
    Ok(())
}

/// Surveys all seeds on some threads. What is counted does not depend on how many.
fn survey(args: &SurveyArgs, rules: &Arc<ruleset::Ruleset>, done: &(dyn Fn() + Sync)) -> Tally {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or(cores, usize::from);
    let next = AtomicU32::new(0);
    let work = || {
        let mut tally = Tally::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= args.seeds {
                return tally;
            }
            let text = format!("{}-{number}", args.prefix);
            let world = World::new(WorldSeed::from_text(&text), Arc::clone(rules));
            gather::world(&mut tally, &world, &text);
            done();
        }
    };
    let mut total = Tally::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            match worker.join() {
                Ok(tally) => total.add(tally),
                Err(_) => total.failures.push("a worker panicked; its message is above".into()),
            }
        }
    });
    total.sort();
    total
}
