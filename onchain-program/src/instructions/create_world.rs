//! Creates a world.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, accounts::World, instructions::create_world, limits, seeds};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load};
use crate::program_address::{self, Creation};

/// How many slots the SlotHashes sysvar remembers.
const SLOT_HASHES_REACH: u32 = 512;

/// 0. `payer`: pays the rent; signer, writable
/// 1. `creator`: creates it; signer
/// 2. `world`: the world; writable
/// 3. `ruleset`: the ruleset
/// 4. `system_program`: the system program
#[inline(never)]
pub(crate) fn create_world(
    program: &Address,
    accounts: &mut [AccountView],
    args: &create_world::Args,
) -> Outcome {
    let [payer, creator, world, ruleset, _system_program] =
        guard::accounts(&create_world::SPEC, accounts)?;
    ensure(
        (limits::LOCK_DELAY..=limits::LOCK_DELAY_MOST).contains(&args.lock_delay),
        Error::OutOfBounds,
    )?;
    ensure(
        (limits::REVEAL_DELAY..=limits::REVEAL_DELAY_MOST).contains(&args.reveal_delay),
        Error::OutOfBounds,
    )?;
    ensure(limits::DEADLINE.contains(&args.deadline), Error::OutOfBounds)?;
    // A lock as late as the sysvar allows must still leave time for the reveal.
    let latest_reveal = SLOT_HASHES_REACH + u32::from(args.reveal_delay);
    ensure(args.deadline > latest_reveal, Error::OutOfBounds)?;
    ensure(
        args.roll_bond >= limits::ROLL_BOND && args.fee <= limits::HOST_FEE,
        Error::OutOfBounds,
    )?;
    load!(Ruleset, ruleset, program)?;

    let creator = guard::key(creator);
    let seeds = seeds::world(&creator, args.nonce);
    let bump = program_address::create(
        &Creation {
            payer,
            account: world,
            seeds: &seeds,
            size: World::SIZE,
            paid_size: World::SIZE,
            owner: program,
        },
        program,
    )?;
    let mut state = World::new(guard::owned_mut(world, program)?).ok_or(Error::WrongAccountKind)?;
    state.set_bump(bump);
    state.set_creator(creator);
    state.set_nonce(args.nonce);
    state.set_authority(creator);
    state.set_ruleset(guard::key(ruleset));
    state.set_public_seed(args.public_seed);
    state.set_secret_commitment(args.secret_commitment);
    state.set_model_hash(args.model_hash);
    state.set_generator_version(args.generator_version);
    state.set_lock_delay(args.lock_delay);
    state.set_reveal_delay(args.reveal_delay);
    state.set_deadline(args.deadline);
    state.set_roll_bond(args.roll_bond);
    state.set_fee(args.fee);
    Ok(())
}
