//! The names under which things of the world are kept.

use std::borrow::Cow;

/// What a value in the world table is about. The values are the caller's own bytes (postcard).
///
/// To add a kind: a variant, a tag that was never used before, and its line in `encode` and
/// `decode`. Tags are in the file; never reuse or renumber one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorldKey {
    /// A number that the server counts up: the next drop, the next instance.
    Counter(Cow<'static, str>),
    /// Something that lies on the ground.
    Drop(u64),
    /// A dungeon instance.
    Instance(u64),
    /// A party.
    Party(u64),
    /// A change to a place that is not a dungeon instance.
    Place(u64),
    /// The item that an operation on the chain records, by the operation's id.
    Recorded([u8; 32]),
    /// A sale on the market.
    Sale(u64),
    /// Coins that were paid into a wallet by an operation on the chain that is not final.
    Payment([u8; 32]),
}

const COUNTER: u8 = 1;
const DROP: u8 = 2;
const INSTANCE: u8 = 3;
const PARTY: u8 = 4;
const PLACE: u8 = 5;
const RECORDED: u8 = 6;
const SALE: u8 = 7;
const PAYMENT: u8 = 8;

impl WorldKey {
    /// The counter of that name.
    #[must_use]
    pub const fn counter(name: &'static str) -> Self {
        Self::Counter(Cow::Borrowed(name))
    }

    /// One byte of tag, then the name, or the number with its highest byte first: the order of the
    /// bytes is the order of the keys.
    pub(super) fn encode(&self) -> Vec<u8> {
        let (tag, number) = match self {
            Self::Counter(name) => {
                let mut bytes = vec![COUNTER];
                bytes.extend_from_slice(name.as_bytes());
                return bytes;
            }
            Self::Recorded(operation) => return [&[RECORDED][..], operation].concat(),
            Self::Payment(operation) => return [&[PAYMENT][..], operation].concat(),
            Self::Drop(number) => (DROP, number),
            Self::Instance(number) => (INSTANCE, number),
            Self::Party(number) => (PARTY, number),
            Self::Place(number) => (PLACE, number),
            Self::Sale(number) => (SALE, number),
        };
        let mut bytes = vec![tag];
        bytes.extend_from_slice(&number.to_be_bytes());
        bytes
    }

    /// `None` for bytes that `encode` never writes.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (&tag, rest) = bytes.split_first()?;
        if tag == COUNTER {
            let name = std::str::from_utf8(rest).ok()?;
            return Some(Self::Counter(Cow::Owned(name.to_owned())));
        }
        if tag == RECORDED {
            return Some(Self::Recorded(rest.try_into().ok()?));
        }
        if tag == PAYMENT {
            return Some(Self::Payment(rest.try_into().ok()?));
        }
        let number = u64::from_be_bytes(rest.try_into().ok()?);
        match tag {
            DROP => Some(Self::Drop(number)),
            INSTANCE => Some(Self::Instance(number)),
            PARTY => Some(Self::Party(number)),
            PLACE => Some(Self::Place(number)),
            SALE => Some(Self::Sale(number)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_and_keep_their_order() {
        let keys = [
            WorldKey::counter("drop"),
            WorldKey::counter("instance"),
            WorldKey::Drop(0),
            WorldKey::Drop(255),
            WorldKey::Drop(256),
            WorldKey::Instance(3),
            WorldKey::Party(u64::MAX),
            WorldKey::Place(1),
            WorldKey::Recorded([7; 32]),
            WorldKey::Sale(9),
            WorldKey::Payment([8; 32]),
        ];
        for pair in keys.windows(2) {
            assert!(pair[0] < pair[1] && pair[0].encode() < pair[1].encode(), "{pair:?}");
        }
        for key in keys {
            assert_eq!(WorldKey::decode(&key.encode()), Some(key));
        }
    }

    #[test]
    fn bytes_that_are_no_key_are_refused() {
        for bytes in [&[][..], &[DROP], &[DROP, 1, 2], &[0; 9], &[9; 9], &[COUNTER, 0xFF]] {
            assert_eq!(WorldKey::decode(bytes), None, "{bytes:?}");
        }
    }
}
