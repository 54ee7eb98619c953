//! Stopping the own server: asked first, by its process id only.

use std::process::Child;
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

#[cfg(unix)]
fn ask(pid: u32) {
    use std::process::{Command, Stdio};
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
