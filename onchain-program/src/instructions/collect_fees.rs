//! Pays out a world's share of sales.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::collect_fees};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};

/// 0. `authority`: runs the world; signer
/// 1. `world`: the world; writable
/// 2. `recipient`: gets the lamports; writable
#[inline(never)]
pub(crate) fn collect_fees(
    program: &Address,
    accounts: &mut [AccountView],
    args: &collect_fees::Args,
) -> Outcome {
    let [authority, world, recipient] = guard::accounts(&collect_fees::SPEC, accounts)?;
    let collect_fees::Args {} = args;
    let mut state = load_mut!(World, world, program)?;
    ensure(guard::is(authority, &state.authority()), Error::NotAuthority)?;
    let amount = state.fees();
    ensure(amount > 0, Error::NothingToCollect)?;

    state.set_fees(0);
    drop(state);
    guard::move_lamports(world, recipient, amount)
}
