//! Metadata values, kept as compactly as they lie in the file: a vocabulary is one run of bytes and one
//! of ends, not a quarter of a million allocations.

mod strings;

pub use strings::Strings;

use std::fmt;

/// What a metadata value, or an element of an array, can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Element {
    /// Unsigned, 8 bits.
    U8,
    /// Signed, 8 bits.
    I8,
    /// Unsigned, 16 bits.
    U16,
    /// Signed, 16 bits.
    I16,
    /// Unsigned, 32 bits.
    U32,
    /// Signed, 32 bits.
    I32,
    /// IEEE 754 binary32.
    F32,
    /// One byte, 0 or 1.
    Bool,
    /// A length and as many bytes.
    String,
    /// Unsigned, 64 bits.
    U64,
    /// Signed, 64 bits.
    I64,
    /// IEEE 754 binary64.
    F64,
}

/// The number that stands for an array in a file (`gguf_metadata_value_type`).
pub(super) const ARRAY_ID: u32 = 9;

impl Element {
    /// The number that stands for it in a file (`gguf_metadata_value_type`).
    #[must_use]
    pub const fn id(self) -> u32 {
        match self {
            Self::U8 => 0,
            Self::I8 => 1,
            Self::U16 => 2,
            Self::I16 => 3,
            Self::U32 => 4,
            Self::I32 => 5,
            Self::F32 => 6,
            Self::Bool => 7,
            Self::String => 8,
            Self::U64 => 10,
            Self::I64 => 11,
            Self::F64 => 12,
        }
    }

    /// What `id` stands for; nothing for an array's and for unknown ones.
    #[must_use]
    pub const fn from_id(id: u32) -> Option<Self> {
        Some(match id {
            0 => Self::U8,
            1 => Self::I8,
            2 => Self::U16,
            3 => Self::I16,
            4 => Self::U32,
            5 => Self::I32,
            6 => Self::F32,
            7 => Self::Bool,
            8 => Self::String,
            10 => Self::U64,
            11 => Self::I64,
            12 => Self::F64,
            _ => return None,
        })
    }

    /// The least that one takes in a file, in bytes: a string's is its length's.
    pub(super) const fn min_bytes(self) -> u64 {
        match self {
            Self::U8 | Self::I8 | Self::Bool => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::String | Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::I8 => "i8",
            Self::U16 => "u16",
            Self::I16 => "i16",
            Self::U32 => "u32",
            Self::I32 => "i32",
            Self::F32 => "f32",
            Self::Bool => "bool",
            Self::String => "string",
            Self::U64 => "u64",
            Self::I64 => "i64",
            Self::F64 => "f64",
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The kind of a [`Value`]: one element, or an array of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One.
    Scalar(Element),
    /// Any number of one kind.
    Array(Element),
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(element) => write!(f, "one {element}"),
            Self::Array(element) => write!(f, "an array of {element}"),
        }
    }
}

/// A metadata value. Floats are compared as numbers: a NaN is unequal to itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Unsigned, 8 bits.
    U8(u8),
    /// Signed, 8 bits.
    I8(i8),
    /// Unsigned, 16 bits.
    U16(u16),
    /// Signed, 16 bits.
    I16(i16),
    /// Unsigned, 32 bits.
    U32(u32),
    /// Signed, 32 bits.
    I32(i32),
    /// Any binary32, NaN and infinities included.
    F32(f32),
    /// True or false.
    Bool(bool),
    /// Text.
    String(String),
    /// Unsigned, 64 bits.
    U64(u64),
    /// Signed, 64 bits.
    I64(i64),
    /// Any binary64, NaN and infinities included.
    F64(f64),
    /// Any number of one kind.
    Array(Array),
}

impl Value {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::Scalar(match self {
            Self::U8(_) => Element::U8,
            Self::I8(_) => Element::I8,
            Self::U16(_) => Element::U16,
            Self::I16(_) => Element::I16,
            Self::U32(_) => Element::U32,
            Self::I32(_) => Element::I32,
            Self::F32(_) => Element::F32,
            Self::Bool(_) => Element::Bool,
            Self::String(_) => Element::String,
            Self::U64(_) => Element::U64,
            Self::I64(_) => Element::I64,
            Self::F64(_) => Element::F64,
            Self::Array(array) => return Kind::Array(array.element()),
        })
    }

    /// The number, if it is one of the integer kinds.
    #[must_use]
    pub fn integer(&self) -> Option<i128> {
        match *self {
            Self::U8(number) => Some(number.into()),
            Self::I8(number) => Some(number.into()),
            Self::U16(number) => Some(number.into()),
            Self::I16(number) => Some(number.into()),
            Self::U32(number) => Some(number.into()),
            Self::I32(number) => Some(number.into()),
            Self::U64(number) => Some(number.into()),
            Self::I64(number) => Some(number.into()),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

/// Any number of values of one kind, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Array {
    /// Unsigned, 8 bits.
    U8(Vec<u8>),
    /// Signed, 8 bits.
    I8(Vec<i8>),
    /// Unsigned, 16 bits.
    U16(Vec<u16>),
    /// Signed, 16 bits.
    I16(Vec<i16>),
    /// Unsigned, 32 bits.
    U32(Vec<u32>),
    /// Signed, 32 bits.
    I32(Vec<i32>),
    /// Any binary32, NaN and infinities included.
    F32(Vec<f32>),
    /// True or false.
    Bool(Vec<bool>),
    /// Bytes, mostly but not surely UTF-8.
    String(Strings),
    /// Unsigned, 64 bits.
    U64(Vec<u64>),
    /// Signed, 64 bits.
    I64(Vec<i64>),
    /// Any binary64, NaN and infinities included.
    F64(Vec<f64>),
}

impl Array {
    /// What its elements are.
    #[must_use]
    pub const fn element(&self) -> Element {
        match self {
            Self::U8(_) => Element::U8,
            Self::I8(_) => Element::I8,
            Self::U16(_) => Element::U16,
            Self::I16(_) => Element::I16,
            Self::U32(_) => Element::U32,
            Self::I32(_) => Element::I32,
            Self::F32(_) => Element::F32,
            Self::Bool(_) => Element::Bool,
            Self::String(_) => Element::String,
            Self::U64(_) => Element::U64,
            Self::I64(_) => Element::I64,
            Self::F64(_) => Element::F64,
        }
    }

    /// How many elements it has.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::U8(items) => items.len(),
            Self::I8(items) => items.len(),
            Self::U16(items) => items.len(),
            Self::I16(items) => items.len(),
            Self::U32(items) => items.len(),
            Self::I32(items) => items.len(),
            Self::F32(items) => items.len(),
            Self::Bool(items) => items.len(),
            Self::String(items) => items.len(),
            Self::U64(items) => items.len(),
            Self::I64(items) => items.len(),
            Self::F64(items) => items.len(),
        }
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
