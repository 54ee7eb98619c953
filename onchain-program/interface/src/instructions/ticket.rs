//! Tickets: the right to one roll.

use crate::instruction::instruction;

instruction! {
    /// Grants a player a ticket for one roll. Again with the same operation and payload it does
    /// nothing; with another payload it fails.
    grant_ticket {
        accounts {
            /// Pays the rent.
            payer / PAYER: wallet signer writable,
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD:,
            /// The class to roll, of the kind that is rolled.
            class / CLASS:,
            /// Who gets it.
            player / PLAYER: wallet,
            /// The receipt, which is the ticket: `receipt`, world, operation.
            receipt / RECEIPT: writable,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// The operation's id.
            operation: Hash,
        }
    }
}
