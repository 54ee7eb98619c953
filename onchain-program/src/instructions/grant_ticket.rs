//! Grants a player a ticket.

use pinocchio::{AccountView, Address};
use seedbound_interface::{
    Error, Key, accounts::class::KIND_ROLLED, accounts::receipt::KIND_TICKET,
    accounts::roll::NO_RARITY, instructions::grant_ticket, odds,
};

use super::receipts::{Operation, check_authority};
use crate::fault::{Outcome, ensure};
use crate::guard::{self, load};
use crate::runtime::RuntimeSha256;

/// 0. `payer`: pays the rent; signer, writable
/// 1. `authority`: runs the world; signer
/// 2. `world`: the world
/// 3. `class`: the class; of the kind that is rolled
/// 4. `player`: who gets it
/// 5. `receipt`: the receipt, which is the ticket; writable
/// 6. `system_program`: the system program
#[inline(never)]
pub(crate) fn grant_ticket(
    program: &Address,
    accounts: &mut [AccountView],
    args: &grant_ticket::Args,
) -> Outcome {
    let [payer, authority, world, class, player, receipt, _system_program] =
        guard::accounts(&grant_ticket::SPEC, accounts)?;
    check_authority(world, authority, program)?;
    let class_state = load!(ItemClass, class, program)?;
    ensure(guard::is(world, &class_state.world()), Error::WrongWorld)?;
    ensure(class_state.kind() == KIND_ROLLED, Error::WrongClassKind)?;
    drop(class_state);

    let (class, player) = (guard::key(class), guard::key(player));
    let operation = Operation {
        world: guard::key(world),
        id: args.operation,
        kind: KIND_TICKET,
        class,
        player,
        mint: Key::default(),
        payload_hash: odds::payload_hash(&RuntimeSha256, KIND_TICKET, &class, &player, NO_RARITY),
    };
    if operation.was_done(receipt, program)? {
        return Ok(());
    }
    operation.write(payer, receipt, program)
}
