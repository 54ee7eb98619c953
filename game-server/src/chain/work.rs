//! The chain's thread: founds the world, looks at what players wait for, sees to what is owed to them,
//! and tells of trouble.

use super::authority::Authority;
use super::board::Board;
use super::counter::{Counter, Pace};
use super::founding::Founded;
use super::item::{Items, Shelf};
use super::rolls::Rolls;
use super::ties::{News, Order};
use super::watch::Watch;
use crate::metrics::Metrics;
use anchor_client::CommitmentConfig;
use ledger::client::{ChainClient, ReadError};
use ledger::embedded::{ChainHealth, EmbeddedChain};
use ledger::outbox::{self, FeePolicy, Outbox, OutboxConfig, OutboxHealth, WorldContract};
use protocol::LedgerInfo;
use redb::Database;
use seedbound_interface::{Hash, Key, derive};
use solana_rpc_client::rpc_client::RpcClient;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Time between two looks at what players wait for.
const LOOK: Duration = Duration::from_millis(200);
/// After how long the founding is tried again.
const AGAIN: Duration = Duration::from_secs(2);
/// Between two looks whether bond and epoch are in order.
const UPKEEP: Duration = Duration::from_secs(10);
/// How long an answer of the node may take.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How long the outbox may go without an answer before that is trouble; and how long a class may not be
/// seen, of a world that is founded, before it is taken for none.
const OUTAGE: Duration = Duration::from_secs(30);
/// Operations under way at once: duties of rolls wait among them for their slots.
const WINDOW: usize = 100;
/// How long a stop waits for operations that are under way. The next start takes up the rest.
const LAST_OPERATIONS: Duration = Duration::from_secs(3);

/// What there is once the chain has been reached and the world stands on it.
pub(super) struct Connected {
    client: ChainClient,
    rpc: RpcClient,
    outbox: Outbox,
    items: Items,
    rolls: Rolls,
    upkeep: Instant,
    next_rolls: Instant,
}

/// The thread's work and what it needs.
pub(super) struct Work {
    pub(super) url: String,
    pub(super) pace: Pace,
    /// The one inside this process.
    pub(super) chain: Option<EmbeddedChain>,
    pub(super) connected: Option<Connected>,
    pub(super) authority: Authority,
    pub(super) founded: Founded,
    pub(super) watch: Watch,
    /// What the counter is started with.
    pub(super) counter: Option<(Receiver<Order>, SyncSender<News>)>,
    pub(super) counting: Option<JoinHandle<()>>,
    /// The counter has panicked.
    pub(super) counter_failed: Arc<AtomicBool>,
    pub(super) info: Arc<OnceLock<LedgerInfo>>,
    pub(super) board: Arc<Mutex<Arc<Board>>>,
    pub(super) shelf: Arc<Shelf>,
    pub(super) database: Arc<Database>,
    pub(super) metrics: Arc<Metrics>,
    pub(super) stop: Arc<AtomicBool>,
    /// The trouble that the log has told of.
    pub(super) told: Option<String>,
}

impl Work {
    /// Works until it is told to stop; a panic ends this thread and nothing else.
    pub(super) fn guarded(self) {
        let metrics = Arc::clone(&self.metrics);
        if catch_unwind(AssertUnwindSafe(|| self.go())).is_err() {
            metrics.chain_failed.set(1);
            tracing::error!(
                "the chain's thread panicked; nothing is recorded until the next start"
            );
        }
    }

    fn go(mut self) {
        let mut again = Instant::now();
        while !self.stop.load(Ordering::Relaxed) {
            if self.connected.is_none() && Instant::now() >= again {
                let begun = self.begin().map_err(|error| format!("{error:#}"));
                again = Instant::now() + AGAIN;
                self.trouble(begun.err());
            }
            if !self.watch.listen(LOOK) {
                std::thread::sleep(LOOK);
            }
            self.work();
            self.report();
        }
        self.end();
    }

    /// Reaches the chain, founds what is missing, and starts to work on operations and deals.
    fn begin(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        let pinned = outbox::cluster(&self.database)?;
        let Authority { program, world, key, .. } = self.authority;
        let client = || ChainClient::connect(&self.url, program, pinned, TIMEOUT);
        let reader = client()?;
        let genesis = reader.genesis()?;
        let rpc = RpcClient::new_with_timeout_and_commitment(
            self.url.clone(),
            TIMEOUT,
            CommitmentConfig::finalized(),
        );
        // Before anything is made there, so that it is not made twice, on two chains.
        let adopt = || Ok(outbox::adopt(&self.database, genesis)?);
        let steps = self.founded.found(&rpc, &reader, &self.authority, adopt)?;
        adopt()?;
        let keypair = || self.authority.keypair.insecure_clone();
        let outbox = Outbox::start(
            Arc::clone(&self.database),
            &self.url,
            keypair(),
            WorldContract::new(program, world, key, keypair()).founded(OUTAGE),
            self.outbox_config(),
            Duration::from_secs(5),
        )?;
        let info = LedgerInfo {
            genesis,
            program,
            world,
            ruleset: self.ruleset(&reader)?,
            payer: key,
            own_chain: self.chain.is_some(),
        };
        let rules = Arc::clone(&self.founded.rules);
        let items = || Items::new(world, Arc::clone(&rules), Arc::clone(&self.shelf));
        if let Some((orders, news)) = self.counter.take() {
            let counter = Counter {
                client: client()?,
                payer: keypair(),
                info,
                items: items(),
                pace: self.pace,
                orders,
                news,
                board: Arc::clone(&self.board),
                stop: Arc::clone(&self.stop),
                failed: Arc::clone(&self.counter_failed),
            };
            let thread = std::thread::Builder::new().name("counter".to_owned());
            let started = thread.spawn(move || counter.guarded());
            // What it was to work with is gone with it.
            self.counter_failed.store(started.is_err(), Ordering::Relaxed);
            self.counting = Some(started?);
        }
        // The tick knows of the chain once everything that it may ask for is there.
        let _ = self.info.set(info);
        let now = Instant::now();
        let items = items();
        self.connected = Some(Connected {
            client: reader,
            rpc,
            outbox,
            items,
            rolls: Rolls::default(),
            upkeep: now + UPKEEP,
            next_rolls: now,
        });
        tracing::info!(steps, took = ?began.elapsed(), "the world stands on its chain");
        Ok(())
    }

    /// The ruleset's account, as the world names it.
    fn ruleset(&self, client: &ChainClient) -> Result<Key, ReadError> {
        let ours = derive::ruleset(
            &self.authority.program,
            &self.authority.key,
            &Hash(self.founded.rules.hash().0),
        );
        let world = client.world(&self.authority.world)?;
        if world.ruleset != ours {
            tracing::warn!("the world on the chain was founded with another ruleset");
        }
        Ok(world.ruleset)
    }

    fn outbox_config(&self) -> OutboxConfig {
        match self.chain {
            // Our own chain, on our own machine: it may be asked often.
            Some(_) => OutboxConfig {
                poll: Duration::from_millis(100),
                requests_per_second: 400,
                window: WINDOW,
                ..OutboxConfig::default()
            },
            // Up to a tenth of a lamport for a unit of computation; a mint takes some 60,000.
            None => OutboxConfig {
                fees: FeePolicy { floor: 1_000, ceiling: 100_000 },
                window: WINDOW,
                ..OutboxConfig::default()
            },
        }
    }

    fn work(&mut self) {
        let Some(connected) = &mut self.connected else { return };
        let Connected { client, rpc, outbox, items, rolls, upkeep, next_rolls } = connected;
        if self.watch.waits() {
            outbox.wake();
        }
        let now = Instant::now();
        if now >= *next_rolls {
            *next_rolls = now + self.pace.rolls;
            self.watch.look(&self.database, client, items);
            match rolls.look(client, &self.database, &self.authority, &self.founded.secret) {
                Ok(true) => outbox.wake(),
                Ok(false) => {}
                Err(error) => {
                    tracing::debug!(error = %format!("{error:#}"), "rolls are looked at later");
                }
            }
        }
        if now >= *upkeep {
            *upkeep = now + UPKEEP;
            if let Err(error) = self.founded.readies(rpc, client, &self.authority) {
                tracing::warn!(error = %format!("{error:#}"), "bond and epoch are seen to later");
            }
        }
    }

    fn report(&mut self) {
        let Some(connected) = &self.connected else {
            let waiting = outbox::waiting(&self.database).unwrap_or(0);
            self.metrics.chain_waiting.set(waiting);
            return;
        };
        let counters = connected.outbox.counters();
        if let Some(chain) = &self.chain {
            self.metrics.chain_slot.set(chain.slot());
        }
        self.metrics.chain_waiting.set(counters.open);
        self.metrics.chain_recorded.set(counters.finished);
        self.metrics.chain_refused.set(counters.failed);
        self.metrics.chain_rolling.set(connected.rolls.pending);
        let failed =
            self.chain.as_ref().map(EmbeddedChain::health).and_then(|health| match health {
                ChainHealth::Failed(why) => Some(why),
                ChainHealth::Running => None,
            });
        let counter = self.counter_failed.load(Ordering::Relaxed);
        let counter = counter.then(|| "the counter has ended, and with it all deals".to_owned());
        let trouble = failed.or(counter).or_else(|| match connected.outbox.health() {
            // What cannot be read is left aside, and the outbox has told of it.
            OutboxHealth::Well | OutboxHealth::Damaged { .. } => None,
            OutboxHealth::Stopped(why) => Some(why),
            OutboxHealth::Unfunded { lamports } => Some(format!(
                "authority.key has only {lamports} lamports; send some to {}",
                solana_pubkey::Pubkey::from(self.authority.key)
            )),
            OutboxHealth::Node { error, since } => {
                (since.elapsed() > OUTAGE).then(|| error.to_string())
            }
        });
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
        if self.counting.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the counter's thread panicked");
        }
        if let Some(Connected { outbox, .. }) = self.connected.take() {
            let until = Instant::now() + LAST_OPERATIONS;
            // What the store wrote last has not been counted yet.
            outbox.wake();
            std::thread::sleep(Duration::from_millis(50));
            // Duties of rolls wait for slots to come; the next start sees to them.
            while outbox.counters().open > 0
                && matches!(outbox.health(), OutboxHealth::Well | OutboxHealth::Damaged { .. })
                && Instant::now() < until
            {
                outbox.wake();
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        if let Some(Err(error)) = self.chain.take().map(EmbeddedChain::shutdown) {
            tracing::error!(%error, "the chain did not stop in order");
        }
    }
}
