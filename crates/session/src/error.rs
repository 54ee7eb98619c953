//! Why there is no session: what happened, and what to do.

use seed::GENERATOR_VERSION;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why a server could not be joined.
#[derive(Debug, Error)]
pub enum SessionError {
    /// The address or invite cannot be read.
    #[error(transparent)]
    Invite(#[from] transport::InviteError),
    /// The player's key cannot be had.
    #[error(transparent)]
    Key(#[from] transport::KeyFileError),
    /// The login failed.
    #[error(transparent)]
    Login(#[from] transport::LoginError),
    /// No connection can be started.
    #[error(transparent)]
    Connect(#[from] transport::ConnectError),
    /// The list of known servers cannot be used.
    #[error(
        "the list of known servers {} cannot be used: {source}; make it readable and writable, or \
         move it away (servers are then trusted anew when you next join them)", path.display()
    )]
    KnownServers {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line of the list of known servers cannot be read.
    #[error(
        "line {line} of {} is not \"host:port key\"; correct or delete that line", path.display()
    )]
    KnownServersLine {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// The server's world comes from another generator.
    #[error(
        "the server's world was made by generator version {server}, this program has version \
         {GENERATOR_VERSION}; update whichever is older"
    )]
    Generator {
        /// The server's version.
        server: u32,
    },
    /// The server's ruleset is not here, or broken.
    #[error(
        "this server plays by the ruleset {name:?}, which cannot be loaded here: {source}; ask the \
         host for it and put it into assets/rulesets"
    )]
    Ruleset {
        /// Its name.
        name: String,
        /// What is the matter.
        source: ruleset::RulesetError,
    },
    /// The ruleset of that name differs from the server's.
    #[error(
        "the ruleset {name:?} here is not the one that the server plays by (here {here:.12}, server \
         {server:.12}); ask the host for theirs and put it into assets/rulesets"
    )]
    RulesetDiffers {
        /// Its name.
        name: String,
        /// Hash of the one here.
        here: String,
        /// Hash of the server's.
        server: String,
    },
    /// What the server says of its world makes no sense.
    #[error("the server's description of its world cannot be read ({what}); tell the host")]
    WorldInfo {
        /// Which part.
        what: &'static str,
    },
}
