//! `seedbound survey`: what a ruleset makes of many seeds.
//!
//! Each seed's world is generated around its home, counted and measured; the counts of all seeds
//! become distributions, printed as bars and drawn as a picture. Two surveys can be compared, so that
//! whoever changes a table sees what the change does. What is generated is checked too: proofs of
//! dungeons and puzzles, quests against their world, houses on foot, causes before effects, prices and
//! budgets. What fails is named with the command that shows it; there should be none.

mod compare;
mod gather;
mod plot;
mod spread;
mod tally;
mod text;

use crate::terminal::Screen;
use anyhow::Context;
use clap::Args;
use gather::Sample;
use seed::WorldSeed;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tally::Tally;
use worldgen::World;

/// Generates many worlds, checks them, and shows how land, settlements, people, goods, history, dungeons,
/// puzzles, quests and items are spread.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound survey --seeds 100
  seedbound survey --seeds 1000 --png survey.png --json before.json
  seedbound survey --seeds 1000 --ruleset my-rules --compare before.json
  seedbound survey --seeds 200 --only puzzles,quests

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

    /// Show only what begins with these words, with commas between: land, settlements, people, economy,
    /// history, dungeons, puzzles, quests, items. Everything is checked all the same.
    #[arg(long, value_name = "TOPICS", value_delimiter = ',', value_parser = topic)]
    only: Vec<String>,

    /// Threads; all cores unless named.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

/// What a survey is about, in the order in which it is shown.
const TOPICS: [&str; 9] = [
    "land",
    "settlements",
    "people",
    "economy",
    "history",
    "dungeons",
    "puzzles",
    "quests",
    "items",
];

/// A topic as typed.
fn topic(text: &str) -> Result<String, String> {
    if TOPICS.contains(&text) {
        Ok(text.to_owned())
    } else {
        Err(format!("there is no topic {text:?}; write one of {}", TOPICS.join(", ")))
    }
}

/// Carries it out.
pub(crate) fn run(args: &SurveyArgs, screen: &Screen) -> anyhow::Result<()> {
    let directory = ruleset::find(&args.ruleset)
        .context("cannot find the ruleset; name one with --ruleset NAME or --ruleset DIR")?;
    let rules = Arc::new(ruleset::load(&directory)?);
    // Read before the work, so that a wrong file is told at once.
    let before = args.compare.as_deref().map(compare::read).transpose()?;
    let bar = screen.progress("generating", args.seeds.into());
    let every = u64::from(args.seeds).div_ceil(10).max(1);
    let tally = survey(args, &rules, &|| {
        bar.inc(1);
        let done = bar.position();
        // Where no bar is drawn (a log, a pipe), a line for each tenth.
        if bar.is_hidden() && done.is_multiple_of(every) {
            screen.note(&format!("{done} of {} seeds", args.seeds));
        }
    });
    bar.finish_and_clear();
    let shown = tally.only(&args.only);
    screen.print(&text::report(&shown, args.seeds, screen))?;
    if let Some(before) = &before {
        screen.print(&compare::report(&before.only(&args.only), &shown, screen))?;
    }
    if let Some(path) = &args.json {
        let file = std::fs::File::create(path)
            .with_context(|| format!("cannot write {}; does its folder exist?", path.display()))?;
        serde_json::to_writer_pretty(file, &tally)?;
        screen.print(&format!("distributions -> {}", path.display()))?;
    }
    if let Some(path) = &args.png {
        plot::draw(&shown, args.seeds, &rules).save(path)?;
        screen.print(&format!("picture -> {}", path.display()))?;
    }
    anyhow::ensure!(tally.failed == 0, "{} failures, listed above", tally.failed);
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
            gather::world(&mut tally, &Sample { world: &world, seed: &text, number });
            done();
        }
    };
    let mut total = Tally::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let tally = worker.join();
            total.check("workers come to their end", tally.is_ok(), || {
                "a worker panicked, and what it counted is lost; its message is above".into()
            });
            total.add(tally.unwrap_or_default());
        }
    });
    // How many workers there were is the machine's.
    total.checks.remove("workers come to their end");
    total
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use clap::Parser;
    use std::collections::BTreeSet;

    fn core() -> Arc<ruleset::Ruleset> {
        let directory = ruleset::find("core").expect("core is in the checkout");
        Arc::new(ruleset::load(&directory).unwrap_or_else(|error| panic!("{error}")))
    }

    /// A world under the core ruleset.
    pub(crate) fn core_world(seed: &str) -> World {
        World::new(WorldSeed::from_text(seed), core())
    }

    #[derive(Parser)]
    struct Words {
        #[command(flatten)]
        args: SurveyArgs,
    }

    #[test]
    fn a_survey_is_the_same_on_one_thread_and_on_three_and_nothing_fails() {
        let rules = core();
        let survey_on = |threads: &str| {
            let words = ["survey", "--seeds", "3", "--prefix", "threads", "--threads", threads];
            let mut tally = survey(&Words::parse_from(words).args, &rules, &|| {});
            assert!(!tally.times.is_empty(), "times are taken");
            tally.times.clear();
            tally
        };
        let one = survey_on("1");
        assert_eq!(one.failures, BTreeSet::new());
        assert!(one.checks["quests can be done"] > 10, "{:?}", one.checks);
        assert_eq!(one, survey_on("3"));
    }
}
