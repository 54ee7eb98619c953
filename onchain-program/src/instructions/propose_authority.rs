//! Proposes who is to run a world.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::propose_authority};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};

/// 0. `authority`: runs the world; signer
/// 1. `world`: the world; writable
#[inline(never)]
pub(crate) fn propose_authority(
    program: &Address,
    accounts: &mut [AccountView],
    args: &propose_authority::Args,
) -> Outcome {
    let [authority, world] = guard::accounts(&propose_authority::SPEC, accounts)?;
    let mut world = load_mut!(World, world, program)?;
    ensure(guard::is(authority, &world.authority()), Error::NotAuthority)?;

    world.set_proposed_authority(args.proposed);
    Ok(())
}
