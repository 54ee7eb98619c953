//! Locks the slot hash that a roll uses.

use pinocchio::{AccountView, Address};
use seedbound_interface::accounts::roll::{LOCKED, REQUESTED};
use seedbound_interface::{Error, instructions::lock_roll};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};
use crate::{runtime, slot_hashes};

/// 0. `roll`: the roll; writable
/// 1. `slot_hashes`: the sysvar, which its address proves
#[inline(never)]
pub(crate) fn lock_roll(
    program: &Address,
    accounts: &mut [AccountView],
    args: &lock_roll::Args,
) -> Outcome {
    let lock_roll::Args {} = args;
    let [roll, slot_hashes] = guard::accounts(&lock_roll::SPEC, accounts)?;
    let mut roll = load_mut!(Roll, roll, program)?;
    ensure(roll.state() == REQUESTED, Error::WrongRollState)?;
    let data = slot_hashes.try_borrow()?;
    let (slot, hash) = slot_hashes::first_at_or_after(&data, roll.target_slot())?;

    roll.set_locked_slot(slot);
    roll.set_slot_hash(hash);
    roll.set_locked_at(runtime::slot()?);
    roll.set_state(LOCKED);
    Ok(())
}
