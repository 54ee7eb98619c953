//! An epoch's chain of hashes: each link is the SHA-256 of the one before it. The secret is at one
//! end; hashed as often as the chain is long it gives the tip, which is posted first. The preimage of
//! roll *i* is the link that hashes, *i* + 1 times, to the tip.

use crate::codec::Hash;
use crate::odds::Hasher;

/// What `from` becomes when it is hashed `times` times.
pub fn walk(hasher: &impl Hasher, from: Hash, times: u32) -> Hash {
    let mut hash = from;
    for _ in 0..times {
        hash = hasher.hash(&[&hash.0]);
    }
    hash
}

/// The tip of a chain of `length` links over `secret`.
pub fn tip(hasher: &impl Hasher, secret: Hash, length: u32) -> Hash {
    walk(hasher, secret, length)
}

/// The preimage of the roll of that index, or nothing where the chain is too short for it.
pub fn preimage(hasher: &impl Hasher, secret: Hash, length: u32, index: u32) -> Option<Hash> {
    let left = length.checked_sub(index)?.checked_sub(1)?;
    Some(walk(hasher, secret, left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odds::PlainSha256;

    #[test]
    fn each_preimage_hashes_to_the_one_before_and_the_first_to_the_tip() {
        let (secret, length) = (Hash([5; 32]), 10);
        let mut before = tip(&PlainSha256, secret, length);
        for index in 0..length {
            let link = preimage(&PlainSha256, secret, length, index).expect("it is in the chain");
            assert_eq!(PlainSha256.hash(&[&link.0]), before);
            before = link;
        }
        assert_eq!(before, secret);
        assert_eq!(preimage(&PlainSha256, secret, length, length), None);
    }
}
