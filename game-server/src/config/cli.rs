//! The command line. Every option has the meaning, and keeps to the rules, of its key in the file.

use super::check::{self, Broken};
use super::{Config, ConfigError};
use clap::Parser;
use std::path::PathBuf;

/// The Seedbound dedicated server: grows a world from a seed and serves it to players.
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "game-server", version, about)]
#[command(after_help = "Environment: SEEDBOUND_LOG sets the log filter (such as debug); \
    SEEDBOUND_ASSETS names another assets directory.\n\
    Ctrl-C or SIGTERM saves everything and stops; a second one stops at once.")]
pub struct Cli {
    /// Read this file instead of server.toml in the working directory
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// What the world grows from: any words, or the 64 digits that the server prints
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub seed: Option<String>,

    /// The data pack: a name under assets/rulesets, or a path
    #[arg(long, value_name = "NAME")]
    pub ruleset: Option<String>,

    /// UDP and TCP port; 0 takes a free one
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,

    /// The local address to listen on
    #[arg(long, value_name = "ADDRESS")]
    pub bind: Option<String>,

    /// Where the world is kept
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// What the server is called
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub name: Option<String>,

    /// Players at once, 1 to 16384
    #[arg(long, value_name = "COUNT")]
    pub player_limit: Option<i64>,

    /// Where metrics are served: auto, off, or a loopback address with a port
    #[arg(long, value_name = "ADDRESS")]
    pub metrics: Option<String>,

    /// Which chain items are recorded on: embedded, off, or the RPC address of a node
    #[arg(long, value_name = "CHAIN")]
    pub chain: Option<String>,

    /// Print an invite that is good for so many hours, and start nothing
    #[arg(long, value_name = "HOURS", value_parser = clap::value_parser!(u32).range(1..=87_600))]
    pub invite: Option<u32>,

    /// Print a configuration file with every key, its default and what it means
    #[arg(long)]
    pub print_config: bool,

    /// Check configuration, ruleset and world, and start nothing
    #[arg(long, conflicts_with_all = ["print_config", "invite"])]
    pub check: bool,
}

impl Cli {
    /// Puts the options over what the file says.
    pub(super) fn apply(&self, config: &mut Config) -> Result<(), ConfigError> {
        set(&mut config.seed, "--seed", self.seed.as_deref(), check::seed)?;
        set(&mut config.ruleset, "--ruleset", self.ruleset.as_deref(), check::ruleset)?;
        set(&mut config.bind, "--bind", self.bind.as_deref(), check::bind)?;
        set(&mut config.name, "--name", self.name.as_deref(), check::name)?;
        set(&mut config.player_limit, "--player-limit", self.player_limit, check::player_limit)?;
        set(&mut config.metrics, "--metrics", self.metrics.as_deref(), check::metrics)?;
        set(&mut config.chain, "--chain", self.chain.as_deref(), check::chain)?;
        if let Some(port) = self.port {
            config.port = port;
        }
        if let Some(dir) = &self.data_dir {
            if dir.as_os_str().is_empty() {
                check::data_dir("").map_err(|broken| error("--data-dir", broken))?;
            }
            config.data_dir.clone_from(dir);
        }
        Ok(())
    }
}

fn set<R, T>(
    field: &mut T,
    option: &'static str,
    raw: Option<R>,
    check: impl Fn(R) -> Result<T, Broken>,
) -> Result<(), ConfigError> {
    if let Some(raw) = raw {
        *field = check(raw).map_err(|broken| error(option, broken))?;
    }
    Ok(())
}

fn error(option: &'static str, Broken { what, hint }: Broken) -> ConfigError {
    ConfigError::Option { option, what, hint: hint.to_owned() }
}
