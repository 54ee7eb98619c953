//! What ties a tick to the chain's threads: bounded channels, none of which a tick waits for, and two
//! boards that the threads write and the tick reads.

use super::board::Board;
use super::item::Shelf;
use ledger::outbox::OperationId;
use ledger::sponsor::Agreement;
use protocol::{Deal, DealId, Key, LedgerInfo, RecordState, Recorded, Side, Token};
use seedbound_interface::derive;
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use worldgen::Item;

/// Questions, orders and answers that may wait.
const QUEUE: usize = 1_024;

/// Something that the counter is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Find out what a deal needs.
    Propose {
        /// The deal's name.
        id: DealId,
        /// Who wants it.
        player: Key,
        /// What.
        want: Want,
    },
    /// Sign as payer and send.
    Complete {
        /// The deal's name.
        id: DealId,
        /// What all have agreed to.
        agreement: Agreement,
        /// The players' signatures.
        signatures: Vec<(Key, [u8; 64])>,
    },
    /// Look at a wallet now, and again and again while its player is here.
    Visit(Key),
    /// Look at it no more.
    Gone(Key),
    /// Somebody looks at the market.
    Browse,
}

/// What a player wants signed, as far as the game knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// Open a sealed relic: the operation that granted its ticket, and the player's part of the roll.
    Open { operation: Key, nonce: Key },
    /// Offer a token.
    List { token: Token, price: u64 },
    /// Another price for an offer.
    Reprice { mint: Key, price: u64 },
    /// Take an offer back.
    Cancel { mint: Key },
    /// Buy an offer.
    Buy { mint: Key, maximum_price: u64 },
    /// Destroy a token.
    Burn { token: Token },
    /// Give and get.
    Swap([Side; 2]),
}

/// What the tick hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// What became of an operation.
    Operation {
        /// Which.
        id: OperationId,
        /// How far it is.
        state: RecordState,
    },
    /// What is to be signed.
    Proposed {
        /// The deal's name.
        id: DealId,
        /// What.
        deal: Deal,
        /// A recent blockhash.
        blockhash: Key,
    },
    /// A deal is done, and final.
    Done {
        /// The deal's name.
        id: DealId,
        /// The transaction.
        transaction: [u8; 64],
    },
    /// A deal did not happen.
    Failed {
        /// The deal's name.
        id: DealId,
        /// For people.
        why: String,
    },
    /// What a wallet holds.
    Wallet {
        /// Whose.
        wallet: Key,
        /// What.
        holdings: Holdings,
    },
}

/// What a wallet holds of this world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holdings {
    /// The chain's slot: all that was final by then is in it.
    pub(crate) slot: u64,
    /// Lamports.
    pub(crate) lamports: u64,
    /// The world's tokens, in the order of their mints.
    pub(crate) tokens: Vec<Held>,
    /// The mints of all tokens in it, also of those that could not be read.
    pub(crate) mints: BTreeSet<Key>,
}

/// A token in a wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// The operation that it hangs from.
    pub(crate) operation: OperationId,
    /// The item of the game.
    pub(crate) item: Item,
    /// What the chain says of it.
    pub(crate) recorded: Recorded,
}

/// The tick's end.
pub(crate) struct Ties {
    program: Key,
    world: Key,
    /// Once the chain has been reached.
    info: Arc<OnceLock<LedgerInfo>>,
    questions: SyncSender<OperationId>,
    orders: SyncSender<Order>,
    // Only one thread uses it; a resource has to be shareable.
    news: Mutex<Receiver<News>>,
    board: Arc<Mutex<Arc<Board>>>,
    shelf: Arc<Shelf>,
}

/// The end of the chain's threads.
pub(crate) struct Desk {
    pub(super) info: Arc<OnceLock<LedgerInfo>>,
    pub(super) questions: Receiver<OperationId>,
    pub(super) orders: Receiver<Order>,
    pub(super) news: SyncSender<News>,
    pub(super) board: Arc<Mutex<Arc<Board>>>,
    pub(super) shelf: Arc<Shelf>,
}

/// Both ends, for a world of a program.
pub(crate) fn pair(program: Key, world: Key) -> (Ties, Desk) {
    let (questions, asked) = sync_channel(QUEUE);
    let (orders, ordered) = sync_channel(QUEUE);
    let (tell, news) = sync_channel(QUEUE);
    let desk = Desk {
        info: Arc::default(),
        questions: asked,
        orders: ordered,
        news: tell,
        board: Arc::default(),
        shelf: Arc::default(),
    };
    let ties = Ties {
        program,
        world,
        info: Arc::clone(&desk.info),
        questions,
        orders,
        news: Mutex::new(news),
        board: Arc::clone(&desk.board),
        shelf: Arc::clone(&desk.shelf),
    };
    (ties, desk)
}

impl Ties {
    /// The account of a class, by its number.
    pub(crate) fn class(&self, number: u32) -> Key {
        derive::class(&self.program, &self.world, number)
    }

    /// The chain, once it has been reached.
    pub(crate) fn info(&self) -> Option<LedgerInfo> {
        self.info.get().copied()
    }

    /// Asks what becomes of an operation; false when there is no room now.
    pub(crate) fn ask(&self, id: OperationId) -> bool {
        match self.questions.try_send(id) {
            Err(TrySendError::Full(_)) => false,
            // Nobody will answer any more: the log has said why.
            Ok(()) | Err(TrySendError::Disconnected(_)) => true,
        }
    }

    /// Orders something; false when there is no room now, or nobody to do it.
    pub(crate) fn order(&self, order: Order) -> bool {
        self.orders.try_send(order).is_ok()
    }

    /// Up to `most` answers.
    pub(crate) fn hear(&mut self, most: usize) -> Vec<News> {
        let news = self.news.get_mut().unwrap_or_else(PoisonError::into_inner);
        news.try_iter().take(most).collect()
    }

    /// The market and the supply, as they were seen last.
    pub(crate) fn board(&self) -> Arc<Board> {
        Arc::clone(&self.board.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Items that the world has given, by their operations.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }
}

#[cfg(test)]
impl Desk {
    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<OperationId> {
        self.questions.try_iter().collect()
    }

    /// What was ordered so far.
    pub(crate) fn ordered(&self) -> Vec<Order> {
        self.orders.try_iter().collect()
    }

    /// Says which chain it is.
    pub(crate) fn open(&self, info: LedgerInfo) {
        self.info.set(info).expect("once");
    }

    /// Hangs up another board.
    pub(crate) fn show(&self, board: Board) {
        *self.board.lock().expect("not poisoned") = Arc::new(board);
    }

    /// Tells.
    pub(crate) fn tell(&self, news: News) {
        self.news.try_send(news).expect("there is room");
    }

    /// Tells what became of an operation.
    pub(crate) fn answer(&self, id: OperationId, state: RecordState) {
        self.tell(News::Operation { id, state });
    }
}
