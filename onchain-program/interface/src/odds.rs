//! The pure part of a roll: how a hash becomes a rarity, and what gives way where a cap is spent.
//! The program and whoever checks it run this same code; only the hash function differs.

use crate::accounts::receipt::KIND_PAYMENT;
use crate::codec::{Fixed, Hash, PerRarity};
use crate::{Key, RARITIES};

/// What a roll's hash starts with.
pub const ROLL_DOMAIN: &[u8] = b"seedbound/roll/v1";
/// What a further hash starts with, where all words of one were rejected.
pub const AGAIN_DOMAIN: &[u8] = b"seedbound/roll/again/v1";
/// What a table's hash starts with.
pub const TABLE_DOMAIN: &[u8] = b"seedbound/table/v1";
/// What a payload's hash starts with.
pub const OPERATION_DOMAIN: &[u8] = b"seedbound/operation/v1";

/// SHA-256 over the concatenation of its parts: the runtime's on chain, any other off chain.
pub trait Hasher {
    /// Hashes.
    fn hash(&self, parts: &[&[u8]]) -> Hash;
}

/// [`crate::sha256::sha256`] as a [`Hasher`].
#[derive(Debug, Clone, Copy, Default)]
pub struct PlainSha256;

impl Hasher for PlainSha256 {
    fn hash(&self, parts: &[&[u8]]) -> Hash {
        Hash(crate::sha256::sha256(parts))
    }
}

/// What a roll's result is the hash of.
#[derive(Debug, Clone, Copy)]
pub struct RollInputs<'a> {
    /// The program's address.
    pub program: &'a Key,
    /// The roll's address.
    pub roll: &'a Key,
    /// The revealed preimage.
    pub preimage: &'a Hash,
    /// The locked slot hash.
    pub slot_hash: &'a Hash,
    /// The player's nonce.
    pub nonce: &'a Hash,
}

/// The result of a roll.
pub fn roll_result(hasher: &impl Hasher, inputs: &RollInputs<'_>) -> Hash {
    hasher.hash(&[
        ROLL_DOMAIN,
        inputs.program,
        inputs.roll,
        &inputs.preimage.0,
        &inputs.slot_hash.0,
        &inputs.nonce.0,
    ])
}

/// The rarity that `result` gives under `weights`, whose sum is 1 to 2^32 - 1: each word of 32 bits
/// is taken modulo the sum unless it lies in the last, incomplete multiple of it. Where all eight
/// words do, the hash is hashed on. Each rarity thus has exactly its weight's share.
pub fn rarity(hasher: &impl Hasher, result: &Hash, weights: &PerRarity) -> u8 {
    let sum: u64 = weights.iter().map(|weight| u64::from(*weight)).sum::<u64>().max(1);
    // Not above 2^32; see `wide` for why it is not checked by the compiler.
    let accepted = ((1_u64 << 32) / sum).wrapping_mul(sum);
    let mut hash = *result;
    loop {
        for word in hash.0.chunks_exact(4) {
            let word = u64::from(u32::read(word));
            if word < accepted {
                return by_weight(word % sum, weights);
            }
        }
        hash = hasher.hash(&[AGAIN_DOMAIN, &hash.0]);
    }
}

/// The rarity to mint where `rolled` was rolled: itself, or the next lower one whose cap is not
/// spent. Never a higher one: a spent cap must not make luck. Nothing where all are spent.
#[must_use]
pub fn under_cap(rolled: u8, caps: &PerRarity, minted: &PerRarity) -> Option<u8> {
    (0..=rolled).rev().find(|rarity| {
        let at = usize::from(*rarity);
        at < RARITIES && minted[at] < caps[at]
    })
}

/// The hash of a class's weights and caps.
pub fn table_hash(hasher: &impl Hasher, weights: &PerRarity, caps: &PerRarity) -> Hash {
    let mut bytes = [0; 2 * PerRarity::SIZE];
    weights.write(&mut bytes);
    caps.write(&mut bytes[PerRarity::SIZE..]);
    hasher.hash(&[TABLE_DOMAIN, &bytes])
}

/// The hash of what a grant does: its kind, its class, its player and the rarity, which is 255
/// for a ticket.
pub fn payload_hash(hasher: &impl Hasher, kind: u8, class: &Key, player: &Key, rarity: u8) -> Hash {
    hasher.hash(&[OPERATION_DOMAIN, &[kind], class, player, &[rarity]])
}

/// The hash of what a payment does: its kind, its player and how many lamports.
pub fn payment_hash(hasher: &impl Hasher, player: &Key, lamports: u64) -> Hash {
    hasher.hash(&[OPERATION_DOMAIN, &[KIND_PAYMENT], player, &lamports.to_le_bytes()])
}

/// `share` hundredths of a percent of `price`, at most all of it, rounded up so that no price is too
/// small to owe any.
#[must_use]
pub const fn share_of(price: u64, share: u16) -> u64 {
    let share = if share > 10_000 { 10_000 } else { share as u64 };
    // By parts: the product of price and share need not fit, while these two cannot but.
    let (whole, rest) = (price / 10_000, price % 10_000);
    whole.wrapping_mul(share) + rest.wrapping_mul(share).div_ceil(10_000)
}

fn by_weight(mut at: u64, weights: &PerRarity) -> u8 {
    for (rarity, weight) in weights.iter().enumerate() {
        let weight = u64::from(*weight);
        if at < weight {
            return rarity as u8;
        }
        at -= weight;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights whose sum is just above half of all words: nearly every second word is rejected.
    const UNEVEN: PerRarity = [1 << 31, 1, 0, 0, 0, 0, 0, 0];

    #[test]
    fn each_word_maps_to_the_weights_in_order() {
        let weights = [2, 0, 3, 0, 0, 0, 0, 0];
        let rarities: std::vec::Vec<u8> = (0..5).map(|at| by_weight(at, &weights)).collect();
        assert_eq!(rarities, [0, 0, 2, 2, 2]);
    }

    #[test]
    fn a_word_in_the_incomplete_multiple_is_passed_over() {
        let mut result = Hash([0xff; 32]);
        result.0[4..8].copy_from_slice(&(1_u32 << 31).to_le_bytes());
        assert_eq!(rarity(&PlainSha256, &result, &UNEVEN), 1);
    }

    #[test]
    fn a_hash_of_rejected_words_is_hashed_on() {
        let next = PlainSha256.hash(&[AGAIN_DOMAIN, &[0xff; 32]]);
        let rarity_there = rarity(&PlainSha256, &next, &UNEVEN);
        assert_eq!(rarity(&PlainSha256, &Hash([0xff; 32]), &UNEVEN), rarity_there);
    }

    #[test]
    fn frequencies_follow_the_weights() {
        let weights = [700, 250, 50, 0, 0, 0, 0, 0];
        let mut counts = [0_u32; RARITIES];
        for number in 0..20_000_u32 {
            let result = PlainSha256.hash(&[&number.to_le_bytes()]);
            counts[usize::from(rarity(&PlainSha256, &result, &weights))] += 1;
        }
        // Within five standard deviations of 14,000, 5,000 and 1,000.
        assert!(counts[0].abs_diff(14_000) < 325, "{counts:?}");
        assert!(counts[1].abs_diff(5_000) < 307, "{counts:?}");
        assert!(counts[2].abs_diff(1_000) < 155, "{counts:?}");
        assert_eq!(counts[3..], [0; 5]);
    }

    #[test]
    fn a_spent_cap_gives_way_downward_and_never_upward() {
        let caps = [9, 1, 1, 5, 0, 0, 0, 0];
        assert_eq!(under_cap(2, &caps, &[0; 8]), Some(2));
        assert_eq!(under_cap(2, &caps, &[0, 1, 1, 0, 0, 0, 0, 0]), Some(0));
        assert_eq!(under_cap(2, &caps, &[9, 1, 1, 0, 0, 0, 0, 0]), None);
        assert_eq!(under_cap(9, &caps, &[0; 8]), Some(3));
    }

    #[test]
    fn a_share_is_rounded_up_and_never_overflows() {
        assert_eq!(share_of(1, 1), 1);
        assert_eq!(share_of(10_000, 250), 250);
        assert_eq!(share_of(10_001, 250), 251);
        assert_eq!(share_of(12_345, 0), 0);
        assert_eq!(share_of(u64::MAX, 10_000), u64::MAX);
        assert_eq!(share_of(u64::MAX, u16::MAX), u64::MAX);
    }
}
