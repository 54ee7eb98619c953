//! `seedbound demo`: a server, and actors who play it over the real network.
//!
//! Everything that is told comes from what the server sent to the actors. In the middle the server
//! is stopped and started again, and everybody has to find everything as it was.
//!
//! ```text
//!   Director --- starts, stops ---> game-server (a process of its own, on loopback)
//!      | a tick each 50 ms                ^
//!      v                                  | login, inputs, requests; events, snapshots
//!   Actor x 8: listen -> decide -> Session+
//! ```

mod actor;
mod cast;
mod chain;
mod director;
mod ending;
mod interrupt;
mod memory;
mod relics;
mod route;
mod server;
mod stage;
mod story;

use crate::terminal::Screen;
use anyhow::Context;
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use worldgen::World;

/// How long the full demo may take, and the short one, in a world that was drawn for it: the estimate
/// by which it is drawn, and half as much again for fights that go badly and a busy machine.
const LIMIT: Duration = Duration::from_secs(330);
const SHORT_LIMIT: Duration = Duration::from_secs(280);
/// How long it may take in a world that somebody chose: the ways are as long as they are.
const CHOSEN_LIMIT: Duration = Duration::from_secs(900);
/// Actors of the short demo: one for each kind of quest.
const SHORT_CAST: usize = 3;

/// Arguments of `seedbound demo`.
#[derive(Clone, Debug, Args)]
pub(crate) struct DemoArgs {
    /// The world's seed: any text. Without one, a world is drawn in which the ways are short.
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,

    /// The data pack.
    #[arg(long, value_name = "NAME|DIR", default_value = "core")]
    ruleset: String,

    /// How many actors.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=16))]
    bots: u8,

    /// Three actors, one for each kind of quest: for tests.
    #[arg(long, conflicts_with = "bots")]
    short: bool,

    /// Keep the server's log and world, and say where.
    #[arg(long)]
    keep: bool,
}

/// Carries out `seedbound demo`.
pub(crate) fn run(args: &DemoArgs, screen: &Screen) -> anyhow::Result<()> {
    let program = server::find_program()?;
    let directory = ruleset::find(&args.ruleset)
        .context("cannot find the ruleset; name one with --ruleset NAME or --ruleset DIR")?;
    let rules = Arc::new(ruleset::load(&directory)?);
    let count = if args.short { SHORT_CAST } else { usize::from(args.bots) };
    let (seed, world) = match &args.seed {
        Some(seed) => {
            anyhow::ensure!(!seed.trim().is_empty(), "the seed is empty; give any text");
            let world = World::new(seed::WorldSeed::from_text(seed), Arc::clone(&rules));
            (seed.clone(), world)
        }
        None => {
            let looking = screen.spinner("looking for a world with short ways".to_owned());
            let start = moment();
            let drawn = cast::draw(&rules, count, &|number| format!("{start}-{number}"));
            looking.finish_and_clear();
            drawn
        }
    };
    let limit = match (&args.seed, args.short) {
        (Some(_), _) => CHOSEN_LIMIT,
        (None, true) => SHORT_LIMIT,
        (None, false) => LIMIT,
    };
    let folder = Folder::make(args.keep)?;
    let order = server::ServerOrder {
        program,
        seed: seed.clone(),
        // The server finds rulesets as this program does; a path goes with it as it is.
        ruleset: args.ruleset.clone(),
        data: folder.path.join("world"),
        log: folder.path.join("server.log"),
    };
    let log = order.log.clone();
    let parts = cast::cast(&world, count)?;
    let story = story::Story::new(screen);
    let stage = stage::Stage::new(world, story, parts);
    let mut director =
        director::Director::new(stage, order, limit, interrupt::Interrupt::listen())?;
    let played = director.play(&seed);
    // The server is stopped before its folder goes.
    drop(director);
    match played {
        Ok(()) => Ok(()),
        Err(error) if error.to_string() == director::INTERRUPTED => Err(error),
        Err(error) => {
            let again = if args.short { " --short" } else { "" };
            let kept = folder.keep();
            Err(error.context(format!(
                "the demo failed; the server's log is {}; to play the same world again: \
                 seedbound demo{again} --seed {seed:?}",
                if kept { log.display().to_string() } else { "gone".to_owned() }
            )))
        }
    }
}

/// What a seed is drawn from: the moment. It is printed, so that the same world can be had again.
fn moment() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut left = since.as_millis() as u64 / 10 % 60_466_176;
    let digits = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut text = String::new();
    for _ in 0..5 {
        text.push(char::from(digits[(left % 36) as usize]));
        left /= 36;
    }
    text
}

/// The demo's own folder, gone at the end unless it is worth a look.
struct Folder {
    path: PathBuf,
    keep: bool,
}

impl Folder {
    fn make(keep: bool) -> anyhow::Result<Self> {
        let name = format!("seedbound-demo-{}-{}", std::process::id(), moment());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path)
            .with_context(|| format!("cannot make the folder {}", path.display()))?;
        Ok(Self { path, keep })
    }

    fn keep(mut self) -> bool {
        self.keep = true;
        self.path.is_dir()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.keep {
            // Temporary files that stay behind do no harm.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}
