//! Pays out an author's royalties.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::collect_royalty};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};

/// 0. `author`: published the ruleset; signer
/// 1. `ruleset`: the ruleset; writable
/// 2. `recipient`: gets the lamports; writable
#[inline(never)]
pub(crate) fn collect_royalty(
    program: &Address,
    accounts: &mut [AccountView],
    args: &collect_royalty::Args,
) -> Outcome {
    let [author, ruleset, recipient] = guard::accounts(&collect_royalty::SPEC, accounts)?;
    let collect_royalty::Args {} = args;
    let mut state = load_mut!(Ruleset, ruleset, program)?;
    ensure(guard::is(author, &state.author()), Error::NotAuthority)?;
    let amount = state.earned();
    ensure(amount > 0, Error::NothingToCollect)?;

    state.set_earned(0);
    drop(state);
    guard::move_lamports(ruleset, recipient, amount)
}
