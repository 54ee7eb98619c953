//! Checks that instructions share. What an instruction's table says of its accounts (how many,
//! who signs, what is writable, what is where) is checked from that same table, so that program
//! and IDL cannot disagree.

use pinocchio::account::{Ref, RefMut};
use pinocchio::{AccountView, Address};
use seedbound_interface::instruction::InstructionSpec;
use seedbound_interface::{Error, Key};

use crate::fault::{Outcome, ensure};

/// The accounts of an instruction, as its table wants them: exactly as many, signers and writable
/// ones as said, fixed addresses kept, and no two the same but wallets.
#[inline(always)]
pub(crate) fn accounts<'a, const COUNT: usize>(
    spec: &'static InstructionSpec,
    accounts: &'a mut [AccountView],
) -> Outcome<&'a mut [AccountView; COUNT]> {
    check(spec, accounts)?;
    Ok(accounts.try_into().map_err(|_| Error::AccountCount)?)
}

/// One loop for all instructions: unrolled for each it was most of the program.
#[inline(never)]
fn check(spec: &'static InstructionSpec, accounts: &[AccountView]) -> Outcome {
    ensure(accounts.len() == spec.accounts.len(), Error::AccountCount)?;
    for (at, (account, slot)) in accounts.iter().zip(spec.accounts).enumerate() {
        ensure(!slot.signer || account.is_signer(), Error::MissingSignature)?;
        ensure(!slot.writable || account.is_writable(), Error::NotWritable)?;
        if let Some(address) = &slot.address {
            ensure(is(account, address), Error::WrongAddress)?;
        }
        for (other, other_slot) in accounts[..at].iter().zip(spec.accounts) {
            // The runtime hands out one account under one pointer, however often it is named.
            if other.account_ptr() == account.account_ptr() {
                ensure(slot.wallet && other_slot.wallet, Error::SameAccount)?;
            }
        }
    }
    Ok(())
}

/// The bytes of an account of this program, to read.
pub(crate) struct Bytes<'a>(Ref<'a, [u8]>);

impl AsRef<[u8]> for Bytes<'_> {
    #[inline(always)]
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The bytes of an account of this program, to write.
pub(crate) struct BytesMut<'a>(RefMut<'a, [u8]>);

impl AsRef<[u8]> for BytesMut<'_> {
    #[inline(always)]
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl AsMut<[u8]> for BytesMut<'_> {
    #[inline(always)]
    fn as_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

/// Reads an account that `program` owns.
#[inline(always)]
pub(crate) fn owned<'a>(account: &'a AccountView, program: &Address) -> Outcome<Bytes<'a>> {
    ensure(account.owned_by(program), Error::WrongOwner)?;
    Ok(Bytes(account.try_borrow()?))
}

/// Writes an account that `program` owns.
#[inline(always)]
pub(crate) fn owned_mut<'a>(
    account: &'a mut AccountView,
    program: &Address,
) -> Outcome<BytesMut<'a>> {
    ensure(account.owned_by(program), Error::WrongOwner)?;
    Ok(BytesMut(account.try_borrow_mut()?))
}

/// Reads an account of the program as one of the interface's: owner, size and discriminator are
/// checked. Only this program can have made it, and it makes accounts at canonical addresses only.
macro_rules! load {
    ($kind:ident, $account:expr, $program:expr) => {
        seedbound_interface::accounts::$kind::of($crate::guard::owned($account, $program)?)
            .ok_or(seedbound_interface::Error::WrongAccountKind)
    };
}

/// As `load`, to write.
macro_rules! load_mut {
    ($kind:ident, $account:expr, $program:expr) => {
        seedbound_interface::accounts::$kind::of($crate::guard::owned_mut($account, $program)?)
            .ok_or(seedbound_interface::Error::WrongAccountKind)
    };
}

pub(crate) use {load, load_mut};

/// Whether an account has an address.
#[inline(always)]
pub(crate) fn is(account: &AccountView, address: &Key) -> bool {
    account.address().as_array() == address
}

/// An account's address.
#[inline(always)]
pub(crate) fn key(account: &AccountView) -> Key {
    account.address().to_bytes()
}

/// Moves lamports between two accounts, the first of which is the program's.
pub(crate) fn move_lamports(from: &mut AccountView, to: &mut AccountView, amount: u64) -> Outcome {
    let left = from.lamports().checked_sub(amount).ok_or(Error::Overflow)?;
    from.set_lamports(left);
    let more = to.lamports().checked_add(amount).ok_or(Error::Overflow)?;
    to.set_lamports(more);
    Ok(())
}
