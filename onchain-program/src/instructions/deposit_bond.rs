//! Adds to a world's bond.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::deposit_bond};

use crate::cpi;
use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};

/// 0. `depositor`: pays; signer, writable
/// 1. `world`: the world; writable
/// 2. `system_program`: the system program
#[inline(never)]
pub(crate) fn deposit_bond(
    program: &Address,
    accounts: &mut [AccountView],
    args: &deposit_bond::Args,
) -> Outcome {
    let [depositor, world, _system_program] = guard::accounts(&deposit_bond::SPEC, accounts)?;
    let mut state = load_mut!(World, world, program)?;
    ensure(state.closed() == 0, Error::WorldClosed)?;
    ensure(args.amount > 0, Error::OutOfBounds)?;

    state.set_bond(state.bond().checked_add(args.amount).ok_or(Error::Overflow)?);
    drop(state);
    cpi::transfer(depositor, world, args.amount)
}
