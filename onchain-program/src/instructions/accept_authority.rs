//! Takes over a world.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, Key, instructions::accept_authority};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};

/// 0. `proposed`: was proposed; signer
/// 1. `world`: the world; writable
#[inline(never)]
pub(crate) fn accept_authority(
    program: &Address,
    accounts: &mut [AccountView],
    args: &accept_authority::Args,
) -> Outcome {
    let [proposed, world] = guard::accounts(&accept_authority::SPEC, accounts)?;
    let accept_authority::Args {} = args;
    let mut world = load_mut!(World, world, program)?;
    let proposed = guard::key(proposed);
    ensure(
        proposed != Key::default() && proposed == world.proposed_authority(),
        Error::NotProposed,
    )?;

    world.set_authority(proposed);
    world.set_proposed_authority(Key::default());
    Ok(())
}
