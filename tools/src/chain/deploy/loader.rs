//! The instructions of Solana's upgradeable loader (version 3) that a deployment needs, laid out as
//! its interface has them: a number of four bytes, then the arguments, little-endian.

use crate::chain::program::{LOADER, data_address};
use anchor_client::Instruction;
use anchor_client::anchor_lang::solana_program::instruction::AccountMeta;
use seedbound_interface::addresses::{CLOCK, RENT, SYSTEM_PROGRAM};
use solana_pubkey::Pubkey;

/// Bytes of a program's account: its kind, and where its data is.
pub(super) const PROGRAM_BYTES: usize = 36;
/// Bytes in front of a buffer's content: its kind and authority.
pub(super) const BUFFER_HEAD: usize = 37;
/// The kind of a buffer with an authority.
const BUFFER_KIND: [u8; 5] = [1, 0, 0, 0, 1];

/// The content of a buffer that `authority` may write; `None` when the account is none.
pub(super) fn content<'a>(buffer: &'a [u8], authority: &Pubkey) -> Option<&'a [u8]> {
    let rest = buffer.strip_prefix(&BUFFER_KIND)?;
    rest.strip_prefix(authority.as_array())
}

/// Makes a buffer for so many bytes.
pub(super) fn create_buffer(
    payer: &Pubkey,
    buffer: &Pubkey,
    lamports: u64,
    length: usize,
) -> [Instruction; 2] {
    let initialize = vec![
        AccountMeta::new(*buffer, false),
        // Who may write.
        AccountMeta::new_readonly(*payer, false),
    ];
    [
        create_account(payer, buffer, lamports, BUFFER_HEAD + length),
        step(0_u32.to_le_bytes().to_vec(), initialize),
    ]
}

/// Writes a piece at its place.
pub(super) fn write(buffer: &Pubkey, authority: &Pubkey, offset: u32, piece: &[u8]) -> Instruction {
    let mut data = 1_u32.to_le_bytes().to_vec();
    data.extend(offset.to_le_bytes());
    data.extend((piece.len() as u64).to_le_bytes());
    data.extend(piece);
    let accounts =
        vec![AccountMeta::new(*buffer, false), AccountMeta::new_readonly(*authority, true)];
    step(data, accounts)
}

/// Makes a program of a buffer, for all time where `is_final`. The payer, who wrote the buffer, is its
/// authority until then.
pub(super) fn deploy(
    [payer, program, buffer]: [Pubkey; 3],
    program_lamports: u64,
    length: usize,
    is_final: bool,
) -> Vec<Instruction> {
    let data_account = Pubkey::from(data_address(&program.to_bytes()));
    let mut data = 2_u32.to_le_bytes().to_vec();
    data.extend((length as u64).to_le_bytes());
    let accounts = vec![
        AccountMeta::new(payer, true),
        AccountMeta::new(data_account, false),
        AccountMeta::new(program, false),
        AccountMeta::new(buffer, false),
        AccountMeta::new_readonly(RENT.into(), false),
        AccountMeta::new_readonly(CLOCK.into(), false),
        AccountMeta::new_readonly(SYSTEM_PROGRAM.into(), false),
        AccountMeta::new_readonly(payer, true),
    ];
    let mut steps = vec![
        create_account(&payer, &program, program_lamports, PROGRAM_BYTES),
        step(data, accounts),
    ];
    if is_final {
        // No new authority: nobody.
        let accounts =
            vec![AccountMeta::new(data_account, false), AccountMeta::new_readonly(payer, true)];
        steps.push(step(4_u32.to_le_bytes().to_vec(), accounts));
    }
    steps
}

/// Closes a buffer; its lamports go to whoever may write it.
pub(super) fn close(buffer: &Pubkey, authority: &Pubkey) -> Instruction {
    let accounts = vec![
        AccountMeta::new(*buffer, false),
        AccountMeta::new(*authority, false),
        AccountMeta::new_readonly(*authority, true),
    ];
    step(5_u32.to_le_bytes().to_vec(), accounts)
}

fn step(data: Vec<u8>, accounts: Vec<AccountMeta>) -> Instruction {
    Instruction { program_id: LOADER, accounts, data }
}

/// The system program's first instruction.
fn create_account(payer: &Pubkey, new: &Pubkey, lamports: u64, bytes: usize) -> Instruction {
    let mut data = 0_u32.to_le_bytes().to_vec();
    data.extend(lamports.to_le_bytes());
    data.extend((bytes as u64).to_le_bytes());
    data.extend(LOADER.to_bytes());
    let accounts = vec![AccountMeta::new(*payer, true), AccountMeta::new(*new, true)];
    Instruction { program_id: SYSTEM_PROGRAM.into(), accounts, data }
}
