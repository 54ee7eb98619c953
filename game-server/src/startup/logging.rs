//! The log: to the error stream, so that the output holds what the host is to read and nothing else.

use crate::config::ConfigError;
use std::io::{self, IsTerminal};
use tracing_subscriber::EnvFilter;

/// The environment variable that wins over the configuration.
const VARIABLE: &str = "SEEDBOUND_LOG";

/// Starts it. Does nothing where a log runs already (several servers in one process, tests).
pub(super) fn start(configured: &str) -> Result<(), ConfigError> {
    let filter = match std::env::var(VARIABLE) {
        Ok(text) if !text.trim().is_empty() => parse(&text)?,
        // Checked when the configuration was read.
        _ => EnvFilter::new(configured),
    };
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .try_init();
    Ok(())
}

fn parse(text: &str) -> Result<EnvFilter, ConfigError> {
    EnvFilter::builder().parse(text).map_err(|error| ConfigError::Option {
        option: VARIABLE,
        what: format!("{text:?} is not a log filter: {error}"),
        hint: "write error, warn, info, debug, trace, or like info,game_server=debug".to_owned(),
    })
}
