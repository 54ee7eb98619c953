//! Closes a world for good.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::close_world, odds::Hasher};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};
use crate::runtime::RuntimeSha256;

/// 0. `authority`: runs the world; signer
/// 1. `world`: the world; writable
#[inline(never)]
pub(crate) fn close_world(
    program: &Address,
    accounts: &mut [AccountView],
    args: &close_world::Args,
) -> Outcome {
    let [authority, world] = guard::accounts(&close_world::SPEC, accounts)?;
    let mut world = load_mut!(World, world, program)?;
    ensure(guard::is(authority, &world.authority()), Error::NotAuthority)?;
    ensure(world.closed() == 0, Error::WorldClosed)?;
    ensure(world.epoch_open() == 0, Error::EpochOpen)?;
    let commitment = RuntimeSha256.hash(&[&args.secret.0]);
    ensure(commitment == world.secret_commitment(), Error::WrongSecret)?;

    world.set_secret(args.secret);
    world.set_closed(1);
    world.set_paused(0);
    Ok(())
}
