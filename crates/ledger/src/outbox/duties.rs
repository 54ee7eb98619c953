//! What the world owes its players: locking a roll's slot hash in time and revealing its preimage, or
//! giving the ticket back where it was not in time.
//!
//! These leave no receipt of their own: the roll's state is one. A duty waits in the outbox until its
//! slot has come; meanwhile it takes one place of the window. A roll expires only after all that were
//! asked for before it in its epoch are resolved, so whoever expires one expires those too.

use super::contract::{Built, Held, Reader, ReceiptSays};
use super::{NodeError, Operation, OperationId};
use crate::sponsor::carried;
use seedbound_interface::accounts::{Epoch, ItemClass, Roll, World, roll};
use seedbound_interface::build::Builder;
use seedbound_interface::{Hash, Key, addresses};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use std::collections::{HashMap, HashSet};

/// Kinds of operations; 1 to 3 are the program's kinds of receipts.
const KIND_LOCK: u8 = 101;
const KIND_REVEAL: u8 = 102;
const KIND_EXPIRE: u8 = 103;

/// Something that the world owes a player who has asked for a roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Lock the slot hash of this roll.
    Lock {
        /// The roll's account.
        roll: Key,
    },
    /// Reveal the preimage of this roll, which mints the item.
    Reveal {
        /// The roll's account.
        roll: Key,
        /// The link of the epoch's chain that its index demands.
        preimage: [u8; 32],
    },
    /// Give the ticket of this roll back, whose deadline is over; it burns the world's bond for it. Put
    /// in early it waits; a roll that is settled meanwhile leaves nothing to do, which is done.
    Expire {
        /// The roll's account.
        roll: Key,
    },
}

impl Duty {
    /// The operation that does it. Its id follows from kind and roll, so that asking twice is asking
    /// once.
    #[must_use]
    pub fn operation(&self) -> Operation {
        let (kind, payload) = match self {
            Self::Lock { roll } => (KIND_LOCK, roll.to_vec()),
            Self::Reveal { roll, preimage } => (KIND_REVEAL, [*roll, *preimage].concat()),
            Self::Expire { roll } => (KIND_EXPIRE, roll.to_vec()),
        };
        let id = Sha256::new_with_prefix(b"seedbound/duty/v1").chain_update([kind]);
        let id = OperationId(id.chain_update(self.roll()).finalize().into());
        Operation { id, kind, payload_hash: Sha256::digest(&payload).into(), payload }
    }

    /// The duty of such an operation; `None` when it is none.
    #[must_use]
    pub fn of(operation: &Operation) -> Option<Self> {
        let (roll, rest) = operation.payload.split_first_chunk::<32>()?;
        match operation.kind {
            KIND_LOCK if rest.is_empty() => Some(Self::Lock { roll: *roll }),
            KIND_EXPIRE if rest.is_empty() => Some(Self::Expire { roll: *roll }),
            KIND_REVEAL => Some(Self::Reveal { roll: *roll, preimage: rest.try_into().ok()? }),
            _ => None,
        }
    }

    /// The roll that it is about.
    #[must_use]
    pub fn roll(&self) -> Key {
        match self {
            Self::Lock { roll } | Self::Reveal { roll, .. } | Self::Expire { roll } => *roll,
        }
    }
}

/// What duties depend on, as read at the beginning of a round.
#[derive(Debug, Default)]
pub(super) struct Duties {
    slot: u64,
    reveal_delay: u64,
    rolls: HashMap<Key, Vec<u8>>,
    classes: HashMap<Key, Vec<u8>>,
    /// The index of the roll that each epoch resolves next, those of this round counted in.
    next: HashMap<Key, u32>,
    /// Classes of which a roll is being revealed: what the next one mints is not known yet.
    busy: HashSet<Key>,
}

impl Duties {
    /// See [`super::Contract::begin_round`].
    pub(super) fn begin_round(
        &mut self,
        builder: &Builder,
        reader: &dyn Reader,
        new: &[Operation],
        under_way: &[Operation],
    ) -> Result<(), NodeError> {
        *self = Self::default();
        let of = |operations: &[Operation]| -> Vec<Duty> {
            operations.iter().filter_map(Duty::of).collect()
        };
        let (new, under_way) = (of(new), of(under_way));
        if new.is_empty() {
            return Ok(());
        }
        let mut keys = vec![addresses::CLOCK, builder.world];
        keys.extend(new.iter().chain(&under_way).map(Duty::roll));
        let mut found = read(reader, &keys)?;
        let nonsense = |what: &str| NodeError::Nonsense(format!("there is no {what}"));
        let clock = found.remove(&addresses::CLOCK);
        let slot = clock.as_ref().and_then(|held| held.data.first_chunk());
        self.slot = u64::from_le_bytes(*slot.ok_or_else(|| nonsense("clock"))?);
        let world = found.remove(&builder.world).ok_or_else(|| nonsense("world"))?;
        let world = World::of(&world.data[..]).ok_or_else(|| nonsense("world"))?;
        self.reveal_delay = world.reveal_delay().into();
        let rolls = found.into_iter().filter(|(_, held)| held.owner.to_bytes() == builder.program);
        self.rolls = rolls.map(|(key, held)| (key, held.data)).collect();

        let class = |duty: &Duty| {
            let data = self.rolls.get(&duty.roll())?;
            matches!(duty, Duty::Reveal { .. }).then(|| Some(Roll::of(&data[..])?.class()))?
        };
        self.busy = under_way.iter().filter_map(class).collect();
        let wanted: Vec<Key> = new.iter().filter_map(class).collect();
        self.classes =
            read(reader, &wanted)?.into_iter().map(|(key, held)| (key, held.data)).collect();

        let expiring = new.iter().filter(|duty| matches!(duty, Duty::Expire { .. }));
        let rolls = expiring.filter_map(|duty| Roll::of(&self.rolls.get(&duty.roll())?[..]));
        let epochs: HashSet<Key> = rolls.map(|roll| roll.epoch()).collect();
        let epochs: Vec<Key> = epochs.into_iter().collect();
        let next = |(key, held): (Key, Held)| Some((key, Epoch::of(&held.data[..])?.resolved()));
        self.next = read(reader, &epochs)?.into_iter().filter_map(next).collect();
        Ok(())
    }

    /// See [`super::Contract::build`].
    pub(super) fn build(&mut self, builder: &Builder, duty: &Duty) -> Built {
        let Some(data) = self.rolls.get(&duty.roll()) else { return Built::Later };
        let Some(state) = Roll::of(&data[..]) else {
            return Built::Never("there is no roll at this address".to_owned());
        };
        let open = matches!(state.state(), roll::REQUESTED | roll::LOCKED);
        let late = self.slot > state.deadline_slot();
        if let Duty::Expire { roll } = duty {
            // One that has come to its end is done as soon as that is final.
            let next = self.next.get_mut(&state.epoch()).filter(|next| **next == state.index());
            let Some(next) = next.filter(|_| open && late) else { return Built::Later };
            *next = next.saturating_add(1);
            return Built::Steps(vec![carried(&builder.expire_roll(*roll, &state))]);
        }
        if state.state() == roll::EXPIRED || (open && late) {
            return Built::Never("its deadline is over: the ticket goes back".to_owned());
        }
        match duty {
            Duty::Lock { roll }
                if state.state() == roll::REQUESTED && self.slot > state.target_slot() =>
            {
                Built::Steps(vec![carried(&builder.lock_roll(*roll))])
            }
            Duty::Reveal { roll, preimage }
                if state.state() == roll::LOCKED
                    && self.slot >= state.locked_at().saturating_add(self.reveal_delay) =>
            {
                let class =
                    self.classes.get(&state.class()).and_then(|data| ItemClass::of(&data[..]));
                let Some(class) = class.filter(|_| self.busy.insert(state.class())) else {
                    return Built::Later;
                };
                let step = builder.reveal_roll(*roll, &state, &class, Hash(*preimage));
                Built::Steps(vec![carried(&step)])
            }
            _ => Built::Later,
        }
    }

    /// See [`super::Contract::read_receipt`].
    pub(super) fn read_receipt(program: &Key, duty: &Duty, account: &Held) -> ReceiptSays {
        let state = (account.owner.to_bytes() == *program)
            .then(|| Roll::of(&account.data[..]))
            .flatten()
            .map(|roll| roll.state());
        match (duty, state) {
            (Duty::Lock { .. }, Some(roll::LOCKED | roll::SETTLED))
            | (Duty::Reveal { .. }, Some(roll::SETTLED))
            // Settled in time after all: the ticket was used, and nothing is owed.
            | (Duty::Expire { .. }, Some(roll::EXPIRED | roll::SETTLED)) => ReceiptSays::Done,
            _ => ReceiptSays::Nothing,
        }
    }
}

/// The accounts that are there.
fn read(reader: &dyn Reader, keys: &[Key]) -> Result<HashMap<Key, Held>, NodeError> {
    let addresses: Vec<Pubkey> = keys.iter().map(|key| (*key).into()).collect();
    let found = keys.iter().copied().zip(reader.accounts(&addresses)?);
    Ok(found.filter_map(|(key, held)| Some((key, held?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_comes_back_from_its_operation_and_has_one_id_for_a_roll() {
        let lock = Duty::Lock { roll: [1; 32] };
        let reveal = Duty::Reveal { roll: [1; 32], preimage: [2; 32] };
        let expire = Duty::Expire { roll: [1; 32] };
        for duty in [lock, reveal, expire] {
            assert_eq!(Duty::of(&duty.operation()), Some(duty));
            let mut cut = duty.operation();
            cut.payload.pop();
            assert_eq!(Duty::of(&cut), None);
        }
        let other = Duty::Reveal { roll: [1; 32], preimage: [3; 32] };
        assert_eq!(other.operation().id, reveal.operation().id);
        assert_ne!(other.operation().payload_hash, reveal.operation().payload_hash);
        assert_ne!(lock.operation().id, reveal.operation().id);
    }
}
