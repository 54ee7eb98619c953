//! The thread that works on the outbox.

use super::contract::Contract;
use super::node::Node;
use super::round::{Came, Cut, Rounds};
use super::status::Status;
use super::{OutboxConfig, OutboxCounters, OutboxError, OutboxHealth, record};
use redb::Database;
use solana_keypair::Keypair;
use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Without a wake-up, the queue is looked at so often.
const IDLE: Duration = Duration::from_secs(1);

/// The running outbox. Dropping it ends the thread after its round; what is open stays open.
#[derive(Debug)]
pub struct Outbox {
    status: Arc<Status>,
    wake: mpsc::SyncSender<()>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Outbox {
    /// Starts to work on what is open in `database`, through the node at `url`. `payer` signs and pays.
    ///
    /// Before this returns, each open operation was looked for on chain, before anything new is signed;
    /// or `patience` is over, and [`Self::health`] tells why.
    ///
    /// # Errors
    /// [`OutboxError`].
    pub fn start(
        database: Arc<Database>,
        url: &str,
        payer: Keypair,
        contract: impl Contract,
        config: OutboxConfig,
        patience: Duration,
    ) -> Result<Self, OutboxError> {
        if !(1..=100).contains(&config.window) || config.requests_per_second == 0 {
            let why = "window is 1 to 100, requests_per_second at least 1".to_owned();
            return Err(OutboxError::Configuration { why });
        }
        let status = Arc::new(Status::default());
        let stop = Arc::new(AtomicBool::new(false));
        status.open.store(record::open(&database, 0)?.open, Ordering::Relaxed);
        let rounds = Rounds {
            node: Node::new(url, &config, Arc::clone(&status)),
            database,
            contract,
            payer,
            config,
            status: Arc::clone(&status),
            sent_at: HashMap::new(),
            purse_at: None,
            cluster_checked: false,
        };
        let (wake, woken) = mpsc::sync_channel(1);
        let (first, done) = mpsc::sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("outbox".to_owned())
            .spawn({
                let (stop, status) = (Arc::clone(&stop), Arc::clone(&status));
                move || {
                    let worked =
                        catch_unwind(AssertUnwindSafe(|| work(rounds, &woken, &stop, &first)));
                    if let Err(panic) = worked {
                        let why = format!("the outbox panicked: {}", words(&*panic));
                        tracing::error!(why, "the outbox stops");
                        status.is(OutboxHealth::Stopped(why));
                    }
                }
            })
            .map_err(OutboxError::Thread)?;
        // Too late, or the thread has ended: its health says why.
        let _ = done.recv_timeout(patience);
        Ok(Self { status, wake, stop, thread: Some(thread) })
    }

    /// Something was put into the outbox; look at it now.
    pub fn wake(&self) {
        // A full channel is a wake-up that was not heard yet.
        let _ = self.wake.try_send(());
    }

    /// What it has done.
    #[must_use]
    pub fn counters(&self) -> OutboxCounters {
        self.status.counters()
    }

    /// How it is.
    #[must_use]
    pub fn health(&self) -> OutboxHealth {
        self.status.health()
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.wake();
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the outbox's thread panicked");
        }
    }
}

fn work(
    mut rounds: Rounds<impl Contract>,
    woken: &mpsc::Receiver<()>,
    stop: &AtomicBool,
    first: &mpsc::SyncSender<()>,
) {
    let backoff = rounds.config.backoff;
    let mut pause = backoff;
    while !stop.load(Ordering::Relaxed) {
        let wait = match rounds.round() {
            Ok(came) => {
                pause = backoff;
                if !matches!(rounds.status.health(), OutboxHealth::Unfunded { .. })
                    || rounds.purse_at.is_some()
                {
                    let operations = rounds.status.damaged.load(Ordering::Relaxed);
                    rounds.status.is(match operations {
                        0 => OutboxHealth::Well,
                        operations => OutboxHealth::Damaged { operations },
                    });
                }
                // Whoever waits for the first round has stopped waiting later.
                let _ = first.try_send(());
                if came == Came::Idle { IDLE } else { rounds.config.poll }
            }
            Err(Cut::Node(error)) => {
                tracing::debug!(%error, "the outbox tries again");
                rounds.status.is_without_node(error);
                let wait = pause;
                pause = (pause * 2).min(backoff * 50);
                wait
            }
            Err(Cut::Database(error)) => {
                tracing::error!(%error, "the outbox stops");
                rounds.status.is(OutboxHealth::Stopped(error.to_string()));
                return;
            }
        };
        rest(woken, stop, wait);
    }
}

/// What a panic says.
fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without words")
}

/// Waits, but not past a wake-up when idle, and never long past a stop.
fn rest(woken: &mpsc::Receiver<()>, stop: &AtomicBool, wait: Duration) {
    let until = Instant::now() + wait;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || stop.load(Ordering::Relaxed) || woken.recv_timeout(left).is_ok() {
            return;
        }
    }
}
