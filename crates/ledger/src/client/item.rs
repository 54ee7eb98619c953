//! What an item is, and where it comes from.

use super::mint;
use super::{ChainClient, ReadError, Roll, RollState};
use seedbound_interface::addresses::TOKEN_PROGRAM;
use seedbound_interface::metadata::{Proof, read_item_uri};
use seedbound_interface::{Key, accounts, derive};

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
    /// Its class.
    pub class: Key,
    /// Its rarity, from 0.
    pub rarity: u8,
    /// Which one of its class and rarity it is, from 1.
    pub serial: u32,
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it was burned.
    pub burned: bool,
}

impl ChainClient {
    /// An item by its mint. It is one only if everything about it agrees: the program of the mint, the
    /// proof that its address names, the class that the proof names, and the mint and group that follow
    /// from class, rarity and serial number.
    ///
    /// # Errors
    /// [`ReadError::Counterfeit`] when it does not agree, [`ReadError`].
    pub fn item(&self, address: &Key) -> Result<Item, ReadError> {
        let counterfeit =
            |why: &str| ReadError::Counterfeit { address: (*address).into(), why: why.to_owned() };
        let found = self.found(address)?;
        if found.owner != TOKEN_PROGRAM {
            return Err(counterfeit("it is no mint of Token-2022"));
        }
        let mint =
            mint::read(&found.data).ok_or_else(|| counterfeit("it has no metadata or group"))?;
        if mint.has_mint_authority || mint.supply > 1 {
            return Err(counterfeit("there may be several of it"));
        }
        let (rarity, serial, proof) =
            read_item_uri(&mint.uri).ok_or_else(|| counterfeit("it names no proof"))?;
        let (class, origin) = match proof {
            Proof::Roll(key) => {
                let roll = self.roll(&key)?;
                let settled =
                    RollState::Settled { rolled: 0, item: Some((*address, rarity, serial)) };
                if !same_item(&roll.state, &settled) {
                    return Err(counterfeit("the roll that it names gave something else"));
                }
                (roll.class, Origin::Rolled(Box::new(roll)))
            }
            Proof::Grant(key) => {
                let data = self.of_program(&key)?;
                let receipt =
                    accounts::Receipt::of(&data[..]).ok_or_else(|| super::version(&key))?;
                if receipt.mint() != *address {
                    return Err(counterfeit("the receipt that it names is of something else"));
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
        if derive::item(&self.program(), &class, rarity, serial) != *address {
            return Err(counterfeit("its address does not follow from what it claims to be"));
        }
        if derive::group(&self.program(), &class) != mint.group {
            return Err(counterfeit("it is not in the group of its class"));
        }
        let burned = mint.supply == 0;
        Ok(Item { mint: *address, class, rarity, serial, name: mint.name, origin, burned })
    }
}

fn same_item(one: &RollState, other: &RollState) -> bool {
    match (one, other) {
        (RollState::Settled { item: one, .. }, RollState::Settled { item: other, .. }) => {
            one == other
        }
        _ => false,
    }
}
