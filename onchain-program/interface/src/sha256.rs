//! SHA-256 that the compiler can evaluate, so that discriminators are derived from names and not
//! typed in. The program hashes through the runtime at run time; off chain this is what rolls and
//! payload hashes are checked with where no other implementation is wanted.

const K: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

const START: [u32; 8] = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/// A hash being fed (FIPS 180-4).
#[derive(Clone, Copy)]
pub struct Sha256 {
    state: [u32; 8],
    block: [u8; 64],
    filled: usize,
    length: u64,
}

impl Sha256 {
    /// A hash of nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { state: START, block: [0; 64], filled: 0, length: 0 }
    }

    /// Feeds `bytes`.
    #[must_use]
    pub const fn with(mut self, bytes: &[u8]) -> Self {
        let mut at = 0;
        while at < bytes.len() {
            self.block[self.filled] = bytes[at];
            self.filled += 1;
            if self.filled == 64 {
                self.state = compress(self.state, &self.block);
                self.filled = 0;
            }
            at += 1;
        }
        self.length += bytes.len() as u64;
        self
    }

    /// The 32 bytes of the hash.
    #[must_use]
    pub const fn finish(self) -> [u8; 32] {
        let bits = (self.length * 8).to_be_bytes();
        let mut padded = self.with(&[0x80]);
        while padded.filled != 56 {
            padded = padded.with(&[0]);
        }
        padded = padded.with(&bits);
        let mut out = [0; 32];
        let mut at = 0;
        while at < 32 {
            out[at] = padded.state[at / 4].to_be_bytes()[at % 4];
            at += 1;
        }
        out
    }
}

impl Default for Sha256 {
    fn default() -> Self {
        Self::new()
    }
}

/// Hashes the concatenation of `parts`.
#[must_use]
pub const fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut at = 0;
    while at < parts.len() {
        hash = hash.with(parts[at]);
        at += 1;
    }
    hash.finish()
}

/// The first eight bytes of the hash of `space` and `name`: Anchor's discriminators are those of
/// `"global:"` and `"account:"`.
#[must_use]
pub const fn discriminator(space: &str, name: &str) -> [u8; 8] {
    let hash = sha256(&[space.as_bytes(), name.as_bytes()]);
    let mut first = [0; 8];
    let mut at = 0;
    while at < 8 {
        first[at] = hash[at];
        at += 1;
    }
    first
}

const fn compress(mut state: [u32; 8], block: &[u8; 64]) -> [u32; 8] {
    let mut w = [0_u32; 64];
    let mut i = 0;
    while i < 64 {
        w[i] = if i < 16 {
            let at = i * 4;
            u32::from_be_bytes([block[at], block[at + 1], block[at + 2], block[at + 3]])
        } else {
            let (a, b) = (w[i - 15], w[i - 2]);
            let s0 = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let s1 = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            w[i - 16].wrapping_add(s0).wrapping_add(w[i - 7]).wrapping_add(s1)
        };
        i += 1;
    }
    let start = state;
    i = 0;
    while i < 64 {
        let [a, b, c, d, e, f, g, h] = state;
        let s1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = (e & f) ^ (!e & g);
        let t1 = h.wrapping_add(s1).wrapping_add(choice).wrapping_add(K[i]).wrapping_add(w[i]);
        let s0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let t2 = s0.wrapping_add(majority);
        state = [t1.wrapping_add(t2), a, b, c, d.wrapping_add(t1), e, f, g];
        i += 1;
    }
    i = 0;
    while i < 8 {
        state[i] = state[i].wrapping_add(start[i]);
        i += 1;
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_hashes_of_the_standard_come_out() {
        let abc = sha256(&[b"a", b"", b"bc"]);
        assert_eq!(abc[..4], [0xba, 0x78, 0x16, 0xbf]);
        assert_eq!(sha256(&[])[..4], [0xe3, 0xb0, 0xc4, 0x42]);
        let two_blocks = sha256(&[b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"]);
        assert_eq!(two_blocks[..4], [0x24, 0x8d, 0x6a, 0x61]);
    }

    #[test]
    fn a_discriminator_is_anchors() {
        // sha256("global:initialize"), as every Anchor program has it.
        assert_eq!(
            discriminator("global:", "initialize"),
            [0xaf, 0xaf, 0x6d, 0x1f, 0x0d, 0x98, 0x9b, 0xed]
        );
    }
}
