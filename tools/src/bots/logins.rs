//! Logging many bots in: a few threads, since a login blocks for its answers.

use session::SessionError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use transport::{Invite, LoggedIn, LoginError, LoginRefusal, PlayerKey};

/// Logins under way at once. Each is two short requests; the server's signatures are what takes
/// time, so more threads would only wait.
const THREADS: u32 = 8;
/// Logins that wait for the crowd. Connect tokens live for seconds, so few.
const WAITING: usize = 32;
/// How often a login that was put off or timed out is tried again.
const TRIES: u32 = 8;

/// A bot's login.
pub(super) struct Login {
    /// Which bot.
    pub(super) index: u32,
    /// How it went.
    pub(super) result: Result<LoggedIn, SessionError>,
}

/// Logins under way.
pub(super) struct Logins {
    done: Receiver<Login>,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Logins {
    /// Starts to log `count` bots in.
    pub(super) fn start(invite: &Invite, count: u32) -> Self {
        let (sender, done) = sync_channel(WAITING);
        let next = Arc::new(AtomicU32::new(0));
        let stop = Arc::new(AtomicBool::new(false));
        let threads = (0..THREADS.min(count))
            .map(|_| {
                let (invite, sender) = (invite.clone(), sender.clone());
                let (next, stop) = (Arc::clone(&next), Arc::clone(&stop));
                thread::spawn(move || work(&invite, count, &next, &stop, &sender))
            })
            .collect();
        Self { done, stop, threads }
    }

    /// The next login that is done, if there is one now. `Err`: all are done.
    pub(super) fn next(&self) -> Result<Option<Login>, ()> {
        match self.done.try_recv() {
            Ok(login) => Ok(Some(login)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(()),
        }
    }

    /// Waits for the first login.
    pub(super) fn first(&self) -> Option<Login> {
        self.done.recv().ok()
    }
}

impl Drop for Logins {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Senders that wait for room end when the receiver is gone; it outlives this function, so
        // make room until each thread is through.
        for thread in self.threads.drain(..) {
            while !thread.is_finished() {
                while self.done.try_recv().is_ok() {}
                thread::sleep(Duration::from_millis(5));
            }
            // A thread that panicked has said so; the others go on.
            let _ = thread.join();
        }
    }
}

fn work(
    invite: &Invite,
    count: u32,
    next: &AtomicU32,
    stop: &AtomicBool,
    sender: &SyncSender<Login>,
) {
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        if index >= count || stop.load(Ordering::Relaxed) {
            return;
        }
        let result = log_in(invite, index, stop);
        if sender.send(Login { index, result }).is_err() {
            return;
        }
    }
}

fn log_in(invite: &Invite, index: u32, stop: &AtomicBool) -> Result<LoggedIn, SessionError> {
    let key = PlayerKey::generate()?;
    // Keys are fresh each time, so that a name made from one is free.
    let mark: String = key.wallet().to_string().chars().take(6).collect();
    let name = format!("bot-{index}-{mark}");
    let hash = protocol::protocol_hash();
    let mut tried = 0;
    loop {
        let error = match transport::log_in(invite, &key, &name, hash, None) {
            Ok(logged_in) => return Ok(logged_in),
            Err(error) => error,
        };
        tried += 1;
        let wait = match &error {
            LoginError::Refused(LoginRefusal::TooManyRequests { retry_after_s }) => {
                Duration::from_secs((*retry_after_s).clamp(1, 10))
            }
            LoginError::TimedOut { .. } | LoginError::Unreachable { .. } => Duration::from_secs(1),
            _ => return Err(error.into()),
        };
        if tried == TRIES || stop.load(Ordering::Relaxed) {
            return Err(error.into());
        }
        thread::sleep(wait);
    }
}
