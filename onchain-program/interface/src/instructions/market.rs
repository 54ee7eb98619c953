//! The market: list, reprice, cancel, buy.

use crate::instruction::instruction;

instruction! {
    /// Offers an item. The program holds it until it is sold or taken back.
    list_item {
        accounts {
            /// Pays the rents, and gets them back.
            payer / PAYER: wallet signer writable,
            /// Sells it.
            seller / SELLER: wallet signer,
            /// The item's world.
            world / WORLD:,
            /// The item's class.
            class / CLASS:,
            /// The item.
            mint / MINT:,
            /// The seller's token account with it.
            token_account / TOKEN_ACCOUNT: writable,
            /// The listing: `listing`, mint.
            listing / LISTING: writable,
            /// The token account that holds it: `escrow`, mint.
            escrow / ESCROW: writable,
            /// Token-2022.
            token_program / TOKEN_PROGRAM: = addresses::TOKEN_PROGRAM,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// The item's rarity, which is part of its address.
            rarity: u8,
            /// The item's serial number, which is part of its address.
            serial: u32,
            /// The price in lamports: at least 2,000,000.
            price: u64,
            /// The second after which nobody can buy it, since 1970; 0 for none.
            expires_at: i64,
        }
    }
}

instruction! {
    /// Changes the price or the end of a listing.
    reprice_listing {
        accounts {
            /// Sells it.
            seller / SELLER: wallet signer,
            /// The item's world.
            world / WORLD:,
            /// The listing.
            listing / LISTING: writable,
        }
        args {
            /// The price in lamports: at least 2,000,000.
            price: u64,
            /// The second after which nobody can buy it, since 1970; 0 for none.
            expires_at: i64,
        }
    }
}

instruction! {
    /// Takes a listing back: by the seller, or by anyone once it has expired. The item goes to a
    /// token account of the seller either way.
    cancel_listing {
        accounts {
            /// The seller, or anyone after the end.
            canceller / CANCELLER: wallet signer,
            /// The listing.
            listing / LISTING: writable,
            /// The item.
            mint / MINT:,
            /// The token account that holds it.
            escrow / ESCROW: writable,
            /// A token account of the seller for it.
            token_account / TOKEN_ACCOUNT: writable,
            /// Paid the rents and gets them back.
            rent_payer / RENT_PAYER: wallet writable,
            /// Token-2022.
            token_program / TOKEN_PROGRAM: = addresses::TOKEN_PROGRAM,
        }
        args {}
    }
}

instruction! {
    /// Buys an item. The shares of author and world are taken from the price, rounded up, and
    /// credited to their accounts at once.
    buy_item {
        accounts {
            /// Buys and pays it.
            buyer / BUYER: wallet signer writable,
            /// Sells it and gets the price less the shares.
            seller / SELLER: wallet writable,
            /// The item's world.
            world / WORLD: writable,
            /// The world's ruleset.
            ruleset / RULESET: writable,
            /// The listing.
            listing / LISTING: writable,
            /// The item.
            mint / MINT:,
            /// The token account that holds it.
            escrow / ESCROW: writable,
            /// A token account of the buyer for it.
            token_account / TOKEN_ACCOUNT: writable,
            /// Paid the rents and gets them back.
            rent_payer / RENT_PAYER: wallet writable,
            /// Token-2022.
            token_program / TOKEN_PROGRAM: = addresses::TOKEN_PROGRAM,
            /// The system program.
            system_program / SYSTEM_PROGRAM: = addresses::SYSTEM_PROGRAM,
        }
        args {
            /// The most the buyer pays, in lamports.
            maximum_price: u64,
        }
    }
}
