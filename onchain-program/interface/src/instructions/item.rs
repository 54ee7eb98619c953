//! Items outside of rolls: granted by the world, burned by their holder.

use crate::instruction::instruction;

instruction! {
    /// Grants a player an item of a class that is granted, under its cap. Again with the same
    /// operation and payload it does nothing; with another payload it fails.
    grant_item {
        accounts {
            /// Pays the rents.
            payer / PAYER: wallet signer writable,
            /// Runs the world.
            authority / AUTHORITY: wallet signer,
            /// The world.
            world / WORLD:,
            /// The class, of the kind that is granted.
            class / CLASS: writable,
            /// Who gets it.
            player / PLAYER: wallet,
            /// The receipt: `receipt`, world, operation.
            receipt / RECEIPT: writable,
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
            /// The operation's id.
            operation: Hash,
            /// Its rarity.
            rarity: u8,
        }
    }
}

instruction! {
    /// Burns an item and closes the token account it was in.
    burn_item {
        accounts {
            /// Holds it.
            holder / HOLDER: wallet signer,
            /// Its class.
            class / CLASS: writable,
            /// The item.
            mint / MINT: writable,
            /// The token account that it is in.
            token_account / TOKEN_ACCOUNT: writable,
            /// Gets the token account's rent.
            rent_recipient / RENT_RECIPIENT: wallet writable,
            /// Token-2022.
            token_program / TOKEN_PROGRAM: = addresses::TOKEN_PROGRAM,
        }
        args {
            /// Its rarity, which is part of its address.
            rarity: u8,
            /// Its serial number, which is part of its address.
            serial: u32,
        }
    }
}
