//! `seedbound`: the command line.
//!
//! Looks at worlds without starting a game: maps, dungeons, puzzles, quests, hashes. Everything it
//! prints about a world is derived again from the seed, so that two people who type the same command
//! see the same world. What it prints about a chain, it reads there and checks. A wallet's secret is
//! never printed and never taken from the command line.
//!
//! Exit codes: 0 it worked, 1 it failed (the message says what to do), 2 it was called wrongly.

mod bench;
mod bots;
mod chain;
mod cli;
mod demo;
mod picture;
mod survey;
mod terminal;
mod wallet;
mod world;

use clap::Parser;
use cli::{Cli, Command};
use std::process::ExitCode;
use terminal::Screen;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let screen = Screen::new(cli.color);
    match run(cli.command, &screen) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            screen.error(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command, screen: &Screen) -> anyhow::Result<()> {
    match command {
        Command::World(command) => world::run(command, screen),
        Command::Dungeon(command) => world::dungeon::run(command, screen),
        Command::Puzzle(command) => world::puzzle::run(command, screen),
        Command::Quest(command) => world::quest::run(command, screen),
        Command::Ruleset(command) => world::ruleset::run(command, screen),
        Command::Wallet(command) => wallet::run(command, screen),
        Command::Chain(command) => chain::run(*command, screen),
        Command::Survey(args) => survey::run(&args, screen),
        Command::Bench(command) => bench::run(&command, screen),
        Command::Bots(args) => bots::run(&args, screen),
        Command::Demo(args) => demo::run(&args, screen),
    }
}
