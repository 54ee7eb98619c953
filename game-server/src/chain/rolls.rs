//! What the world owes who opens a relic: epochs to roll in, and for each roll its lock and its reveal,
//! or its end when the world was away for too long.
//!
//! All of it is found on the chain, again and again, and never in the memory of a request: a roll that
//! was asked for just before a crash, or by another program than our client, is served all the same.

use super::authority::Authority;
use anyhow::Context;
use ledger::client::{ChainClient, Roll};
use ledger::outbox::{Duty, Operation, enqueue};
use redb::Database;
use seed::WorldSecret;
use seedbound_interface::odds::PlainSha256;
use seedbound_interface::{Hash, derive, hash_chain, limits, sha256::sha256};
use std::collections::BTreeSet;

/// The secret at the end of an epoch's chain of hashes. It is revealed with the epoch; the world's own
/// secret does not follow from it.
pub(super) fn epoch_secret(secret: &WorldSecret, number: u64) -> Hash {
    Hash(sha256(&[b"seedbound/epoch/v1", secret.expose(), &number.to_le_bytes()]))
}

/// Rolls that an epoch can hold.
pub(super) const LENGTH: u32 = limits::CHAIN_LENGTH;

/// The tip that an epoch is opened with.
pub(super) fn epoch_tip(secret: &WorldSecret, number: u64) -> Hash {
    hash_chain::tip(&PlainSha256, epoch_secret(secret, number), LENGTH)
}

/// Sees to rolls.
#[derive(Default)]
pub(super) struct Rolls {
    /// Rolls whose duties are in the outbox already.
    begun: BTreeSet<[u8; 32]>,
    /// Of those, the ones that are to be ended.
    ending: BTreeSet<[u8; 32]>,
    /// Rolls that were asked for in the open epoch and have no outcome.
    pub(super) pending: u64,
}

impl Rolls {
    /// Puts what is owed into the outbox; true when there is something new in it.
    pub(super) fn look(
        &mut self,
        client: &ChainClient,
        database: &Database,
        authority: &Authority,
        secret: &WorldSecret,
    ) -> anyhow::Result<bool> {
        let world = client.world(&authority.world)?;
        if world.epoch == 0 {
            return Ok(false);
        }
        let address = derive::epoch(&client.program(), &authority.world, world.epoch);
        let epoch = client.epoch(&address)?;
        self.pending = u64::from(epoch.requested - epoch.resolved.min(epoch.requested));
        if self.pending == 0 {
            self.begun.clear();
            self.ending.clear();
            return Ok(false);
        }
        let secret = epoch_secret(secret, world.epoch);
        let slot = client.slot()?;
        let mut operations: Vec<Operation> = Vec::new();
        let pending = client.rolls_pending(&address)?;
        for roll in &pending {
            operations.extend(self.owed(roll, secret, epoch.chain_length, slot)?);
        }
        if operations.is_empty() {
            return Ok(false);
        }
        let transaction = database.begin_write()?;
        for operation in &operations {
            enqueue(&transaction, operation, u64::MAX)?;
        }
        transaction.commit()?;
        tracing::debug!(rolls = pending.len(), duties = operations.len(), "relics are rolled");
        let late = pending.iter().filter(|roll| slot > roll.deadline_slot);
        self.ending.extend(late.map(|roll| roll.address));
        self.begun.extend(pending.iter().map(|roll| roll.address));
        Ok(true)
    }

    fn owed(
        &self,
        roll: &Roll,
        secret: Hash,
        length: u32,
        slot: u64,
    ) -> anyhow::Result<Vec<Operation>> {
        if slot > roll.deadline_slot {
            let begun = self.ending.contains(&roll.address);
            let end = Duty::Expire { roll: roll.address }.operation();
            return Ok(if begun { Vec::new() } else { vec![end] });
        }
        if self.begun.contains(&roll.address) {
            return Ok(Vec::new());
        }
        let preimage = hash_chain::preimage(&PlainSha256, secret, length, roll.index)
            .context("a roll beyond the end of its epoch")?;
        let duties = [
            Duty::Lock { roll: roll.address },
            Duty::Reveal { roll: roll.address, preimage: preimage.0 },
        ];
        Ok(duties.iter().map(Duty::operation).collect())
    }
}
