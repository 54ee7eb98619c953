//! A real server process and a player of it, for tests. Loopback only; everything that is started is
//! stopped by its process id when it goes out of scope.

use protocol::{Ask, Outcome, RequestId};
use session::{Happening, Joining, Options, Session, Wish};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use transport::PlayerKey;

/// Longest wait for anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A server process.
pub(crate) struct Server {
    child: Child,
    lines: Receiver<String>,
    /// What a client types to join.
    pub(crate) invite: String,
    /// Where the RPC of its chain answers.
    pub(crate) chain: String,
}

impl Server {
    /// Starts a server and waits until it is ready.
    pub(crate) fn start(data: &Path, seed: &str, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_game-server"))
            .args(["--port", "0", "--bind", "127.0.0.1", "--seed", seed, "--data-dir"])
            .arg(data)
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .env("SEEDBOUND_LOG", "warn")
            .spawn()
            .expect("the server's binary is built with its tests");
        let out = child.stdout.take().expect("it is piped");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut server = Self { child, lines, invite: String::new(), chain: String::new() };
        loop {
            let line = server.lines.recv_timeout(PATIENCE).expect("the server gets ready");
            if let Some(invite) = line.trim().strip_prefix("join:") {
                server.invite = invite.trim().to_owned();
            }
            if let Some(chain) = line.trim().strip_prefix("chain: ") {
                server.chain = chain.split(' ').next().unwrap_or_default().to_owned();
            }
            if line.trim() == "ready" {
                return server;
            }
        }
    }

    /// Kills it with SIGKILL.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dead already: nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A player.
pub(crate) struct Guest {
    /// The connection.
    pub(crate) session: Session,
    last: Instant,
}

impl Guest {
    /// Logs in and waits until the character is in the world and knows what it carries.
    pub(crate) fn join(invite: &str, key: &PlayerKey, name: &str) -> Self {
        let joined = session::join(&Joining { server: invite, name, key, known: None })
            .unwrap_or_else(|error| panic!("{name} cannot join {invite}: {error}"));
        let options = Options { predict: false };
        let session = Session::connect(joined.logged_in, options, joined.world).expect("a socket");
        let mut guest = Self { session, last: Instant::now() };
        guest.until("the welcome", |guest| {
            let view = guest.session.view();
            view.inside && view.stats.is_some() && view.tick > 0
        });
        guest
    }

    /// One step of 10 ms; returns what happened.
    pub(crate) fn step(&mut self, wish: Wish) -> Vec<Happening> {
        std::thread::sleep(Duration::from_millis(10));
        let now = Instant::now();
        let happened = self.session.update(now - self.last);
        self.last = now;
        self.session.tick(wish);
        self.session.flush();
        happened
    }

    /// Goes on until something is the case.
    pub(crate) fn until(&mut self, what: &str, mut is: impl FnMut(&Self) -> bool) {
        let start = Instant::now();
        while !is(self) {
            assert!(
                start.elapsed() < PATIENCE,
                "waited in vain for {what}; in sight: {:?}, carried: {:?}",
                self.session.view().entities.values().map(|seen| &seen.kind).collect::<Vec<_>>(),
                self.session.view().inventory
            );
            for happening in self.step(Wish::default()) {
                assert!(!matches!(happening, Happening::Ended(_)), "{happening:?}");
            }
        }
    }

    /// Asks and waits for the answer.
    pub(crate) fn ask(&mut self, ask: Ask) -> Outcome {
        let id = self.session.ask(ask);
        self.answer(id)
    }

    /// Waits for an answer.
    pub(crate) fn answer(&mut self, id: RequestId) -> Outcome {
        let start = Instant::now();
        loop {
            assert!(start.elapsed() < PATIENCE, "no answer");
            for happening in self.step(Wish::default()) {
                match happening {
                    Happening::Answer { request, outcome } if request == id => return outcome,
                    Happening::Ended(why) => panic!("the connection ended: {why}"),
                    _ => {}
                }
            }
        }
    }
}
