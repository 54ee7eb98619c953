//! Bytes from a file whose length is known: nothing is allocated before it is clear that the file could
//! fill it, and what has been allocated is counted.

use super::{GgufError, MAX_HEADER_MEMORY};
use std::io::{BufReader, Read, Seek, SeekFrom};

/// A file read from its start.
pub(super) struct Source<R> {
    reader: BufReader<R>,
    position: u64,
    len: u64,
    allocated: u64,
}

impl<R: Read + Seek> Source<R> {
    /// Rewinds `reader` and notes its length.
    pub(super) fn new(mut reader: R) -> Result<Self, GgufError> {
        let io = |source| GgufError::Io { offset: 0, source };
        let len = reader.seek(SeekFrom::End(0)).map_err(io)?;
        reader.seek(SeekFrom::Start(0)).map_err(io)?;
        Ok(Self { reader: BufReader::new(reader), position: 0, len, allocated: 0 })
    }

    /// Where the next byte stands, from the start of the file.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// The length of the file in bytes.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Bytes allocated so far for what was read.
    #[cfg(test)]
    pub(super) fn allocated(&self) -> u64 {
        self.allocated
    }

    /// Counts an allocation, before it is made.
    pub(super) fn charge(&mut self, bytes: u64) -> Result<(), GgufError> {
        let allocated = self.allocated.saturating_add(bytes);
        if allocated > MAX_HEADER_MEMORY {
            return Err(GgufError::HeaderTooLarge { offset: self.position });
        }
        self.allocated = allocated;
        Ok(())
    }

    /// Room for `count` values of `T`, counted.
    pub(super) fn vec<T>(&mut self, count: usize) -> Result<Vec<T>, GgufError> {
        self.charge((count as u64).saturating_mul(size_of::<T>() as u64))?;
        Ok(Vec::with_capacity(count))
    }

    /// The next `N` bytes.
    pub(super) fn bytes<const N: usize>(
        &mut self,
        what: &'static str,
    ) -> Result<[u8; N], GgufError> {
        let mut bytes = [0; N];
        self.require(what, self.position, N as u64)?;
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// The next number.
    pub(super) fn number<T: Number>(&mut self, what: &'static str) -> Result<T, GgufError> {
        T::read(self, what)
    }

    /// The next `count` numbers.
    pub(super) fn numbers<T: Number>(
        &mut self,
        what: &'static str,
        count: usize,
    ) -> Result<Vec<T>, GgufError> {
        let mut left = count.saturating_mul(size_of::<T>());
        self.require(what, self.position, left as u64)?;
        let mut numbers = self.vec(count)?;
        // A multiple of every number's size.
        let mut buffer = [0; 4096];
        while left > 0 {
            let len = left.min(buffer.len());
            let (chunk, _) = buffer.split_at_mut(len);
            self.fill(chunk)?;
            T::extend(chunk, &mut numbers);
            left -= len;
        }
        Ok(numbers)
    }

    /// The next number, which counts things of which each takes `min_bytes` or more.
    pub(super) fn count(
        &mut self,
        what: &'static str,
        limit: u64,
        min_bytes: u64,
    ) -> Result<usize, GgufError> {
        let offset = self.position;
        let count: u64 = self.number(what)?;
        let too_many = || GgufError::TooMany { offset, what, count, limit };
        if count > limit {
            return Err(too_many());
        }
        self.require(what, offset, count.saturating_mul(min_bytes))?;
        usize::try_from(count).map_err(|_| too_many())
    }

    /// The next string: a length, then as many bytes, put at the end of `bytes`.
    pub(super) fn string_into(
        &mut self,
        what: &'static str,
        limit: u64,
        bytes: &mut Vec<u8>,
    ) -> Result<(), GgufError> {
        let offset = self.position;
        let len: u64 = self.number(what)?;
        let too_long = || GgufError::TooLong { offset, what, len, limit };
        if len > limit {
            return Err(too_long());
        }
        self.require(what, offset, len)?;
        self.charge(len)?;
        let start = bytes.len();
        bytes.resize(usize::try_from(len).map_err(|_| too_long())?.saturating_add(start), 0);
        match bytes.get_mut(start..) {
            Some(added) => self.fill(added),
            None => Ok(()),
        }
    }

    /// The next string.
    pub(super) fn string(&mut self, what: &'static str, limit: u64) -> Result<Vec<u8>, GgufError> {
        let mut bytes = Vec::new();
        self.string_into(what, limit, &mut bytes)?;
        Ok(bytes)
    }

    /// The next string, which must be UTF-8.
    pub(super) fn text(&mut self, what: &'static str, limit: u64) -> Result<String, GgufError> {
        let offset = self.position;
        String::from_utf8(self.string(what, limit)?)
            .map_err(|_| GgufError::NotUtf8 { offset, what })
    }

    /// That the file has `needed` bytes more, for what began at `offset`.
    fn require(&self, what: &'static str, offset: u64, needed: u64) -> Result<(), GgufError> {
        let remaining = self.len.saturating_sub(self.position);
        if needed > remaining {
            return Err(GgufError::Truncated { offset, what, needed, remaining });
        }
        Ok(())
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), GgufError> {
        let offset = self.position;
        self.reader.read_exact(bytes).map_err(|source| GgufError::Io { offset, source })?;
        self.position += bytes.len() as u64;
        Ok(())
    }
}

/// A number in little-endian bytes.
pub(super) trait Number: Copy {
    /// The next one of a file.
    fn read<R: Read + Seek>(source: &mut Source<R>, what: &'static str) -> Result<Self, GgufError>;
    /// Appends those that `bytes` hold.
    fn extend(bytes: &[u8], numbers: &mut Vec<Self>);
    /// Appends its bytes.
    fn put(self, bytes: &mut Vec<u8>);
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Number for $number {
            fn read<R: Read + Seek>(
                source: &mut Source<R>,
                what: &'static str,
            ) -> Result<Self, GgufError> {
                source.bytes(what).map(Self::from_le_bytes)
            }

            fn extend(bytes: &[u8], numbers: &mut Vec<Self>) {
                let (each, _) = bytes.as_chunks();
                numbers.extend(each.iter().map(|bytes| Self::from_le_bytes(*bytes)));
            }

            fn put(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }
        }
    )*};
}

numbers!(u8, i8, u16, i16, u32, i32, u64, i64, f32, f64);
