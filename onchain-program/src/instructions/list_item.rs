//! Offers an item on the market.

use pinocchio::{AccountView, Address};
use seedbound_interface::accounts::Listing;
use seedbound_interface::{Error, instructions::list_item, limits, seeds};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load};
use crate::program_address::{self, Creation};
use crate::{runtime, token};

/// 0. `payer`: pays the rents, and gets them back; signer, writable
/// 1. `seller`: sells it; signer
/// 2. `world`: the item's world
/// 3. `class`: the item's class
/// 4. `mint`: the item
/// 5. `token_account`: the seller's token account with it; writable
/// 6. `listing`: the listing; writable
/// 7. `escrow`: the token account that holds it; writable
/// 8. `token_program`: Token-2022
/// 9. `system_program`: the system program
#[inline(never)]
pub(crate) fn list_item(
    program: &Address,
    accounts: &mut [AccountView],
    args: &list_item::Args,
) -> Outcome {
    let [
        payer,
        seller,
        world,
        class,
        mint,
        token_account,
        listing,
        escrow,
        token_program,
        _system_program,
    ] = guard::accounts(&list_item::SPEC, accounts)?;
    ensure(load!(World, world, program)?.paused() == 0, Error::Paused)?;
    let class_state = load!(ItemClass, class, program)?;
    ensure(guard::is(world, &class_state.world()), Error::WrongWorld)?;
    // Only this program can have put a mint there, so it is one of ours: nobody can seize it,
    // freeze it or charge for its transfer.
    let seeds = seeds::item(&guard::key(class), args.rarity, args.serial);
    program_address::canonical(mint, &seeds, program)?;
    token::guard_token(mint)?;
    let (mint_key, seller_key) = (guard::key(mint), guard::key(seller));
    token::check_token_account(token_account, &mint_key, &seller_key)?;
    check_terms(args.price, args.expires_at)?;

    let bump = program_address::create(
        &Creation {
            payer,
            account: listing,
            seeds: &seeds::listing(&mint_key),
            size: Listing::SIZE,
            paid_size: Listing::SIZE,
            owner: program,
        },
        program,
    )?;
    let escrow_bump = program_address::create(
        &Creation {
            payer,
            account: escrow,
            seeds: &seeds::escrow(&mint_key),
            size: token::TOKEN_ACCOUNT_SIZE,
            paid_size: token::TOKEN_ACCOUNT_SIZE,
            owner: token_program.address(),
        },
        program,
    )?;
    let mut state =
        Listing::new(guard::owned_mut(listing, program)?).ok_or(Error::WrongAccountKind)?;
    state.set_bump(bump);
    state.set_mint(mint_key);
    state.set_world(guard::key(world));
    state.set_class(guard::key(class));
    state.set_seller(seller_key);
    state.set_price(args.price);
    state.set_expires_at(args.expires_at);
    state.set_rent_payer(guard::key(payer));
    state.set_escrow_bump(escrow_bump);
    drop(state);
    token::initialize_token_account(escrow, mint, listing)?;
    token::transfer_one(token_account, mint, escrow, seller, None)
}

/// Checks the price and the end of a listing.
pub(super) fn check_terms(price: u64, expires_at: i64) -> Outcome {
    ensure(price >= limits::PRICE, Error::OutOfBounds)?;
    ensure(expires_at == 0 || expires_at > runtime::now()?, Error::ListingExpired)
}
