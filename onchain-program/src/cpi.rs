//! Calls to the system program.

use pinocchio::cpi::{Signer, invoke_signed};
use pinocchio::instruction::{InstructionAccount, InstructionView};
use pinocchio::{AccountView, Address};
use seedbound_interface::addresses;

use crate::fault::Outcome;

/// Makes an account that has no lamports yet.
#[inline(always)] // the target passes five words at most
pub(crate) fn create_account(
    payer: &AccountView,
    account: &AccountView,
    lamports: u64,
    size: u64,
    owner: &Address,
    signer: &Signer<'_, '_>,
) -> Outcome {
    let mut data = [0; 52];
    data[4..12].copy_from_slice(&lamports.to_le_bytes());
    data[12..20].copy_from_slice(&size.to_le_bytes());
    data[20..].copy_from_slice(owner.as_array());
    let metas = [
        InstructionAccount::writable_signer(payer.address()),
        InstructionAccount::writable_signer(account.address()),
    ];
    call(&Call {
        data: &data,
        metas: &metas,
        accounts: &[payer, account],
        signers: core::slice::from_ref(signer),
    })
}

/// Moves lamports from a wallet that signs.
pub(crate) fn transfer(from: &AccountView, to: &AccountView, lamports: u64) -> Outcome {
    let mut data = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    data[4..].copy_from_slice(&lamports.to_le_bytes());
    let metas = [
        InstructionAccount::writable_signer(from.address()),
        InstructionAccount::writable(to.address()),
    ];
    call(&Call { data: &data, metas: &metas, accounts: &[from, to], signers: &[] })
}

/// Gives an account of the system its size.
pub(crate) fn allocate(account: &AccountView, size: u64, signer: &Signer<'_, '_>) -> Outcome {
    let mut data = [8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    data[4..].copy_from_slice(&size.to_le_bytes());
    let metas = [InstructionAccount::writable_signer(account.address())];
    call(&Call {
        data: &data,
        metas: &metas,
        accounts: &[account],
        signers: core::slice::from_ref(signer),
    })
}

/// Gives an account of the system to a program.
pub(crate) fn assign(account: &AccountView, owner: &Address, signer: &Signer<'_, '_>) -> Outcome {
    let mut data = [0; 36];
    data[0] = 1;
    data[4..].copy_from_slice(owner.as_array());
    let metas = [InstructionAccount::writable_signer(account.address())];
    call(&Call {
        data: &data,
        metas: &metas,
        accounts: &[account],
        signers: core::slice::from_ref(signer),
    })
}

/// One call, gathered: the target passes five words at most.
struct Call<'a, const COUNT: usize> {
    data: &'a [u8],
    metas: &'a [InstructionAccount<'a>; COUNT],
    accounts: &'a [&'a AccountView; COUNT],
    signers: &'a [Signer<'a, 'a>],
}

#[inline(never)]
fn call<const COUNT: usize>(call: &Call<'_, COUNT>) -> Outcome {
    let program_id = Address::new_from_array(addresses::SYSTEM_PROGRAM);
    let instruction =
        InstructionView { program_id: &program_id, data: call.data, accounts: call.metas };
    Ok(invoke_signed(&instruction, call.accounts, call.signers)?)
}
