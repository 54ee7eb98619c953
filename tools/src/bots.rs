//! `seedbound bots`: many light players on one thread, to load a server and to measure it.
//!
//! The bots log in over the real login, move, run, fight back, talk and chat, all from one seed, and
//! keep no terrain: the load generator shall not be what is measured.

mod crowd;
mod limits;
mod logins;
mod measure;
mod report;
mod wanderer;

use crate::terminal::Screen;
use anyhow::Context;
use clap::Args;
use std::time::Duration;

/// Arguments of `seedbound bots`.
#[derive(Clone, Debug, Args)]
pub(crate) struct BotsArgs {
    /// The server: an invite, or host:port.
    #[arg(long, value_name = "ADDRESS")]
    server: String,

    /// How many bots.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    count: u32,

    /// How long they stay once all are in, in seconds.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    seconds: u32,

    /// Walk away from the spawn in all directions, instead of crowding around it.
    #[arg(long)]
    spread: bool,

    /// What the bots' choices are drawn from.
    #[arg(long, default_value = "bots", value_name = "TEXT")]
    bot_seed: String,

    /// Print the summary as JSON; the table then goes to standard error.
    #[arg(long)]
    json: bool,
}

/// Carries out `seedbound bots`.
pub(crate) fn run(args: &BotsArgs, screen: &Screen) -> anyhow::Result<()> {
    limits::allow_sockets(u64::from(args.count))?;
    let invite = args.server.parse().with_context(|| format!("--server {:?}", args.server))?;
    let logins = logins::Logins::start(&invite, args.count);
    let mut table = report::Table::new(screen, args.json);
    let mut crowd = crowd::Crowd::new(args.count, &args.bot_seed, args.spread);
    let stay = Duration::from_secs(args.seconds.into());
    crowd.run(logins, stay, &mut |interval| table.row(interval))?;
    let summary = crowd.summary(args.seconds);
    if args.json {
        screen.json(&summary)?;
    } else {
        screen.print(&summary.to_string())?;
    }
    anyhow::ensure!(
        summary.failed == 0,
        "{} of {} bots could not connect; the first because: {}",
        summary.failed,
        summary.count,
        summary.first_failure.as_deref().unwrap_or("the time ran out")
    );
    Ok(())
}
