//! `seedbound wallet export`.

use super::WalletPlace;
use crate::terminal::Screen;
use clap::Args;
use std::path::PathBuf;
use transport::KeyFileError;

/// Writes the key as Solana's command line writes keypairs, 64 numbers in JSON, to a new file that
/// only its owner may read (mode 0600). A file that is there is never overwritten.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  seedbound wallet export --to id.json
  solana --keypair id.json balance")]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    place: WalletPlace,

    /// The file to write.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Carries it out.
pub(super) fn run(args: &ExportArgs, screen: &Screen) -> anyhow::Result<()> {
    let key = args.place.load()?;
    match key.save_new(&args.to) {
        Err(KeyFileError::Exists { path }) => anyhow::bail!(
            "there is a file {} already, and it was left as it is; choose another with --to",
            path.display()
        ),
        other => other?,
    }
    screen.print(&format!(
        "wrote the key of {} to {}\n{}\n",
        screen.bold(&key.wallet().to_string()),
        args.to.display(),
        screen.dim("Whoever can read that file owns what the wallet owns."),
    ))
}
