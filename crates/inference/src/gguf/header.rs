//! The header, field by field, in the specification's order.

use super::source::Source;
use super::tensor::byte_len;
use super::value::ARRAY_ID;
use super::{
    ALIGNMENT_KEY, Array, DEFAULT_ALIGNMENT, Dtype, Element, Gguf, GgufError, MAX_ALIGNMENT,
    MAX_ARRAY_ELEMENTS, MAX_ELEMENT_BYTES, MAX_ENTRIES, MAX_KEY_BYTES, MAX_NAME_BYTES, MAX_RANK,
    MAX_STRING_BYTES, MAX_TENSORS, MIN_ALIGNMENT, ShapeError, Strings, TensorInfo, Value,
};
use std::collections::BTreeMap;
use std::io::{Read, Seek};

/// The file's first bytes.
pub(super) const MAGIC: [u8; 4] = *b"GGUF";
/// The least that an entry takes in bytes: a key of one, a kind, a value of one.
const MIN_ENTRY: u64 = 8 + 1 + 4 + 1;
/// The least that a tensor's entry takes in bytes: a name of one, no dimensions, a type, an offset.
const MIN_TENSOR: u64 = 8 + 1 + 4 + 4 + 8;
/// What an index keeps for a name beside its bytes, generously: a map's nodes are half full.
const INDEX_BYTES: u64 = 2 * size_of::<(String, usize)>() as u64;

/// Reads a whole header and checks where its tensors lie.
pub(super) fn read<R: Read + Seek>(source: &mut Source<R>) -> Result<Gguf, GgufError> {
    let version = read_version(source)?;
    let tensor_count = source.count("tensors", MAX_TENSORS, MIN_TENSOR)?;
    let entry_count = source.count("metadata entries", MAX_ENTRIES, MIN_ENTRY)?;

    let mut entries = source.vec(entry_count)?;
    let mut keys = BTreeMap::new();
    let mut alignment = DEFAULT_ALIGNMENT;
    let mut elements_left = MAX_ARRAY_ELEMENTS;
    for index in 0..entry_count {
        let start = source.position();
        let key = read_key(source)?;
        source.charge(INDEX_BYTES + key.len() as u64)?;
        if keys.insert(key.clone(), index).is_some() {
            return Err(GgufError::DuplicateKey { offset: start, key });
        }
        let id = source.number("the kind of a metadata value")?;
        let offset = source.position();
        let value = read_value(source, &key, id, &mut elements_left)?;
        if key == ALIGNMENT_KEY {
            alignment = checked_alignment(&value).ok_or(GgufError::Alignment { offset })?;
        }
        entries.push((key, value));
    }

    let mut placed = source.vec(tensor_count)?;
    let mut names = BTreeMap::new();
    for index in 0..tensor_count {
        let tensor = read_tensor(source)?;
        let name = tensor.info.name.clone();
        source.charge(INDEX_BYTES + name.len() as u64)?;
        if names.insert(name, index).is_some() {
            let Placed { start, info } = tensor;
            return Err(GgufError::DuplicateTensor { offset: start, name: info.name });
        }
        placed.push(tensor);
    }

    let file_len = source.len();
    // A header ends within the file and is far shorter than 2^63 bytes.
    let data_offset = source.position().next_multiple_of(alignment);
    let mut tensors = source.vec(tensor_count)?;
    for tensor in placed {
        tensors.push(place(tensor, data_offset, alignment, file_len)?);
    }
    refuse_overlap(&tensors)?;
    Ok(Gguf { version, alignment, entries, keys, tensors, names, data_offset, file_len })
}

/// The value of [`ALIGNMENT_KEY`], if tensors can be aligned to it.
pub(super) fn checked_alignment(value: &Value) -> Option<u64> {
    let alignment = u64::try_from(value.integer()?).ok()?;
    let sound = alignment.is_power_of_two() && (MIN_ALIGNMENT..=MAX_ALIGNMENT).contains(&alignment);
    sound.then_some(alignment)
}

/// Whether `key` is one that the specification allows and that can be printed: it may have any
/// printable ASCII, as real architectures' names have hyphens and capitals.
pub(super) fn sound_key(key: &[u8]) -> bool {
    !key.is_empty() && key.len() as u64 <= MAX_KEY_BYTES && key.iter().all(u8::is_ascii_graphic)
}

fn read_version<R: Read + Seek>(source: &mut Source<R>) -> Result<u32, GgufError> {
    let offset = source.position();
    let magic = source.bytes("the magic number")?;
    if magic == [b'F', b'U', b'G', b'G'] {
        return Err(GgufError::BigEndian { offset });
    }
    if magic != MAGIC {
        return Err(GgufError::Magic { found: magic });
    }
    let offset = source.position();
    match source.number("the version")? {
        version @ 2..=3 => Ok(version),
        // A small number with its bytes reversed; no version will be that large.
        version if version != 0 && version.trailing_zeros() >= 16 => {
            Err(GgufError::BigEndian { offset })
        }
        version => Err(GgufError::Version { offset, version }),
    }
}

fn read_key<R: Read + Seek>(source: &mut Source<R>) -> Result<String, GgufError> {
    let offset = source.position();
    let key = source.string("a metadata key", MAX_KEY_BYTES)?;
    if !sound_key(&key) {
        return Err(GgufError::Key { offset });
    }
    String::from_utf8(key).map_err(|_| GgufError::Key { offset })
}

/// Reads the value of `key`, whose kind is `id` and has just been read.
fn read_value<R: Read + Seek>(
    source: &mut Source<R>,
    key: &str,
    id: u32,
    elements_left: &mut u64,
) -> Result<Value, GgufError> {
    if id == ARRAY_ID {
        return read_array(source, key, elements_left).map(Value::Array);
    }
    let what = "a metadata value";
    Ok(match element(source, key, id)? {
        Element::U8 => Value::U8(source.number(what)?),
        Element::I8 => Value::I8(source.number(what)?),
        Element::U16 => Value::U16(source.number(what)?),
        Element::I16 => Value::I16(source.number(what)?),
        Element::U32 => Value::U32(source.number(what)?),
        Element::I32 => Value::I32(source.number(what)?),
        Element::F32 => Value::F32(source.number(what)?),
        Element::Bool => {
            let offset = source.position();
            Value::Bool(truth(key, offset, source.number(what)?)?)
        }
        Element::String => Value::String(source.text("a string", MAX_STRING_BYTES)?),
        Element::U64 => Value::U64(source.number(what)?),
        Element::I64 => Value::I64(source.number(what)?),
        Element::F64 => Value::F64(source.number(what)?),
    })
}

fn read_array<R: Read + Seek>(
    source: &mut Source<R>,
    key: &str,
    elements_left: &mut u64,
) -> Result<Array, GgufError> {
    let offset = source.position();
    let id = source.number("the kind of an array's elements")?;
    if id == ARRAY_ID {
        return Err(GgufError::NestedArray { offset, key: key.to_owned() });
    }
    let element = element(source, key, id)?;
    let count = source.count("array elements", *elements_left, element.min_bytes())?;
    *elements_left = elements_left.saturating_sub(count as u64);
    let what = "an array";
    Ok(match element {
        Element::U8 => Array::U8(source.numbers(what, count)?),
        Element::I8 => Array::I8(source.numbers(what, count)?),
        Element::U16 => Array::U16(source.numbers(what, count)?),
        Element::I16 => Array::I16(source.numbers(what, count)?),
        Element::U32 => Array::U32(source.numbers(what, count)?),
        Element::I32 => Array::I32(source.numbers(what, count)?),
        Element::F32 => Array::F32(source.numbers(what, count)?),
        Element::Bool => {
            let mut truths = source.vec(count)?;
            for _ in 0..count {
                let offset = source.position();
                truths.push(truth(key, offset, source.number(what)?)?);
            }
            Array::Bool(truths)
        }
        Element::String => {
            source.charge(count as u64 * size_of::<usize>() as u64)?;
            let mut strings = Strings::with_capacity(count);
            for _ in 0..count {
                strings.push_with(|bytes| {
                    source.string_into("a string of an array", MAX_ELEMENT_BYTES, bytes)
                })?;
            }
            Array::String(strings)
        }
        Element::U64 => Array::U64(source.numbers(what, count)?),
        Element::I64 => Array::I64(source.numbers(what, count)?),
        Element::F64 => Array::F64(source.numbers(what, count)?),
    })
}

/// The kind that `id`, just read, stands for.
fn element<R: Read + Seek>(source: &Source<R>, key: &str, id: u32) -> Result<Element, GgufError> {
    Element::from_id(id).ok_or_else(|| GgufError::UnknownKind {
        offset: source.position().saturating_sub(4),
        key: key.to_owned(),
        id,
    })
}

fn truth(key: &str, offset: u64, byte: u8) -> Result<bool, GgufError> {
    match byte {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(GgufError::Bool { offset, key: key.to_owned(), byte }),
    }
}

/// A tensor whose offset still counts from where tensor data begin.
struct Placed {
    /// Where its entry begins.
    start: u64,
    info: TensorInfo,
}

fn read_tensor<R: Read + Seek>(source: &mut Source<R>) -> Result<Placed, GgufError> {
    let start = source.position();
    let name = source.text("a tensor's name", MAX_NAME_BYTES)?;
    if name.is_empty() {
        return Err(GgufError::NoName { offset: start });
    }
    let rank: u32 = source.number("a tensor's number of dimensions")?;
    if u64::from(rank) > MAX_RANK as u64 {
        let fault = ShapeError::Rank { rank: rank.into() };
        return Err(GgufError::Shape { offset: start, name, source: fault });
    }
    source.charge(2 * MAX_RANK as u64 * size_of::<u64>() as u64)?;
    let mut dims = Vec::with_capacity(MAX_RANK);
    for _ in 0..rank {
        dims.push(source.number("a tensor's dimension")?);
    }
    dims.reverse();
    let offset = source.position();
    let id = source.number("a tensor's type")?;
    let Some(dtype) = Dtype::from_id(id) else {
        return Err(GgufError::Dtype { offset, name, id });
    };
    let data = source.number("a tensor's offset")?;
    let sizes = byte_len(dtype, &dims).and_then(|byte_len| {
        let size = |&len: &u64| usize::try_from(len).map_err(|_| ShapeError::Dimension { len });
        Ok((byte_len, dims.iter().map(size).collect::<Result<_, _>>()?))
    });
    match sizes {
        Ok((byte_len, shape)) => {
            Ok(Placed { start, info: TensorInfo { name, dtype, shape, offset: data, byte_len } })
        }
        Err(fault) => Err(GgufError::Shape { offset: start, name, source: fault }),
    }
}

/// The tensor with its offset from the start of the file.
fn place(
    tensor: Placed,
    data_offset: u64,
    alignment: u64,
    file_len: u64,
) -> Result<TensorInfo, GgufError> {
    let Placed { start: offset, info } = tensor;
    let TensorInfo { name, offset: data, byte_len, .. } = info;
    if !data.is_multiple_of(alignment) {
        return Err(GgufError::Misaligned { offset, name, data, alignment });
    }
    let start = data_offset.checked_add(data);
    let end = start.and_then(|start| start.checked_add(byte_len));
    match (start, end) {
        (Some(start), Some(end)) if end <= file_len => {
            Ok(TensorInfo { name, offset: start, ..info })
        }
        _ => Err(GgufError::OutOfFile { offset, name, data, byte_len, file_len }),
    }
}

/// That no two tensors share a byte: else one run of bytes could pose as many tensors.
fn refuse_overlap(tensors: &[TensorInfo]) -> Result<(), GgufError> {
    let mut ordered: Vec<&TensorInfo> = tensors.iter().collect();
    ordered.sort_by_key(|tensor| tensor.offset);
    for (first, second) in ordered.iter().zip(ordered.iter().skip(1)) {
        // Both end within the file, so the sum is in range.
        if first.offset + first.byte_len > second.offset {
            return Err(GgufError::Overlap {
                offset: second.offset,
                first: first.name.clone(),
                second: second.name.clone(),
            });
        }
    }
    Ok(())
}
