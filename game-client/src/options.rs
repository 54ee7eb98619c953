//! What the command line asks for.

use clap::Parser;
use std::path::PathBuf;
use std::str::FromStr;
use thiserror::Error;

/// The game client.
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "game-client", version, about = "Seedbound: a world that grows from a seed")]
pub struct Options {
    /// Join this server at once: an address or an invite (seedbound://host:port#key).
    #[arg(long, value_name = "ADDR|INVITE", conflicts_with = "play")]
    pub join: Option<String>,
    /// Play on this machine at once: starts an own server on loopback.
    #[arg(long)]
    pub play: bool,
    /// The name to play under.
    #[arg(long)]
    pub name: Option<String>,
    /// Where keys, settings and own worlds are kept [default: $XDG_DATA_HOME/seedbound].
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// The seed of an own world that does not exist yet.
    #[arg(long)]
    pub seed: Option<String>,
    /// Drive the game through the steps of this file (see docs/client-script.md).
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,
    /// Where the script's pictures go.
    #[arg(long, value_name = "DIR", requires = "script")]
    pub capture: Option<PathBuf>,
    /// The window's size in pixels.
    #[arg(long, value_name = "WxH")]
    pub size: Option<Size>,
    /// Draw with little effort: for slow machines and tests.
    #[arg(long)]
    pub low: bool,
}

/// A window's size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// A text that is no window size.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("a size reads WIDTHxHEIGHT, each from 320 to 7680: 1280x720")]
pub struct SizeError;

impl FromStr for Size {
    type Err = SizeError;

    fn from_str(text: &str) -> Result<Self, SizeError> {
        let (width, height) = text.split_once(['x', 'X']).ok_or(SizeError)?;
        let pixels = |text: &str| {
            let pixels = text.trim().parse().map_err(|_| SizeError)?;
            if (320..=7680).contains(&pixels) { Ok(pixels) } else { Err(SizeError) }
        };
        Ok(Self { width: pixels(width)?, height: pixels(height)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_nonsense_is_refused() {
        assert_eq!("1280x720".parse(), Ok(Size { width: 1280, height: 720 }));
        for wrong in ["", "1280", "x", "1280x", "10x10", "99999x720", "-1x5", "axb"] {
            assert_eq!(wrong.parse::<Size>(), Err(SizeError), "{wrong:?}");
        }
    }

    #[test]
    fn the_command_line_knows_its_options() {
        let line =
            ["game-client", "--join", "localhost:7777", "--name", "Ada", "--size", "640x360"];
        let options = Options::try_parse_from(line).expect("a valid command line");
        assert_eq!(options.join.as_deref(), Some("localhost:7777"));
        assert!(Options::try_parse_from(["game-client", "--play", "--join", "x"]).is_err());
        assert!(Options::try_parse_from(["game-client", "--capture", "d"]).is_err());
    }
}
