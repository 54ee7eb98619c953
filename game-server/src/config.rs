//! How a server is set up: defaults, then `server.toml`, then the command line.
//!
//! The file is read once into checked types. What is wrong in it is an error with line and column;
//! what is not in it has the default that `assets/server.toml` documents.

mod check;
mod cli;
mod error;
mod file;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use transport::DEFAULT_PORT;

pub use cli::Cli;
pub use error::ConfigError;

/// The documented default file, as `--print-config` prints it.
pub const DEFAULT_FILE: &str = include_str!("../../assets/server.toml");

/// The file that is read from the working directory when none is named.
pub const FILE_NAME: &str = "server.toml";

/// A checked configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// What the server is called; 1 to 48 characters on one line.
    pub name: String,
    /// Said to everybody who joins; at most 240 characters on one line, may be empty.
    pub motd: String,
    /// The text of the seed; `None`: that of the world found, or a drawn one.
    pub seed: Option<String>,
    /// A ruleset's name or path.
    pub ruleset: String,
    /// Port of UDP and TCP; 0: any that is free.
    pub port: u16,
    /// The local address.
    pub bind: IpAddr,
    /// The host in the invite; `None`: this machine's address.
    pub public_host: Option<String>,
    /// Players at once, 1 to 16,384.
    pub player_limit: u16,
    /// The world's directory.
    pub data_dir: PathBuf,
    /// Only who has a pass may join.
    pub invite_only: bool,
    /// How far players see others, in metres, 32 to 512.
    pub view_distance: u16,
    /// Where metrics are served.
    pub metrics: MetricsAddress,
    /// Which chain items are recorded on.
    pub chain: ChainChoice,
    /// Where the program is on a chain behind a node.
    pub chain_program: [u8; 32],
    /// A filter of `tracing-subscriber`.
    pub log: String,
}

/// Which chain items are recorded on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainChoice {
    /// The one inside this process.
    Embedded,
    /// The one that is reached through this node's RPC address, which may hold a key and is not logged.
    Remote(String),
    /// None.
    Off,
}

/// Where metrics are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricsAddress {
    /// On loopback, one above the game's port; any free port where that is 0.
    Auto,
    /// Nowhere.
    Off,
    /// There; a loopback address.
    At(SocketAddr),
}

impl MetricsAddress {
    /// The address to bind, for a server whose game port is `port`.
    #[must_use]
    pub fn resolve(self, port: u16) -> Option<SocketAddr> {
        match self {
            Self::Auto => {
                // Port 65535 has none above it: then any.
                let port = if port == 0 { 0 } else { port.checked_add(1).unwrap_or(0) };
                Some(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port))
            }
            Self::Off => None,
            Self::At(address) => Some(address),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: "A Seedbound world".to_owned(),
            motd: String::new(),
            seed: None,
            ruleset: "core".to_owned(),
            port: DEFAULT_PORT,
            bind: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            public_host: None,
            player_limit: 64,
            data_dir: PathBuf::from("data"),
            invite_only: false,
            view_distance: 128,
            metrics: MetricsAddress::Auto,
            chain: ChainChoice::Embedded,
            chain_program: crate::chain::PROGRAM,
            log: "info".to_owned(),
        }
    }
}

impl Config {
    /// The configuration that a command line asks for: its file, or `server.toml` in the working
    /// directory, or the defaults; and its options on top.
    ///
    /// # Errors
    /// [`ConfigError`], which names the file, the line and the column, or the option.
    pub fn load(cli: &Cli) -> Result<Self, ConfigError> {
        let mut config = match &cli.config {
            Some(path) => Self::from_file(path)?,
            None => {
                let path = Path::new(FILE_NAME);
                let there = path.try_exists();
                match there.map_err(|source| ConfigError::Read { path: path.to_owned(), source })? {
                    true => Self::from_file(path)?,
                    false => Self::default(),
                }
            }
        };
        cli.apply(&mut config)?;
        Ok(config)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`ConfigError::Read`], [`ConfigError::Wrong`].
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let read_error = |source| ConfigError::Read { path: path.to_owned(), source };
        let bytes = std::fs::read(path).map_err(read_error)?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default());
            ConfigError::wrong(
                path,
                &before,
                before.len(),
                "it is not UTF-8 text",
                "save it as UTF-8",
            )
        })?;
        Self::from_text(path, &text)
    }

    /// Reads the text of a file; `path` is for the messages.
    ///
    /// # Errors
    /// [`ConfigError::Wrong`].
    pub fn from_text(path: &Path, text: &str) -> Result<Self, ConfigError> {
        file::read(path, text)
    }
}
