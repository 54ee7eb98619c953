//! What was done for players, and what is owed to them: receipts, rolls that wait, classes.

use super::scan::by_field;
use super::{ChainClient, Class, ReadError, Roll, version};
use seedbound_interface::accounts::{self, receipt, roll};
use seedbound_interface::odds::{PlainSha256, payment_hash};
use seedbound_interface::{Hash, Key, derive};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A receipt: that the world did something for a player.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its address; that of a ticket is the ticket.
    pub address: Key,
    /// The world that did it.
    pub world: Key,
    /// The operation's id.
    pub operation: [u8; 32],
    /// What was done.
    pub kind: ReceiptKind,
    /// Whom it was done for.
    pub player: Key,
    /// The slot in which it was done.
    pub slot: u64,
    /// The hash of what was done.
    pub payload_hash: [u8; 32],
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptKind {
    /// A ticket was granted.
    Ticket {
        /// The class that it can be rolled for.
        class: Key,
        /// Whether it can be used now: never was, or came back.
        unused: bool,
        /// How many rolls it was used for; more than one only where some expired or found every cap
        /// spent. The next one's number is this.
        attempts: u8,
        /// The newest of these rolls.
        newest_roll: Option<Key>,
    },
    /// An item was granted.
    Item {
        /// Its class.
        class: Key,
        /// The item.
        mint: Key,
    },
    /// Lamports were paid. How many is not on the account, but follows from
    /// [`Receipt::is_payment_of`] for who knows.
    Payment,
}

impl Receipt {
    fn of(address: Key, found: &accounts::Receipt<&[u8]>, program: &Key) -> Option<Self> {
        let (class, attempts) = (found.class(), found.attempts());
        let kind = match found.kind() {
            receipt::KIND_TICKET => ReceiptKind::Ticket {
                class,
                unused: found.spendable() == 1,
                attempts,
                newest_roll: attempts
                    .checked_sub(1)
                    .map(|attempt| derive::roll(program, &address, attempt)),
            },
            receipt::KIND_ITEM => ReceiptKind::Item { class, mint: found.mint() },
            receipt::KIND_PAYMENT => ReceiptKind::Payment,
            _ => return None,
        };
        Some(Self {
            address,
            world: found.world(),
            operation: found.operation().0,
            kind,
            player: found.player(),
            slot: found.slot(),
            payload_hash: found.payload_hash().0,
        })
    }

    /// Whether it is that of a payment of so many lamports.
    #[must_use]
    pub fn is_payment_of(&self, lamports: u64) -> bool {
        self.kind == ReceiptKind::Payment
            && payment_hash(&PlainSha256, &self.player, lamports).0 == self.payload_hash
    }
}

impl ChainClient {
    /// The receipt of a world's operation; `None` when it was not done.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn receipt(&self, operation: &[u8; 32], world: &Key) -> Result<Option<Receipt>, ReadError> {
        let address = derive::receipt(&self.program(), world, &Hash(*operation));
        let Some(found) = self.found_many(&[address])?.pop().flatten() else { return Ok(None) };
        if found.owner != self.program() {
            // Whoever sends lamports to the address makes an account there, but no receipt.
            return Ok(None);
        }
        let read = accounts::Receipt::of(&found.data[..]).ok_or_else(|| version(&address))?;
        let read = Receipt::of(address, &read, &self.program()).ok_or_else(|| version(&address))?;
        if (read.world, read.operation) != (*world, *operation) {
            return Err(ReadError::Counterfeit {
                address: address.into(),
                why: "it is the receipt of something else".to_owned(),
            });
        }
        Ok(Some(read))
    }

    /// The rolls of an epoch that are neither settled nor expired, in the order in which they were
    /// asked for and must be resolved. Asks for many accounts at once, which the RPC for players does not
    /// offer.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn rolls_pending(&self, epoch: &Key) -> Result<Vec<Roll>, ReadError> {
        let mut pending = BTreeMap::new();
        // In this order: one that is locked between the questions is in both answers, none in neither.
        for state in [roll::REQUESTED, roll::LOCKED] {
            let spec = &accounts::Roll::SPEC;
            let filters = [by_field(spec, "epoch", epoch), by_field(spec, "state", &[state])];
            for (address, data) in self.scan(spec, &filters)? {
                let found = accounts::Roll::of(&data[..]).ok_or_else(|| version(&address))?;
                let place = derive::roll(&self.program(), &found.ticket(), found.attempt());
                self.check_place(&address, &place)?;
                pending.insert(found.index(), Roll::of(address, &found));
            }
        }
        Ok(pending.into_values().collect())
    }

    /// A root over everything that an epoch's rolls came to: SHA-256 over result and mint of each, in the
    /// order in which they were asked for; a mint of zeros where there was none. Asks for many accounts
    /// at once, which the RPC for players does not offer.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn rolls_root(&self, epoch: &Key) -> Result<[u8; 32], ReadError> {
        let spec = &accounts::Roll::SPEC;
        let mut ended = BTreeMap::new();
        for (address, data) in self.scan(spec, &[by_field(spec, "epoch", epoch)])? {
            let roll = accounts::Roll::of(&data[..]).ok_or_else(|| version(&address))?;
            ended.insert(roll.index(), [roll.result().0, roll.mint()]);
        }
        let mut root = Sha256::new_with_prefix(b"seedbound/epoch-root/v1");
        for parts in ended.values() {
            root.update(parts.as_flattened());
        }
        Ok(root.finalize().into())
    }

    /// All classes of a world, by number. Asks for many accounts at once, which the RPC for players does
    /// not offer.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn classes(&self, world: &Key) -> Result<Vec<Class>, ReadError> {
        let spec = &accounts::ItemClass::SPEC;
        let mut classes = BTreeMap::new();
        for (address, data) in self.scan(spec, &[by_field(spec, "world", world)])? {
            let class = accounts::ItemClass::of(&data[..]).ok_or_else(|| version(&address))?;
            let class = Class::of(address, &class);
            self.check_place(&address, &derive::class(&self.program(), world, class.number))?;
            classes.insert(class.number, class);
        }
        Ok(classes.into_values().collect())
    }
}
