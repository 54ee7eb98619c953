//! GGUF files from what is in memory. The same calls give the same bytes: entries and tensors stand in
//! the order given, and padding is zero.

use super::header::{MAGIC, checked_alignment, sound_key};
use super::source::Number;
use super::tensor::byte_len;
use super::value::ARRAY_ID;
use super::{
    ALIGNMENT_KEY, Array, DEFAULT_ALIGNMENT, Dtype, Kind, MAX_ALIGNMENT, MAX_ARRAY_ELEMENTS,
    MAX_ELEMENT_BYTES, MAX_ENTRIES, MAX_KEY_BYTES, MAX_NAME_BYTES, MAX_STRING_BYTES, MAX_TENSORS,
    MAX_WRITTEN_HEADER, MIN_ALIGNMENT, ShapeError, Value,
};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use thiserror::Error;

/// The version that is written: the newest.
const VERSION: u32 = 3;
/// The longest tensor name in bytes: ggml keeps a NUL in the specification's 64.
const MAX_WRITTEN_NAME: u64 = MAX_NAME_BYTES - 1;

/// Collects metadata and tensors, and writes them as a GGUF file of version 3.
#[derive(Debug, Clone)]
pub struct Writer<'a> {
    alignment: u64,
    entries: Vec<(String, Value)>,
    keys: BTreeSet<String>,
    tensors: Vec<Pending<'a>>,
    names: BTreeSet<String>,
    element_count: u64,
}

#[derive(Debug, Clone)]
struct Pending<'a> {
    name: String,
    dtype: Dtype,
    shape: Vec<u64>,
    bytes: Cow<'a, [u8]>,
}

impl Default for Writer<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Writer<'a> {
    /// A file without metadata and tensors, aligned to [`DEFAULT_ALIGNMENT`].
    #[must_use]
    pub fn new() -> Self {
        Self {
            alignment: DEFAULT_ALIGNMENT,
            entries: Vec::new(),
            keys: BTreeSet::new(),
            tensors: Vec::new(),
            names: BTreeSet::new(),
            element_count: 0,
        }
    }

    /// Appends a metadata entry. [`ALIGNMENT_KEY`] also sets the alignment of all tensors. By
    /// convention `general.architecture` comes first.
    ///
    /// # Errors
    /// [`WriteError`] when the key is no sound one or stands already, the alignment is impossible, or
    /// the value exceeds a limit of the reader. Nothing is appended then.
    pub fn metadata(&mut self, key: &str, value: impl Into<Value>) -> Result<(), WriteError> {
        let value = value.into();
        if !sound_key(key.as_bytes()) {
            return Err(WriteError::Key { key: key.to_owned() });
        }
        if self.keys.contains(key) {
            return Err(WriteError::DuplicateKey { key: key.to_owned() });
        }
        refuse_more("metadata entries", self.entries.len() as u64 + 1, MAX_ENTRIES)?;
        let longest = match &value {
            Value::String(text) => Some((text.len(), MAX_STRING_BYTES)),
            Value::Array(Array::String(strings)) => {
                strings.iter().map(<[u8]>::len).max().map(|len| (len, MAX_ELEMENT_BYTES))
            }
            _ => None,
        };
        if let Some((len, limit)) = longest.filter(|&(len, limit)| len as u64 > limit) {
            return Err(WriteError::TooLong { key: key.to_owned(), len: len as u64, limit });
        }
        let mut element_count = self.element_count;
        if let Value::Array(array) = &value {
            element_count = element_count.saturating_add(array.len() as u64);
            refuse_more("array elements", element_count, MAX_ARRAY_ELEMENTS)?;
        }
        if key == ALIGNMENT_KEY {
            self.alignment = checked_alignment(&value).ok_or(WriteError::Alignment)?;
        }
        self.element_count = element_count;
        self.keys.insert(key.to_owned());
        self.entries.push((key.to_owned(), value));
        Ok(())
    }

    /// Appends a tensor. `shape` has the slowest dimension first, as [`super::TensorInfo::shape`];
    /// `bytes` are its blocks, rows one after the other, little-endian.
    ///
    /// # Errors
    /// [`WriteError`] when the name is empty, longer than 63 bytes or stands already, the shape is
    /// impossible, or `bytes` are not as many as it takes. Nothing is appended then.
    pub fn tensor(
        &mut self,
        name: &str,
        dtype: Dtype,
        shape: &[usize],
        bytes: impl Into<Cow<'a, [u8]>>,
    ) -> Result<(), WriteError> {
        let bytes = bytes.into();
        let owned = || name.to_owned();
        if name.is_empty() || name.len() as u64 > MAX_WRITTEN_NAME {
            return Err(WriteError::Name { name: owned() });
        }
        if self.names.contains(name) {
            return Err(WriteError::DuplicateTensor { name: owned() });
        }
        refuse_more("tensors", self.tensors.len() as u64 + 1, MAX_TENSORS)?;
        let shape: Vec<u64> = shape.iter().map(|&len| len as u64).collect();
        let expected = byte_len(dtype, &shape)
            .map_err(|source| WriteError::Shape { name: owned(), source })?;
        if bytes.len() as u64 != expected {
            return Err(WriteError::ByteCount {
                name: owned(),
                expected,
                found: bytes.len() as u64,
            });
        }
        self.names.insert(owned());
        self.tensors.push(Pending { name: owned(), dtype, shape, bytes });
        Ok(())
    }

    /// Writes the file to `out`, from its start, and returns its length in bytes. Each tensor is
    /// padded to the alignment, the last one too.
    ///
    /// # Errors
    /// [`WriteError::HeaderTooLarge`] when the metadata take more than [`MAX_WRITTEN_HEADER`] bytes,
    /// [`WriteError::Io`] when writing fails.
    pub fn write_to<W: Write>(&self, out: &mut W) -> Result<u64, WriteError> {
        let header = self.header()?;
        out.write_all(&header)?;
        let mut written = header.len() as u64;
        for tensor in &self.tensors {
            out.write_all(&tensor.bytes)?;
            let padding = self.padded(tensor.bytes.len() as u64) - tensor.bytes.len() as u64;
            io::copy(&mut io::repeat(0).take(padding), out)?;
            written += tensor.bytes.len() as u64 + padding;
        }
        out.flush()?;
        Ok(written)
    }

    /// Everything before tensor data, padded to the alignment.
    fn header(&self) -> Result<Vec<u8>, WriteError> {
        let mut out = MAGIC.to_vec();
        VERSION.put(&mut out);
        (self.tensors.len() as u64).put(&mut out);
        (self.entries.len() as u64).put(&mut out);
        for (key, value) in &self.entries {
            put_string(&mut out, key.as_bytes());
            put_value(&mut out, value);
            if out.len() as u64 > MAX_WRITTEN_HEADER {
                return Err(WriteError::HeaderTooLarge);
            }
        }
        let mut offset: u64 = 0;
        for tensor in &self.tensors {
            put_string(&mut out, tensor.name.as_bytes());
            (tensor.shape.len() as u32).put(&mut out);
            tensor.shape.iter().rev().for_each(|len| len.put(&mut out));
            tensor.dtype.id().put(&mut out);
            offset.put(&mut out);
            // Bytes that are in memory: no sum of their lengths exceeds 64 bits.
            offset += self.padded(tensor.bytes.len() as u64);
        }
        let padded = self.padded(out.len() as u64);
        // The alignment is at most MAX_ALIGNMENT, so the padding is small.
        out.resize(out.len() + (padded - out.len() as u64) as usize, 0);
        Ok(out)
    }

    fn padded(&self, len: u64) -> u64 {
        len.next_multiple_of(self.alignment)
    }
}

/// What can't be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// A key that the specification excludes.
    #[error(
        "the metadata key {key:?} must be 1 to {MAX_KEY_BYTES} printable ASCII characters without spaces"
    )]
    Key {
        /// The key.
        key: String,
    },
    /// A key that stands already.
    #[error("the metadata key {key} is given twice: give it once")]
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// An impossible alignment.
    #[error(
        "{ALIGNMENT_KEY} must be an integer, a power of two from {MIN_ALIGNMENT} to {MAX_ALIGNMENT}"
    )]
    Alignment,
    /// A string longer than the reader takes.
    #[error("{key} has a string of {len} bytes, but at most {limit} are read back: shorten it")]
    TooLong {
        /// The key.
        key: String,
        /// The length of the string in bytes.
        len: u64,
        /// The longest that is read.
        limit: u64,
    },
    /// More than the reader takes.
    #[error("{count} {what}, but at most {limit} are read back: leave some out")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// How many there would be.
        count: u64,
        /// The most that are read.
        limit: u64,
    },
    /// A tensor name that ggml can't keep.
    #[error("the tensor name {name:?} must be 1 to {MAX_WRITTEN_NAME} bytes long")]
    Name {
        /// The name.
        name: String,
    },
    /// A tensor name that stands already.
    #[error("the tensor {name:?} is given twice: give it once")]
    DuplicateTensor {
        /// The name.
        name: String,
    },
    /// Dimensions that a tensor can't have.
    #[error("the tensor {name:?} is impossible: give it another shape or type")]
    Shape {
        /// The tensor.
        name: String,
        /// What is wrong.
        source: ShapeError,
    },
    /// Too few or too many bytes for a tensor's shape.
    #[error("the tensor {name:?} takes {expected} bytes, but {found} are given")]
    ByteCount {
        /// The tensor.
        name: String,
        /// What its shape and type take.
        expected: u64,
        /// What was given.
        found: u64,
    },
    /// More metadata than the reader takes.
    #[error("the metadata take more than {MAX_WRITTEN_HEADER} bytes: leave some out")]
    HeaderTooLarge,
    /// The file can't be written.
    #[error("cannot write the model file: check the disk's space and permissions")]
    Io(#[from] io::Error),
}

fn refuse_more(what: &'static str, count: u64, limit: u64) -> Result<(), WriteError> {
    if count > limit { Err(WriteError::TooMany { what, count, limit }) } else { Ok(()) }
}

fn put_string(out: &mut Vec<u8>, bytes: &[u8]) {
    (bytes.len() as u64).put(out);
    out.extend_from_slice(bytes);
}

fn put_value(out: &mut Vec<u8>, value: &Value) {
    match value.kind() {
        Kind::Scalar(element) => element.id().put(out),
        Kind::Array(_) => ARRAY_ID.put(out),
    }
    match value {
        Value::U8(number) => number.put(out),
        Value::I8(number) => number.put(out),
        Value::U16(number) => number.put(out),
        Value::I16(number) => number.put(out),
        Value::U32(number) => number.put(out),
        Value::I32(number) => number.put(out),
        Value::F32(number) => number.put(out),
        Value::Bool(truth) => u8::from(*truth).put(out),
        Value::String(text) => put_string(out, text.as_bytes()),
        Value::U64(number) => number.put(out),
        Value::I64(number) => number.put(out),
        Value::F64(number) => number.put(out),
        Value::Array(array) => put_array(out, array),
    }
}

fn put_array(out: &mut Vec<u8>, array: &Array) {
    array.element().id().put(out);
    (array.len() as u64).put(out);
    match array {
        Array::U8(numbers) => put_each(out, numbers),
        Array::I8(numbers) => put_each(out, numbers),
        Array::U16(numbers) => put_each(out, numbers),
        Array::I16(numbers) => put_each(out, numbers),
        Array::U32(numbers) => put_each(out, numbers),
        Array::I32(numbers) => put_each(out, numbers),
        Array::F32(numbers) => put_each(out, numbers),
        Array::Bool(truths) => truths.iter().for_each(|&truth| u8::from(truth).put(out)),
        Array::String(strings) => strings.iter().for_each(|bytes| put_string(out, bytes)),
        Array::U64(numbers) => put_each(out, numbers),
        Array::I64(numbers) => put_each(out, numbers),
        Array::F64(numbers) => put_each(out, numbers),
    }
}

fn put_each<T: Number>(out: &mut Vec<u8>, numbers: &[T]) {
    numbers.iter().for_each(|number| number.put(out));
}
