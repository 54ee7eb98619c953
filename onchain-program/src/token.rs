//! Calls to Token-2022 and the associated-token-account program, and what is read of their
//! accounts. Each function is one instruction of theirs.

use pinocchio::cpi::{Signer, invoke_signed};
use pinocchio::instruction::{InstructionAccount, InstructionView};
use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, Key, addresses, limits, metadata, sha256::discriminator};

use crate::fault::{Outcome, ensure};
use crate::guard;

/// A token account's size where its mint asks for no extension, as an escrow's.
pub(crate) const TOKEN_ACCOUNT_SIZE: usize = 165;
/// A mint with metadata pointer and member pointer, or metadata pointer and group pointer.
pub(crate) const MINT_SIZE: usize = 166 + 68 + 68;
/// What being a group adds.
pub(crate) const GROUP_SIZE: usize = 4 + 80;
/// What being a member adds.
pub(crate) const MEMBER_SIZE: usize = 4 + 72;

/// What metadata adds to a mint.
pub(crate) const fn metadata_size(name: &[u8], symbol: &[u8], uri: &[u8]) -> usize {
    4 + 32 + 32 + 4 + name.len() + 4 + symbol.len() + 4 + uri.len() + 4
}

/// Extensions of a mint that point at the mint itself.
#[derive(Clone, Copy)]
pub(crate) enum Pointer {
    Metadata = 39,
    Group = 40,
    Member = 41,
}

/// Sets a pointer of a mint to itself, without anyone who could change it.
pub(crate) fn point_at_itself(mint: &AccountView, pointer: Pointer) -> Outcome {
    let mut data = [0; 66];
    data[0] = pointer as u8;
    data[34..].copy_from_slice(mint.address().as_array());
    call(&Call { data: &data, metas: &[writable(mint)], accounts: &[mint], signers: &[] })
}

/// Makes a mint of whole tokens that nobody can freeze.
pub(crate) fn initialize_mint(mint: &AccountView, authority: &AccountView) -> Outcome {
    let mut data = [0; 35];
    data[0] = 20;
    data[2..34].copy_from_slice(authority.address().as_array());
    call(&Call { data: &data, metas: &[writable(mint)], accounts: &[mint], signers: &[] })
}

/// Writes a mint's metadata into it.
pub(crate) fn initialize_metadata(
    mint: &AccountView,
    authority: &AccountView,
    [name, symbol, uri]: [&[u8]; 3],
    signer: &Signer<'_, '_>,
) -> Outcome {
    const INITIALIZE: [u8; 8] =
        discriminator("spl_token_metadata_interface:", "initialize_account");
    const MOST: usize = 8 + 12 + limits::NAME + limits::SYMBOL + metadata::ITEM_URI;
    let mut data = [0; MOST];
    let mut length = 0;
    let mut push = |bytes: &[u8]| -> Outcome {
        let to = data.get_mut(length..length + bytes.len()).ok_or(Error::OutOfBounds)?;
        to.copy_from_slice(bytes);
        length += bytes.len();
        Ok(())
    };
    push(&INITIALIZE)?;
    for text in [name, symbol, uri] {
        push(&(text.len() as u32).to_le_bytes())?;
        push(text)?;
    }
    call(&Call {
        data: &data[..length],
        metas: &[writable(mint), readonly(authority), readonly(mint), signing(authority)],
        accounts: &[mint, authority, mint, authority],
        signers: core::slice::from_ref(signer),
    })
}

/// Makes a mint a group of at most `most` members.
pub(crate) fn initialize_group(
    mint: &AccountView,
    authority: &AccountView,
    most: u64,
    signer: &Signer<'_, '_>,
) -> Outcome {
    const INITIALIZE: [u8; 8] =
        discriminator("spl_token_group_interface:", "initialize_token_group");
    let mut data = [0; 48];
    data[..8].copy_from_slice(&INITIALIZE);
    data[8..40].copy_from_slice(authority.address().as_array());
    data[40..].copy_from_slice(&most.to_le_bytes());
    call(&Call {
        data: &data,
        metas: &[writable(mint), readonly(mint), signing(authority)],
        accounts: &[mint, mint, authority],
        signers: core::slice::from_ref(signer),
    })
}

/// Makes a mint a member of a group.
pub(crate) fn initialize_member(
    mint: &AccountView,
    group: &AccountView,
    authority: &AccountView,
    signer: &Signer<'_, '_>,
) -> Outcome {
    const INITIALIZE: [u8; 8] = discriminator("spl_token_group_interface:", "initialize_member");
    call(&Call {
        data: &INITIALIZE,
        metas: &[
            writable(mint),
            readonly(mint),
            signing(authority),
            writable(group),
            signing(authority),
        ],
        accounts: &[mint, mint, authority, group, authority],
        signers: core::slice::from_ref(signer),
    })
}

/// Mints the one token.
pub(crate) fn mint_one(
    mint: &AccountView,
    token_account: &AccountView,
    authority: &AccountView,
    signer: &Signer<'_, '_>,
) -> Outcome {
    call(&Call {
        data: &[7, 1, 0, 0, 0, 0, 0, 0, 0],
        metas: &[writable(mint), writable(token_account), signing(authority)],
        accounts: &[mint, token_account, authority],
        signers: core::slice::from_ref(signer),
    })
}

/// Gives up the right to mint, for good.
pub(crate) fn drop_mint_authority(
    mint: &AccountView,
    authority: &AccountView,
    signer: &Signer<'_, '_>,
) -> Outcome {
    call(&Call {
        data: &[6, 0, 0],
        metas: &[writable(mint), signing(authority)],
        accounts: &[mint, authority],
        signers: core::slice::from_ref(signer),
    })
}

/// Makes a token account for `mint` that `owner` owns.
pub(crate) fn initialize_token_account(
    account: &AccountView,
    mint: &AccountView,
    owner: &AccountView,
) -> Outcome {
    let mut data = [18; 33];
    data[1..].copy_from_slice(owner.address().as_array());
    call(&Call {
        data: &data,
        metas: &[writable(account), readonly(mint)],
        accounts: &[account, mint],
        signers: &[],
    })
}

/// Makes a wallet's associated token account.
#[inline(always)] // the target passes five words at most
pub(crate) fn create_associated_account(
    payer: &AccountView,
    account: &AccountView,
    wallet: &AccountView,
    mint: &AccountView,
    system_program: &AccountView,
    token_program: &AccountView,
) -> Outcome {
    let program_id = Address::new_from_array(addresses::TOKEN_ACCOUNT_PROGRAM);
    let metas = [
        InstructionAccount::writable_signer(payer.address()),
        writable(account),
        readonly(wallet),
        readonly(mint),
        readonly(system_program),
        readonly(token_program),
    ];
    let accounts = [payer, account, wallet, mint, system_program, token_program];
    let instruction = InstructionView { program_id: &program_id, data: &[0], accounts: &metas };
    Ok(invoke_signed(&instruction, &accounts, &[])?)
}

/// Moves the one token. Without `signer` the owner has signed the transaction.
#[inline(always)] // the target passes five words at most
pub(crate) fn transfer_one(
    from: &AccountView,
    mint: &AccountView,
    to: &AccountView,
    owner: &AccountView,
    signer: Option<&Signer<'_, '_>>,
) -> Outcome {
    call(&Call {
        data: &[12, 1, 0, 0, 0, 0, 0, 0, 0, 0],
        metas: &[writable(from), readonly(mint), writable(to), signing(owner)],
        accounts: &[from, mint, to, owner],
        signers: signer.map_or(&[], core::slice::from_ref),
    })
}

/// Burns the one token, whose owner has signed the transaction.
pub(crate) fn burn_one(from: &AccountView, mint: &AccountView, owner: &AccountView) -> Outcome {
    call(&Call {
        data: &[8, 1, 0, 0, 0, 0, 0, 0, 0],
        metas: &[writable(from), writable(mint), signing(owner)],
        accounts: &[from, mint, owner],
        signers: &[],
    })
}

/// Closes an empty token account. Without `signer` the owner has signed the transaction.
pub(crate) fn close(
    account: &AccountView,
    rent_recipient: &AccountView,
    owner: &AccountView,
    signer: Option<&Signer<'_, '_>>,
) -> Outcome {
    call(&Call {
        data: &[9],
        metas: &[writable(account), writable(rent_recipient), signing(owner)],
        accounts: &[account, rent_recipient, owner],
        signers: signer.map_or(&[], core::slice::from_ref),
    })
}

/// Checks that `account` is a token account of Token-2022 for `mint` that `owner` owns.
pub(crate) fn check_token_account(account: &AccountView, mint: &Key, owner: &Key) -> Outcome {
    /// What tells a token account with extensions from a mint.
    const IS_ACCOUNT: u8 = 2;
    guard_token(account)?;
    let data = account.try_borrow()?;
    let kind = match data.len() {
        TOKEN_ACCOUNT_SIZE => IS_ACCOUNT,
        length if length > TOKEN_ACCOUNT_SIZE => data[TOKEN_ACCOUNT_SIZE],
        _ => 0,
    };
    let right = kind == IS_ACCOUNT && data[..32] == *mint && data[32..64] == *owner;
    ensure(right, Error::WrongTokenAccount)
}

/// Checks that an account is Token-2022's.
pub(crate) fn guard_token(account: &AccountView) -> Outcome {
    ensure(account.owned_by(&Address::new_from_array(addresses::TOKEN_PROGRAM)), Error::WrongOwner)
}

/// Checks that `account` is the associated token account of `wallet` for `mint`.
pub(crate) fn check_associated(account: &AccountView, wallet: &Key, mint: &Key) -> Outcome {
    let program = Address::new_from_array(addresses::TOKEN_ACCOUNT_PROGRAM);
    let (address, _) =
        crate::program_address::find(&[wallet, &addresses::TOKEN_PROGRAM, mint], &program)?;
    ensure(guard::is(account, &address), Error::WrongTokenAccount)
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
    let program_id = Address::new_from_array(addresses::TOKEN_PROGRAM);
    let instruction =
        InstructionView { program_id: &program_id, data: call.data, accounts: call.metas };
    Ok(invoke_signed(&instruction, call.accounts, call.signers)?)
}

fn writable(account: &AccountView) -> InstructionAccount<'_> {
    InstructionAccount::writable(account.address())
}

fn readonly(account: &AccountView) -> InstructionAccount<'_> {
    InstructionAccount::readonly(account.address())
}

fn signing(account: &AccountView) -> InstructionAccount<'_> {
    InstructionAccount::readonly_signer(account.address())
}
