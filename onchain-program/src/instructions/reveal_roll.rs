//! Reveals a roll's preimage and mints what it gives.

use pinocchio::{AccountView, Address};
use seedbound_interface::accounts::roll::{LOCKED, NO_RARITY, SETTLED};
use seedbound_interface::instructions::reveal_roll;
use seedbound_interface::metadata::Proof;
use seedbound_interface::odds::{self, RollInputs};
use seedbound_interface::{Error, Hash, hash_chain};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load, load_mut};
use crate::item::{self, Minting};
use crate::runtime::{self, RuntimeSha256};

/// 0. `payer`: pays the rents; signer, writable
/// 1. `world`: the world
/// 2. `epoch`: the roll's epoch; writable
/// 3. `class`: the roll's class; writable
/// 4. `roll`: the roll; writable
/// 5. `ticket`: the roll's ticket; writable
/// 6. `player`: who asked, and who gets the item
/// 7. `mint`: the item; writable
/// 8. `token_account`: the player's associated token account for it; writable
/// 9. `group`: the class's group; writable
/// 10. `token_program`: Token-2022
/// 11. `token_account_program`: the associated-token-account program
/// 12. `system_program`: the system program
#[inline(never)]
pub(crate) fn reveal_roll(
    program: &Address,
    accounts: &mut [AccountView],
    args: &reveal_roll::Args,
) -> Outcome {
    let [
        payer,
        world,
        epoch,
        class,
        roll,
        ticket,
        player,
        mint,
        token_account,
        group,
        token_program,
        _token_account_program,
        system_program,
    ] = guard::accounts(&reveal_roll::SPEC, accounts)?;
    let roll_key = guard::key(roll);
    let mut roll_state = load_mut!(Roll, roll, program)?;
    ensure(roll_state.state() == LOCKED, Error::WrongRollState)?;
    ensure(guard::is(world, &roll_state.world()), Error::WrongWorld)?;
    ensure(guard::is(epoch, &roll_state.epoch()), Error::WrongEpoch)?;
    ensure(guard::is(class, &roll_state.class()), Error::WrongClass)?;
    ensure(guard::is(ticket, &roll_state.ticket()), Error::WrongAddress)?;
    ensure(guard::is(player, &roll_state.player()), Error::WrongPlayer)?;

    let reveal_delay = load!(World, world, program)?.reveal_delay();
    let earliest =
        roll_state.locked_at().checked_add(reveal_delay.into()).ok_or(Error::Overflow)?;
    let slot = runtime::slot()?;
    ensure(slot >= earliest, Error::TooEarly)?;
    ensure(slot <= roll_state.deadline_slot(), Error::TooLate)?;
    resolve(epoch, roll_state.index(), args.preimage, program)?;

    // What follows from here on is the roll's alone: nobody's choice is left in it.
    let class_state = load!(ItemClass, class, program)?;
    let (weights, caps) = (class_state.weights(), class_state.caps());
    ensure(
        odds::table_hash(&RuntimeSha256, &weights, &caps) == roll_state.table_hash(),
        Error::WrongClass,
    )?;
    let inputs = RollInputs {
        program: program.as_array(),
        roll: &roll_key,
        preimage: &args.preimage,
        slot_hash: &roll_state.slot_hash(),
        nonce: &roll_state.nonce(),
    };
    let result = odds::roll_result(&RuntimeSha256, &inputs);
    let rolled = odds::rarity(&RuntimeSha256, &result, &weights);
    let rarity = odds::under_cap(rolled, &caps, &class_state.minted());
    drop(class_state);

    roll_state.set_state(SETTLED);
    roll_state.set_ended_slot(slot);
    roll_state.set_preimage(args.preimage);
    roll_state.set_result(result);
    roll_state.set_rolled_rarity(rolled);
    roll_state.set_rarity(rarity.unwrap_or(NO_RARITY));
    let Some(rarity) = rarity else {
        load_mut!(Receipt, ticket, program)?.set_spendable(1);
        return Ok(());
    };
    roll_state.set_mint(guard::key(mint));
    let minting =
        Minting { payer, class, mint, token_account, player, group, token_program, system_program };
    let serial = item::mint(minting, rarity, &Proof::Roll(roll_key), program)?;
    roll_state.set_serial(serial);
    Ok(())
}

/// Marks the roll of this index as done: it is the next in order, and its preimage hashes to the
/// newest one that is known, as often as indices lie between them.
fn resolve(epoch: &mut AccountView, index: u32, preimage: Hash, program: &Address) -> Outcome {
    let mut epoch = load_mut!(Epoch, epoch, program)?;
    ensure(index == epoch.resolved(), Error::OutOfOrder)?;
    let depth = index.checked_add(1).ok_or(Error::Overflow)?;
    let steps = depth.checked_sub(epoch.head_depth()).ok_or(Error::Overflow)?;
    ensure(hash_chain::walk(&RuntimeSha256, preimage, steps) == epoch.head(), Error::WrongSecret)?;

    epoch.set_head(preimage);
    epoch.set_head_depth(depth);
    epoch.set_resolved(depth);
    Ok(())
}
