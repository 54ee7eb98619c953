//! Changes where a ruleset's content can be had.

use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions::set_ruleset_uri};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load_mut};

/// 0. `author`: published it; signer
/// 1. `ruleset`: the ruleset; writable
#[inline(never)]
pub(crate) fn set_ruleset_uri(
    program: &Address,
    accounts: &mut [AccountView],
    args: &set_ruleset_uri::Args,
) -> Outcome {
    let [author, ruleset] = guard::accounts(&set_ruleset_uri::SPEC, accounts)?;
    let mut ruleset = load_mut!(Ruleset, ruleset, program)?;
    ensure(guard::is(author, &ruleset.author()), Error::NotAuthority)?;

    ruleset.set_uri(args.uri);
    Ok(())
}
