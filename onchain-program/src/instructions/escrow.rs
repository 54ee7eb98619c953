//! Handing out a listed item: the one way out of escrow.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, seeds};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load};
use crate::{program_address, token};

/// The accounts that handing out takes.
pub(super) struct Release<'a> {
    pub(super) listing: &'a mut AccountView,
    pub(super) mint: &'a AccountView,
    pub(super) escrow: &'a AccountView,
    /// The token account that it goes to.
    pub(super) to: &'a AccountView,
    pub(super) rent_payer: &'a mut AccountView,
}

/// Moves the item out of escrow, closes escrow and listing, and returns their rents. The caller has
/// checked that this is due, and `mint`, `to` and `rent_payer`.
pub(super) fn release(release: Release<'_>, program: &Address) -> Outcome {
    let Release { listing, mint, escrow, to, rent_payer } = release;
    let state = load!(Listing, listing, program)?;
    let (mint_key, bump) = (state.mint(), state.bump());
    // Whoever owns the token decides over it, which only the one escrow's owner is: the listing.
    token::check_token_account(escrow, &mint_key, &guard::key(listing))?;
    program_address::canonical(escrow, &seeds::escrow(&mint_key), program)?;
    drop(state);

    program_address::with_signer(&seeds::listing(&mint_key), bump, |signer| {
        token::transfer_one(escrow, mint, to, listing, Some(signer))?;
        token::close(escrow, rent_payer, listing, Some(signer))
    })?;
    let rent = listing.lamports();
    guard::move_lamports(listing, rent_payer, rent)?;
    ensure(listing.lamports() == 0, Error::Overflow)?;
    Ok(listing.close()?)
}
