//! The dedicated server's command: see `game_server::startup`.

use clap::Parser;
use game_server::config::Cli;
use game_server::startup::{command, exit_code, explain};
use std::process::ExitCode;

/// A tick of a thousand players makes and frees some 20,000 small buffers, most of them in renet;
/// glibc's allocator takes an eighth of the tick for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match command(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("game-server: {}", explain(&error));
            ExitCode::from(exit_code(&error))
        }
    }
}
