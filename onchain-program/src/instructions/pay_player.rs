//! Pays a player lamports.

use pinocchio::{AccountView, Address};
use seedbound_interface::accounts::receipt::KIND_PAYMENT;
use seedbound_interface::{Error, Key, addresses, instructions::pay_player, odds};

use super::receipts::{Operation, check_authority};
use crate::fault::{Outcome, ensure};
use crate::runtime::{self, RuntimeSha256};
use crate::{cpi, guard};

/// 0. `payer`: pays the lamports and the receipt's rent; signer, writable
/// 1. `authority`: runs the world; signer
/// 2. `world`: the world, not closed
/// 3. `player`: who gets the lamports; writable
/// 4. `receipt`: the receipt; writable
/// 5. `system_program`: the system program
#[inline(never)]
pub(crate) fn pay_player(
    program: &Address,
    accounts: &mut [AccountView],
    args: &pay_player::Args,
) -> Outcome {
    let [payer, authority, world, player, receipt, _system_program] =
        guard::accounts(&pay_player::SPEC, accounts)?;
    check_authority(world, authority, program)?;
    ensure(args.lamports > 0, Error::OutOfBounds)?;
    ensure(payer.address() != player.address(), Error::SameAccount)?;

    let operation = Operation {
        world: guard::key(world),
        id: args.operation,
        kind: KIND_PAYMENT,
        class: Key::default(),
        player: guard::key(player),
        mint: Key::default(),
        payload_hash: odds::payment_hash(&RuntimeSha256, &guard::key(player), args.lamports),
    };
    // Before anything of the player's is looked at: what was paid may have been spent since.
    if operation.was_done(receipt, program)? {
        return Ok(());
    }
    let system = Address::new_from_array(addresses::SYSTEM_PROGRAM);
    ensure(player.owned_by(&system) && player.is_data_empty(), Error::NotAWallet)?;
    let after = player.lamports().checked_add(args.lamports).ok_or(Error::Overflow)?;
    ensure(after >= runtime::rent(0)?, Error::PaymentTooSmall)?;
    operation.write(payer, receipt, program)?;
    cpi::transfer(payer, player, args.lamports)
}
