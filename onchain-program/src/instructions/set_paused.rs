//! Stops or resumes requests and sales of a world.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::set_paused};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};

/// 0. `authority`: runs the world; signer
/// 1. `world`: the world; writable
#[inline(never)]
pub(crate) fn set_paused(
    program: &Address,
    accounts: &mut [AccountView],
    args: &set_paused::Args,
) -> Outcome {
    let [authority, world] = guard::accounts(&set_paused::SPEC, accounts)?;
    let mut world = load_mut!(World, world, program)?;
    ensure(guard::is(authority, &world.authority()), Error::NotAuthority)?;
    // What outlives a closed world is its market, and nobody stops that.
    ensure(world.closed() == 0, Error::WorldClosed)?;

    world.set_paused(u8::from(args.paused));
    Ok(())
}
