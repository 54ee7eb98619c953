//! From the chain's records to items of the game, and how far an operation is.
//!
//! What a rolled relic is follows from the roll's result and the ruleset, so that anybody finds the
//! same; what a reward is, the world remembers by the operation that gave it ([`Shelf`]).

use ledger::client::{self, ChainClient, Origin, ReadError, ReceiptKind, Roll, RollState};
use ledger::outbox::OperationId;
use protocol::{Key, RecordState, Recorded, RollProof, Token};
use ruleset::{Rarity, Ruleset};
use seed::{Path, Stream};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use worldgen::Item;

/// Number of the class of rewards; those that are rolled follow in the ruleset's order.
pub(crate) const REWARDS: u32 = 1;
/// Number of the first class that is rolled.
pub(crate) const ROLLED: u32 = 2;
/// Tokens that are remembered; beyond that all are forgotten and read again.
const KNOWN: usize = 100_000;

/// How long a mint counts as none of ours before it is read again.
const BELIEVED: Duration = Duration::from_secs(60);

/// Items that the world has given, by their operations.
#[derive(Default)]
pub(crate) struct Shelf(RwLock<HashMap<Key, Item>>);

impl Shelf {
    /// Remembers what an operation gives.
    pub(crate) fn put(&self, operation: Key, item: Item) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(operation, item);
    }

    fn get(&self, operation: &Key) -> Option<Item> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(operation).cloned()
    }
}

/// A token and the item that it is.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) operation: OperationId,
    /// Number of its class.
    pub(super) class: u32,
    pub(super) recorded: Recorded,
    pub(super) item: Item,
}

/// Why a mint is no item.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadItems {
    /// It is none of this world.
    #[error("it is no item of this world")]
    Counterfeit,
    /// The chain could not be read.
    #[error(transparent)]
    Chain(#[from] ReadError),
}

/// Reads tokens, each once.
pub(super) struct Items {
    world: Key,
    rules: Arc<Ruleset>,
    shelf: Arc<Shelf>,
    known: HashMap<Key, Arc<Known>>,
    /// Mints of others, which somebody may have sent here by the thousand, and until when that is
    /// believed: a node that lags may have shown only half of one of ours.
    foreign: HashMap<Key, Instant>,
}

impl Items {
    pub(super) fn new(world: Key, rules: Arc<Ruleset>, shelf: Arc<Shelf>) -> Self {
        Self { world, rules, shelf, known: HashMap::new(), foreign: HashMap::new() }
    }

    pub(super) fn world(&self) -> Key {
        self.world
    }

    pub(super) fn rules(&self) -> &Ruleset {
        &self.rules
    }

    /// The item that a mint is. Nothing about it ever changes.
    pub(super) fn of_mint(
        &mut self,
        client: &ChainClient,
        mint: &Key,
    ) -> Result<Arc<Known>, ReadItems> {
        let known = self.of_mints(client, &[*mint])?.pop().flatten();
        known.ok_or(ReadItems::Counterfeit)
    }

    /// The items that mints are, in their order; `None` for what is none of this world. What is not
    /// known is read all at once.
    pub(super) fn of_mints(
        &mut self,
        client: &ChainClient,
        mints: &[Key],
    ) -> Result<Vec<Option<Arc<Known>>>, ReadError> {
        let now = Instant::now();
        self.foreign.retain(|_, until| *until > now);
        let new =
            |mint: &&Key| !self.known.contains_key(*mint) && !self.foreign.contains_key(*mint);
        let unread: Vec<Key> = mints.iter().filter(new).copied().collect();
        if self.known.len() + unread.len() > KNOWN {
            self.known.clear();
        }
        for (mint, read) in unread.iter().zip(client.items(&unread)?) {
            match read {
                Ok(item) if item.world == self.world => {
                    let known = Arc::new(self.known(item));
                    self.known.insert(*mint, known);
                }
                Ok(_) | Err(ReadError::Counterfeit { .. }) => self.stranger(mint),
                // Not there yet, or of a version that we cannot read: it is looked at again.
                Err(error) => tracing::debug!(%error, "a token is not shown"),
            }
        }
        Ok(mints.iter().map(|mint| self.known.get(mint).map(Arc::clone)).collect())
    }

    /// A token as the game has it.
    fn known(&self, read: client::Item) -> Known {
        let rarity = rarity(read.rarity);
        let (item, proof) = match &read.origin {
            Origin::Granted { operation, .. } => {
                let given = self.shelf.get(operation);
                (given.unwrap_or_else(|| self.forgotten(operation, rarity)), None)
            }
            Origin::Rolled(roll) => {
                let proof = proof(roll);
                (self.rolled(read.class_number, rarity, &proof.result), Some(proof))
            }
        };
        let recorded = Recorded {
            token: Token { class: read.class, rarity: read.rarity, number: read.serial },
            mint: read.mint,
            class: read.name,
            cap: read.cap.unwrap_or(u32::MAX),
            slot: read.slot,
            proof,
        };
        Known { operation: OperationId(read.operation), class: read.class_number, recorded, item }
    }

    fn stranger(&mut self, mint: &Key) {
        if self.foreign.len() >= KNOWN {
            self.foreign.clear();
        }
        self.foreign.insert(*mint, Instant::now() + BELIEVED);
    }

    /// What came out of a roll. A class that the ruleset does not know gives something by its rarity.
    fn rolled(&self, class: u32, rarity: Rarity, result: &Key) -> Item {
        let index = class.checked_sub(ROLLED).and_then(|index| u16::try_from(index).ok());
        match index.and_then(|index| self.rules.relics.class(index)) {
            Some(class) => Item::of_relic(&self.rules, class, rarity, result),
            None => self.forgotten(result, rarity),
        }
    }

    /// What was given by an operation that this server does not remember: the same thing each time.
    fn forgotten(&self, operation: &Key, rarity: Rarity) -> Item {
        let mut stream = Stream::new(operation, "forgotten", &Path::new());
        Item::roll_rarity(&self.rules, &mut stream, 1, rarity)
    }

    /// How far an operation is that has become final: an item, or a ticket and what it was used for.
    /// `None`: nothing that a player carries.
    pub(super) fn state(
        &mut self,
        client: &ChainClient,
        id: OperationId,
        slot: u64,
    ) -> Result<Option<RecordState>, ReadItems> {
        let Some(receipt) = client.receipt(&id.0, &self.world)? else { return Ok(None) };
        Ok(match receipt.kind {
            ReceiptKind::Item { mint, .. } => Some(self.recorded(client, &mint)?),
            ReceiptKind::Payment => Some(RecordState::Paid),
            ReceiptKind::Ticket { unused: true, .. }
            | ReceiptKind::Ticket { newest_roll: None, .. } => Some(RecordState::Sealed),
            ReceiptKind::Ticket { newest_roll: Some(roll), .. } => {
                Some(self.rolling(client, &roll, slot)?)
            }
        })
    }

    fn rolling(
        &mut self,
        client: &ChainClient,
        roll: &Key,
        slot: u64,
    ) -> Result<RecordState, ReadItems> {
        let roll = client.roll(roll)?;
        match roll.state {
            RollState::Settled { item: Some((mint, ..)), .. } => self.recorded(client, &mint),
            // The ticket has gone back since it was read.
            RollState::Settled { item: None, .. } | RollState::Expired => Ok(RecordState::Sealed),
            RollState::Requested | RollState::Locked => Ok(RecordState::Rolling {
                target_slot: roll.target_slot,
                locked: roll.state == RollState::Locked,
                slot,
                deadline_slot: roll.deadline_slot,
            }),
        }
    }

    fn recorded(&mut self, client: &ChainClient, mint: &Key) -> Result<RecordState, ReadItems> {
        Ok(RecordState::Recorded(Box::new(self.of_mint(client, mint)?.recorded.clone())))
    }
}

/// The rarity of that number; what the game does not know counts as its highest.
fn rarity(number: u8) -> Rarity {
    match number {
        0 => Rarity::Common,
        1 => Rarity::Uncommon,
        2 => Rarity::Rare,
        3 => Rarity::Epic,
        _ => Rarity::Legendary,
    }
}

fn proof(roll: &Roll) -> RollProof {
    RollProof {
        roll: roll.address,
        index: roll.index,
        locked_slot: roll.locked_slot,
        slot_hash: roll.slot_hash,
        preimage: roll.preimage,
        nonce: roll.nonce,
        result: roll.result,
        rolled: match roll.state {
            RollState::Settled { rolled, .. } => rolled,
            _ => 0,
        },
    }
}
