//! The files' texts, and where a byte of them is.

use std::ops::Range;

/// The largest file that is read: a table of this size is no table.
pub(crate) const MAX_BYTES: usize = 4 << 20;

/// Every file of a ruleset.
#[derive(Clone, Default)]
pub(crate) struct Files(Vec<(&'static str, Vec<u8>)>);

impl Files {
    /// Adds a file.
    pub(crate) fn push(&mut self, name: &'static str, bytes: Vec<u8>) {
        self.0.push((name, bytes));
    }

    /// The bytes of a file; none for one that was not added.
    pub(crate) fn bytes(&self, name: &str) -> &[u8] {
        self.0.iter().find(|(known, _)| *known == name).map_or(&[], |(_, bytes)| bytes)
    }

    /// The place of a file in the order of telling.
    pub(crate) fn rank(&self, name: &str) -> usize {
        self.0.iter().position(|(known, _)| *known == name).unwrap_or(usize::MAX)
    }

    /// Replaces a file's bytes.
    #[cfg(test)]
    pub(crate) fn replace(&mut self, name: &str, bytes: Vec<u8>) {
        if let Some(file) = self.0.iter_mut().find(|(known, _)| *known == name) {
            file.1 = bytes;
        }
    }

    /// Line and column, from 1, of the start of a span; column in characters.
    pub(crate) fn place(&self, name: &str, span: &Range<usize>) -> (usize, usize) {
        let bytes = self.bytes(name);
        let before = &bytes[..span.start.min(bytes.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        // Bytes that continue a UTF-8 character are not counted.
        let column = before[line_start..].iter().filter(|&&byte| byte & 0xC0 != 0x80).count() + 1;
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let mut files = Files::default();
        files.push("a.toml", "one\nzwölf = 3\n".as_bytes().to_vec());
        assert_eq!(files.place("a.toml", &(0..1)), (1, 1));
        assert_eq!(files.place("a.toml", &(4..5)), (2, 1));
        assert_eq!(files.place("a.toml", &(13..14)), (2, 9));
        assert_eq!(files.place("a.toml", &(999..1000)), (3, 1));
        assert_eq!(files.place("missing.toml", &(5..6)), (1, 1));
    }
}
