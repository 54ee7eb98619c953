//! The dedicated server's command: see `game_server::startup`.

use clap::Parser;
use game_server::config::Cli;
use game_server::startup::{command, exit_code, explain};
use std::process::ExitCode;

fn main() -> ExitCode {
    match command(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("game-server: {}", explain(&error));
            ExitCode::from(exit_code(&error))
        }
    }
}
