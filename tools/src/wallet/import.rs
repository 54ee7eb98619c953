//! `seedbound wallet import`.

use super::{WalletPlace, kept, tell};
use crate::terminal::Screen;
use anyhow::Context;
use clap::Args;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use transport::{KeyFileError, PlayerKey};
use zeroize::Zeroizing;

/// More than any keypair's text has.
const MOST_BYTES: u64 = 4_096;

/// Makes a wallet of a keypair file of Solana's tools, or of a secret from standard input: 64 bytes in
/// base58, as browsers' wallets give them out, or the JSON of such a file. The secret is not taken
/// from the command line, where others could read it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound wallet import --from ~/.config/solana/id.json
  seedbound wallet import < secret.txt
  seedbound wallet import --from id.json --replace")]
pub(crate) struct ImportArgs {
    #[command(flatten)]
    place: WalletPlace,

    /// The keypair file [default: standard input].
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,

    /// Put it in the place of a wallet that is there; that one is kept beside it under a dated name.
    #[arg(long)]
    replace: bool,

    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Carries it out.
pub(super) fn run(args: &ImportArgs, screen: &Screen) -> anyhow::Result<()> {
    let key = match &args.from {
        Some(file) => from_file(file)?,
        None => from_input(screen)?,
    };
    let path = args.place.path();
    let mut replaced = None;
    match key.save_new(&path) {
        Err(KeyFileError::Exists { .. }) if args.replace => {
            let old = kept::move_aside(&path)?;
            if let Err(error) = key.save_new(&path) {
                // The old one is a wallet again; if that fails too, the message says where it is.
                let back = std::fs::rename(&old, &path).err();
                let back = back.map(|why| format!("; the old one is at {} ({why})", old.display()));
                anyhow::bail!("{error}{}", back.unwrap_or_default());
            }
            replaced = Some(old);
        }
        Err(KeyFileError::Exists { .. }) => anyhow::bail!(
            "there is a wallet at {} already, and it was left as it is; --replace keeps it beside \
             the new one under a dated name",
            path.display()
        ),
        other => other?,
    }
    tell(screen, args.json, "imported the wallet", &key, &path, replaced.as_deref())
}

fn from_file(file: &Path) -> anyhow::Result<PlayerKey> {
    PlayerKey::load(file).map_err(|error| match error {
        KeyFileError::Malformed { path, why } => {
            anyhow::anyhow!("{} is no keypair file: {why}; nothing was changed", path.display())
        }
        other => other.into(),
    })
}

fn from_input(screen: &Screen) -> anyhow::Result<PlayerKey> {
    let input = std::io::stdin();
    if input.is_terminal() {
        screen.note("Paste the secret (base58, or the JSON of a keypair file), then Ctrl-D:");
    }
    let mut text = Zeroizing::new(String::new());
    input
        .lock()
        .take(MOST_BYTES)
        .read_to_string(&mut text)
        .context("cannot read the secret from standard input")?;
    anyhow::ensure!(
        !text.trim().is_empty(),
        "standard input is empty; name a keypair file with --from, or pipe the secret in"
    );
    PlayerKey::from_text(&text).map_err(|why| {
        anyhow::anyhow!("what came from standard input is no secret: {why}; nothing was changed")
    })
}
