//! The server's process: started, heard until it is ready, stopped by its number, never left behind.

use anyhow::{Context, bail};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to be ready. It takes one or two seconds.
const READY: Duration = Duration::from_secs(40);
/// How long an orderly stop may take before the process is killed.
const STOP: Duration = Duration::from_secs(15);

/// What a server is started with.
#[derive(Clone, Debug)]
pub(super) struct ServerOrder {
    /// The program.
    pub(super) program: PathBuf,
    /// The world's seed.
    pub(super) seed: String,
    /// The ruleset.
    pub(super) ruleset: String,
    /// Where the world is kept.
    pub(super) data: PathBuf,
    /// Where everything that it prints goes.
    pub(super) log: PathBuf,
}

/// A running server.
pub(super) struct ServerProcess {
    child: Child,
    /// How to join it.
    pub(super) invite: String,
    /// Where its chain's RPC answers.
    pub(super) chain: Option<String>,
    /// How long it took to be ready.
    pub(super) took: Duration,
    stopped: bool,
}

/// The server's program: beside this one.
pub(super) fn find_program() -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe().context("cannot tell where this program is")?;
    let name = format!("game-server{}", std::env::consts::EXE_SUFFIX);
    let program = own.with_file_name(name);
    if !program.is_file() {
        let release = if cfg!(debug_assertions) { "" } else { " --release" };
        bail!(
            "there is no server at {}; build it first: cargo build{release} --bin game-server",
            program.display()
        );
    }
    Ok(program)
}

impl ServerProcess {
    /// Starts a server on a free port of loopback and waits until players can join.
    pub(super) fn start(order: &ServerOrder) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let mut log =
            File::options().create(true).append(true).open(&order.log).with_context(|| {
                format!("cannot write the server's log {}", order.log.display())
            })?;
        let mut child = Command::new(&order.program)
            .args(["--bind", "127.0.0.1", "--port", "0", "--metrics", "off"])
            .args(["--seed", &order.seed, "--ruleset", &order.ruleset])
            .arg("--data-dir")
            .arg(&order.data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log.try_clone().context("cannot share the server's log")?)
            .spawn()
            .with_context(|| format!("cannot start {}", order.program.display()))?;
        let (sender, lines) = channel();
        if let Some(output) = child.stdout.take() {
            // Ends with the server's output. Its lines go to the log and, until it is ready, here.
            thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    // A full disk must not stop the server.
                    let _ = writeln!(log, "{line}");
                    let _ = sender.send(line);
                }
            });
        }
        let mut server = Self {
            child,
            invite: String::new(),
            chain: None,
            took: Duration::ZERO,
            stopped: false,
        };
        server.invite = server.wait_ready(&lines, order)?;
        server.took = begun.elapsed();
        Ok(server)
    }

    /// The process's number.
    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends by itself only when something is wrong.
    pub(super) fn exited(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Asks it to stop in order; [`Self::wait_stopped`] waits for it.
    pub(super) fn ask_to_stop(&mut self) {
        terminate(&mut self.child);
    }

    /// Waits until it has stopped.
    pub(super) fn wait_stopped(&mut self) -> anyhow::Result<ExitStatus> {
        let deadline = Instant::now() + STOP;
        while Instant::now() < deadline {
            if let Some(status) = self.exited() {
                self.stopped = true;
                return Ok(status);
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!("the server did not stop within {} seconds", STOP.as_secs())
    }

    fn wait_ready(
        &mut self,
        lines: &Receiver<String>,
        order: &ServerOrder,
    ) -> anyhow::Result<String> {
        let deadline = Instant::now() + READY;
        let mut invite = None;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match lines.recv_timeout(left) {
                Ok(line) => {
                    let word =
                        line.split_whitespace().find(|word| word.starts_with("seedbound://"));
                    if let Some(chain) = line.strip_prefix("chain: ") {
                        let url = chain.split_whitespace().find(|word| word.starts_with("http"));
                        self.chain = url.map(str::to_owned);
                    }
                    // The server names several; the first is the one for this machine.
                    invite = invite.or(word.map(str::to_owned));
                    if line.starts_with("ready")
                        && let Some(invite) = invite
                    {
                        return Ok(invite);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    bail!("the server was not ready after {} seconds", READY.as_secs())
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let status = self.child.wait().context("cannot wait for the server")?;
                    self.stopped = true;
                    bail!("the server ended before it was ready ({status}):\n{}", tail(&order.log))
                }
            }
        }
    }
}

impl Drop for ServerProcess {
    /// However this program ends, the server ends with it.
    fn drop(&mut self) {
        if self.stopped || self.exited().is_some() {
            return;
        }
        terminate(&mut self.child);
        if self.wait_stopped().is_err() {
            // Nothing more can be done if even that fails.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The end of the log, for an error.
pub(super) fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(12)..].join("\n")
}

#[cfg(unix)]
fn terminate(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process};
    // The child is not waited for yet, so its number still names it.
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // It may have ended by itself in this moment.
        let _ = kill_process(pid, Signal::TERM);
    }
}

#[cfg(not(unix))]
fn terminate(child: &mut Child) {
    // There is no gentler way here. What was answered is saved all the same.
    let _ = child.kill();
}
