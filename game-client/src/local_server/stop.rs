//! Stopping the own server: asked first, by its process id only.

use std::process::Child;
#[cfg(unix)]
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to save everything.
const PATIENCE: Duration = Duration::from_secs(8);

/// Asks the server to stop, waits, and kills it if it does not.
pub(super) fn stop(child: &mut Child) {
    if matches!(child.try_wait(), Ok(Some(_))) {
        return;
    }
    ask(child.id());
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(None) => thread::sleep(Duration::from_millis(20)),
            Ok(Some(_)) => return,
            Err(_) => break,
        }
    }
    tracing::warn!(pid = child.id(), "the own server did not stop and is killed");
    // It may have ended in between.
    let _ = child.kill();
    let _ = child.wait();
}

/// Sees to it that the server is asked to stop also when the client is killed and can ask no more: a
/// small shell waits for either to end.
#[cfg(unix)]
pub(super) fn guard(server: u32) {
    const WATCH: &str = "while kill -0 \"$1\" 2>/dev/null; do kill -0 \"$2\" 2>/dev/null || exit 0; \
                         sleep 1; done; kill -TERM \"$2\"";
    let client = std::process::id().to_string();
    let guard = Command::new("sh")
        .args(["-c", WATCH, "seedbound-guard", &client, &server.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match guard {
        // Somebody has to wait for it, or it stays in the system's table.
        Ok(mut guard) => drop(thread::spawn(move || guard.wait())),
        Err(error) => tracing::warn!(%error, "nobody watches over the own server"),
    }
}

#[cfg(not(unix))]
pub(super) const fn guard(_server: u32) {}

#[cfg(unix)]
fn ask(pid: u32) {
    // The standard library knows no signal but SIGKILL; `kill` is part of every Unix.
    let asked = Command::new("kill")
        .args(["-TERM", &pid.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !matches!(asked, Ok(status) if status.success()) {
        tracing::warn!(pid, "the own server could not be asked to stop");
    }
}

#[cfg(not(unix))]
fn ask(_pid: u32) {}
