//! Burns an item.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::burn_item, seeds};

use crate::fault::Outcome;
use crate::guard::{self, load_mut};
use crate::{program_address, token};

/// 0. `holder`: holds it; signer
/// 1. `class`: its class; writable
/// 2. `mint`: the item; writable
/// 3. `token_account`: the token account that it is in; writable
/// 4. `rent_recipient`: gets the token account's rent; writable
/// 5. `token_program`: Token-2022
#[inline(never)]
pub(crate) fn burn_item(
    program: &Address,
    accounts: &mut [AccountView],
    args: &burn_item::Args,
) -> Outcome {
    let [holder, class, mint, token_account, rent_recipient, _token_program] =
        guard::accounts(&burn_item::SPEC, accounts)?;
    let class_key = guard::key(class);
    let mut class_state = load_mut!(ItemClass, class, program)?;
    let seeds = seeds::item(&class_key, args.rarity, args.serial);
    program_address::canonical(mint, &seeds, program)?;
    token::guard_token(mint)?;
    token::check_token_account(token_account, &guard::key(mint), &guard::key(holder))?;

    class_state.set_burned(class_state.burned().checked_add(1).ok_or(Error::Overflow)?);
    drop(class_state);
    token::burn_one(token_account, mint, holder)?;
    token::close(token_account, rent_recipient, holder, None)
}
