//! Many strings in two allocations.

/// An array of strings: their bytes one after the other, and where each ends.
///
/// The bytes are those of the file, whole: a token may hold NUL or be no UTF-8, and two tokens that a
/// lossy reading would make equal stay apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strings {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Strings {
    /// No strings.
    #[must_use]
    pub const fn new() -> Self {
        Self { bytes: Vec::new(), ends: Vec::new() }
    }

    /// No strings yet, and room for `count`.
    #[must_use]
    pub(in super::super) fn with_capacity(count: usize) -> Self {
        Self { bytes: Vec::new(), ends: Vec::with_capacity(count) }
    }

    /// Appends one.
    pub fn push(&mut self, string: impl AsRef<[u8]>) {
        self.bytes.extend_from_slice(string.as_ref());
        self.ends.push(self.bytes.len());
    }

    /// Appends one whose bytes `read` puts behind those that are there.
    pub(in super::super) fn push_with<E>(
        &mut self,
        read: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        read(&mut self.bytes)?;
        self.ends.push(self.bytes.len());
        Ok(())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The string at `index`, counted from 0, as bytes.
    #[must_use]
    pub fn bytes(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        self.bytes.get(start.unwrap_or(0)..end)
    }

    /// The string at `index`, counted from 0, if it is UTF-8.
    #[must_use]
    pub fn str(&self, index: usize) -> Option<&str> {
        std::str::from_utf8(self.bytes(index)?).ok()
    }

    /// All of them as bytes, in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.ends.iter().scan(0, |start, &end| self.bytes.get(std::mem::replace(start, end)..end))
    }
}

impl<S: AsRef<[u8]>> FromIterator<S> for Strings {
    fn from_iter<I: IntoIterator<Item = S>>(strings: I) -> Self {
        let mut all = Self::new();
        strings.into_iter().for_each(|string| all.push(string));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_every_byte_and_order() {
        let given: [&[u8]; 5] = [b"", b"\0", b"two words", b"\xff\xfe", b""];
        let strings: Strings = given.iter().collect();
        assert_eq!(strings.iter().collect::<Vec<_>>(), given);
        for (index, bytes) in given.iter().enumerate() {
            assert_eq!(strings.bytes(index), Some(*bytes));
        }
        assert_eq!(strings.bytes(5), None);
        assert_eq!(strings.str(2), Some("two words"));
        assert_eq!(strings.str(3), None);
        assert!(Strings::new().is_empty() && !strings.is_empty());
    }
}
