//! A real server process and a player of it, for tests. Loopback only; everything that is started is
//! stopped by its process id when it goes out of scope.

use protocol::{Ask, Outcome, RequestId};
use seedbound_interface::addresses;
use serde_json::{Value, json};
use session::{Happening, Joining, Options, Session, Wish};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use transport::{PlayerKey, Wallet};

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
    /// Where its metrics are.
    metrics: String,
    /// What it logs, as warnings and errors.
    log: Receiver<String>,
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
            .stderr(Stdio::piped())
            .env("SEEDBOUND_LOG", "warn")
            .spawn()
            .expect("the server's binary is built with its tests");
        let errors = child.stderr.take().expect("it is piped");
        let (log, logged) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                eprintln!("{line}");
                // Nobody may listen.
                let _ = log.send(line);
            }
        });
        let out = child.stdout.take().expect("it is piped");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let [invite, chain, metrics] = [(); 3].map(|()| String::new());
        let mut server = Self { child, lines, invite, chain, metrics, log: logged };
        loop {
            let line = server.lines.recv_timeout(PATIENCE).expect("the server gets ready");
            if let Some(invite) = line.trim().strip_prefix("join:") {
                server.invite = invite.trim().to_owned();
            }
            if let Some(chain) = line.trim().strip_prefix("chain: ") {
                server.chain = chain.split(' ').next().unwrap_or_default().to_owned();
            }
            if let Some(metrics) = line.trim().strip_prefix("metrics: ") {
                server.metrics = metrics.to_owned();
            }
            if line.trim() == "ready" {
                return server;
            }
        }
    }

    /// Whether it logs a line with these words, now or soon; panics on a line with a secret.
    pub(crate) fn hears(&mut self, words: &str) -> bool {
        let until = Instant::now() + PATIENCE;
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            let Ok(line) = self.log.recv_timeout(left) else { return false };
            assert!(!line.contains("SECRET"), "{line}");
            if line.contains(words) {
                return true;
            }
        }
        false
    }

    /// What one of its metrics says.
    pub(crate) fn metric(&self, name: &str) -> Option<f64> {
        let mut page = ureq::get(&self.metrics).call().ok()?;
        let page = page.body_mut().read_to_string().ok()?;
        page.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
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
    /// Like [`Self::join`]; what the player's wallet is asked to sign, and has asked for, it signs.
    pub(crate) fn join_with_wallet(invite: &str, key: &Arc<PlayerKey>, name: &str) -> Self {
        let mut guest = Self::join(invite, key, name);
        guest.session.sign_with(Arc::clone(key));
        guest
    }

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

/// Mint and amount of every token of Token-2022 that a wallet holds, asked of the chain.
pub(crate) fn tokens(url: &str, wallet: Wallet) -> Vec<(String, String)> {
    let program = Wallet::from_bytes(addresses::TOKEN_PROGRAM).to_string();
    let params =
        json!([wallet.to_string(), { "programId": program }, { "encoding": "jsonParsed" }]);
    let request =
        json!({ "jsonrpc": "2.0", "id": 1, "method": "getTokenAccountsByOwner", "params": params });
    let mut response = ureq::post(url).send_json(request).expect("answers");
    let answer: Value = response.body_mut().read_json().expect("is JSON");
    let accounts = answer["result"]["value"].as_array().unwrap_or_else(|| panic!("{answer}"));
    let told = accounts.iter().map(|account| {
        let info = &account["account"]["data"]["parsed"]["info"];
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        (text(&info["mint"]), text(&info["tokenAmount"]["amount"]))
    });
    told.collect()
}
