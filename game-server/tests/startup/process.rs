//! The server as a process.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The program, in an empty directory and environment of its own.
pub(crate) fn program(place: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_game-server"));
    command.current_dir(place).env_remove("SEEDBOUND_LOG").stdin(Stdio::null());
    command
}

/// Runs the program to its end: exit code, output, error output.
pub(crate) fn run(place: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = program(place).args(arguments).output().expect("starts");
    let text = |bytes| String::from_utf8(bytes).expect("is text");
    (output.status.code().expect("ends by itself"), text(output.stdout), text(output.stderr))
}

/// A running server; killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// What it announced, `name: value` each.
    pub(crate) lines: Vec<String>,
    /// From the start of the process to `ready`.
    pub(crate) took: Duration,
    errors: Option<JoinHandle<String>>,
    _rest: Receiver<String>,
}

impl Server {
    /// Starts one on a free port of loopback and waits until it is ready.
    pub(crate) fn start(place: &Path, more: &[&str]) -> Self {
        let began = Instant::now();
        let mut child = program(place)
            .args(["--port", "0", "--bind", "127.0.0.1"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut stderr = child.stderr.take().expect("is piped");
        let errors = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = stderr.read_to_string(&mut text);
            text
        });
        let output = BufReader::new(child.stdout.take().expect("is piped"));
        let (tell, told) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = tell.send(line);
            }
        });
        let mut lines = Vec::new();
        loop {
            match told.recv_timeout(Duration::from_secs(30)) {
                Ok(line) if line == "ready" => break,
                Ok(line) => lines.push(line),
                Err(_) => {
                    let _ = child.kill();
                    panic!("it is not ready: {lines:?}\n{}", errors.join().expect("reads"));
                }
            }
        }
        Self { child, lines, took: began.elapsed(), errors: Some(errors), _rest: told }
    }

    /// What it announced under a name.
    pub(crate) fn value(&self, name: &str) -> &str {
        let found = self.lines.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.unwrap_or_else(|| panic!("no {name} in {:?}", self.lines))
    }

    /// Sends a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status().expect("kill is there");
        assert!(sent.success());
    }

    /// Waits for its end: status and error output.
    pub(crate) fn wait(mut self) -> (ExitStatus, String) {
        let began = Instant::now();
        let status = loop {
            match self.child.try_wait().expect("is ours") {
                Some(status) => break status,
                None if began.elapsed() > Duration::from_secs(20) => panic!("it does not end"),
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        };
        let errors = self.errors.take().expect("once").join().expect("reads");
        (status, errors)
    }

    /// Stops it in order.
    pub(crate) fn stop(self) -> String {
        self.signal("TERM");
        let (status, errors) = self.wait();
        assert_eq!(status.code(), Some(0), "{errors}");
        errors
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
