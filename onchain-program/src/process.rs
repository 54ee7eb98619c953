//! From the first eight bytes to the instruction.

use pinocchio::error::ProgramError;
use pinocchio::{AccountView, Address};
use seedbound_interface::{Error, instructions as interface};

use crate::fault::Outcome;
use crate::instructions;

macro_rules! dispatch {
    ($discriminator:expr, $program:expr, $accounts:expr, $data:expr, [$($name:ident),* $(,)?]) => {
        match $discriminator {
            $( &interface::$name::DISCRIMINATOR => {
                let args = interface::$name::Args::read($data).ok_or(Error::MalformedArguments)?;
                instructions::$name($program, $accounts, &args)
            } )*
            _ => Err(Error::UnknownInstruction.into()),
        }
    };
}

/// Runs one instruction.
///
/// # Errors
/// Numbers of [`Error`] where the program refuses, others where the runtime or another program did.
pub fn process(
    program: &Address,
    accounts: &mut [AccountView],
    data: &[u8],
) -> Result<(), ProgramError> {
    run(program, accounts, data).map_err(|fault| fault.0)
}

fn run(program: &Address, accounts: &mut [AccountView], data: &[u8]) -> Outcome {
    let (discriminator, data) = data.split_first_chunk::<8>().ok_or(Error::UnknownInstruction)?;
    dispatch!(
        discriminator,
        program,
        accounts,
        data,
        [
            create_world,
            propose_authority,
            accept_authority,
            set_paused,
            deposit_bond,
            collect_fees,
            close_world,
            withdraw_bond,
            register_ruleset,
            set_ruleset_uri,
            collect_royalty,
            create_class,
            open_epoch,
            close_epoch,
            grant_ticket,
            request_roll,
            lock_roll,
            reveal_roll,
            expire_roll,
            grant_item,
            burn_item,
            pay_player,
            list_item,
            reprice_listing,
            cancel_listing,
            buy_item,
        ]
    )
}
