//! The peer: a Token-2022 NFT with metadata, minted by a client's own instructions into an
//! associated token account, its mint authority dropped.

use seedbound_interface::instruction::{Instruction, Meta};
use seedbound_interface::sha256::discriminator;
use seedbound_interface::{Key, addresses, derive};

use crate::chain::{Chain, key, keypair, meta};

/// Compute units and lamports of one; another number has other addresses.
pub(super) fn mint(number: u64) -> (u64, i128) {
    let mut chain = Chain::new(addresses::PROGRAM);
    let owner = chain.wallet("payer");
    let mint = keypair(&format!("plain mint {number}"));
    let (owner_key, mint_key) = (key(&owner), key(&mint));
    let purse = derive::token_account(&owner_key, &mint_key);
    let texts = ["Ember Blade", "EMBER", "https://example.org/ember/0/1.json"];

    let pointer_size = 166 + 68;
    let metadata_size = 4 + 64 + 16 + texts.iter().map(|text| text.len()).sum::<usize>();
    let rent = chain.svm.minimum_balance_for_rent_exemption(pointer_size + metadata_size);
    let mut create = vec![0; 4];
    create.extend_from_slice(&rent.to_le_bytes());
    create.extend_from_slice(&(pointer_size as u64).to_le_bytes());
    create.extend_from_slice(&addresses::TOKEN_PROGRAM);
    let mut pointer = vec![39, 0];
    pointer.extend_from_slice(&[0; 32]);
    pointer.extend_from_slice(&mint_key);
    let mut initialize = vec![20, 0];
    initialize.extend_from_slice(&owner_key);
    initialize.push(0);
    let mut metadata =
        discriminator("spl_token_metadata_interface:", "initialize_account").to_vec();
    for text in texts {
        metadata.extend_from_slice(&(text.len() as u32).to_le_bytes());
        metadata.extend_from_slice(text.as_bytes());
    }
    let signs = meta(owner_key, false, true);
    let (changed, read) = (meta(mint_key, true, false), meta(mint_key, false, false));
    let token = |accounts: &[Meta], data: &[u8]| call(addresses::TOKEN_PROGRAM, accounts, data);
    let instructions = [
        call(
            addresses::SYSTEM_PROGRAM,
            &[meta(owner_key, true, true), meta(mint_key, true, true)],
            &create,
        ),
        token(&[changed], &pointer),
        token(&[changed], &initialize),
        token(&[changed, meta(owner_key, false, false), read, signs], &metadata),
        call(
            addresses::TOKEN_ACCOUNT_PROGRAM,
            &[
                meta(owner_key, true, true),
                meta(purse, true, false),
                meta(owner_key, false, false),
                read,
                meta(addresses::SYSTEM_PROGRAM, false, false),
                meta(addresses::TOKEN_PROGRAM, false, false),
            ],
            &[0],
        ),
        token(&[changed, meta(purse, true, false), signs], &[7, 1, 0, 0, 0, 0, 0, 0, 0]),
        token(&[changed, signs], &[6, 0, 0]),
    ];
    let before = i128::from(chain.lamports(owner_key));
    let sent = chain.send(&instructions, &[&owner, &mint]).expect("it is minted");
    (sent.compute_units_consumed, before - i128::from(chain.lamports(owner_key)))
}

fn call(program: Key, accounts: &[Meta], data: &[u8]) -> Instruction {
    Instruction { program, accounts: accounts.to_vec(), data: data.to_vec() }
}
