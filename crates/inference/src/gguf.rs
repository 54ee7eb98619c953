//! Weights on disk: a bounded reader and a deterministic writer of GGUF, versions 2 and 3.
//!
//! A model file is chosen by whoever runs a server, and is often fetched from strangers; a reader that
//! believes its counts can be made to allocate without end, or to take one tensor's bytes for another's.
//! So every count is compared with what the rest of the file could hold before anything is allocated,
//! every product is checked, and what is wrong is an error that names the byte and says what to do.
//!
//! ```text
//! | magic, version, counts | metadata entries | tensor infos | padding | data, each tensor aligned |
//! 0                                                                   data_offset            file_len
//! ```
//!
//! Specification: ggml's `docs/gguf.md`, <https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>.
//! Little-endian files only. Metadata are kept in memory, tensors are read one at a time.
//!
//! # Invariants
//! - Every tensor of a [`Gguf`] lies within the file, aligned, and shares no byte with another.
//! - Keys and tensor names are unique.
//! - What [`Writer`] accepts, [`Gguf::read`] reads back.

mod dtype;
mod error;
mod getters;
mod hash;
mod header;
mod limits;
mod source;
mod tensor;
mod value;
mod writer;

pub use dtype::Dtype;
pub use error::{GgufError, Optional};
pub use hash::file_sha256;
pub use limits::{
    DEFAULT_ALIGNMENT, MAX_ALIGNMENT, MAX_ARRAY_ELEMENTS, MAX_ELEMENT_BYTES, MAX_ENTRIES,
    MAX_HEADER_MEMORY, MAX_KEY_BYTES, MAX_NAME_BYTES, MAX_STRING_BYTES, MAX_TENSORS,
    MAX_WRITTEN_HEADER, MIN_ALIGNMENT,
};
pub use tensor::{MAX_DIMENSION, MAX_RANK, ShapeError, TensorInfo};
pub use value::{Array, Element, Kind, Strings, Value};
pub use writer::{WriteError, Writer};

use source::Source;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

/// The key whose value is the alignment of tensor data, in bytes.
pub const ALIGNMENT_KEY: &str = "general.alignment";

/// The header of a GGUF file: its metadata, and where its tensors lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Gguf {
    version: u32,
    alignment: u64,
    entries: Vec<(String, Value)>,
    keys: BTreeMap<String, usize>,
    tensors: Vec<TensorInfo>,
    names: BTreeMap<String, usize>,
    data_offset: u64,
    file_len: u64,
}

impl Gguf {
    /// Reads the header from `reader`, whose first byte is the file's first; where it stands before
    /// and after does not matter. Tensor data are not read.
    ///
    /// # Errors
    /// [`GgufError`] when the file can't be read, is not a sound GGUF file of version 2 or 3, exceeds
    /// a limit, or holds a tensor of a type outside [`Dtype`].
    pub fn read<R: Read + Seek>(reader: &mut R) -> Result<Self, GgufError> {
        header::read(&mut Source::new(reader)?)
    }

    /// Opens the file at `path` and reads its header. Who wants tensors too opens the file and hands
    /// it to [`Gguf::read`] and [`Gguf::read_tensor_bytes`], so that both see the same file.
    ///
    /// # Errors
    /// As [`Gguf::read`], and [`GgufError::Open`] when there is no such file or it may not be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, GgufError> {
        let path = path.as_ref();
        let mut file =
            File::open(path).map_err(|source| GgufError::Open { path: path.to_owned(), source })?;
        Self::read(&mut file)
    }

    /// The version of the format: 2 or 3, which differ only in that 3 admits big-endian files.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// What tensor data are aligned to, in bytes: a power of two, [`DEFAULT_ALIGNMENT`] unless the
    /// file says otherwise.
    #[must_use]
    pub fn alignment(&self) -> u64 {
        self.alignment
    }

    /// Where tensor data begin, in bytes from the start of the file.
    #[must_use]
    pub fn data_offset(&self) -> u64 {
        self.data_offset
    }

    /// The length of the file when its header was read, in bytes.
    #[must_use]
    pub fn file_len(&self) -> u64 {
        self.file_len
    }

    /// The metadata in the file's order.
    pub fn metadata(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The tensors in the file's order.
    #[must_use]
    pub fn tensors(&self) -> &[TensorInfo] {
        &self.tensors
    }

    /// The tensor called `name`.
    #[must_use]
    pub fn tensor(&self, name: &str) -> Option<&TensorInfo> {
        self.tensors.get(*self.names.get(name)?)
    }
}

#[cfg(test)]
mod tests;
