//! Seedbound's client: reads the command line and calls its library.

use clap::Parser;
use game_client::Options;
use std::process::ExitCode;

fn main() -> ExitCode {
    game_client::run(Options::parse()).unwrap_or_else(|error| {
        use std::io::Write as _;
        // Nobody is left to tell if standard error is closed.
        let _ = writeln!(std::io::stderr(), "error: {error:#}");
        ExitCode::FAILURE
    })
}
