//! Epochs: from the tip of a chain of hashes to the secret at its end.

use crate::instruction::instruction;

instruction! {
    /// Opens the next epoch, after a bond for at least one roll was deposited.
    open_epoch {
        accounts {
            /// Pays the rent.
            payer / PAYER: wallet signer writable,
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD: writable,
            /// The epoch: `epoch`, world, number.
            epoch / EPOCH: writable,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// The tip: the secret, hashed `chain_length` times.
            chain_tip: Hash,
            /// How many rolls it can hold: 1 to 4,096.
            chain_length: u32,
        }
    }
}

instruction! {
    /// Closes the epoch: reveals its secret and posts the root over what it made. No roll may be
    /// without an outcome.
    close_epoch {
        accounts {
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD: writable,
            /// The epoch.
            epoch / EPOCH: writable,
        }
        args {
            /// The secret at the chain's end.
            secret: Hash,
            /// The root over everything that the epoch made.
            content_root: Hash,
        }
    }
}
