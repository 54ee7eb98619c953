//! The program's accounts as plain values.

use seedbound_interface::accounts::{self, class, roll};
use seedbound_interface::odds::{PlainSha256, RollInputs, rarity, roll_result};
use seedbound_interface::{Key, PerRarity, hash_chain};

/// A world on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    /// Its address.
    pub address: Key,
    /// Who runs it.
    pub authority: Key,
    /// Its ruleset's account.
    pub ruleset: Key,
    /// The seed of everything that anyone may see.
    pub public_seed: [u8; 32],
    /// SHA-256 of its secret.
    pub secret_commitment: [u8; 32],
    /// The hash of its narrator's model.
    pub model_hash: [u8; 32],
    /// The generator's version.
    pub generator_version: u32,
    /// The newest epoch's number; 0 before the first.
    pub epoch: u64,
    /// Whether that epoch is open.
    pub epoch_open: bool,
    /// Whether rolls and sales are stopped.
    pub paused: bool,
    /// Whether it is closed for good.
    pub closed: bool,
    /// Lamports of its bond.
    pub bond: u64,
    /// Its share of sales, hundredths of a percent.
    pub fee: u16,
}

impl World {
    pub(super) fn of(address: Key, world: &accounts::World<&[u8]>) -> Self {
        Self {
            address,
            authority: world.authority(),
            ruleset: world.ruleset(),
            public_seed: world.public_seed().0,
            secret_commitment: world.secret_commitment().0,
            model_hash: world.model_hash().0,
            generator_version: world.generator_version(),
            epoch: world.epoch(),
            epoch_open: world.epoch_open() == 1,
            paused: world.paused() == 1,
            closed: world.closed() == 1,
            bond: world.bond(),
            fee: world.fee(),
        }
    }
}

/// How items of a class come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassKind {
    /// By a roll.
    Rolled,
    /// By the world, as a reward.
    Granted,
}

/// A class of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its address.
    pub address: Key,
    /// Its world.
    pub world: Key,
    /// Its number in its world.
    pub number: u32,
    /// How its items come about.
    pub kind: ClassKind,
    /// Its name.
    pub name: String,
    /// For each rarity that it has.
    pub rarities: Vec<Rarity>,
    /// How many items were burned.
    pub burned: u32,
    /// The hash of its definition in the ruleset.
    pub content_hash: [u8; 32],
    pub(super) weights: PerRarity,
}

/// One rarity of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rarity {
    /// How heavy it weighs among the class's weights.
    pub weight: u32,
    /// The chance of it, in hundredths of a percent, rounded down.
    pub basis_points: u32,
    /// How many there may ever be; `None`: no limit.
    pub cap: Option<u32>,
    /// How many were made.
    pub minted: u32,
}

impl Class {
    pub(super) fn of(address: Key, class: &accounts::ItemClass<&[u8]>) -> Self {
        let weights = class.weights();
        let sum = weights.iter().map(|weight| u64::from(*weight)).sum::<u64>().max(1);
        let rarities = (0..usize::from(class.rarity_count()).min(weights.len())).map(|at| {
            let points = u64::from(weights[at]) * 10_000 / sum;
            Rarity {
                weight: weights[at],
                basis_points: u32::try_from(points).unwrap_or(10_000),
                cap: Some(class.caps()[at])
                    .filter(|cap| *cap != seedbound_interface::limits::UNCAPPED),
                minted: class.minted()[at],
            }
        });
        Self {
            address,
            world: class.world(),
            number: class.class_id(),
            kind: if class.kind() == class::KIND_ROLLED {
                ClassKind::Rolled
            } else {
                ClassKind::Granted
            },
            name: class.name().as_str().unwrap_or_default().to_owned(),
            rarities: rarities.collect(),
            burned: class.burned(),
            content_hash: class.content_hash().0,
            weights,
        }
    }
}

/// An epoch of a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// Its address.
    pub address: Key,
    /// Its world.
    pub world: Key,
    /// Its number, from 1.
    pub number: u64,
    /// The tip of its chain of hashes, posted before the first roll.
    pub chain_tip: [u8; 32],
    /// How long that chain is.
    pub chain_length: u32,
    /// How many rolls were asked for.
    pub requested: u32,
    /// How many of them have come to their end.
    pub resolved: u32,
    /// Whether it is closed.
    pub closed: bool,
    /// The root over what it made, once it is closed.
    pub content_root: [u8; 32],
}

impl Epoch {
    pub(super) fn of(address: Key, epoch: &accounts::Epoch<&[u8]>) -> Self {
        Self {
            address,
            world: epoch.world(),
            number: epoch.number(),
            chain_tip: epoch.chain_tip().0,
            chain_length: epoch.chain_length(),
            requested: epoch.requested(),
            resolved: epoch.resolved(),
            closed: epoch.closed() == 1,
            content_root: epoch.content_root().0,
        }
    }
}

/// How far a roll is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollState {
    /// Asked for; its slot is not locked yet.
    Requested,
    /// The slot's hash is locked, the preimage not revealed.
    Locked,
    /// Done.
    Settled {
        /// The rarity that was rolled.
        rolled: u8,
        /// The item that was minted, with its rarity and serial number; `None`: all caps were spent and
        /// the ticket went back.
        item: Option<(Key, u8, u32)>,
    },
    /// The operator missed the deadline: the ticket went back.
    Expired,
}

/// A roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll {
    /// Its address.
    pub address: Key,
    /// Its world.
    pub world: Key,
    /// Its class.
    pub class: Key,
    /// Its epoch.
    pub epoch: Key,
    /// The ticket that was burned for it.
    pub ticket: Key,
    /// Which use of that ticket it is, from 0.
    pub attempt: u8,
    /// Who asked for it.
    pub player: Key,
    /// Its place in the epoch.
    pub index: u32,
    /// What the player added.
    pub nonce: [u8; 32],
    /// The hash of the first slot from here on counts.
    pub target_slot: u64,
    /// The last slot in which it can be revealed.
    pub deadline_slot: u64,
    /// The slot whose hash was locked; 0 before.
    pub locked_slot: u64,
    /// The slot in which it was locked; 0 before.
    pub locked_at: u64,
    /// The slot in which it was settled or expired; 0 before.
    pub ended_slot: u64,
    /// How far it is.
    pub state: RollState,
    /// The hash of the locked slot; zero before.
    pub slot_hash: [u8; 32],
    /// The revealed link of the epoch's chain; zero before.
    pub preimage: [u8; 32],
    /// The hash that its outcome follows from; zero before it is settled.
    pub result: [u8; 32],
}

impl Roll {
    pub(super) fn of(address: Key, roll: &accounts::Roll<&[u8]>) -> Self {
        let state = match roll.state() {
            roll::REQUESTED => RollState::Requested,
            roll::LOCKED => RollState::Locked,
            roll::SETTLED => RollState::Settled {
                rolled: roll.rolled_rarity(),
                item: (roll.rarity() != roll::NO_RARITY)
                    .then(|| (roll.mint(), roll.rarity(), roll.serial())),
            },
            _ => RollState::Expired,
        };
        Self {
            address,
            world: roll.world(),
            class: roll.class(),
            epoch: roll.epoch(),
            ticket: roll.ticket(),
            attempt: roll.attempt(),
            player: roll.player(),
            index: roll.index(),
            nonce: roll.nonce().0,
            target_slot: roll.target_slot(),
            deadline_slot: roll.deadline_slot(),
            locked_slot: roll.locked_slot(),
            locked_at: roll.locked_at(),
            ended_slot: roll.ended_slot(),
            state,
            slot_hash: roll.slot_hash().0,
            preimage: roll.preimage().0,
            result: roll.result().0,
        }
    }

    /// Computes a settled roll again: whether its preimage is the one that its place in the epoch's
    /// chain demands, and rarity and result follow from it. `None` when it is not settled.
    ///
    /// Which slot hash was locked is the chain's word; on an embedded chain, its operator's.
    #[must_use]
    pub fn recomputes(&self, program: &Key, class: &Class, epoch: &Epoch) -> Option<bool> {
        let RollState::Settled { rolled, .. } = self.state else { return None };
        let hash = seedbound_interface::Hash;
        let preimage = hash(self.preimage);
        let tip = hash_chain::walk(&PlainSha256, preimage, self.index.checked_add(1)?);
        let result = roll_result(
            &PlainSha256,
            &RollInputs {
                program,
                roll: &self.address,
                preimage: &preimage,
                slot_hash: &hash(self.slot_hash),
                nonce: &hash(self.nonce),
            },
        );
        let same = (self.class, self.epoch) == (class.address, epoch.address)
            && self.index < epoch.chain_length
            && tip.0 == epoch.chain_tip
            && result.0 == self.result
            && rarity(&PlainSha256, &result, &class.weights) == rolled;
        Some(same)
    }
}
