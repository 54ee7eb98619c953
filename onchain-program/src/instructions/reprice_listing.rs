//! Changes the price or the end of a listing.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::reprice_listing};

use super::list_item::check_terms;
use crate::fault::{Outcome, ensure};
use crate::guard::{self, load, load_mut};

/// 0. `seller`: sells it; signer
/// 1. `world`: the item's world
/// 2. `listing`: the listing; writable
#[inline(never)]
pub(crate) fn reprice_listing(
    program: &Address,
    accounts: &mut [AccountView],
    args: &reprice_listing::Args,
) -> Outcome {
    let [seller, world, listing] = guard::accounts(&reprice_listing::SPEC, accounts)?;
    let mut listing = load_mut!(Listing, listing, program)?;
    ensure(guard::is(seller, &listing.seller()), Error::NotSeller)?;
    ensure(guard::is(world, &listing.world()), Error::WrongWorld)?;
    ensure(load!(World, world, program)?.paused() == 0, Error::Paused)?;
    check_terms(args.price, args.expires_at)?;

    listing.set_price(args.price);
    listing.set_expires_at(args.expires_at);
    Ok(())
}
