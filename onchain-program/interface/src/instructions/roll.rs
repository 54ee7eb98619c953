//! Rolls: request, lock, reveal or expire.

use crate::instruction::instruction;

instruction! {
    /// Burns a ticket for a roll, which takes the epoch's next index. The target slot follows from
    /// the current one; nobody chooses it.
    request_roll {
        accounts {
            /// Pays the rent.
            payer / PAYER: wallet signer writable,
            /// Holds the ticket.
            player / PLAYER: wallet signer,
            /// The world.
            world / WORLD:,
            /// The world's open epoch.
            epoch / EPOCH: writable,
            /// The class to roll.
            class / CLASS:,
            /// The ticket.
            ticket / TICKET: writable,
            /// The roll: `roll`, ticket, attempt.
            roll / ROLL: writable,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// What the player adds, best at random.
            nonce: Hash,
        }
    }
}

instruction! {
    /// Locks the hash of the first slot at or after the target. Anyone may, once that slot is
    /// over and while the sysvar still reaches back to it.
    lock_roll {
        accounts {
            /// The roll.
            roll / ROLL: writable,
            /// The sysvar.
            slot_hashes / SLOT_HASHES: = addresses::SLOT_HASHES,
        }
        args {}
    }
}

instruction! {
    /// Reveals the preimage and mints what was rolled. Anyone who knows the preimage may; rolls
    /// come in the order of their requests.
    reveal_roll {
        accounts {
            /// Pays the rents.
            payer / PAYER: wallet signer writable,
            /// The world.
            world / WORLD:,
            /// The roll's epoch.
            epoch / EPOCH: writable,
            /// The roll's class.
            class / CLASS: writable,
            /// The roll.
            roll / ROLL: writable,
            /// The ticket, which goes back where every cap is spent.
            ticket / TICKET: writable,
            /// Who asked, and who gets the item.
            player / PLAYER: wallet,
            /// The item: `item`, class, rarity, serial number.
            mint / MINT: writable,
            /// The player's associated token account for it.
            token_account / TOKEN_ACCOUNT: writable,
            /// The class's group.
            group / GROUP: writable,
            /// Token-2022.
            token_program / TOKEN_PROGRAM: = addresses::TOKEN_PROGRAM,
            /// The associated-token-account program.
            token_account_program / TOKEN_ACCOUNT_PROGRAM: = addresses::TOKEN_ACCOUNT_PROGRAM,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// The preimage of the roll's index.
            preimage: Hash,
        }
    }
}

instruction! {
    /// Ends a roll whose deadline was missed: the ticket goes back and part of the bond burns.
    /// Anyone may; rolls come in the order of their requests.
    expire_roll {
        accounts {
            /// The world.
            world / WORLD: writable,
            /// The roll's epoch.
            epoch / EPOCH: writable,
            /// The roll.
            roll / ROLL: writable,
            /// The ticket.
            ticket / TICKET: writable,
            /// Where lamports go to be burned.
            incinerator / INCINERATOR: writable = addresses::INCINERATOR,
        }
        args {}
    }
}
