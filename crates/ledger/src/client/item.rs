//! What an item is, and where it comes from.

use super::mint::{self, Mint};
use super::{ChainClient, Class, Found, ReadError, Roll, RollState, version};
use seedbound_interface::addresses::TOKEN_PROGRAM;
use seedbound_interface::metadata::{Proof, read_item_uri};
use seedbound_interface::{Key, accounts, derive};
use std::collections::BTreeMap;

/// Where an item comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From this roll.
    Rolled(Box<Roll>),
    /// The world gave it, in this operation.
    Granted {
        /// The receipt's address.
        receipt: Key,
        /// The operation's id.
        operation: [u8; 32],
        /// Whom it was given to.
        player: Key,
        /// In which slot.
        slot: u64,
    },
}

/// An item that the program has minted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its mint.
    pub mint: Key,
    /// Its world.
    pub world: Key,
    /// Its class.
    pub class: Key,
    /// Its class's number in its world.
    pub class_number: u32,
    /// Its rarity, from 0.
    pub rarity: u8,
    /// Which one of its class and rarity it is, from 1.
    pub serial: u32,
    /// How many of its class and rarity there may ever be; `None`: no limit.
    pub cap: Option<u32>,
    /// Its name.
    pub name: String,
    /// The slot in which it was minted.
    pub slot: u64,
    /// The id of the operation that granted it, or the ticket that it was rolled with.
    pub operation: [u8; 32],
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it was burned.
    pub burned: bool,
}

/// What a mint says of itself.
struct Claim {
    address: Key,
    mint: Mint,
    rarity: u8,
    serial: u32,
    proof: Proof,
}

/// A claim of which the proof agrees.
struct Traced {
    claim: Claim,
    class: Key,
    origin: Origin,
}

impl ChainClient {
    /// An item by its mint. It is one only if everything about it agrees: the program of the mint, the
    /// proof that its address names, the class that the proof names, and the mint and group that follow
    /// from class, rarity and serial number.
    ///
    /// # Errors
    /// [`ReadError::Counterfeit`] when it does not agree, [`ReadError`].
    pub fn item(&self, address: &Key) -> Result<Item, ReadError> {
        let missing = || Err(ReadError::Missing { address: (*address).into() });
        self.items(&[*address])?.pop().unwrap_or_else(missing)
    }

    /// Items by their mints, each checked as by [`Self::item`], in as many questions for a hundred as for
    /// one. The inner errors are about one item, the outer one about the node.
    ///
    /// # Errors
    /// [`ReadError::RpcDown`].
    pub fn items(&self, mints: &[Key]) -> Result<Vec<Result<Item, ReadError>>, ReadError> {
        let found = self.found_by_address(mints.iter().copied())?;
        let claims: Vec<_> = mints.iter().map(|mint| claim(mint, &found)).collect();
        let proofs = self.found_by_address(claims.iter().flatten().map(Claim::proof))?;
        let trace = |claim| self.trace(claim, &proofs);
        let traced: Vec<_> = claims.into_iter().map(|claim| claim.and_then(trace)).collect();
        let behind =
            self.found_by_address(traced.iter().flatten().flat_map(
                |traced| match &traced.origin {
                    Origin::Rolled(roll) => [traced.class, roll.ticket],
                    Origin::Granted { .. } => [traced.class; 2],
                },
            ))?;
        let whole = |traced| self.whole(traced, &behind);
        Ok(traced.into_iter().map(|traced| traced.and_then(whole)).collect())
    }

    /// Whether the proof that a mint names is one for this mint.
    fn trace(&self, claim: Claim, proofs: &BTreeMap<Key, Found>) -> Result<Traced, ReadError> {
        let key = claim.proof();
        let data = self.data_of_program(&key, proofs.get(&key))?;
        let (class, origin) = match claim.proof {
            Proof::Roll(_) => {
                let roll = accounts::Roll::of(data).ok_or_else(|| version(&key))?;
                let roll = Roll::of(key, &roll);
                let expected = Some((claim.address, claim.rarity, claim.serial));
                if !matches!(roll.state, RollState::Settled { item, .. } if item == expected) {
                    return Err(claim.counterfeit("the roll that it names gave something else"));
                }
                (roll.class, Origin::Rolled(Box::new(roll)))
            }
            Proof::Grant(_) => {
                let receipt = accounts::Receipt::of(data).ok_or_else(|| version(&key))?;
                if receipt.mint() != claim.address {
                    return Err(claim.counterfeit("the receipt that it names is of something else"));
                }
                let origin = Origin::Granted {
                    receipt: key,
                    operation: receipt.operation().0,
                    player: receipt.player(),
                    slot: receipt.slot(),
                };
                (receipt.class(), origin)
            }
        };
        if derive::item(&self.program(), &class, claim.rarity, claim.serial) != claim.address {
            return Err(claim.counterfeit("its address does not follow from what it claims to be"));
        }
        if derive::group(&self.program(), &class) != claim.mint.group {
            return Err(claim.counterfeit("it is not in the group of its class"));
        }
        Ok(Traced { claim, class, origin })
    }

    /// The item, with what its class and ticket say.
    fn whole(&self, traced: Traced, behind: &BTreeMap<Key, Found>) -> Result<Item, ReadError> {
        let Traced { claim, class: address, origin } = traced;
        let data = self.data_of_program(&address, behind.get(&address))?;
        let class = accounts::ItemClass::of(data).ok_or_else(|| version(&address))?;
        let class = Class::of(address, &class);
        let Some(rarity) = class.rarities.get(usize::from(claim.rarity)) else {
            return Err(claim.counterfeit("its class has no such rarity"));
        };
        let (slot, operation) = match &origin {
            Origin::Granted { slot, operation, .. } => (*slot, *operation),
            Origin::Rolled(roll) => {
                let data = self.data_of_program(&roll.ticket, behind.get(&roll.ticket))?;
                let ticket = accounts::Receipt::of(data).ok_or_else(|| version(&roll.ticket))?;
                (roll.ended_slot, ticket.operation().0)
            }
        };
        Ok(Item {
            mint: claim.address,
            world: class.world,
            class: address,
            class_number: class.number,
            rarity: claim.rarity,
            serial: claim.serial,
            cap: rarity.cap,
            burned: claim.mint.supply == 0,
            name: claim.mint.name,
            slot,
            operation,
            origin,
        })
    }

    /// The data of an account that must be the program's.
    fn data_of_program<'a>(
        &self,
        address: &Key,
        found: Option<&'a Found>,
    ) -> Result<&'a [u8], ReadError> {
        let found = found.ok_or_else(|| ReadError::Missing { address: (*address).into() })?;
        if found.owner != self.program() {
            return Err(ReadError::Counterfeit {
                address: (*address).into(),
                why: "it belongs to another program".to_owned(),
            });
        }
        Ok(&found.data)
    }
}

impl Claim {
    /// The account that is to prove it.
    fn proof(&self) -> Key {
        match self.proof {
            Proof::Roll(key) | Proof::Grant(key) => key,
        }
    }

    fn counterfeit(&self, why: &str) -> ReadError {
        ReadError::Counterfeit { address: self.address.into(), why: why.to_owned() }
    }
}

/// What the mint at an address says of itself.
fn claim(address: &Key, found: &BTreeMap<Key, Found>) -> Result<Claim, ReadError> {
    let counterfeit =
        |why: &str| ReadError::Counterfeit { address: (*address).into(), why: why.to_owned() };
    let found =
        found.get(address).ok_or_else(|| ReadError::Missing { address: (*address).into() })?;
    if found.owner != TOKEN_PROGRAM {
        return Err(counterfeit("it is no mint of Token-2022"));
    }
    let mint = mint::read(&found.data).ok_or_else(|| counterfeit("it has no metadata or group"))?;
    if mint.has_mint_authority || mint.supply > 1 {
        return Err(counterfeit("there may be several of it"));
    }
    let (rarity, serial, proof) =
        read_item_uri(&mint.uri).ok_or_else(|| counterfeit("it names no proof"))?;
    Ok(Claim { address: *address, mint, rarity, serial, proof })
}
