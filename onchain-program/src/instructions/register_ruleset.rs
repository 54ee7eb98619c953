//! Puts a ruleset on record.

use pinocchio::{AccountView, Address};
use seedbound_interface::{
    Error, accounts::Ruleset, instructions::register_ruleset, limits, seeds,
};

use crate::fault::{Outcome, ensure};
use crate::guard;
use crate::program_address::{self, Creation};

/// 0. `payer`: pays the rent; signer, writable
/// 1. `author`: publishes it; signer
/// 2. `ruleset`: the ruleset; writable
/// 3. `system_program`: the system program
#[inline(never)]
pub(crate) fn register_ruleset(
    program: &Address,
    accounts: &mut [AccountView],
    args: &register_ruleset::Args,
) -> Outcome {
    let [payer, author, ruleset, _system_program] =
        guard::accounts(&register_ruleset::SPEC, accounts)?;
    ensure(args.royalty <= limits::ROYALTY, Error::OutOfBounds)?;

    let author = guard::key(author);
    let seeds = seeds::ruleset(&author, &args.hash);
    let bump = program_address::create(
        &Creation {
            payer,
            account: ruleset,
            seeds: &seeds,
            size: Ruleset::SIZE,
            paid_size: Ruleset::SIZE,
            owner: program,
        },
        program,
    )?;
    let mut state =
        Ruleset::new(guard::owned_mut(ruleset, program)?).ok_or(Error::WrongAccountKind)?;
    state.set_bump(bump);
    state.set_author(author);
    state.set_hash(args.hash);
    state.set_royalty(args.royalty);
    state.set_uri(args.uri);
    Ok(())
}
