//! What can be wrong with a file, where, and what to do about it.

use super::dtype::foreign_name;
use super::{
    ALIGNMENT_KEY, Kind, MAX_ALIGNMENT, MAX_HEADER_MEMORY, MAX_KEY_BYTES, MIN_ALIGNMENT, ShapeError,
};
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// A GGUF file that can't be used. Offsets are bytes from the start of the file.
#[derive(Debug, Error)]
pub enum GgufError {
    /// The file can't be opened.
    #[error("cannot open the model file {}: check the path and its permissions", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file can't be read.
    #[error(
        "cannot read the model file at byte {offset}: check the disk, and that nothing writes it"
    )]
    Io {
        /// Where.
        offset: u64,
        /// The system's reason.
        source: io::Error,
    },
    /// The file is shorter than it says.
    #[error(
        "the file ends too soon: {what} at byte {offset} takes {needed} bytes or more, and {remaining} \
         are left; fetch the file again"
    )]
    Truncated {
        /// Where it begins.
        offset: u64,
        /// What does not fit.
        what: &'static str,
        /// The least that it takes, in bytes.
        needed: u64,
        /// What the file has from there, in bytes.
        remaining: u64,
    },
    /// The first four bytes are not "GGUF".
    #[error("byte 0 begins with \"{}\", not \"GGUF\": {}", found.escape_ascii(), magic_hint(*found))]
    Magic {
        /// The first four bytes.
        found: [u8; 4],
    },
    /// The file is for big-endian machines.
    #[error(
        "byte {offset}: this is a big-endian GGUF file; convert it with gguf-py's \
         gguf_convert_endian.py, or fetch the little-endian one"
    )]
    BigEndian {
        /// Where it shows.
        offset: u64,
    },
    /// A version other than 2 and 3.
    #[error("byte {offset}: GGUF version {version}, but only 2 and 3 are read; {}", version_hint(*version))]
    Version {
        /// Where the version stands.
        offset: u64,
        /// The version.
        version: u32,
    },
    /// More of something than any model has.
    #[error(
        "byte {offset}: {count} {what}, but at most {limit} are read; the file is broken or hostile"
    )]
    TooMany {
        /// Where the count stands.
        offset: u64,
        /// What is counted.
        what: &'static str,
        /// How many the file says there are.
        count: u64,
        /// The most that are read.
        limit: u64,
    },
    /// A string longer than any model has.
    #[error(
        "byte {offset}: {what} of {len} bytes, but at most {limit} are read; the file is broken or hostile"
    )]
    TooLong {
        /// Where the length stands.
        offset: u64,
        /// What is too long.
        what: &'static str,
        /// The length in bytes that the file states.
        len: u64,
        /// The most that is read.
        limit: u64,
    },
    /// More metadata than any model has.
    #[error(
        "byte {offset}: the header takes more than {MAX_HEADER_MEMORY} bytes of memory; remove \
         large metadata from the file"
    )]
    HeaderTooLarge {
        /// How far it was read.
        offset: u64,
    },
    /// A key that the specification excludes.
    #[error(
        "byte {offset}: a metadata key must be 1 to {MAX_KEY_BYTES} printable ASCII characters without \
         spaces; the file is broken or hostile"
    )]
    Key {
        /// Where the key begins.
        offset: u64,
    },
    /// A key that stands twice.
    #[error("byte {offset}: the metadata key {key} stands twice; make the file again")]
    DuplicateKey {
        /// Where its second entry begins.
        offset: u64,
        /// The key.
        key: String,
    },
    /// A kind of value that is in no version of the format.
    #[error(
        "byte {offset}: {key} has a value of kind {id}, which GGUF does not define; fetch the file again"
    )]
    UnknownKind {
        /// Where the kind stands.
        offset: u64,
        /// The key.
        key: String,
        /// The number that stands for the kind.
        id: u32,
    },
    /// An array of arrays.
    #[error(
        "byte {offset}: {key} is an array of arrays, which is not read; remove it from the file"
    )]
    NestedArray {
        /// Where the kind of its elements stands.
        offset: u64,
        /// The key.
        key: String,
    },
    /// A truth value other than 0 and 1.
    #[error("byte {offset}: {key} is true or false, but the byte is {byte}; fetch the file again")]
    Bool {
        /// Where the byte stands.
        offset: u64,
        /// The key.
        key: String,
        /// The byte.
        byte: u8,
    },
    /// Text that is not UTF-8.
    #[error("byte {offset}: {what} is not UTF-8; fetch the file again")]
    NotUtf8 {
        /// Where it begins.
        offset: u64,
        /// What it is.
        what: &'static str,
    },
    /// An alignment that tensors can't have.
    #[error(
        "byte {offset}: {ALIGNMENT_KEY} must be an integer, a power of two from {MIN_ALIGNMENT} to \
         {MAX_ALIGNMENT}; make the file again"
    )]
    Alignment {
        /// Where the value stands.
        offset: u64,
    },
    /// A tensor without a name.
    #[error("byte {offset}: a tensor has no name; make the file again")]
    NoName {
        /// Where the tensor's entry begins.
        offset: u64,
    },
    /// A tensor name that stands twice.
    #[error("byte {offset}: the tensor {name:?} stands twice; make the file again")]
    DuplicateTensor {
        /// Where its second entry begins.
        offset: u64,
        /// The name.
        name: String,
    },
    /// A tensor whose type can't be decoded.
    #[error(
        "byte {offset}: the tensor {name:?} has type {id} ({}), which is not read; use a file quantised \
         as Q4_K_M, Q6_K or Q8_0",
        foreign_name(*id)
    )]
    Dtype {
        /// Where the type stands.
        offset: u64,
        /// The tensor.
        name: String,
        /// The number that stands for the type.
        id: u32,
    },
    /// Dimensions that a tensor can't have.
    #[error("byte {offset}: the tensor {name:?} is impossible; make the file again")]
    Shape {
        /// Where the tensor's entry begins.
        offset: u64,
        /// The tensor.
        name: String,
        /// What is wrong.
        source: ShapeError,
    },
    /// A tensor that begins off the alignment.
    #[error(
        "byte {offset}: the data of the tensor {name:?} begin {data} bytes into the data, which is no \
         multiple of {alignment}; make the file again"
    )]
    Misaligned {
        /// Where the tensor's entry begins.
        offset: u64,
        /// The tensor.
        name: String,
        /// Where its data begin, in bytes from the start of all tensors' data.
        data: u64,
        /// What it must be a multiple of.
        alignment: u64,
    },
    /// A tensor that ends beyond the file.
    #[error(
        "byte {offset}: the tensor {name:?} has {byte_len} bytes from {data} bytes into the data, but the \
         file has {file_len} in all; fetch the file again"
    )]
    OutOfFile {
        /// Where the tensor's entry begins.
        offset: u64,
        /// The tensor.
        name: String,
        /// Where its data begin, in bytes from the start of all tensors' data.
        data: u64,
        /// The length of its data in bytes.
        byte_len: u64,
        /// The length of the file in bytes.
        file_len: u64,
    },
    /// Two tensors that share bytes.
    #[error("byte {offset}: the tensors {first:?} and {second:?} share bytes; make the file again")]
    Overlap {
        /// Where the second one's data begin.
        offset: u64,
        /// The tensor that begins first.
        first: String,
        /// The other.
        second: String,
    },
    /// No such key.
    #[error(
        "the model file has no {key}: it is made for another program, or incomplete; use another file"
    )]
    Missing {
        /// The key.
        key: String,
    },
    /// A value of another kind than is needed.
    #[error("{key} is {kind}, but {wanted} is needed; use another file")]
    WrongKind {
        /// The key.
        key: String,
        /// What it is.
        kind: Kind,
        /// What is needed.
        wanted: &'static str,
    },
    /// A number that is too large or too small.
    #[error("{key} is {value}, which is no {wanted}; use another file")]
    OutOfRange {
        /// The key.
        key: String,
        /// Its value.
        value: String,
        /// What is needed.
        wanted: &'static str,
    },
    /// A number in an array that is too large or too small.
    #[error("element {index} of {key} is {value}, which is no {wanted}; use another file")]
    ElementOutOfRange {
        /// The key.
        key: String,
        /// Which element, counted from 0.
        index: usize,
        /// Its value.
        value: String,
        /// What is needed.
        wanted: &'static str,
    },
    /// A string in an array that is not UTF-8.
    #[error("element {index} of {key} is not UTF-8; use another file")]
    ElementNotUtf8 {
        /// The key.
        key: String,
        /// Which element, counted from 0.
        index: usize,
    },
    /// No such tensor.
    #[error(
        "the model file has no tensor {name:?}: it is made for another program; use another file"
    )]
    NoTensor {
        /// The name.
        name: String,
    },
    /// A tensor for which there is no memory.
    #[error("the tensor at byte {offset} takes {bytes} bytes of memory; use a smaller model")]
    Memory {
        /// Where its data begin.
        offset: u64,
        /// The length of its data in bytes.
        bytes: u64,
    },
}

/// Turns a missing key into `None`, and leaves other errors.
pub trait Optional<T> {
    /// The value, or `None` where the file has no such key.
    ///
    /// # Errors
    /// Every error but [`GgufError::Missing`].
    fn optional(self) -> Result<Option<T>, GgufError>;
}

impl<T> Optional<T> for Result<T, GgufError> {
    fn optional(self) -> Result<Option<T>, GgufError> {
        match self {
            Err(GgufError::Missing { .. }) => Ok(None),
            other => other.map(Some),
        }
    }
}

fn magic_hint(found: [u8; 4]) -> &'static str {
    match &found {
        b"vers" => "this is a Git LFS pointer; fetch the file itself with `git lfs pull`",
        b"PK\x03\x04" | b"\x80\x02}q" => "this is a PyTorch checkpoint; convert it to GGUF",
        b"lmgg" | b"fmgg" | b"tjgg" | b"algg" => {
            "this is one of ggml's older formats; convert it to GGUF"
        }
        b"<!DO" | b"<htm" | b"<!do" => "this is a web page, not the file that it offers",
        _ => "this is not a GGUF file",
    }
}

fn version_hint(version: u32) -> &'static str {
    match version {
        0 | 1 => "fetch a newer file of this model, or convert it again",
        _ => "the file is broken, or newer than this program",
    }
}
