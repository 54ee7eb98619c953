//! Starting and stopping the chain and its thread.

use super::authority::Authority;
use super::counter::Pace;
pub use super::founding::Founded;
use super::ties::{Ties, pair};
use super::watch::Watch;
use super::work::Work;
use super::{Place, embedded};
use crate::data_dir::DataDir;
use crate::metrics::Metrics;
use anyhow::Context;
use redb::Database;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

/// The running chain and what works on it.
pub struct Chain {
    running: Option<Running>,
    /// The file's last user closes it.
    database: Option<Arc<Database>>,
}

struct Running {
    url: String,
    own: bool,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Chain {
    /// Starts the chain that is in `database`, or a new one; or the way to the one at a node's address.
    /// What does not start is told in log and metrics, and the game runs without: what it wants recorded
    /// waits.
    ///
    /// # Errors
    /// When the authority's key cannot be had, or is not the one that the chain was made with: with
    /// another key it would be another world.
    pub(crate) fn start(
        database: Arc<Database>,
        dir: &DataDir,
        place: &Place,
        founded: Founded,
        metrics: &Arc<Metrics>,
    ) -> anyhow::Result<(Self, Ties)> {
        let authority = Authority::load_or_create(dir, place.program())?;
        let (ties, desk) = pair(authority.program, authority.world);
        let node = match place {
            Place::Remote { url, .. } => Ok(Some((url.clone(), None))),
            Place::Embedded => embedded::start(&database, &authority)
                .map(|chain| chain.map(|chain| (chain.rpc_url(), Some(chain)))),
        };
        let running = match node {
            Ok(None) => anyhow::bail!(
                "{} is not the key that this world's chain was made with; put the one of your \
                 backup there, or start with --chain off",
                dir.authority_file().display()
            ),
            Ok(Some((url, chain))) => {
                let own = chain.is_some();
                let stop = Arc::new(AtomicBool::new(false));
                let work = Work {
                    url: url.clone(),
                    pace: if own { Pace::OWN } else { Pace::REMOTE },
                    chain,
                    connected: None,
                    authority,
                    founded,
                    watch: Watch::new(desk.questions, desk.news.clone()),
                    counter: Some((desk.orders, desk.news)),
                    counting: None,
                    counter_failed: Arc::default(),
                    info: desk.info,
                    board: desk.board,
                    shelf: desk.shelf,
                    database: Arc::clone(&database),
                    metrics: Arc::clone(metrics),
                    stop: Arc::clone(&stop),
                    told: None,
                };
                let thread = std::thread::Builder::new().name("chain".to_owned());
                let thread = thread.spawn(move || work.guarded());
                let thread = thread.context("cannot start the chain's thread")?;
                Some(Running { url, own, stop, thread })
            }
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

    /// Whether it is the one inside this process.
    #[must_use]
    pub fn own(&self) -> bool {
        self.running.as_ref().is_some_and(|running| running.own)
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
