//! The counter: a thread that prepares and sends what players sign, looks into their wallets, and keeps
//! the board of the market. It may wait for the chain's node; nobody waits for it.

mod deals;
mod wallets;
mod words;

use super::board::{Board, hang};
use super::item::Items;
use super::ties::{News, Order};
use deals::Deals;
use ledger::client::ChainClient;
use protocol::LedgerInfo;
use solana_keypair::Keypair;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use wallets::Wallets;

/// How long it listens before it looks around again.
const LISTEN: Duration = Duration::from_millis(50);
/// After the last look at the market it is kept fresh for so long.
const INTEREST: Duration = Duration::from_secs(60);

/// How often things are looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Between two looks at the market that somebody is looking at.
    pub(super) market: Duration,
    /// So much longer while nobody is.
    pub(super) idle: Duration,
    /// Between two looks into the same wallet.
    pub(super) wallet: Duration,
    /// Between two looks for what became of a deal.
    pub(super) deal: Duration,
    /// Between two looks at what players wait for, and for relics that are being rolled.
    pub(super) rolls: Duration,
}

impl Pace {
    /// Our own chain, on our own machine.
    pub(super) const OWN: Self = Self {
        market: Duration::from_secs(1),
        idle: Duration::from_secs(30),
        wallet: Duration::from_secs(15),
        deal: Duration::from_millis(50),
        rolls: Duration::from_millis(200),
    };
    /// Somebody else's node.
    pub(super) const REMOTE: Self = Self {
        market: Duration::from_secs(10),
        idle: Duration::from_secs(300),
        wallet: Duration::from_secs(60),
        deal: Duration::from_secs(1),
        rolls: Duration::from_secs(3),
    };
}

/// What the counter works with.
pub(super) struct Counter {
    pub(super) client: ChainClient,
    pub(super) payer: Keypair,
    pub(super) info: LedgerInfo,
    pub(super) items: Items,
    pub(super) pace: Pace,
    pub(super) orders: Receiver<Order>,
    pub(super) news: SyncSender<News>,
    pub(super) board: Arc<Mutex<Arc<Board>>>,
    pub(super) stop: Arc<AtomicBool>,
    /// Set when it has panicked.
    pub(super) failed: Arc<AtomicBool>,
}

/// News that found the channel full, and the way to tell them.
struct Voice {
    news: SyncSender<News>,
    untold: VecDeque<News>,
}

impl Voice {
    fn say(&mut self, news: News) {
        self.untold.push_back(news);
        self.flush();
    }

    fn flush(&mut self) {
        while let Some(news) = self.untold.pop_front() {
            match self.news.try_send(news) {
                Ok(()) => {}
                Err(TrySendError::Full(news)) => return self.untold.push_front(news),
                Err(TrySendError::Disconnected(_)) => return self.untold.clear(),
            }
        }
    }
}

impl Counter {
    /// [`Self::run`], whose panic ends this thread and nothing else.
    pub(super) fn guarded(self) {
        let failed = Arc::clone(&self.failed);
        if catch_unwind(AssertUnwindSafe(|| self.run())).is_err() {
            failed.store(true, Ordering::Relaxed);
            tracing::error!("the counter's thread panicked; no deals until the next start");
        }
    }

    /// Works until it is told to stop or the game is gone.
    fn run(mut self) {
        let mut voice = Voice { news: self.news.clone(), untold: VecDeque::new() };
        let mut deals = Deals::default();
        let mut wallets = Wallets::default();
        let mut browsed: Option<Instant> = None;
        let mut board_due = Instant::now();
        let mut read = false;
        while !self.stop.load(Ordering::Relaxed) {
            let mut next = self.orders.recv_timeout(LISTEN);
            // A node that does not answer makes each order long: a stop does not wait for all of them.
            while !self.stop.load(Ordering::Relaxed) {
                match next {
                    Ok(order) => {
                        self.take(order, &mut deals, &mut wallets, &mut browsed, &mut voice);
                    }
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                next = self.orders.try_recv().map_err(|_| RecvTimeoutError::Timeout);
            }
            for touched in deals.look(&self.client, self.pace.deal, &mut voice) {
                wallets.again(touched);
                board_due = Instant::now();
            }
            let now = Instant::now();
            let interest = browsed.is_some_and(|at| now < at + INTEREST);
            // Whoever comes first finds something, if not the newest.
            let idle = if interest || !read { Duration::ZERO } else { self.pace.idle };
            if now >= board_due + idle {
                board_due = now + self.pace.market;
                match Board::read(&self.client, &mut self.items) {
                    Ok(board) => {
                        read = true;
                        hang(&self.board, board);
                    }
                    Err(error) => tracing::debug!(%error, "the market cannot be read now"),
                }
            }
            let own_chain = self.info.own_chain;
            let pace = self.pace.wallet;
            wallets.look(&self.client, &mut self.items, own_chain, pace, &mut voice);
            voice.flush();
        }
    }

    fn take(
        &mut self,
        order: Order,
        deals: &mut Deals,
        wallets: &mut Wallets,
        browsed: &mut Option<Instant>,
        voice: &mut Voice,
    ) {
        match order {
            Order::Browse => *browsed = Some(Instant::now()),
            Order::Visit(wallet) => wallets.visit(wallet),
            Order::Gone(wallet) => wallets.gone(&wallet),
            Order::Propose { id, player, want } => {
                voice.say(match deals::prepare(&self.client, &self.info, player, &want) {
                    Ok((deal, blockhash)) => News::Proposed { id, deal, blockhash },
                    Err(why) => News::Failed { id, why },
                });
            }
            Order::Complete { id, agreement, signatures } => {
                match agreement.complete(&self.payer, &signatures) {
                    Ok((signature, bytes)) => {
                        let players = agreement.players;
                        deals.send(&self.client, id, signature, bytes, players, voice);
                    }
                    Err(error) => voice.say(News::Failed { id, why: error.to_string() }),
                }
            }
        }
    }
}
