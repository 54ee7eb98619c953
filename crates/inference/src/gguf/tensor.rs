//! Where a tensor lies, what it holds, and its bytes.

use super::{Dtype, Gguf, GgufError};
use std::io::{Read, Seek, SeekFrom};
use thiserror::Error;

/// The most dimensions of a tensor (specification).
pub const MAX_RANK: usize = 4;
/// The greatest length of one dimension.
pub const MAX_DIMENSION: u64 = 1 << 31;

/// A tensor in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TensorInfo {
    pub(super) name: String,
    pub(super) dtype: Dtype,
    pub(super) shape: Vec<usize>,
    pub(super) offset: u64,
    pub(super) byte_len: u64,
}

impl TensorInfo {
    /// Its name, such as `blk.0.attn_q.weight`. From the file: escape it before showing it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How its numbers are stored.
    #[must_use]
    pub fn dtype(&self) -> Dtype {
        self.dtype
    }

    /// The lengths of its dimensions, the slowest first: a matrix is `(rows, columns)`, where a row is
    /// contiguous. The file has them the other way round. Each is at least 1; a lone number has none.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Where its data begin, in bytes from the start of the file; a multiple of the alignment.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The length of its data in bytes.
    #[must_use]
    pub fn byte_len(&self) -> u64 {
        self.byte_len
    }
}

impl Gguf {
    /// The data of the tensor called `name`, as they lie in the file: little-endian, rows one after
    /// the other. `reader` is the file that the header was read from.
    ///
    /// # Errors
    /// [`GgufError::NoTensor`] when there is none of that name, [`GgufError::Truncated`] when the file
    /// has become shorter, [`GgufError::Memory`] when there is no memory for it, [`GgufError::Io`] when
    /// reading fails.
    pub fn read_tensor_bytes<R: Read + Seek>(
        &self,
        reader: &mut R,
        name: &str,
    ) -> Result<Vec<u8>, GgufError> {
        let no_tensor = || GgufError::NoTensor { name: name.to_owned() };
        let TensorInfo { offset, byte_len, .. } = *self.tensor(name).ok_or_else(no_tensor)?;
        let io = |source| GgufError::Io { offset, source };
        let truncated = |remaining| GgufError::Truncated {
            offset,
            what: "a tensor's data",
            needed: byte_len,
            remaining,
        };
        let remaining = reader.seek(SeekFrom::End(0)).map_err(io)?.saturating_sub(offset);
        if remaining < byte_len {
            return Err(truncated(remaining));
        }
        reader.seek(SeekFrom::Start(offset)).map_err(io)?;
        let memory = || GgufError::Memory { offset, bytes: byte_len };
        let capacity = usize::try_from(byte_len).map_err(|_| memory())?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(capacity).map_err(|_| memory())?;
        let read = reader.take(byte_len).read_to_end(&mut bytes).map_err(io)?;
        if read == capacity { Ok(bytes) } else { Err(truncated(read as u64)) }
    }
}

/// Dimensions that no tensor can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ShapeError {
    /// More than [`MAX_RANK`] dimensions.
    #[error("{rank} dimensions, but at most {MAX_RANK} are possible")]
    Rank {
        /// How many there are.
        rank: u64,
    },
    /// A dimension of 0 or above [`MAX_DIMENSION`].
    #[error("a dimension of {len}, but each is 1 to {MAX_DIMENSION}")]
    Dimension {
        /// Its length.
        len: u64,
    },
    /// A row that is no whole number of blocks.
    #[error("rows of {row} numbers, but {dtype} stores blocks of {}", dtype.block_len())]
    Row {
        /// Numbers in a row.
        row: u64,
        /// How they are stored.
        dtype: Dtype,
    },
    /// More bytes than 64 bits can count.
    #[error("more bytes than any file can have")]
    Size,
}

/// The bytes of a tensor of `dtype` whose dimensions are `shape`, the slowest first.
pub(super) fn byte_len(dtype: Dtype, shape: &[u64]) -> Result<u64, ShapeError> {
    if shape.len() > MAX_RANK {
        return Err(ShapeError::Rank { rank: shape.len() as u64 });
    }
    if let Some(&len) = shape.iter().find(|&&len| len == 0 || len > MAX_DIMENSION) {
        return Err(ShapeError::Dimension { len });
    }
    let row = shape.last().copied().unwrap_or(1);
    if !row.is_multiple_of(dtype.block_len()) {
        return Err(ShapeError::Row { row, dtype });
    }
    let numbers = shape.iter().try_fold(1, |product: u64, &len| product.checked_mul(len));
    numbers
        .and_then(|numbers| (numbers / dtype.block_len()).checked_mul(dtype.block_bytes()))
        .ok_or(ShapeError::Size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_follow_the_blocks() {
        assert_eq!(byte_len(Dtype::F32, &[]), Ok(4));
        assert_eq!(byte_len(Dtype::F16, &[3, 5]), Ok(30));
        assert_eq!(byte_len(Dtype::Q4_0, &[2, 64]), Ok(2 * 2 * 18));
        assert_eq!(byte_len(Dtype::Q6K, &[7, 1, 3, 512]), Ok(21 * 2 * 210));
    }

    #[test]
    fn impossible_shapes_are_refused() {
        assert_eq!(byte_len(Dtype::F32, &[1; 5]), Err(ShapeError::Rank { rank: 5 }));
        assert_eq!(byte_len(Dtype::F32, &[3, 0]), Err(ShapeError::Dimension { len: 0 }));
        let long = MAX_DIMENSION + 1;
        assert_eq!(byte_len(Dtype::F32, &[long]), Err(ShapeError::Dimension { len: long }));
        let row = ShapeError::Row { row: 48, dtype: Dtype::Q8_0 };
        assert_eq!(byte_len(Dtype::Q8_0, &[32, 48]), Err(row));
        assert_eq!(byte_len(Dtype::F32, &[MAX_DIMENSION; 3]), Err(ShapeError::Size));
        // 2^62 numbers can be counted, their 2^64 bytes cannot.
        assert_eq!(byte_len(Dtype::F32, &[1 << 31, 1 << 31]), Err(ShapeError::Size));
    }
}
