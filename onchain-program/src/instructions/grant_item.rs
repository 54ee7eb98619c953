//! Grants a player an item.

use pinocchio::{AccountView, Address};
use seedbound_interface::Error;
use seedbound_interface::accounts::class::KIND_GRANTED;
use seedbound_interface::accounts::receipt::KIND_ITEM;
use seedbound_interface::instructions::grant_item;
use seedbound_interface::metadata::Proof;
use seedbound_interface::odds;

use super::receipts::{Operation, check_authority};
use crate::fault::{Outcome, ensure};
use crate::guard::{self, load};
use crate::item::{self, Minting};
use crate::runtime::RuntimeSha256;

/// 0. `payer`: pays the rents; signer, writable
/// 1. `authority`: runs the world; signer
/// 2. `world`: the world
/// 3. `class`: the class, of the kind that is granted; writable
/// 4. `player`: who gets it
/// 5. `receipt`: the receipt; writable
/// 6. `mint`: the item; writable
/// 7. `token_account`: the player's associated token account for it; writable
/// 8. `group`: the class's group; writable
/// 9. `token_program`: Token-2022
/// 10. `token_account_program`: the associated-token-account program
/// 11. `system_program`: the system program
#[inline(never)]
pub(crate) fn grant_item(
    program: &Address,
    accounts: &mut [AccountView],
    args: &grant_item::Args,
) -> Outcome {
    let [
        payer,
        authority,
        world,
        class,
        player,
        receipt,
        mint,
        token_account,
        group,
        token_program,
        _token_account_program,
        system_program,
    ] = guard::accounts(&grant_item::SPEC, accounts)?;
    check_authority(world, authority, program)?;
    let class_state = load!(ItemClass, class, program)?;
    ensure(guard::is(world, &class_state.world()), Error::WrongWorld)?;
    ensure(class_state.kind() == KIND_GRANTED, Error::WrongClassKind)?;
    ensure(args.rarity < class_state.rarity_count(), Error::OutOfBounds)?;
    drop(class_state);

    let (class_key, player_key) = (guard::key(class), guard::key(player));
    let operation = Operation {
        world: guard::key(world),
        id: args.operation,
        kind: KIND_ITEM,
        class: class_key,
        player: player_key,
        mint: guard::key(mint),
        payload_hash: odds::payload_hash(
            &RuntimeSha256,
            KIND_ITEM,
            &class_key,
            &player_key,
            args.rarity,
        ),
    };
    if operation.was_done(receipt, program)? {
        return Ok(());
    }
    operation.write(payer, receipt, program)?;
    let proof = Proof::Grant(guard::key(receipt));
    let minting =
        Minting { payer, class, mint, token_account, player, group, token_program, system_program };
    item::mint(minting, args.rarity, &proof, program)?;
    Ok(())
}
