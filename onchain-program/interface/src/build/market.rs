//! Items in their holders' hands and on the market.

use alloc::vec;

use super::{Builder, ItemId, SYSTEM, TOKEN, TOKEN_ACCOUNTS};
use crate::accounts::Listing;
use crate::instruction::{Instruction, Meta};
use crate::instructions::{burn_item, buy_item, cancel_listing, list_item, reprice_listing};
use crate::{Key, derive};

/// What a seller asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The price in lamports.
    pub price: u64,
    /// The second after which nobody can buy it, since 1970; 0 for none.
    pub expires_at: i64,
}

impl Builder {
    /// Burns an item; the rent of its token account goes to the payer.
    #[must_use]
    pub fn burn_item(&self, item: &ItemId, holder: Key) -> Instruction {
        let mint = item.mint(&self.program);
        burn_item::Accounts {
            holder,
            class: item.class,
            mint,
            token_account: derive::token_account(&holder, &mint),
            rent_recipient: self.payer,
            token_program: TOKEN,
        }
        .instruction(self.program, &burn_item::Args { rarity: item.rarity, serial: item.serial })
    }

    /// Offers an item.
    #[must_use]
    pub fn list_item(&self, item: &ItemId, seller: Key, terms: Terms) -> Instruction {
        let mint = item.mint(&self.program);
        let Terms { price, expires_at } = terms;
        list_item::Accounts {
            payer: self.payer,
            seller,
            world: self.world,
            class: item.class,
            mint,
            token_account: derive::token_account(&seller, &mint),
            listing: derive::listing(&self.program, &mint),
            escrow: derive::escrow(&self.program, &mint),
            token_program: TOKEN,
            system_program: SYSTEM,
        }
        .instruction(
            self.program,
            &list_item::Args { rarity: item.rarity, serial: item.serial, price, expires_at },
        )
    }

    /// Changes the terms of a listing.
    #[must_use]
    pub fn reprice_listing(&self, mint: &Key, seller: Key, terms: Terms) -> Instruction {
        let Terms { price, expires_at } = terms;
        let listing = derive::listing(&self.program, mint);
        reprice_listing::Accounts { seller, world: self.world, listing }
            .instruction(self.program, &reprice_listing::Args { price, expires_at })
    }

    /// Takes a listing back, to the seller's associated token account.
    pub fn cancel_listing<B: AsRef<[u8]>>(
        &self,
        listing: &Listing<B>,
        canceller: Key,
    ) -> Instruction {
        let mint = listing.mint();
        cancel_listing::Accounts {
            canceller,
            listing: derive::listing(&self.program, &mint),
            mint,
            escrow: derive::escrow(&self.program, &mint),
            token_account: derive::token_account(&listing.seller(), &mint),
            rent_payer: listing.rent_payer(),
            token_program: TOKEN,
        }
        .instruction(self.program, &cancel_listing::Args {})
    }

    /// Buys a listed item into the buyer's associated token account, which must exist: see
    /// [`Self::open_token_account`]. `ruleset` is the world's.
    pub fn buy_item<B: AsRef<[u8]>>(
        &self,
        listing: &Listing<B>,
        ruleset: Key,
        buyer: Key,
        maximum_price: u64,
    ) -> Instruction {
        let mint = listing.mint();
        buy_item::Accounts {
            buyer,
            seller: listing.seller(),
            world: listing.world(),
            ruleset,
            listing: derive::listing(&self.program, &mint),
            mint,
            escrow: derive::escrow(&self.program, &mint),
            token_account: derive::token_account(&buyer, &mint),
            rent_payer: listing.rent_payer(),
            token_program: TOKEN,
            system_program: SYSTEM,
        }
        .instruction(self.program, &buy_item::Args { maximum_price })
    }

    /// Makes a wallet's associated token account for a mint, or nothing where it exists.
    #[must_use]
    pub fn open_token_account(&self, owner: Key, mint: Key) -> Instruction {
        /// The associated-token-account program's `CreateIdempotent`.
        const CREATE_IDEMPOTENT: u8 = 1;
        let meta = |address, writable, signer| Meta { address, writable, signer };
        Instruction {
            program: TOKEN_ACCOUNTS,
            accounts: vec![
                meta(self.payer, true, true),
                meta(derive::token_account(&owner, &mint), true, false),
                meta(owner, false, false),
                meta(mint, false, false),
                meta(SYSTEM, false, false),
                meta(TOKEN, false, false),
            ],
            data: vec![CREATE_IDEMPOTENT],
        }
    }
}
