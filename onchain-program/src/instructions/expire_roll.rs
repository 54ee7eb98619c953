//! Ends a roll whose deadline was missed.

use pinocchio::{AccountView, Address};
use seedbound_interface::accounts::roll::{EXPIRED, LOCKED, REQUESTED};
use seedbound_interface::{Error, instructions::expire_roll};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};
use crate::runtime;

/// 0. `world`: the world, whose bond burns; writable
/// 1. `epoch`: the roll's epoch; writable
/// 2. `roll`: the roll; writable
/// 3. `ticket`: the roll's ticket, which goes back; writable
/// 4. `incinerator`: where lamports go to be burned; writable
#[inline(never)]
pub(crate) fn expire_roll(
    program: &Address,
    accounts: &mut [AccountView],
    args: &expire_roll::Args,
) -> Outcome {
    let expire_roll::Args {} = args;
    let [world, epoch, roll, ticket, incinerator] = guard::accounts(&expire_roll::SPEC, accounts)?;
    let mut roll_state = load_mut!(Roll, roll, program)?;
    ensure(matches!(roll_state.state(), REQUESTED | LOCKED), Error::WrongRollState)?;
    ensure(guard::is(world, &roll_state.world()), Error::WrongWorld)?;
    ensure(guard::is(epoch, &roll_state.epoch()), Error::WrongEpoch)?;
    ensure(guard::is(ticket, &roll_state.ticket()), Error::WrongAddress)?;
    // A reveal is good up to the deadline and this only after it: at no slot are both possible, so
    // that nobody who sees a preimage can choose between them.
    let slot = runtime::slot()?;
    ensure(slot > roll_state.deadline_slot(), Error::TooEarly)?;

    let mut epoch_state = load_mut!(Epoch, epoch, program)?;
    ensure(roll_state.index() == epoch_state.resolved(), Error::OutOfOrder)?;
    epoch_state.set_resolved(epoch_state.resolved().checked_add(1).ok_or(Error::Overflow)?);
    epoch_state.set_expired(epoch_state.expired().checked_add(1).ok_or(Error::Overflow)?);
    roll_state.set_state(EXPIRED);
    roll_state.set_ended_slot(slot);
    load_mut!(Receipt, ticket, program)?.set_spendable(1);

    let mut world_state = load_mut!(World, world, program)?;
    let burned = world_state.roll_bond().min(world_state.bond());
    world_state.set_bond(world_state.bond() - burned);
    drop(world_state);
    guard::move_lamports(world, incinerator, burned)
}
