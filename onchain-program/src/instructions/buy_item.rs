//! Sells a listed item.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::buy_item, odds::share_of};

use super::escrow::{self, Release};
use crate::fault::{Outcome, ensure};
use crate::guard::{self, load, load_mut};
use crate::{cpi, runtime, token};

/// 0. `buyer`: buys and pays it; signer, writable
/// 1. `seller`: sells it and gets the price less the shares; writable
/// 2. `world`: the item's world; writable
/// 3. `ruleset`: the world's ruleset; writable
/// 4. `listing`: the listing; writable
/// 5. `mint`: the item
/// 6. `escrow`: the token account that holds it; writable
/// 7. `token_account`: a token account of the buyer for it; writable
/// 8. `rent_payer`: paid the rents and gets them back; writable
/// 9. `token_program`: Token-2022
/// 10. `system_program`: the system program
#[inline(never)]
pub(crate) fn buy_item(
    program: &Address,
    accounts: &mut [AccountView],
    args: &buy_item::Args,
) -> Outcome {
    let [
        buyer,
        seller,
        world,
        ruleset,
        listing,
        mint,
        escrow,
        token_account,
        rent_payer,
        _token_program,
        _system_program,
    ] = guard::accounts(&buy_item::SPEC, accounts)?;
    let state = load!(Listing, listing, program)?;
    let (price, mint_key) = (state.price(), state.mint());
    ensure(guard::is(seller, &state.seller()), Error::NotSeller)?;
    ensure(guard::is(world, &state.world()), Error::WrongWorld)?;
    ensure(guard::is(mint, &mint_key), Error::WrongAddress)?;
    ensure(guard::is(rent_payer, &state.rent_payer()), Error::WrongAddress)?;
    let end = state.expires_at();
    ensure(end == 0 || runtime::now()? <= end, Error::ListingExpired)?;
    ensure(price <= args.maximum_price, Error::PriceTooHigh)?;
    drop(state);
    token::check_token_account(token_account, &mint_key, &guard::key(buyer))?;

    let mut world_state = load_mut!(World, world, program)?;
    ensure(world_state.paused() == 0, Error::Paused)?;
    ensure(guard::is(ruleset, &world_state.ruleset()), Error::WrongAddress)?;
    let fee = share_of(price, world_state.fee());
    world_state.set_fees(world_state.fees().checked_add(fee).ok_or(Error::Overflow)?);
    drop(world_state);
    let mut ruleset_state = load_mut!(Ruleset, ruleset, program)?;
    let royalty = share_of(price, ruleset_state.royalty());
    ruleset_state.set_earned(ruleset_state.earned().checked_add(royalty).ok_or(Error::Overflow)?);
    drop(ruleset_state);
    let rest =
        price.checked_sub(fee).and_then(|it| it.checked_sub(royalty)).ok_or(Error::Overflow)?;

    for (to, lamports) in [(&*seller, rest), (&*world, fee), (&*ruleset, royalty)] {
        if lamports > 0 {
            cpi::transfer(buyer, to, lamports)?;
        }
    }
    escrow::release(Release { listing, mint, escrow, to: token_account, rent_payer }, program)
}
