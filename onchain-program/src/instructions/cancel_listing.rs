//! Takes a listing back.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::cancel_listing};

use super::escrow::{self, Release};
use crate::fault::{Outcome, ensure};
use crate::guard::{self, load};
use crate::{runtime, token};

/// 0. `canceller`: the seller, or anyone after the end; signer
/// 1. `listing`: the listing; writable
/// 2. `mint`: the item
/// 3. `escrow`: the token account that holds it; writable
/// 4. `token_account`: a token account of the seller for it; writable
/// 5. `rent_payer`: paid the rents and gets them back; writable
/// 6. `token_program`: Token-2022
#[inline(never)]
pub(crate) fn cancel_listing(
    program: &Address,
    accounts: &mut [AccountView],
    args: &cancel_listing::Args,
) -> Outcome {
    let cancel_listing::Args {} = args;
    let [canceller, listing, mint, escrow, token_account, rent_payer, _token_program] =
        guard::accounts(&cancel_listing::SPEC, accounts)?;
    let state = load!(Listing, listing, program)?;
    let (mint_key, seller) = (state.mint(), state.seller());
    ensure(guard::is(mint, &mint_key), Error::WrongAddress)?;
    ensure(guard::is(rent_payer, &state.rent_payer()), Error::WrongAddress)?;
    if !guard::is(canceller, &seller) {
        let end = state.expires_at();
        ensure(end != 0 && runtime::now()? > end, Error::NotSeller)?;
        // A stranger does not choose which of the seller's accounts it goes to.
        token::check_associated(token_account, &seller, &mint_key)?;
    }
    token::check_token_account(token_account, &mint_key, &seller)?;
    drop(state);

    escrow::release(Release { listing, mint, escrow, to: token_account, rent_payer }, program)
}
