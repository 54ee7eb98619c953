//! Addresses that are the same on every chain.

use crate::Key;

/// Where the program is found when nobody says otherwise: SHA-256 of
/// `seedbound/onchain-program/v1`, so that nobody holds a key to it. The program works under any
/// address; whoever deploys it to a public chain uses one of their own.
pub const PROGRAM: Key = crate::sha256::sha256(&[b"seedbound/onchain-program/v1"]);
/// The system program.
pub const SYSTEM_PROGRAM: Key = [0; 32];
/// Token-2022.
pub const TOKEN_PROGRAM: Key = base58("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb");
/// The program that gives wallets their token accounts.
pub const TOKEN_ACCOUNT_PROGRAM: Key = base58("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");
/// The sysvar with the hashes of the last 512 slots.
pub const SLOT_HASHES: Key = base58("SysvarS1otHashes111111111111111111111111111");
/// The sysvar with the slot and the time.
pub const CLOCK: Key = base58("SysvarC1ock11111111111111111111111111111111");
/// The sysvar with the price of storage.
pub const RENT: Key = base58("SysvarRent111111111111111111111111111111111");
/// What is sent here is burned by the runtime.
pub const INCINERATOR: Key = base58("1nc1nerator11111111111111111111111111111111");

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Decodes an address while compiling.
const fn base58(text: &str) -> Key {
    let text = text.as_bytes();
    let mut key = [0_u8; 32];
    let mut at = 0;
    while at < text.len() {
        let mut carry = 0;
        while ALPHABET[carry] != text[at] {
            carry += 1;
        }
        let mut byte = 32;
        while byte > 0 {
            byte -= 1;
            carry += key[byte] as usize * 58;
            key[byte] = (carry & 0xff) as u8;
            carry >>= 8;
        }
        assert!(carry == 0, "an address is 32 bytes");
        at += 1;
    }
    key
}
