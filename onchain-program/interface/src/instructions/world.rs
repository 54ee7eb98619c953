//! Worlds: creation, authority, pause, bond, fees, end.

use crate::instruction::instruction;

instruction! {
    /// Creates a world. Whoever creates it has authority over it.
    create_world {
        accounts {
            /// Pays the rent.
            payer / PAYER: wallet signer writable,
            /// Creates it.
            creator / CREATOR: wallet signer,
            /// The world: `world`, creator, nonce.
            world / WORLD: writable,
            /// The ruleset that it grows by.
            ruleset / RULESET:,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// Which of the creator's worlds it is.
            nonce: u64,
            /// The seed of everything that anyone may see.
            public_seed: Hash,
            /// SHA-256 of the world's secret.
            secret_commitment: Hash,
            /// The hash of the language model.
            model_hash: Hash,
            /// The version of the generator.
            generator_version: u32,
            /// Slots between a request and its target slot: 8 to 256.
            lock_delay: u16,
            /// Slots between lock and reveal: 32 to 512.
            reveal_delay: u16,
            /// Slots between target slot and deadline: 600 to 216,000.
            deadline: u32,
            /// Lamports that one missed deadline burns: at least 10,000.
            roll_bond: u64,
            /// The world's share of sales, in hundredths of a percent: at most 1,000.
            fee: u16,
        }
    }
}

instruction! {
    /// Proposes who is to run the world; the zero address takes a proposal back.
    propose_authority {
        accounts {
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD: writable,
        }
        args {
            /// Who is to run it.
            proposed: Key,
        }
    }
}

instruction! {
    /// Takes over the world, by whoever was proposed.
    accept_authority {
        accounts {
            /// Was proposed.
            proposed / PROPOSED: wallet signer,
            /// The world.
            world / WORLD: writable,
        }
        args {}
    }
}

instruction! {
    /// Stops or resumes requests for rolls, listings and sales. Whatever gives somebody their own
    /// back (reveal, expire, cancel, collect, burn) is never stopped.
    set_paused {
        accounts {
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD: writable,
        }
        args {
            /// Whether to stop.
            paused: bool,
        }
    }
}

instruction! {
    /// Adds to the world's bond. Anyone may.
    deposit_bond {
        accounts {
            /// Pays.
            depositor / DEPOSITOR: wallet signer writable,
            /// The world.
            world / WORLD: writable,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// Lamports.
            amount: u64,
        }
    }
}

instruction! {
    /// Pays out the world's share of sales.
    collect_fees {
        accounts {
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD: writable,
            /// Gets the lamports.
            recipient / RECIPIENT: wallet writable,
        }
        args {}
    }
}

instruction! {
    /// Closes the world for good, by revealing its secret. No epoch may be open.
    close_world {
        accounts {
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD: writable,
        }
        args {
            /// The world's secret.
            secret: Hash,
        }
    }
}

instruction! {
    /// Pays out what is left of the bond, once the world is closed.
    withdraw_bond {
        accounts {
            /// Ran the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD: writable,
            /// Gets the lamports.
            recipient / RECIPIENT: wallet writable,
        }
        args {}
    }
}
