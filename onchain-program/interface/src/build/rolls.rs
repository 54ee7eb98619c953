//! Rolls.

use super::{Builder, ItemId, SYSTEM, TOKEN, TOKEN_ACCOUNTS};
use crate::accounts::{ItemClass, Roll};
use crate::instruction::Instruction;
use crate::instructions::{expire_roll, lock_roll, request_roll, reveal_roll};
use crate::odds::{self, PlainSha256, RollInputs};
use crate::{Hash, Key, addresses, derive};

/// What a player asks for with a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// Holds the ticket.
    pub player: Key,
    /// The number of the world's open epoch.
    pub epoch: u64,
    /// The ticket's class.
    pub class: Key,
    /// The ticket's account.
    pub ticket: Key,
    /// How often the ticket was used before.
    pub attempt: u8,
    /// What the player adds, best at random.
    pub nonce: Hash,
}

/// What a roll gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The hash that it follows from.
    pub result: Hash,
    /// The rarity that was rolled.
    pub rolled: u8,
    /// The item that is minted, or nothing where every cap is spent.
    pub item: Option<ItemId>,
}

impl Builder {
    /// Burns a ticket for a roll.
    #[must_use]
    pub fn request_roll(&self, request: &Request) -> Instruction {
        request_roll::Accounts {
            payer: self.payer,
            player: request.player,
            world: self.world,
            epoch: derive::epoch(&self.program, &self.world, request.epoch),
            class: request.class,
            ticket: request.ticket,
            roll: derive::roll(&self.program, &request.ticket, request.attempt),
            system_program: SYSTEM,
        }
        .instruction(self.program, &request_roll::Args { nonce: request.nonce })
    }

    /// Locks a roll's slot hash.
    #[must_use]
    pub fn lock_roll(&self, roll: Key) -> Instruction {
        let accounts = lock_roll::Accounts { roll, slot_hashes: addresses::SLOT_HASHES };
        accounts.instruction(self.program, &lock_roll::Args {})
    }

    /// What the locked roll at `roll` gives with its preimage, as its class stands.
    pub fn outcome<A: AsRef<[u8]>, B: AsRef<[u8]>>(
        &self,
        roll: &Key,
        state: &Roll<A>,
        class: &ItemClass<B>,
        preimage: &Hash,
    ) -> Outcome {
        let inputs = RollInputs {
            program: &self.program,
            roll,
            preimage,
            slot_hash: &state.slot_hash(),
            nonce: &state.nonce(),
        };
        let result = odds::roll_result(&PlainSha256, &inputs);
        let rolled = odds::rarity(&PlainSha256, &result, &class.weights());
        let item = odds::under_cap(rolled, &class.caps(), &class.minted()).map(|rarity| ItemId {
            class: state.class(),
            rarity,
            serial: class.minted()[usize::from(rarity)].saturating_add(1),
        });
        Outcome { result, rolled, item }
    }

    /// Reveals the locked roll at `roll`. Which item its accounts name follows from the outcome as
    /// the class stands; where something else is minted first, it is refused and built anew.
    pub fn reveal_roll<A: AsRef<[u8]>, B: AsRef<[u8]>>(
        &self,
        roll: Key,
        state: &Roll<A>,
        class: &ItemClass<B>,
        preimage: Hash,
    ) -> Instruction {
        // Where every cap is spent nothing is minted, and any address will do.
        let spent = ItemId { class: state.class(), rarity: 0, serial: 0 };
        let item = self.outcome(&roll, state, class, &preimage).item.unwrap_or(spent);
        let mint = item.mint(&self.program);
        reveal_roll::Accounts {
            payer: self.payer,
            world: self.world,
            epoch: state.epoch(),
            class: state.class(),
            roll,
            ticket: state.ticket(),
            player: state.player(),
            mint,
            token_account: derive::token_account(&state.player(), &mint),
            group: class.group(),
            token_program: TOKEN,
            token_account_program: TOKEN_ACCOUNTS,
            system_program: SYSTEM,
        }
        .instruction(self.program, &reveal_roll::Args { preimage })
    }

    /// Ends the roll at `roll`, whose deadline was missed.
    pub fn expire_roll<A: AsRef<[u8]>>(&self, roll: Key, state: &Roll<A>) -> Instruction {
        expire_roll::Accounts {
            world: self.world,
            epoch: state.epoch(),
            roll,
            ticket: state.ticket(),
            incinerator: addresses::INCINERATOR,
        }
        .instruction(self.program, &expire_roll::Args {})
    }
}
