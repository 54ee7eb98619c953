//! Closes an epoch.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, hash_chain, instructions::close_epoch};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};
use crate::runtime::RuntimeSha256;

/// 0. `authority`: runs the world; signer
/// 1. `world`: the world; writable
/// 2. `epoch`: the epoch; writable
#[inline(never)]
pub(crate) fn close_epoch(
    program: &Address,
    accounts: &mut [AccountView],
    args: &close_epoch::Args,
) -> Outcome {
    let [authority, world, epoch] = guard::accounts(&close_epoch::SPEC, accounts)?;
    let mut world_state = load_mut!(World, world, program)?;
    ensure(guard::is(authority, &world_state.authority()), Error::NotAuthority)?;
    world_state.set_epoch_open(0);
    drop(world_state);
    let mut epoch = load_mut!(Epoch, epoch, program)?;
    ensure(guard::is(world, &epoch.world()), Error::WrongWorld)?;
    // Only the newest epoch can be open, so an open one is the world's.
    ensure(epoch.closed() == 0, Error::EpochClosed)?;
    ensure(epoch.requested() == epoch.resolved(), Error::RollsPending)?;
    let rest = epoch.chain_length().checked_sub(epoch.head_depth()).ok_or(Error::Overflow)?;
    ensure(
        hash_chain::walk(&RuntimeSha256, args.secret, rest) == epoch.head(),
        Error::WrongSecret,
    )?;

    epoch.set_secret(args.secret);
    epoch.set_content_root(args.content_root);
    epoch.set_closed(1);
    Ok(())
}
