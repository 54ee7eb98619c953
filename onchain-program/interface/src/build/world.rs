//! Worlds, rulesets and classes.

use super::{Builder, SYSTEM, TOKEN};
use crate::instruction::Instruction;
use crate::instructions::{
    accept_authority, close_world, collect_fees, collect_royalty, create_class, create_world,
    deposit_bond, pay_player, propose_authority, register_ruleset, set_paused, set_ruleset_uri,
    withdraw_bond,
};
use crate::{Hash, Key, Text, derive, limits};

impl Builder {
    /// Puts a ruleset on record.
    #[must_use]
    pub fn register_ruleset(&self, author: Key, args: &register_ruleset::Args) -> Instruction {
        register_ruleset::Accounts {
            payer: self.payer,
            author,
            ruleset: derive::ruleset(&self.program, &author, &args.hash),
            system_program: SYSTEM,
        }
        .instruction(self.program, args)
    }

    /// Changes where a ruleset's content can be had.
    #[must_use]
    pub fn set_ruleset_uri(
        &self,
        author: Key,
        hash: &Hash,
        uri: Text<{ limits::URI }>,
    ) -> Instruction {
        let ruleset = derive::ruleset(&self.program, &author, hash);
        let accounts = set_ruleset_uri::Accounts { author, ruleset };
        accounts.instruction(self.program, &set_ruleset_uri::Args { uri })
    }

    /// Pays out an author's royalties.
    #[must_use]
    pub fn collect_royalty(&self, author: Key, hash: &Hash, recipient: Key) -> Instruction {
        let ruleset = derive::ruleset(&self.program, &author, hash);
        let accounts = collect_royalty::Accounts { author, ruleset, recipient };
        accounts.instruction(self.program, &collect_royalty::Args {})
    }

    /// Creates a world: the one that follows from creator and nonce, whatever the builder's is.
    #[must_use]
    pub fn create_world(
        &self,
        creator: Key,
        ruleset: Key,
        args: &create_world::Args,
    ) -> Instruction {
        create_world::Accounts {
            payer: self.payer,
            creator,
            world: derive::world(&self.program, &creator, args.nonce),
            ruleset,
            system_program: SYSTEM,
        }
        .instruction(self.program, args)
    }

    /// Proposes who is to run the world.
    #[must_use]
    pub fn propose_authority(&self, authority: Key, proposed: Key) -> Instruction {
        let accounts = propose_authority::Accounts { authority, world: self.world };
        accounts.instruction(self.program, &propose_authority::Args { proposed })
    }

    /// Takes over the world.
    #[must_use]
    pub fn accept_authority(&self, proposed: Key) -> Instruction {
        let accounts = accept_authority::Accounts { proposed, world: self.world };
        accounts.instruction(self.program, &accept_authority::Args {})
    }

    /// Stops or resumes requests and sales.
    #[must_use]
    pub fn set_paused(&self, authority: Key, paused: bool) -> Instruction {
        let accounts = set_paused::Accounts { authority, world: self.world };
        accounts.instruction(self.program, &set_paused::Args { paused })
    }

    /// Adds lamports to the bond.
    #[must_use]
    pub fn deposit_bond(&self, depositor: Key, amount: u64) -> Instruction {
        let accounts =
            deposit_bond::Accounts { depositor, world: self.world, system_program: SYSTEM };
        accounts.instruction(self.program, &deposit_bond::Args { amount })
    }

    /// Pays out the world's share of sales.
    #[must_use]
    pub fn collect_fees(&self, authority: Key, recipient: Key) -> Instruction {
        let accounts = collect_fees::Accounts { authority, world: self.world, recipient };
        accounts.instruction(self.program, &collect_fees::Args {})
    }

    /// Closes the world for good.
    #[must_use]
    pub fn close_world(&self, authority: Key, secret: Hash) -> Instruction {
        let accounts = close_world::Accounts { authority, world: self.world };
        accounts.instruction(self.program, &close_world::Args { secret })
    }

    /// Pays out the bond of a closed world.
    #[must_use]
    pub fn withdraw_bond(&self, authority: Key, recipient: Key) -> Instruction {
        let accounts = withdraw_bond::Accounts { authority, world: self.world, recipient };
        accounts.instruction(self.program, &withdraw_bond::Args {})
    }

    /// Pays a player lamports, once.
    #[must_use]
    pub fn pay_player(
        &self,
        authority: Key,
        player: Key,
        operation: Hash,
        lamports: u64,
    ) -> Instruction {
        pay_player::Accounts {
            payer: self.payer,
            authority,
            world: self.world,
            player,
            receipt: derive::receipt(&self.program, &self.world, &operation),
            system_program: SYSTEM,
        }
        .instruction(self.program, &pay_player::Args { operation, lamports })
    }

    /// Creates a class and its group.
    #[must_use]
    pub fn create_class(&self, authority: Key, args: &create_class::Args) -> Instruction {
        let class = derive::class(&self.program, &self.world, args.class_id);
        create_class::Accounts {
            payer: self.payer,
            authority,
            world: self.world,
            class,
            group: derive::group(&self.program, &class),
            token_program: TOKEN,
            system_program: SYSTEM,
        }
        .instruction(self.program, args)
    }
}
