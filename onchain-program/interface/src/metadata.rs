//! What an item's metadata says: the web address in its mint names rarity, serial number and proof,
//! while the group that the mint is a member of names the class.
//!
//! `<class uri>/<rarity>/<serial>?roll=<address>` for what was rolled, `?grant=` with the receipt's
//! address for what was granted; addresses in base64 for the web (RFC 4648, section 5), 43
//! characters, because each byte in a mint is paid for and base 58 is long division.

use crate::{Key, limits};

/// What proves where an item comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The roll at this address.
    Roll(Key),
    /// The receipt at this address.
    Grant(Key),
}

/// Bytes of the longest web address of an item.
pub const ITEM_URI: usize = limits::URI + 1 + 1 + 1 + 10 + 7 + ENCODED;

const ENCODED: usize = 43;
const ROLL: &[u8] = b"?roll=";
const GRANT: &[u8] = b"?grant=";
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// An item's web address while it is written.
#[derive(Debug, Clone, Copy)]
pub struct ItemUri {
    bytes: [u8; ITEM_URI],
    length: usize,
}

impl ItemUri {
    /// The address of an item of the class whose items' addresses begin with `class_uri`. Rarity
    /// is below 8.
    #[must_use]
    pub fn new(class_uri: &[u8], rarity: u8, serial: u32, proof: &Proof) -> Self {
        let mut uri = Self { bytes: [0; ITEM_URI], length: 0 };
        uri.push(class_uri);
        uri.push(&[b'/', b'0' + rarity % 10, b'/']);
        uri.push_number(serial);
        let (name, key) = match proof {
            Proof::Roll(key) => (ROLL, key),
            Proof::Grant(key) => (GRANT, key),
        };
        uri.push(name);
        uri.push_key(key);
        uri
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn push(&mut self, bytes: &[u8]) {
        let end = (self.length + bytes.len()).min(ITEM_URI);
        let taken = end - self.length;
        self.bytes[self.length..end].copy_from_slice(&bytes[..taken]);
        self.length = end;
    }

    fn push_number(&mut self, mut number: u32) {
        let mut digits = [0; 10];
        let mut start = digits.len();
        loop {
            start -= 1;
            digits[start] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.push(&digits[start..]);
    }

    fn push_key(&mut self, key: &Key) {
        for three in key.chunks(3) {
            let at = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
            let bits = at(0) << 16 | at(1) << 8 | at(2);
            let characters: [u8; 4] =
                core::array::from_fn(|place| ALPHABET[(bits >> (18 - 6 * place)) as usize & 63]);
            self.push(&characters[..three.len() + 1]);
        }
    }
}

/// Rarity, serial number and proof that an item's web address names, or nothing where it is none.
#[must_use]
pub fn read_item_uri(uri: &str) -> Option<(u8, u32, Proof)> {
    let (path, query) = uri.rsplit_once('?')?;
    let (path, serial) = path.rsplit_once('/')?;
    let (_, rarity) = path.rsplit_once('/')?;
    let proof = match query.split_once('=')? {
        ("roll", key) => Proof::Roll(decode(key)?),
        ("grant", key) => Proof::Grant(decode(key)?),
        _ => return None,
    };
    Some((rarity.parse().ok()?, serial.parse().ok()?, proof))
}

fn decode(text: &str) -> Option<Key> {
    if text.len() != ENCODED {
        return None;
    }
    let mut key = [0; 32];
    for (four, bytes) in text.as_bytes().chunks(4).zip(key.chunks_mut(3)) {
        let mut bits = 0_u32;
        for place in 0..4 {
            let value = match four.get(place) {
                Some(character) => ALPHABET.iter().position(|known| known == character)? as u32,
                None => 0,
            };
            bits = bits << 6 | value;
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = (bits >> (16 - 8 * place)) as u8;
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_the_standard_says() {
        let uri = ItemUri::new(b"https://example.org/a", 3, 1_204, &Proof::Roll([0xfb; 32]));
        let expected =
            "https://example.org/a/3/1204?roll=-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s";
        assert_eq!(core::str::from_utf8(uri.as_bytes()), Ok(expected));
    }

    #[test]
    fn an_address_reads_back_at_every_bound() {
        for (rarity, serial, proof) in [
            (0, 0, Proof::Grant([0; 32])),
            (7, u32::MAX, Proof::Roll([0xff; 32])),
            (5, 10, Proof::Roll(core::array::from_fn(|at| at as u8 * 7))),
        ] {
            let uri = ItemUri::new(&[b'x'; limits::URI], rarity, serial, &proof);
            let text = core::str::from_utf8(uri.as_bytes()).expect("it is ASCII");
            assert_eq!(read_item_uri(text), Some((rarity, serial, proof)));
        }
    }

    #[test]
    fn what_is_no_address_of_an_item_is_refused() {
        for uri in ["", "a/1/2?roll=", "a/1/2", "a/9999/2?roll=x", "a/1/2?luck=AAAA", "?="] {
            assert_eq!(read_item_uri(uri), None, "{uri}");
        }
    }
}
