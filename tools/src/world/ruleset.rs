//! `seedbound ruleset check`: is a data pack fit to make a world of?

use crate::terminal::Screen;
use clap::{Args, Subcommand};
use owo_colors::AnsiColors;
use serde::Serialize;

/// `seedbound ruleset ...`
#[derive(Debug, Subcommand)]
pub(crate) enum RulesetCommand {
    /// Check a data pack and say everything that is wrong with it.
    Check(CheckArgs),
}

/// Parses every table, follows every name, checks every range. Problems come with file, line, column
/// and a hint; exit code 1 when there is one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound ruleset check core
  seedbound ruleset check ./my-pack --json")]
pub(crate) struct CheckArgs {
    /// The pack's directory, or a name under assets/rulesets.
    #[arg(value_name = "DIR")]
    directory: String,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    format: &'static str,
    name: String,
    version: String,
    title: String,
    hash: String,
    counts: Vec<(&'static str, usize)>,
}

/// Carries it out.
pub(crate) fn run(command: RulesetCommand, screen: &Screen) -> anyhow::Result<()> {
    let RulesetCommand::Check(args) = command;
    let rules = ::ruleset::load(&::ruleset::find(&args.directory)?)?;
    let counts = vec![
        ("biomes", rules.biomes.len()),
        ("plants", rules.flora.len()),
        ("creatures", rules.creatures.len()),
        ("items", rules.items.len()),
        ("affixes", rules.affixes.len()),
        ("cultures", rules.cultures.len()),
        ("trades", rules.trades.len()),
        ("themes", rules.themes.len()),
        ("lines", rules.lines.len()),
    ];
    let hash = rules.hash().to_string();
    if args.json {
        let (name, version, title) = (rules.name, rules.version, rules.title);
        let format = "seedbound.ruleset/1";
        return screen.json(&Answer { format, name, version, title, hash, counts });
    }
    let counted: Vec<String> =
        counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
    screen.print(&format!(
        "{} {} {}: {}\n  {}\n  {}\n",
        screen.colour(AnsiColors::Green, "sound"),
        screen.bold(&rules.name),
        rules.version,
        rules.title,
        counted.join(", "),
        screen.dim(&hash),
    ))
}
