//! "Play on this machine": an own server on loopback, in a process of its own.
//!
//! The server's binary is looked for next to the client's. Its standard output is read until it has
//! said where to join and that it is ready; what it says on standard error is kept for the player to
//! read should it not come up. It is asked to stop (SIGTERM) and waited for, so that it saves
//! everything; only a server that does not stop is killed, by its own process id. Should the client be
//! killed, a guard asks in its place.

mod output;
mod stop;

use bevy::prelude::Resource;
use output::{LastWords, Output};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};
use thiserror::Error;

/// How long a server may take to come up. A cold start takes two seconds; a slow disk or a debug
/// build on a busy machine takes much longer.
const PATIENCE: Duration = Duration::from_secs(90);

/// A server of our own. It is stopped when this is dropped.
#[derive(Resource, Debug)]
pub(crate) struct OwnServer {
    child: Child,
    invite: String,
    said: LastWords,
}

impl OwnServer {
    /// What it said last, if it has ended by itself.
    pub(crate) fn died_saying(&mut self) -> Option<String> {
        // A server that just closed its socket may still be on its way out.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(300) {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return Some(self.said.text());
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }

    /// Where to join it.
    pub(crate) fn invite(&self) -> &str {
        &self.invite
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        stop::stop(&mut self.child);
    }
}

/// Why the own server did not start.
#[derive(Debug, Error)]
pub(crate) enum ServerError {
    /// There is no server's binary.
    #[error(
        "there is no game-server next to the client (looked for {}); build it with `cargo build -p \
         game-server`, or put both programs into one directory", looked_for.display()
    )]
    Missing { looked_for: PathBuf },
    /// The data directory cannot be made.
    #[error("the directory {} for your world cannot be made: {source}; make room or choose another one with --data-dir", path.display())]
    Directory { path: PathBuf, source: io::Error },
    /// The system does not start it.
    #[error("the server {} cannot be started: {source}; check that it may be executed", path.display())]
    Spawn { path: PathBuf, source: io::Error },
    /// It ended before it was ready.
    #[error("the server ended before it was ready, and said:\n{said}")]
    Ended { said: String },
    /// It never got ready.
    #[error("the server was not ready after {} seconds; try again when the machine is less busy. It said:\n{said}", PATIENCE.as_secs())]
    TooSlow { said: String },
}

/// Starts a server for the world in `directory`, and waits until it is ready. Blocks: call it from a
/// thread of its own. `seed` counts for a world that does not exist yet.
///
/// # Errors
/// [`ServerError`] says what happened and what to do.
pub(crate) fn start(directory: &Path, seed: Option<&str>) -> Result<OwnServer, ServerError> {
    let program = program()?;
    let is_new = !directory.exists();
    fs::create_dir_all(directory)
        .map_err(|source| ServerError::Directory { path: directory.to_owned(), source })?;
    let mut command = Command::new(&program);
    command.arg("--port").arg("0").arg("--data-dir").arg(directory);
    if is_new {
        command.arg("--seed").arg(seed.map_or_else(random_seed, str::to_owned));
    }
    // The server keeps to loopback; nobody else is to walk into a world that is not meant for them.
    command.arg("--bind").arg("127.0.0.1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    tracing::info!(program = %program.display(), world = %directory.display(), "starting a server");
    let child = command.spawn().map_err(|source| ServerError::Spawn { path: program, source })?;
    stop::guard(child.id());
    wait_until_ready(child)
}

fn wait_until_ready(mut child: Child) -> Result<OwnServer, ServerError> {
    let mut output = Output::read(&mut child);
    let begun = Instant::now();
    loop {
        output.take();
        if let Some(invite) = output.ready() {
            let said = output.keep_reading();
            return Ok(OwnServer { child, invite, said });
        }
        if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) {
            // What it said last may still be on its way.
            thread::sleep(Duration::from_millis(100));
            output.take();
            return Err(ServerError::Ended { said: output.last_words().text() });
        }
        if begun.elapsed() > PATIENCE {
            stop::stop(&mut child);
            return Err(ServerError::TooSlow { said: output.last_words().text() });
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn program() -> Result<PathBuf, ServerError> {
    let name = format!("game-server{}", env::consts::EXE_SUFFIX);
    let own = env::current_exe().unwrap_or_default();
    let beside = own.parent().map(|directory| directory.join(&name)).unwrap_or_default();
    // Examples and tests run from a directory below the programs.
    let above = own.parent().and_then(Path::parent).map(|directory| directory.join(&name));
    [Some(beside.clone()), above]
        .into_iter()
        .flatten()
        .find(|path| path.is_file())
        .ok_or(ServerError::Missing { looked_for: beside })
}

const FIRST: [&str; 8] =
    ["amber", "hollow", "silver", "quiet", "burning", "old", "green", "winter"];
const SECOND: [&str; 8] = ["hill", "river", "crown", "forest", "tide", "stone", "road", "garden"];

/// A seed that is easy to tell somebody.
fn random_seed() -> String {
    let mut bytes = [0; 4];
    // Without a source of randomness every new world is the same; it is still a world.
    let _ = getrandom::fill(&mut bytes);
    let [first, second, low, high] = bytes;
    let pick = |words: &[&'static str; 8], byte: u8| words[usize::from(byte % 8)];
    let number = u16::from_le_bytes([low, high]);
    format!("{} {} {number}", pick(&FIRST, first), pick(&SECOND, second))
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
