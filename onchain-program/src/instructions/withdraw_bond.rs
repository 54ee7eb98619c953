//! Pays out what is left of a closed world's bond.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::withdraw_bond};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};

/// 0. `authority`: ran the world; signer
/// 1. `world`: the world; writable
/// 2. `recipient`: gets the lamports; writable
#[inline(never)]
pub(crate) fn withdraw_bond(
    program: &Address,
    accounts: &mut [AccountView],
    args: &withdraw_bond::Args,
) -> Outcome {
    let [authority, world, recipient] = guard::accounts(&withdraw_bond::SPEC, accounts)?;
    let withdraw_bond::Args {} = args;
    let mut state = load_mut!(World, world, program)?;
    ensure(guard::is(authority, &state.authority()), Error::NotAuthority)?;
    ensure(state.closed() == 1, Error::WorldOpen)?;
    let amount = state.bond();
    ensure(amount > 0, Error::NothingToCollect)?;

    state.set_bond(0);
    drop(state);
    guard::move_lamports(world, recipient, amount)
}
