//! Epochs, and what a world gives.

use super::{Builder, ItemId, SYSTEM, TOKEN, TOKEN_ACCOUNTS};
use crate::instruction::Instruction;
use crate::instructions::{close_epoch, grant_item, grant_ticket, open_epoch};
use crate::{Hash, Key, derive};

impl Builder {
    /// Opens the epoch of that number, which is one more than the world's newest.
    #[must_use]
    pub fn open_epoch(&self, authority: Key, number: u64, args: &open_epoch::Args) -> Instruction {
        open_epoch::Accounts {
            payer: self.payer,
            authority,
            world: self.world,
            epoch: derive::epoch(&self.program, &self.world, number),
            system_program: SYSTEM,
        }
        .instruction(self.program, args)
    }

    /// Closes the epoch of that number.
    #[must_use]
    pub fn close_epoch(
        &self,
        authority: Key,
        number: u64,
        args: &close_epoch::Args,
    ) -> Instruction {
        let epoch = derive::epoch(&self.program, &self.world, number);
        let accounts = close_epoch::Accounts { authority, world: self.world, epoch };
        accounts.instruction(self.program, args)
    }

    /// Grants a ticket.
    #[must_use]
    pub fn grant_ticket(
        &self,
        authority: Key,
        class: Key,
        player: Key,
        operation: Hash,
    ) -> Instruction {
        grant_ticket::Accounts {
            payer: self.payer,
            authority,
            world: self.world,
            class,
            player,
            receipt: derive::receipt(&self.program, &self.world, &operation),
            system_program: SYSTEM,
        }
        .instruction(self.program, &grant_ticket::Args { operation })
    }

    /// Grants an item, which has the class's next serial number of its rarity.
    #[must_use]
    pub fn grant_item(
        &self,
        authority: Key,
        item: &ItemId,
        player: Key,
        operation: Hash,
    ) -> Instruction {
        let mint = item.mint(&self.program);
        grant_item::Accounts {
            payer: self.payer,
            authority,
            world: self.world,
            class: item.class,
            player,
            receipt: derive::receipt(&self.program, &self.world, &operation),
            mint,
            token_account: derive::token_account(&player, &mint),
            group: derive::group(&self.program, &item.class),
            token_program: TOKEN,
            token_account_program: TOKEN_ACCOUNTS,
            system_program: SYSTEM,
        }
        .instruction(self.program, &grant_item::Args { operation, rarity: item.rarity })
    }
}
