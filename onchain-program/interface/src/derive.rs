//! Finding the addresses of the program's accounts off chain.

use crate::addresses::{TOKEN_ACCOUNT_PROGRAM, TOKEN_PROGRAM};
use crate::seeds::Seeds;
use crate::sha256::sha256;
use crate::{Hash, Key, seeds};
use curve25519_dalek::edwards::CompressedEdwardsY;

/// The address that `program` derives from the joined `seeds`, and its bump: the highest that gives
/// an address that is no public key.
#[must_use]
pub fn find(seeds: &[&[u8]], program: &Key) -> (Key, u8) {
    let joined = seeds.concat();
    let found = (0..=u8::MAX).rev().find_map(|bump| {
        let key = sha256(&[&joined, &[bump], program, b"ProgramDerivedAddress"]);
        CompressedEdwardsY(key).decompress().is_none().then_some((key, bump))
    });
    // That no bump serves has the probability 2^-256.
    found.unwrap_or_default()
}

fn address(seeds: &Seeds, program: &Key) -> Key {
    find(&[seeds.joined()], program).0
}

/// The address of a world.
#[must_use]
pub fn world(program: &Key, creator: &Key, nonce: u64) -> Key {
    address(&seeds::world(creator, nonce), program)
}

/// The address of a ruleset.
#[must_use]
pub fn ruleset(program: &Key, author: &Key, hash: &Hash) -> Key {
    address(&seeds::ruleset(author, hash), program)
}

/// The address of a class.
#[must_use]
pub fn class(program: &Key, world: &Key, class_id: u32) -> Key {
    address(&seeds::class(world, class_id), program)
}

/// The address of a class's group.
#[must_use]
pub fn group(program: &Key, class: &Key) -> Key {
    address(&seeds::group(class), program)
}

/// The address of an epoch.
#[must_use]
pub fn epoch(program: &Key, world: &Key, number: u64) -> Key {
    address(&seeds::epoch(world, number), program)
}

/// The address of a receipt, which is the ticket where a ticket was granted.
#[must_use]
pub fn receipt(program: &Key, world: &Key, operation: &Hash) -> Key {
    address(&seeds::receipt(world, operation), program)
}

/// The address of a roll.
#[must_use]
pub fn roll(program: &Key, ticket: &Key, attempt: u8) -> Key {
    address(&seeds::roll(ticket, attempt), program)
}

/// The address of an item's mint.
#[must_use]
pub fn item(program: &Key, class: &Key, rarity: u8, serial: u32) -> Key {
    address(&seeds::item(class, rarity, serial), program)
}

/// The address of a listing.
#[must_use]
pub fn listing(program: &Key, mint: &Key) -> Key {
    address(&seeds::listing(mint), program)
}

/// The address of the token account that holds a listed item.
#[must_use]
pub fn escrow(program: &Key, mint: &Key) -> Key {
    address(&seeds::escrow(mint), program)
}

/// The address of a wallet's associated token account of Token-2022.
#[must_use]
pub fn token_account(owner: &Key, mint: &Key) -> Key {
    find(&[owner, &TOKEN_PROGRAM, mint], &TOKEN_ACCOUNT_PROGRAM).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_no_public_key_and_does_not_depend_on_how_seeds_are_cut() {
        let (key, bump) = find(&[b"seed", &[7; 32]], &TOKEN_PROGRAM);
        assert!(CompressedEdwardsY(key).decompress().is_none());
        assert_eq!(find(&[b"se", b"ed", &[7; 32]], &TOKEN_PROGRAM), (key, bump));
    }
}
