//! Metadata by key, in the kind that the caller needs.
//!
//! Converters disagree on the width of integers (the specification says `uint64` and most write
//! `uint32`), so any integer kind is taken where the number is in range. Some writers have no way to
//! say what an empty array is of, so an empty array of any kind is taken for one of the kind needed.

use super::{Array, Gguf, GgufError, Strings, Value};

static NONE: Strings = Strings::new();

impl Gguf {
    /// The value of `key`, of whatever kind.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.entries.get(*self.keys.get(key)?).map(|(_, value)| value)
    }

    /// The text of `key`.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongKind`].
    pub fn str(&self, key: &str) -> Result<&str, GgufError> {
        match self.required(key)? {
            Value::String(text) => Ok(text),
            other => Err(wrong_kind(key, other, "one string")),
        }
    }

    /// Whether `key` is true.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongKind`].
    pub fn bool(&self, key: &str) -> Result<bool, GgufError> {
        match self.required(key)? {
            Value::Bool(truth) => Ok(*truth),
            other => Err(wrong_kind(key, other, "one bool")),
        }
    }

    /// The number of `key`, of any integer kind.
    ///
    /// # Errors
    /// [`GgufError::Missing`], [`GgufError::WrongKind`] or [`GgufError::OutOfRange`].
    pub fn u32(&self, key: &str) -> Result<u32, GgufError> {
        self.integer(key, "u32")
    }

    /// The number of `key`, of any integer kind.
    ///
    /// # Errors
    /// [`GgufError::Missing`], [`GgufError::WrongKind`] or [`GgufError::OutOfRange`].
    pub fn i32(&self, key: &str) -> Result<i32, GgufError> {
        self.integer(key, "i32")
    }

    /// The number of `key`, of any integer kind.
    ///
    /// # Errors
    /// [`GgufError::Missing`], [`GgufError::WrongKind`] or [`GgufError::OutOfRange`].
    pub fn u64(&self, key: &str) -> Result<u64, GgufError> {
        self.integer(key, "u64")
    }

    /// The number of `key`, of any integer kind.
    ///
    /// # Errors
    /// [`GgufError::Missing`], [`GgufError::WrongKind`] or [`GgufError::OutOfRange`].
    pub fn i64(&self, key: &str) -> Result<i64, GgufError> {
        self.integer(key, "i64")
    }

    /// The number of `key`, of either float kind, rounded to the nearest. May be NaN or infinite if
    /// the file says so; a finite number that is too large is an error.
    ///
    /// # Errors
    /// [`GgufError::Missing`], [`GgufError::WrongKind`] or [`GgufError::OutOfRange`].
    pub fn f32(&self, key: &str) -> Result<f32, GgufError> {
        match self.required(key)? {
            Value::F32(number) => Ok(*number),
            Value::F64(number) => narrow(*number).ok_or_else(|| GgufError::OutOfRange {
                key: key.to_owned(),
                value: number.to_string(),
                wanted: "f32",
            }),
            other => Err(wrong_kind(key, other, "one f32 or f64")),
        }
    }

    /// The strings of `key`, as bytes.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongKind`].
    pub fn strings(&self, key: &str) -> Result<&Strings, GgufError> {
        match self.required(key)? {
            Value::Array(Array::String(strings)) => Ok(strings),
            Value::Array(array) if array.is_empty() => Ok(&NONE),
            other => Err(wrong_kind(key, other, "an array of string")),
        }
    }

    /// The strings of `key`, as text.
    ///
    /// # Errors
    /// [`GgufError::Missing`], [`GgufError::WrongKind`], or [`GgufError::ElementNotUtf8`] for the first
    /// that is no text.
    pub fn texts(&self, key: &str) -> Result<Vec<&str>, GgufError> {
        let text = |(index, bytes)| {
            std::str::from_utf8(bytes)
                .map_err(|_| GgufError::ElementNotUtf8 { key: key.to_owned(), index })
        };
        self.strings(key)?.iter().enumerate().map(text).collect()
    }

    /// The truth values of `key`.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongKind`].
    pub fn bools(&self, key: &str) -> Result<Vec<bool>, GgufError> {
        match self.required(key)? {
            Value::Array(Array::Bool(truths)) => Ok(truths.clone()),
            Value::Array(array) if array.is_empty() => Ok(Vec::new()),
            other => Err(wrong_kind(key, other, "an array of bool")),
        }
    }

    /// The numbers of `key`, an array of any integer kind.
    ///
    /// # Errors
    /// [`GgufError::Missing`], [`GgufError::WrongKind`] or [`GgufError::ElementOutOfRange`].
    pub fn u32s(&self, key: &str) -> Result<Vec<u32>, GgufError> {
        self.integers(key, "u32")
    }

    /// The numbers of `key`, an array of any integer kind.
    ///
    /// # Errors
    /// [`GgufError::Missing`], [`GgufError::WrongKind`] or [`GgufError::ElementOutOfRange`].
    pub fn i32s(&self, key: &str) -> Result<Vec<i32>, GgufError> {
        self.integers(key, "i32")
    }

    /// The numbers of `key`, an array of either float kind, each as [`Gguf::f32`] has it.
    ///
    /// # Errors
    /// [`GgufError::Missing`], [`GgufError::WrongKind`] or [`GgufError::ElementOutOfRange`].
    pub fn f32s(&self, key: &str) -> Result<Vec<f32>, GgufError> {
        match self.required(key)? {
            Value::Array(Array::F32(numbers)) => Ok(numbers.clone()),
            Value::Array(Array::F64(numbers)) => {
                let one = |(index, number): (usize, &f64)| {
                    narrow(*number).ok_or_else(|| GgufError::ElementOutOfRange {
                        key: key.to_owned(),
                        index,
                        value: number.to_string(),
                        wanted: "f32",
                    })
                };
                numbers.iter().enumerate().map(one).collect()
            }
            Value::Array(array) if array.is_empty() => Ok(Vec::new()),
            other => Err(wrong_kind(key, other, "an array of f32 or f64")),
        }
    }

    fn required(&self, key: &str) -> Result<&Value, GgufError> {
        self.value(key).ok_or_else(|| GgufError::Missing { key: key.to_owned() })
    }

    fn integer<T: TryFrom<i128>>(&self, key: &str, wanted: &'static str) -> Result<T, GgufError> {
        let value = self.required(key)?;
        let number = value.integer().ok_or_else(|| wrong_kind(key, value, "one integer"))?;
        T::try_from(number).map_err(|_| GgufError::OutOfRange {
            key: key.to_owned(),
            value: number.to_string(),
            wanted,
        })
    }

    fn integers<T: TryFrom<i128>>(
        &self,
        key: &str,
        wanted: &'static str,
    ) -> Result<Vec<T>, GgufError> {
        let value = self.required(key)?;
        let Value::Array(array) = value else {
            return Err(wrong_kind(key, value, "an array of integers"));
        };
        match array {
            Array::U8(numbers) => convert(key, wanted, numbers),
            Array::I8(numbers) => convert(key, wanted, numbers),
            Array::U16(numbers) => convert(key, wanted, numbers),
            Array::I16(numbers) => convert(key, wanted, numbers),
            Array::U32(numbers) => convert(key, wanted, numbers),
            Array::I32(numbers) => convert(key, wanted, numbers),
            Array::U64(numbers) => convert(key, wanted, numbers),
            Array::I64(numbers) => convert(key, wanted, numbers),
            array if array.is_empty() => Ok(Vec::new()),
            _ => Err(wrong_kind(key, value, "an array of integers")),
        }
    }
}

fn convert<S: Copy + Into<i128>, T: TryFrom<i128>>(
    key: &str,
    wanted: &'static str,
    numbers: &[S],
) -> Result<Vec<T>, GgufError> {
    let one = |(index, &number): (usize, &S)| {
        let number: i128 = number.into();
        T::try_from(number).map_err(|_| GgufError::ElementOutOfRange {
            key: key.to_owned(),
            index,
            value: number.to_string(),
            wanted,
        })
    };
    numbers.iter().enumerate().map(one).collect()
}

/// The nearest binary32, unless that is infinite and `number` is not.
fn narrow(number: f64) -> Option<f32> {
    let narrowed = number as f32;
    (narrowed.is_finite() || !number.is_finite()).then_some(narrowed)
}

fn wrong_kind(key: &str, value: &Value, wanted: &'static str) -> GgufError {
    GgufError::WrongKind { key: key.to_owned(), kind: value.kind(), wanted }
}
