//! What can be typed. Each command's arguments stand in the file that carries it out.

use crate::bench;
use crate::bots::BotsArgs;
use crate::chain::ChainCommand;
use crate::demo::DemoArgs;
use crate::survey::SurveyArgs;
use crate::terminal::ColorChoice;
use crate::wallet::WalletCommand;
use crate::world::{WorldCommand, dungeon, history, people, puzzle, quest, ruleset, settlement};
use clap::{Parser, Subcommand};

/// Looks at Seedbound's worlds from the command line, at the chain, and after the wallet.
#[derive(Debug, Parser)]
#[command(
    name = "seedbound",
    version,
    about = "Looks at Seedbound's worlds, at the chain under them, and after your wallet",
    propagate_version = true,
    arg_required_else_help = true,
    after_help = "Examples:
  seedbound world map --seed hollow --out map.png
  seedbound settlement show --seed hollow --png town.png
  seedbound dungeon list --seed hollow
  seedbound dungeon show --seed hollow --id 1
  seedbound dungeon measure --seed hollow
  seedbound puzzle solve --seed hollow --id 1
  seedbound quest list --seed hollow
  seedbound people show --seed hollow --person 0
  seedbound history tell --seed hollow
  seedbound history news --seed hollow --deed 1:slain:0,0,1
  seedbound survey --seeds 200 --png survey.png
  seedbound ruleset check assets/rulesets/core
  seedbound wallet show
  seedbound chain status"
)]
pub(crate) struct Cli {
    /// When to colour what is printed. NO_COLOR is respected.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: ColorChoice,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The first word.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Maps and hashes of a world.
    #[command(subcommand)]
    World(WorldCommand),
    /// Settlements: list them, tell what stands there, draw a plan.
    #[command(subcommand)]
    Settlement(settlement::SettlementCommand),
    /// Dungeons: list them, draw one, prove it, measure many.
    #[command(subcommand)]
    Dungeon(dungeon::DungeonCommand),
    /// Puzzles: a dungeon's lamps, or any family; solution, picture, measure.
    #[command(subcommand)]
    Puzzle(puzzle::PuzzleCommand),
    /// What people want done.
    #[command(subcommand)]
    Quest(quest::QuestCommand),
    /// Who lives where: kin, days, grudges, secrets, trade.
    #[command(subcommand)]
    People(people::PeopleCommand),
    /// What happened before, and what follows from what players do.
    #[command(subcommand)]
    History(history::HistoryCommand),
    /// Data packs.
    #[command(subcommand)]
    Ruleset(ruleset::RulesetCommand),
    /// The key that you play with and own things by.
    #[command(subcommand)]
    Wallet(WalletCommand),
    /// What is on a world's chain: supply, items, market.
    #[command(subcommand)]
    Chain(Box<ChainCommand>),
    /// Many worlds at once: checked, counted, drawn, compared.
    Survey(SurveyArgs),
    /// How long generation takes on this machine.
    Bench(bench::BenchCommand),
    /// Many light players on one thread, to load a server and to measure it.
    Bots(BotsArgs),
    /// A server and actors who play it from first steps to reward, with a restart in the middle.
    Demo(DemoArgs),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn negative_coordinates_are_values_not_options() {
        let words = ["seedbound", "dungeon", "show", "--seed", "x", "--id", "-1,-2,3"];
        assert!(Cli::try_parse_from(words).is_ok());
        let words = ["seedbound", "world", "map", "--seed", "x", "--out", "m.png", "--at", "-9,4"];
        assert!(Cli::try_parse_from(words).is_ok());
        let words = ["seedbound", "dungeon", "show", "--seed", "x", "--id", "first"];
        assert!(Cli::try_parse_from(words).is_err());
    }
}
