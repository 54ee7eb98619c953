//! A listing on the market.

use crate::Key;
use crate::account::account;

account! {
    /// An item for sale. The program holds it until it is sold or taken back.
    Listing {
        /// The bump of its address.
        bump / set_bump: u8,
        /// The item; part of its address.
        mint / set_mint: Key,
        /// The item's world, which takes its fee.
        world / set_world: Key,
        /// The item's class.
        class / set_class: Key,
        /// Who sells it.
        seller / set_seller: Key,
        /// The price in lamports.
        price / set_price: u64,
        /// The second after which nobody can buy it, since 1970; 0 where there is none.
        expires_at / set_expires_at: i64,
        /// Who paid the rent of listing and escrow, and gets it back.
        rent_payer / set_rent_payer: Key,
        /// The bump of the escrow's address.
        escrow_bump / set_escrow_bump: u8,
    }
}
