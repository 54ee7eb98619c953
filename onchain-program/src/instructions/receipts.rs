//! Operations of a world, and their receipts: what makes a second try harmless.

use pinocchio::{AccountView, Address};
use seedbound_interface::accounts::Receipt;
use seedbound_interface::accounts::receipt::KIND_TICKET;
use seedbound_interface::{Error, Hash, Key, seeds};

use crate::fault::{Outcome, ensure};
use crate::guard::{self, load};
use crate::program_address::{self, Creation};
use crate::runtime;

/// Something that a world does for a player, once.
pub(crate) struct Operation {
    pub(crate) world: Key,
    pub(crate) id: Hash,
    pub(crate) kind: u8,
    /// Zero for a payment.
    pub(crate) class: Key,
    pub(crate) player: Key,
    /// The item that is minted for it, zero where none is. Not part of the payload: which serial
    /// number it gets depends on when it is done.
    pub(crate) mint: Key,
    /// The hash of what it does, computed from what this instruction was given.
    pub(crate) payload_hash: Hash,
}

impl Operation {
    /// Whether it was done already. That something else was done under its id is an error.
    pub(crate) fn was_done(&self, receipt: &AccountView, program: &Address) -> Outcome<bool> {
        if !receipt.owned_by(program) {
            return Ok(false);
        }
        let state = load!(Receipt, receipt, program)?;
        ensure(state.world() == self.world, Error::WrongWorld)?;
        ensure(state.operation() == self.id, Error::WrongAddress)?;
        ensure(state.payload_hash() == self.payload_hash, Error::OperationConflict)?;
        Ok(true)
    }

    /// Writes the receipt, which must not exist.
    pub(crate) fn write(
        &self,
        payer: &AccountView,
        receipt: &mut AccountView,
        program: &Address,
    ) -> Outcome {
        let bump = program_address::create(
            &Creation {
                payer,
                account: receipt,
                seeds: &seeds::receipt(&self.world, &self.id),
                size: Receipt::SIZE,
                paid_size: Receipt::SIZE,
                owner: program,
            },
            program,
        )?;
        let mut state =
            Receipt::new(guard::owned_mut(receipt, program)?).ok_or(Error::WrongAccountKind)?;
        state.set_bump(bump);
        state.set_world(self.world);
        state.set_operation(self.id);
        state.set_kind(self.kind);
        state.set_payload_hash(self.payload_hash);
        state.set_player(self.player);
        state.set_class(self.class);
        state.set_slot(runtime::slot()?);
        state.set_mint(self.mint);
        state.set_spendable(u8::from(self.kind == KIND_TICKET));
        Ok(())
    }
}

/// Checks that `authority` runs the world, and that the world is not closed.
pub(crate) fn check_authority(
    world: &AccountView,
    authority: &AccountView,
    program: &Address,
) -> Outcome {
    let world = load!(World, world, program)?;
    ensure(guard::is(authority, &world.authority()), Error::NotAuthority)?;
    ensure(world.closed() == 0, Error::WorldClosed)
}
