//! Payments: lamports that the world has its payer give a player.

use crate::instruction::instruction;

instruction! {
    /// Pays a player lamports, once. Again with the same operation and payload it does nothing; with
    /// another payload it fails. A pause does not stop it: it takes nothing from anyone but the payer,
    /// who signs.
    pay_player {
        accounts {
            /// Pays the lamports and the receipt's rent.
            payer / PAYER: wallet signer writable,
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world, not closed.
            world / WORLD:,
            /// Who gets them: a wallet of the system program's, new or not, and not the payer's.
            player / PLAYER: wallet writable,
            /// The receipt: `receipt`, world, operation.
            receipt / RECEIPT: writable,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// The operation's id.
            operation: Hash,
            /// How many lamports: at least 1, and enough that the wallet then has what keeps an empty
            /// account alive.
            lamports: u64,
        }
    }
}
