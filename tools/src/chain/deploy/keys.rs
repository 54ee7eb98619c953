//! Keys of a deployment: read from files, or following from the payer's.

use crate::chain::pay;
use anyhow::Context;
use seedbound_interface::sha256::sha256;
use solana_keypair::Keypair;
use std::path::Path;
use transport::PlayerKey;
use zeroize::Zeroizing;

/// Reads a keypair file, which must keep others out.
pub(super) fn read(file: &Path) -> anyhow::Result<Keypair> {
    pay::keypair(&PlayerKey::load(file)?)
}

/// The key of `purpose` that follows from the payer's secret and the program: nobody else can know
/// it, and the payer finds it again.
pub(super) fn derived(payer: &Keypair, purpose: &str, program: &[u8]) -> anyhow::Result<Keypair> {
    let secret = Zeroizing::new(payer.to_bytes());
    let half = secret.get(..32).context("a keypair has two halves")?;
    let seed = sha256(&[b"seedbound/deploy/", purpose.as_bytes(), b"/", half, &sha256(&[program])]);
    Ok(Keypair::new_from_array(*Zeroizing::new(seed)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use anchor_client::Signer;

    #[test]
    fn keys_are_found_again_and_differ_by_payer_purpose_and_program() {
        let payer = |number| Keypair::new_from_array([number; 32]);
        let key = |number, purpose, program: &[u8]| {
            derived(&payer(number), purpose, program).expect("follows").pubkey()
        };
        let first = key(1, "buffer", b"elf");
        assert_eq!(first, key(1, "buffer", b"elf"));
        assert_ne!(first, key(2, "buffer", b"elf"));
        assert_ne!(first, key(1, "program", b"elf"));
        assert_ne!(first, key(1, "buffer", b"fle"));
    }
}
