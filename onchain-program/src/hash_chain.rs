//! Chains of hashes: each link is the SHA-256 of the one before it.

use seedbound_interface::Hash;
use seedbound_interface::odds::Hasher;

use crate::runtime::RuntimeSha256;

/// What `from` becomes when it is hashed `times` times.
pub(crate) fn walk(from: Hash, times: u32) -> Hash {
    let mut hash = from;
    for _ in 0..times {
        hash = RuntimeSha256.hash(&[&hash.0]);
    }
    hash
}
