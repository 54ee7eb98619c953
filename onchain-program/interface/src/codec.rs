//! How values lie in accounts and arguments: borsh's encoding, little-endian and without padding.
//! Every value has a fixed size but [`Text`] as an argument.

use crate::Key;

/// What an IDL calls a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name that the IDL knows: `u8`, `bool`, `pubkey`, `string` and so on.
    Plain(&'static str),
    /// An array: the name of its elements and their count.
    Array(&'static str, usize),
    /// A text in an account: a length of four bytes and room for that many bytes.
    Text(usize),
}

/// A value of fixed size, as accounts hold it.
pub trait Fixed: Sized + Copy {
    /// Its size in bytes.
    const SIZE: usize;
    /// What an IDL calls it.
    const KIND: Kind;
    /// Reads it from the start of `from`, which holds at least `SIZE` bytes.
    fn read(from: &[u8]) -> Self;
    /// Writes it to the start of `to`, which holds at least `SIZE` bytes.
    fn write(self, to: &mut [u8]);
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Fixed for $type {
            const SIZE: usize = size_of::<$type>();
            const KIND: Kind = Kind::Plain(stringify!($type));
            #[inline(always)]
            fn read(from: &[u8]) -> Self {
                let mut bytes = [0; size_of::<$type>()];
                bytes.copy_from_slice(&from[..size_of::<$type>()]);
                <$type>::from_le_bytes(bytes)
            }
            #[inline(always)]
            fn write(self, to: &mut [u8]) {
                to[..size_of::<$type>()].copy_from_slice(&self.to_le_bytes());
            }
        }
    )*};
}
integers!(u8, u16, u32, u64, i64);

/// A hash, a secret or a nonce: 32 bytes that are no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash(pub [u8; 32]);

impl Fixed for Hash {
    const SIZE: usize = 32;
    const KIND: Kind = Kind::Array("u8", 32);
    #[inline(always)]
    fn read(from: &[u8]) -> Self {
        Self(Key::read(from))
    }
    #[inline(always)]
    fn write(self, to: &mut [u8]) {
        self.0.write(to);
    }
}

impl Fixed for Key {
    const SIZE: usize = 32;
    const KIND: Kind = Kind::Plain("pubkey");
    #[inline(always)]
    fn read(from: &[u8]) -> Self {
        let mut key = [0; 32];
        key.copy_from_slice(&from[..32]);
        key
    }
    #[inline(always)]
    fn write(self, to: &mut [u8]) {
        to[..32].copy_from_slice(&self);
    }
}

/// One number for each rarity, lowest rarity first.
pub type PerRarity = [u32; crate::RARITIES];

impl Fixed for PerRarity {
    const SIZE: usize = 4 * crate::RARITIES;
    const KIND: Kind = Kind::Array("u32", crate::RARITIES);
    #[inline(always)]
    fn read(from: &[u8]) -> Self {
        core::array::from_fn(|rarity| u32::read(&from[4 * rarity..]))
    }
    #[inline(always)]
    fn write(self, to: &mut [u8]) {
        for (rarity, value) in self.into_iter().enumerate() {
            value.write(&mut to[4 * rarity..]);
        }
    }
}

/// A string of at most `MAX` bytes. As an argument it is a borsh string: a length of four bytes, then
/// the bytes. In an account it takes the room of the longest: the length, then `MAX` bytes, the rest
/// zero.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Text<const MAX: usize> {
    length: usize,
    bytes: [u8; MAX],
}

impl<const MAX: usize> Text<MAX> {
    /// The text of `from`, or nothing where it is too long.
    #[must_use]
    pub fn new(from: &str) -> Option<Self> {
        let mut bytes = [0; MAX];
        bytes.get_mut(..from.len())?.copy_from_slice(from.as_bytes());
        Some(Self { length: from.len(), bytes })
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// The string, or nothing where the bytes are not UTF-8.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        core::str::from_utf8(self.as_bytes()).ok()
    }
}

impl<const MAX: usize> core::fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Debug::fmt(&self.as_str(), f)
    }
}

impl<const MAX: usize> Fixed for Text<MAX> {
    const SIZE: usize = 4 + MAX;
    const KIND: Kind = Kind::Text(MAX);
    fn read(from: &[u8]) -> Self {
        let length = (u32::read(from) as usize).min(MAX);
        let mut bytes = [0; MAX];
        bytes[..length].copy_from_slice(&from[4..4 + length]);
        Self { length, bytes }
    }
    fn write(self, to: &mut [u8]) {
        (self.length as u32).write(to);
        to[4..4 + MAX].copy_from_slice(&self.bytes);
    }
}

/// A value as an instruction's argument: read from what came over the network.
pub trait Argument: Sized {
    /// What an IDL calls it.
    const KIND: Kind;
    /// Takes it from the front of `from`, or nothing where the bytes are no such value.
    fn take(from: &mut &[u8]) -> Option<Self>;
    /// Hands its bytes to `to`.
    fn give(&self, to: &mut dyn FnMut(&[u8]));
}

macro_rules! fixed_arguments {
    ($($type:ty),*) => {$(
        impl Argument for $type {
            const KIND: Kind = <$type as Fixed>::KIND;
            #[inline(always)]
            fn take(from: &mut &[u8]) -> Option<Self> {
                let (value, rest) = from.split_at_checked(<$type as Fixed>::SIZE)?;
                *from = rest;
                Some(<$type as Fixed>::read(value))
            }
            fn give(&self, to: &mut dyn FnMut(&[u8])) {
                let mut bytes = [0; <$type as Fixed>::SIZE];
                Fixed::write(*self, &mut bytes);
                to(&bytes);
            }
        }
    )*};
}
fixed_arguments!(u8, u16, u32, u64, i64, Hash, Key, PerRarity);

impl Argument for bool {
    const KIND: Kind = Kind::Plain("bool");
    fn take(from: &mut &[u8]) -> Option<Self> {
        match u8::take(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
    fn give(&self, to: &mut dyn FnMut(&[u8])) {
        to(&[u8::from(*self)]);
    }
}

impl<const MAX: usize> Argument for Text<MAX> {
    const KIND: Kind = Kind::Plain("string");
    fn take(from: &mut &[u8]) -> Option<Self> {
        let length = usize::try_from(u32::take(from)?).ok()?;
        let (bytes, rest) = from.split_at_checked(length)?;
        *from = rest;
        Self::new(core::str::from_utf8(bytes).ok()?)
    }
    fn give(&self, to: &mut dyn FnMut(&[u8])) {
        to(&(self.length as u32).to_le_bytes());
        to(self.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_or_no_utf8_is_refused() {
        assert!(Text::<3>::new("four").is_none());
        assert!(Text::<4>::take(&mut &[5, 0, 0, 0, b'a', b'b', b'c', b'd', b'e'][..]).is_none());
        assert!(Text::<4>::take(&mut &[1, 0, 0, 0, 0xff][..]).is_none());
        assert!(Text::<4>::take(&mut &[2, 0, 0, 0, b'a'][..]).is_none());
        assert!(Text::<4>::take(&mut &[0xff, 0xff, 0xff, 0xff][..]).is_none());
    }

    #[test]
    fn a_stored_length_beyond_the_room_is_cut() {
        let text = Text::<2>::read(&[9, 0, 0, 0, b'a', b'b']);
        assert_eq!(text.as_str(), Some("ab"));
    }
}
