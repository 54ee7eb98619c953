//! Burns a ticket for a roll.

use pinocchio::{AccountView, Address};
use seedbound_interface::accounts::Roll;
use seedbound_interface::accounts::roll::REQUESTED;
use seedbound_interface::instructions::request_roll;
use seedbound_interface::{Error, odds, seeds, wide::checked_mul};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load, load_mut};
use crate::program_address::{self, Creation};
use crate::runtime::{self, RuntimeSha256};

/// 0. `payer`: pays the rent; signer, writable
/// 1. `player`: holds the ticket; signer
/// 2. `world`: the world
/// 3. `epoch`: the world's open epoch; writable
/// 4. `class`: the class to roll
/// 5. `ticket`: the ticket; writable
/// 6. `roll`: the roll; writable
/// 7. `system_program`: the system program
#[inline(never)]
pub(crate) fn request_roll(
    program: &Address,
    accounts: &mut [AccountView],
    args: &request_roll::Args,
) -> Outcome {
    let [payer, player, world, epoch, class, ticket, roll, _system_program] =
        guard::accounts(&request_roll::SPEC, accounts)?;
    let world_state = load!(World, world, program)?;
    ensure(world_state.paused() == 0, Error::Paused)?;
    ensure(world_state.epoch_open() == 1, Error::EpochClosed)?;

    // The index names the preimage. The bond must cover this roll beside all that are pending.
    let mut epoch_state = load_mut!(Epoch, epoch, program)?;
    ensure(guard::is(world, &epoch_state.world()), Error::WrongWorld)?;
    ensure(epoch_state.number() == world_state.epoch(), Error::WrongEpoch)?;
    let index = epoch_state.requested();
    ensure(index < epoch_state.chain_length(), Error::ChainSpent)?;
    let requested = index.checked_add(1).ok_or(Error::Overflow)?;
    let pending = requested.checked_sub(epoch_state.resolved()).ok_or(Error::Overflow)?;
    let needed = checked_mul(world_state.roll_bond(), pending.into()).ok_or(Error::Overflow)?;
    ensure(world_state.bond() >= needed, Error::BondTooSmall)?;

    let class_state = load!(ItemClass, class, program)?;
    ensure(guard::is(world, &class_state.world()), Error::WrongWorld)?;

    let mut ticket_state = load_mut!(Receipt, ticket, program)?;
    ensure(ticket_state.spendable() == 1, Error::TicketSpent)?;
    ensure(guard::is(player, &ticket_state.player()), Error::WrongPlayer)?;
    ensure(guard::is(class, &ticket_state.class()), Error::WrongClass)?;

    let attempt = ticket_state.attempts();
    ticket_state.set_attempts(attempt.checked_add(1).ok_or(Error::Overflow)?);
    ticket_state.set_spendable(0);
    drop(ticket_state);
    epoch_state.set_requested(requested);
    drop(epoch_state);

    let ticket = guard::key(ticket);
    let bump = program_address::create(
        &Creation {
            payer,
            account: roll,
            seeds: &seeds::roll(&ticket, attempt),
            size: Roll::SIZE,
            paid_size: Roll::SIZE,
            owner: program,
        },
        program,
    )?;
    let target =
        runtime::slot()?.checked_add(world_state.lock_delay().into()).ok_or(Error::Overflow)?;
    let deadline = target.checked_add(world_state.deadline().into()).ok_or(Error::Overflow)?;
    let table = odds::table_hash(&RuntimeSha256, &class_state.weights(), &class_state.caps());
    let mut state = Roll::new(guard::owned_mut(roll, program)?).ok_or(Error::WrongAccountKind)?;
    state.set_bump(bump);
    state.set_world(guard::key(world));
    state.set_class(guard::key(class));
    state.set_epoch(guard::key(epoch));
    state.set_ticket(ticket);
    state.set_attempt(attempt);
    state.set_player(guard::key(player));
    state.set_index(index);
    state.set_nonce(args.nonce);
    state.set_table_hash(table);
    state.set_state(REQUESTED);
    state.set_target_slot(target);
    state.set_deadline_slot(deadline);
    Ok(())
}
