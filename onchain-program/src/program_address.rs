//! Addresses that the program derives, and accounts that it makes there.

use pinocchio::cpi::{Seed, Signer};
use pinocchio::{AccountView, Address};
use seedbound_interface::odds::Hasher;
use seedbound_interface::seeds::Seeds;
use seedbound_interface::{Error, Key, addresses};

use crate::cpi;
use crate::fault::{Outcome, ensure};
use crate::guard;
use crate::runtime::{self, RuntimeSha256};

/// Checks that `account` lies at the address of `seeds` under the canonical bump, which it returns.
///
/// The bump is found here and never taken from outside. The runtime's own search costs 1,500
/// compute units a try; its two halves, hash and curve test, come to about 350.
pub(crate) fn canonical(account: &AccountView, seeds: &Seeds, program: &Address) -> Outcome<u8> {
    let (address, bump) = find(&[seeds.joined()], program)?;
    ensure(guard::is(account, &address), Error::WrongAddress)?;
    Ok(bump)
}

/// The address that `program` derives from `seeds`, and its canonical bump.
pub(crate) fn find(seeds: &[&[u8]], program: &Address) -> Outcome<(Key, u8)> {
    for bump in (0..=u8::MAX).rev() {
        let bumps = [bump];
        let mut parts: [&[u8]; 6] = [&[]; 6];
        let count = seeds.len();
        parts.get_mut(..count).ok_or(Error::OutOfBounds)?.copy_from_slice(seeds);
        let rest: [&[u8]; 3] = [&bumps, program.as_array(), b"ProgramDerivedAddress"];
        parts.get_mut(count..count + 3).ok_or(Error::OutOfBounds)?.copy_from_slice(&rest);
        let address = RuntimeSha256.hash(&parts[..count + 3]);
        if !runtime::is_on_curve(&address) {
            return Ok((address.0, bump));
        }
    }
    Err(Error::WrongAddress.into())
}

/// What is to be created, and who pays for it.
pub(crate) struct Creation<'a> {
    /// Pays and signs.
    pub(crate) payer: &'a AccountView,
    /// The account, still empty.
    pub(crate) account: &'a AccountView,
    /// The seeds of its address.
    pub(crate) seeds: &'a Seeds,
    /// Its size.
    pub(crate) size: usize,
    /// The size whose rent it is given: more where the owner will extend it.
    pub(crate) paid_size: usize,
    /// The program that is to own it.
    pub(crate) owner: &'a Address,
}

/// Creates an account at a canonical address and returns the bump. Only what is the system's and
/// empty is taken; lamports that somebody sent there ahead do not hinder it.
pub(crate) fn create(creation: &Creation<'_>, program: &Address) -> Outcome<u8> {
    let Creation { payer, account, seeds, size, paid_size, owner } = *creation;
    let bump = canonical(account, seeds, program)?;
    let system = Address::new_from_array(addresses::SYSTEM_PROGRAM);
    ensure(account.owned_by(&system) && account.is_data_empty(), Error::AlreadyExists)?;

    let lamports = runtime::rent(paid_size)?;
    with_signer(seeds, bump, |signer| {
        let missing = lamports.saturating_sub(account.lamports());
        if account.lamports() == 0 {
            return cpi::create_account(payer, account, lamports, size as u64, owner, signer);
        }
        if missing > 0 {
            cpi::transfer(payer, account, missing)?;
        }
        cpi::allocate(account, size as u64, signer)?;
        cpi::assign(account, owner, signer)
    })?;
    Ok(bump)
}

/// Runs `act` with the right to sign for the address of `seeds`.
#[inline(always)]
pub(crate) fn with_signer<T>(
    seeds: &Seeds,
    bump: u8,
    act: impl FnOnce(&Signer<'_, '_>) -> Outcome<T>,
) -> Outcome<T> {
    let bump = [bump];
    let seed = |at: usize| {
        if at == seeds.count() { Seed::from(&bump) } else { Seed::from(seeds.seed(at)) }
    };
    let all = [seed(0), seed(1), seed(2), seed(3), seed(4)];
    act(&Signer::from(&all[..=seeds.count()]))
}
