//! `seedbound wallet`: the key that a player logs in with and owns things by.
//!
//! It is the game's own file in Solana's format, so there is one wallet for the game, the market and
//! Solana's tools. A secret is never taken from the command line, where every process can read it,
//! and never printed.

use crate::terminal::Screen;
use anyhow::Context;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::path::{Path, PathBuf};
use transport::{KeyFileError, PLAYER_KEY_FILE, PlayerKey, player_data_dir};

mod export;
mod import;
mod kept;

/// `seedbound wallet ...`
#[derive(Debug, Subcommand)]
pub(crate) enum WalletCommand {
    /// Make a wallet. One that is there is never overwritten.
    New(NewArgs),
    /// Print its address and where its file is.
    Show(ShowArgs),
    /// Write its key to a file that Solana's tools read.
    Export(export::ExportArgs),
    /// Make a wallet of a key that exists already.
    Import(import::ImportArgs),
}

/// Which wallet.
#[derive(Debug, Args)]
pub(crate) struct WalletPlace {
    /// The wallet's file [default: player.key in the data directory].
    #[arg(long, value_name = "FILE", conflicts_with = "player_dir")]
    file: Option<PathBuf>,

    /// The game's data directory [default: where the game keeps it].
    #[arg(long = "data-dir", id = "player_dir", value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

impl WalletPlace {
    /// The wallet in this file, or in this directory.
    pub(crate) const fn new(file: Option<PathBuf>, data_dir: Option<PathBuf>) -> Self {
        Self { file, data_dir }
    }

    /// The file.
    pub(crate) fn path(&self) -> PathBuf {
        self.file
            .clone()
            .unwrap_or_else(|| player_data_dir(self.data_dir.as_deref()).join(PLAYER_KEY_FILE))
    }

    /// Reads the wallet, which must be there.
    pub(crate) fn load(&self) -> anyhow::Result<PlayerKey> {
        let path = self.path();
        match PlayerKey::load(&path) {
            Err(KeyFileError::Missing { .. }) => anyhow::bail!(
                "there is no wallet at {}; make one with `seedbound wallet new`, or name another \
                 with --file or --data-dir",
                path.display()
            ),
            other => Ok(other?),
        }
    }
}

/// Makes a key from the operating system's randomness. The game finds it there and plays with it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound wallet new
  seedbound wallet new --file trader.key")]
pub(crate) struct NewArgs {
    #[command(flatten)]
    place: WalletPlace,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Prints the address, which may be given to anybody, and the place of the file, whose content may
/// not. Prints nothing of the secret.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound wallet show
  seedbound wallet show --json")]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    place: WalletPlace,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer<'a> {
    format: &'static str,
    address: String,
    file: &'a Path,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced: Option<&'a Path>,
}

/// Carries it out.
pub(crate) fn run(command: WalletCommand, screen: &Screen) -> anyhow::Result<()> {
    match command {
        WalletCommand::New(args) => new(&args, screen),
        WalletCommand::Show(args) => {
            let key = args.place.load()?;
            tell(screen, args.json, "", &key, &args.place.path(), None)
        }
        WalletCommand::Export(args) => export::run(&args, screen),
        WalletCommand::Import(args) => import::run(&args, screen),
    }
}

fn new(args: &NewArgs, screen: &Screen) -> anyhow::Result<()> {
    let path = args.place.path();
    let key = PlayerKey::generate()?;
    match key.save_new(&path) {
        Err(KeyFileError::Exists { .. }) => anyhow::bail!(
            "there is a wallet at {} already, and it was left as it is; look at it with \
             `seedbound wallet show`, or name another place with --file",
            path.display()
        ),
        other => other?,
    }
    tell(screen, args.json, "made a new wallet", &key, &path, None)?;
    if !args.json {
        screen.print(&screen.dim(
            "Keep a copy of the file: whoever has it owns what the wallet owns, and without it \
             nobody does.",
        ))?;
    }
    Ok(())
}

/// Prints which wallet it is.
fn tell(
    screen: &Screen,
    json: bool,
    what: &str,
    key: &PlayerKey,
    file: &Path,
    replaced: Option<&Path>,
) -> anyhow::Result<()> {
    let file = file.canonicalize().with_context(|| format!("cannot find {}", file.display()))?;
    let address = key.wallet().to_string();
    if json {
        let format = "seedbound.wallet/1";
        return screen.json(&Answer { format, address, file: &file, replaced });
    }
    let mut text = String::new();
    if !what.is_empty() {
        text += &format!("{what}\n");
    }
    text += &format!("address   {}\nfile      {}\n", screen.bold(&address), file.display());
    if let Some(replaced) = replaced {
        text += &format!("old key   {}\n", replaced.display());
    }
    screen.print(&text)
}
