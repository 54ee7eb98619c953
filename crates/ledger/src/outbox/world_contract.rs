//! What a world does on chain, by the on-chain program's own receipts: grants, and with them the duties of
//! [`super::duties`].

use super::contract::{Built, Contract, Held, Judgement, Reader, ReceiptSays};
use super::duties::{Duties, Duty};
use super::grants::Grant;
use super::{NodeError, Operation};
use crate::sponsor::carried;
use anchor_client::Signer;
use seedbound_interface::accounts::class::ItemClass;
use seedbound_interface::accounts::receipt::Receipt;
use seedbound_interface::build::{Builder, ItemId};
use seedbound_interface::{Error, Hash, Key, RARITIES, derive};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

/// The program's part in grants and duties, for one world.
#[derive(Debug)]
pub struct WorldContract {
    program: Key,
    world: Key,
    payer: Key,
    authority: [Keypair; 1],
    /// The serial number that the next item of a class and rarity gets.
    serials: HashMap<(Key, u8), u32>,
    /// Classes of which items are under way: what their serial numbers will be is not known yet.
    waiting: HashSet<(Key, u8)>,
    duties: Duties,
    /// Once all classes are made: for how long one may not be seen before it is taken for none.
    patience: Option<Duration>,
    /// Classes that are named and cannot be seen, and since when.
    unseen: HashMap<Key, Instant>,
}

impl WorldContract {
    /// For the world at `world`, run by `authority`, with the program at `program`; `payer` is the
    /// outbox's.
    #[must_use]
    pub fn new(program: Key, world: Key, payer: Key, authority: Keypair) -> Self {
        Self {
            program,
            world,
            payer,
            authority: [authority],
            serials: HashMap::new(),
            waiting: HashSet::new(),
            duties: Duties::default(),
            patience: None,
            unseen: HashMap::new(),
        }
    }

    /// Says that the world is founded: every class that grants will name is on the chain, finally. From
    /// now on a grant fails for good when its class was nowhere to be seen for as long as `patience`
    /// tells, round for round; a node that is behind is given that long. Without it such a grant waits
    /// for ever, as its class may still be made.
    #[must_use]
    pub fn founded(mut self, patience: Duration) -> Self {
        self.patience = Some(patience);
        self
    }

    /// Whether a class is to be seen, and what becomes of a grant where it is not.
    fn see(&self, class: &Key) -> Result<(), Built> {
        let Some(since) = self.unseen.get(class) else { return Ok(()) };
        Err(match self.patience {
            Some(patience) if since.elapsed() >= patience => {
                let class = Pubkey::from(*class);
                Built::Never(format!("the world has no class {class}"))
            }
            _ => Built::Later,
        })
    }

    fn item(&mut self, id: Hash, class: Key, player: Key, rarity: u8) -> Built {
        if let Err(instead) = self.see(&class) {
            return instead;
        }
        if usize::from(rarity) >= RARITIES {
            return Built::Never("the class has no such rarity".to_owned());
        }
        let key = (class, rarity);
        if self.waiting.contains(&key) {
            return Built::Later;
        }
        let Some(serial) = self.serials.get_mut(&key) else {
            return Built::Later;
        };
        let item = ItemId { class, rarity, serial: *serial };
        *serial += 1;
        Built::Steps(vec![carried(&self.builder().grant_item(self.authority(), &item, player, id))])
    }

    fn ticket(&self, id: Hash, class: Key, player: Key) -> Built {
        if let Err(instead) = self.see(&class) {
            return instead;
        }
        let step = self.builder().grant_ticket(self.authority(), class, player, id);
        Built::Steps(vec![carried(&step)])
    }

    fn builder(&self) -> Builder {
        Builder { program: self.program, world: self.world, payer: self.payer }
    }

    fn authority(&self) -> Key {
        self.authority[0].pubkey().to_bytes()
    }
}

impl Contract for WorldContract {
    fn receipt(&self, operation: &Operation) -> Pubkey {
        if let Some(duty) = Duty::of(operation) {
            return duty.roll().into();
        }
        derive::receipt(&self.program, &self.world, &Hash(operation.id.0)).into()
    }

    fn read_receipt(&self, operation: &Operation, account: &Held) -> ReceiptSays {
        if let Some(duty) = Duty::of(operation) {
            return Duties::read_receipt(&self.program, &duty, account);
        }
        // Somebody may have sent lamports to the address; that is no receipt.
        if account.owner.to_bytes() != self.program {
            return ReceiptSays::Nothing;
        }
        let Some(receipt) = Receipt::of(&account.data[..]) else { return ReceiptSays::Nothing };
        if receipt.operation().0 != operation.id.0 || receipt.world() != self.world {
            ReceiptSays::Nothing
        } else if receipt.payload_hash().0 == operation.payload_hash
            && receipt.kind() == operation.kind
        {
            ReceiptSays::Done
        } else {
            ReceiptSays::Conflict
        }
    }

    fn begin_round(
        &mut self,
        reader: &dyn Reader,
        new: &[Operation],
        under_way: &[Operation],
    ) -> Result<(), NodeError> {
        let builder = self.builder();
        self.duties.begin_round(&builder, reader, new, under_way)?;
        let items = |operations: &[Operation]| -> HashSet<(Key, u8)> {
            let grants = operations.iter().filter_map(Grant::of);
            let items = grants.filter_map(|grant| match grant {
                Grant::Item { class, rarity, .. } => Some((class, rarity)),
                Grant::Ticket { .. } | Grant::Payment { .. } => None,
            });
            items.collect()
        };
        self.waiting = items(under_way);
        self.serials.clear();
        let classes: HashSet<Key> = new
            .iter()
            .filter_map(Grant::of)
            .filter_map(|grant| match grant {
                Grant::Ticket { class, .. } | Grant::Item { class, .. } => Some(class),
                Grant::Payment { .. } => None,
            })
            .collect();
        let classes: Vec<Key> = classes.into_iter().collect();
        let addresses: Vec<Pubkey> = classes.iter().map(|class| (*class).into()).collect();
        let held = if classes.is_empty() { Vec::new() } else { reader.accounts(&addresses)? };
        let mut unseen = HashMap::new();
        let mut minted = HashMap::new();
        for (class, held) in classes.into_iter().zip(held) {
            let ours = held.filter(|held| held.owner.to_bytes() == self.program);
            match ours.and_then(|held| Some(ItemClass::of(&held.data[..])?.minted())) {
                Some(counts) => {
                    minted.insert(class, counts);
                }
                None => {
                    let since = self.unseen.get(&class).copied().unwrap_or_else(Instant::now);
                    unseen.insert(class, since);
                }
            }
        }
        self.unseen = unseen;
        for (class, rarity) in items(new).difference(&self.waiting) {
            let count = minted.get(class).and_then(|counts| counts.get(usize::from(*rarity)));
            if let Some(count) = count {
                self.serials.insert((*class, *rarity), count.saturating_add(1));
            }
        }
        Ok(())
    }

    fn build(&mut self, operation: &Operation) -> Built {
        if let Some(duty) = Duty::of(operation) {
            let builder = self.builder();
            return self.duties.build(&builder, &duty);
        }
        match Grant::of(operation) {
            Some(Grant::Ticket { class, player }) => {
                self.ticket(Hash(operation.id.0), class, player)
            }
            Some(Grant::Item { class, player, rarity }) => {
                self.item(Hash(operation.id.0), class, player, rarity)
            }
            Some(Grant::Payment { player, lamports }) => {
                let id = Hash(operation.id.0);
                let step = self.builder().pay_player(self.authority(), player, id, lamports);
                Built::Steps(vec![carried(&step)])
            }
            None => Built::Never("the operation is neither grant nor duty".to_owned()),
        }
    }

    fn cosigners(&self) -> &[Keypair] {
        &self.authority
    }

    fn judge(&self, custom: Option<u32>) -> Judgement {
        match custom.and_then(Error::of) {
            Some(Error::OperationConflict) => {
                Judgement::Permanent("the operation was done with another payload")
            }
            Some(Error::CapReached) => Judgement::Permanent("no more of these may ever be made"),
            Some(Error::WrongClassKind) => {
                Judgement::Permanent("the class is rolled and cannot be granted, or the reverse")
            }
            Some(Error::WrongWorld) => Judgement::Permanent("it is of another world"),
            Some(Error::OutOfBounds) => {
                Judgement::Permanent("the class has no such rarity, or the payment is of nothing")
            }
            Some(Error::PaymentTooSmall) => {
                Judgement::Permanent("the payment would not keep the player's wallet alive")
            }
            Some(Error::SameAccount) => Judgement::Permanent("the payer would pay itself"),
            Some(Error::NotAWallet) => {
                Judgement::Permanent("the player's address is not that of a wallet")
            }
            Some(Error::TooLate | Error::SlotHashGone) => {
                Judgement::Permanent("it is too late for this roll: the ticket goes back")
            }
            Some(Error::WrongSecret) => {
                Judgement::Permanent("the preimage is not the one that the epoch's chain demands")
            }
            Some(Error::WorldClosed) => Judgement::Permanent("the world is closed"),
            // A serial number that another took, a paused world, and whatever else may change.
            _ => Judgement::Passing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::OperationId;
    use super::*;
    use seedbound_interface::accounts::receipt::KIND_TICKET;

    #[test]
    fn lamports_at_a_receipts_address_are_no_receipt_and_another_payload_is_a_conflict() {
        let program = [8; 32];
        let grants =
            WorldContract::new(program, [9; 32], [1; 32], Keypair::new_from_array([4; 32]));
        let operation =
            Grant::Ticket { class: [1; 32], player: [2; 32] }.operation(OperationId([3; 32]));
        let mut held = Held { owner: [0; 32].into(), lamports: 1, data: Vec::new() };
        assert_eq!(grants.read_receipt(&operation, &held), ReceiptSays::Nothing);
        let bytes = |payload_hash: [u8; 32]| {
            let mut bytes = vec![0; Receipt::SIZE];
            let mut receipt = Receipt::new(&mut bytes[..]).expect("of its size");
            receipt.set_world([9; 32]);
            receipt.set_operation(Hash([3; 32]));
            receipt.set_kind(KIND_TICKET);
            receipt.set_payload_hash(Hash(payload_hash));
            bytes
        };
        held.owner = program.into();
        held.data = bytes(operation.payload_hash);
        assert_eq!(grants.read_receipt(&operation, &held), ReceiptSays::Done);
        held.data = bytes([7; 32]);
        assert_eq!(grants.read_receipt(&operation, &held), ReceiptSays::Conflict);
    }
}
