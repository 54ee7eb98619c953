//! Starting and stopping the chain, and its thread.

use super::PROGRAM;
use super::authority::Authority;
pub use super::founding::Founded;
use super::ties::{Desk, Ties, pair};
use super::watch::Watch;
use crate::data_dir::DataDir;
use crate::metrics::Metrics;
use anchor_client::CommitmentConfig;
use anyhow::Context;
use ledger::embedded::{ChainHealth, EmbeddedChain, EmbeddedConfig, Genesis, Program};
use ledger::outbox::{Outbox, OutboxConfig, OutboxHealth, WorldContract};
use redb::Database;
use solana_rpc_client::rpc_client::RpcClient;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The built program, as it is committed.
const ELF: &[u8] = include_bytes!("../../../onchain-program/program/seedbound.so");
/// Lamports that the authority of a new chain has: fees and rents for some hundred million items.
const PURSE: u64 = 1_000_000_000_000_000_000;
/// Time between two looks at what players wait for.
const LOOK: Duration = Duration::from_millis(200);
/// After how long the founding is tried again.
const AGAIN: Duration = Duration::from_secs(2);
/// How long the outbox may go without an answer before that is trouble; and how long a class may not be
/// seen, of a world that is founded, before it is taken for none.
const OUTAGE: Duration = Duration::from_secs(60);
/// How long a stop waits for operations that are under way. The next start takes up the rest.
const LAST_OPERATIONS: Duration = Duration::from_secs(3);

/// The running chain and what works on it.
pub struct Chain {
    running: Option<Running>,
    /// The file's last user closes it.
    database: Option<Arc<Database>>,
}

struct Running {
    url: String,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Chain {
    /// Starts the chain that is in `database`, or a new one. What does not start is told in log and
    /// metrics, and the game runs without: what it wants recorded waits.
    ///
    /// # Errors
    /// When the authority's key cannot be had: with another key it would be another world.
    pub(crate) fn start(
        database: Arc<Database>,
        dir: &DataDir,
        founded: Founded,
        metrics: &Arc<Metrics>,
    ) -> anyhow::Result<(Self, Ties)> {
        let authority = Authority::load_or_create(dir)?;
        let (ties, desk) = pair(authority.class);
        let running = match run(&database, authority, founded, desk, metrics) {
            Ok(Some(running)) => Some(running),
            Ok(None) => anyhow::bail!(
                "{} is not the key that this world's chain was made with; put the one of your \
                 backup there, or start with --chain off",
                dir.authority_file().display()
            ),
            Err(error) => {
                metrics.chain_failed.set(1);
                tracing::error!(
                    error = %format!("{error:#}"),
                    "the chain does not start; the game runs, and what is to be recorded waits"
                );
                None
            }
        };
        Ok((Self { running, database: Some(database) }, ties))
    }

    /// Where its RPC answers; `None` when it did not start.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.running.as_ref().map(|running| running.url.as_str())
    }

    /// Stops it; everything that was told is on disk. Call it when the store has written its last
    /// change, so that the last operations may still be done.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        if let Some(Running { stop, thread, .. }) = self.running.take() {
            stop.store(true, Ordering::Relaxed);
            if thread.join().is_err() {
                tracing::error!("the chain's thread panicked");
            }
        }
        if let Some(Err(error)) =
            self.database.take().and_then(Arc::into_inner).map(Database::close)
        {
            tracing::error!(%error, "the database did not close in order");
        }
    }
}

impl Drop for Chain {
    fn drop(&mut self) {
        self.end();
    }
}

/// `None`: the chain is there, and this is not the key that runs it.
fn run(
    database: &Arc<Database>,
    authority: Authority,
    founded: Founded,
    desk: Desk,
    metrics: &Arc<Metrics>,
) -> anyhow::Result<Option<Running>> {
    let config = EmbeddedConfig {
        genesis: Genesis { funded: vec![(authority.key.into(), PURSE)] },
        programs: vec![Program { address: PROGRAM.into(), elf: ELF.to_vec() }],
        ..EmbeddedConfig::default()
    };
    let chain = EmbeddedChain::start(Arc::clone(database), &config)?;
    if chain.durable_lamports(&authority.key.into())? == 0 {
        chain.shutdown()?;
        return Ok(None);
    }
    let url = chain.rpc_url();
    let stop = Arc::new(AtomicBool::new(false));
    let work = Work {
        client: RpcClient::new_with_commitment(url.clone(), CommitmentConfig::finalized()),
        chain,
        outbox: None,
        authority,
        founded,
        watch: Watch::new(desk),
        database: Arc::clone(database),
        metrics: Arc::clone(metrics),
        stop: Arc::clone(&stop),
        told: None,
    };
    let thread = std::thread::Builder::new().name("chain".to_owned()).spawn(move || {
        let metrics = Arc::clone(&work.metrics);
        if catch_unwind(AssertUnwindSafe(|| work.go())).is_err() {
            metrics.chain_failed.set(1);
            tracing::error!(
                "the chain's thread panicked; nothing is recorded until the next start"
            );
        }
    });
    let thread = thread.context("cannot start the chain's thread")?;
    Ok(Some(Running { url, stop, thread }))
}

struct Work {
    chain: EmbeddedChain,
    client: RpcClient,
    /// Once the world is founded.
    outbox: Option<Outbox>,
    authority: Authority,
    founded: Founded,
    watch: Watch,
    database: Arc<Database>,
    metrics: Arc<Metrics>,
    stop: Arc<AtomicBool>,
    /// The trouble that the log has told of.
    told: Option<String>,
}

impl Work {
    fn go(mut self) {
        let mut again = Instant::now();
        while !self.stop.load(Ordering::Relaxed) {
            if self.outbox.is_none() && Instant::now() >= again {
                again = Instant::now() + AGAIN;
                let begun = self.begin().map_err(|error| format!("{error:#}"));
                self.trouble(begun.err());
            }
            if !self.watch.listen(LOOK) {
                std::thread::sleep(LOOK);
            }
            if let Some(outbox) = &self.outbox {
                if self.watch.waits() {
                    outbox.wake();
                }
                self.watch.look(&self.database, &self.client, &self.authority);
            }
            self.report();
        }
        self.end();
    }

    /// Founds what is missing and starts to work on operations.
    fn begin(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        let steps = self.founded.found(&self.client, &self.authority)?;
        let key = self.authority.key;
        let keypair = || self.authority.keypair.insecure_clone();
        let outbox = Outbox::start(
            Arc::clone(&self.database),
            &self.chain.rpc_url(),
            keypair(),
            WorldContract::new(PROGRAM, self.authority.world, key, keypair()).founded(OUTAGE),
            // Our own chain, on our own machine: it may be asked often.
            OutboxConfig {
                poll: Duration::from_millis(100),
                requests_per_second: 400,
                ..OutboxConfig::default()
            },
            Duration::from_secs(5),
        )?;
        self.outbox = Some(outbox);
        tracing::info!(steps, took = ?began.elapsed(), "the world stands on its chain");
        Ok(())
    }

    fn report(&mut self) {
        let Some(outbox) = &self.outbox else { return };
        let counters = outbox.counters();
        self.metrics.chain_slot.set(self.chain.slot());
        self.metrics.chain_waiting.set(counters.open);
        self.metrics.chain_recorded.set(counters.finished);
        self.metrics.chain_refused.set(counters.failed);
        let trouble = match (self.chain.health(), outbox.health()) {
            (ChainHealth::Failed(why), _) | (_, OutboxHealth::Stopped(why)) => Some(why),
            (_, OutboxHealth::Unfunded { lamports }) => {
                Some(format!("authority.key has only {lamports} lamports"))
            }
            (_, OutboxHealth::Node { error, since }) if since.elapsed() > OUTAGE => {
                Some(format!("the outbox gets no answer from the chain: {error}"))
            }
            // A passing error of the node, or some operations that are left aside while the others are
            // recorded: the outbox has told of it.
            (
                ChainHealth::Running,
                OutboxHealth::Well | OutboxHealth::Node { .. } | OutboxHealth::Damaged { .. },
            ) => None,
        };
        self.trouble(trouble);
    }

    /// Tells of trouble once.
    fn trouble(&mut self, why: Option<String>) {
        self.metrics.chain_failed.set(u64::from(why.is_some()));
        if let Some(why) = &why
            && self.told.as_ref() != Some(why)
        {
            tracing::error!(%why, "nothing is recorded on the chain; the game goes on");
        }
        self.told = why;
    }

    /// What is under way is done if it is done soon; then everything ends, the file's users last.
    fn end(mut self) {
        let until = Instant::now() + LAST_OPERATIONS;
        if let Some(outbox) = &self.outbox {
            // What the store wrote last has not been counted yet.
            outbox.wake();
            std::thread::sleep(Duration::from_millis(50));
        }
        while let Some(outbox) = &self.outbox
            && outbox.counters().open > 0
            && matches!(outbox.health(), OutboxHealth::Well | OutboxHealth::Damaged { .. })
            && Instant::now() < until
        {
            outbox.wake();
            std::thread::sleep(Duration::from_millis(50));
        }
        drop(self.outbox.take());
        if let Err(error) = self.chain.shutdown() {
            tracing::error!(%error, "the chain did not stop in order");
        }
    }
}
