//! Opens a world's next epoch.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, accounts::Epoch, instructions::open_epoch, limits, seeds};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};
use crate::program_address::{self, Creation};
use crate::runtime;

/// 0. `payer`: pays the rent; signer, writable
/// 1. `authority`: runs the world; signer
/// 2. `world`: the world; writable
/// 3. `epoch`: the epoch; writable
/// 4. `system_program`: the system program
#[inline(never)]
pub(crate) fn open_epoch(
    program: &Address,
    accounts: &mut [AccountView],
    args: &open_epoch::Args,
) -> Outcome {
    let [payer, authority, world, epoch, _system_program] =
        guard::accounts(&open_epoch::SPEC, accounts)?;
    let mut world_state = load_mut!(World, world, program)?;
    ensure(guard::is(authority, &world_state.authority()), Error::NotAuthority)?;
    ensure(world_state.closed() == 0, Error::WorldClosed)?;
    ensure(world_state.epoch_open() == 0, Error::EpochOpen)?;
    ensure(world_state.bond() >= world_state.roll_bond(), Error::BondTooSmall)?;
    ensure((1..=limits::CHAIN_LENGTH).contains(&args.chain_length), Error::OutOfBounds)?;

    let number = world_state.epoch().checked_add(1).ok_or(Error::Overflow)?;
    world_state.set_epoch(number);
    world_state.set_epoch_open(1);
    drop(world_state);

    let world = guard::key(world);
    let bump = program_address::create(
        &Creation {
            payer,
            account: epoch,
            seeds: &seeds::epoch(&world, number),
            size: Epoch::SIZE,
            paid_size: Epoch::SIZE,
            owner: program,
        },
        program,
    )?;
    let mut state = Epoch::new(guard::owned_mut(epoch, program)?).ok_or(Error::WrongAccountKind)?;
    state.set_bump(bump);
    state.set_world(world);
    state.set_number(number);
    state.set_chain_tip(args.chain_tip);
    state.set_chain_length(args.chain_length);
    state.set_head(args.chain_tip);
    state.set_opened_slot(runtime::slot()?);
    Ok(())
}
