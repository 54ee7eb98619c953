//! How a tensor's numbers are stored: whole numbers of blocks along each row.

use std::fmt;

/// How a tensor's numbers are stored: ggml's types that can be decoded here.
///
/// The quantised ones share a scale (and for some a minimum) among a block of consecutive numbers of
/// one row. Layouts: ggml, `ggml-common.h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dtype {
    /// IEEE 754 binary32.
    F32,
    /// IEEE 754 binary16.
    F16,
    /// The upper half of binary32.
    Bf16,
    /// 4 bits, blocks of 32 with an F16 scale.
    Q4_0,
    /// 4 bits, blocks of 32 with an F16 scale and minimum.
    Q4_1,
    /// 5 bits, blocks of 32 with an F16 scale.
    Q5_0,
    /// 5 bits, blocks of 32 with an F16 scale and minimum.
    Q5_1,
    /// 8 bits, blocks of 32 with an F16 scale.
    Q8_0,
    /// 2 bits, blocks of 256 with 4-bit scales and minima.
    Q2K,
    /// 3 bits, blocks of 256 with 6-bit scales.
    Q3K,
    /// 4 bits, blocks of 256 with 6-bit scales and minima.
    Q4K,
    /// 5 bits, blocks of 256 with 6-bit scales and minima.
    Q5K,
    /// 6 bits, blocks of 256 with 8-bit scales.
    Q6K,
    /// 8 bits, blocks of 256 with an F32 scale; an intermediate form, rare in files.
    Q8K,
}

impl Dtype {
    /// Every type.
    pub const ALL: [Self; 14] = [
        Self::F32,
        Self::F16,
        Self::Bf16,
        Self::Q4_0,
        Self::Q4_1,
        Self::Q5_0,
        Self::Q5_1,
        Self::Q8_0,
        Self::Q2K,
        Self::Q3K,
        Self::Q4K,
        Self::Q5K,
        Self::Q6K,
        Self::Q8K,
    ];

    /// The number that stands for it in a file (`ggml_type`).
    #[must_use]
    pub const fn id(self) -> u32 {
        match self {
            Self::F32 => 0,
            Self::F16 => 1,
            Self::Q4_0 => 2,
            Self::Q4_1 => 3,
            Self::Q5_0 => 6,
            Self::Q5_1 => 7,
            Self::Q8_0 => 8,
            Self::Q2K => 10,
            Self::Q3K => 11,
            Self::Q4K => 12,
            Self::Q5K => 13,
            Self::Q6K => 14,
            Self::Q8K => 15,
            Self::Bf16 => 30,
        }
    }

    /// The type that `id` stands for, if it is one of these.
    #[must_use]
    pub fn from_id(id: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|dtype| dtype.id() == id)
    }

    /// Numbers in a block; a row is a whole number of blocks.
    #[must_use]
    pub const fn block_len(self) -> u64 {
        match self {
            Self::F32 | Self::F16 | Self::Bf16 => 1,
            Self::Q4_0 | Self::Q4_1 | Self::Q5_0 | Self::Q5_1 | Self::Q8_0 => 32,
            Self::Q2K | Self::Q3K | Self::Q4K | Self::Q5K | Self::Q6K | Self::Q8K => 256,
        }
    }

    /// Bytes of a block: the sums are scales, then minima or high bits, then the numbers.
    #[must_use]
    pub const fn block_bytes(self) -> u64 {
        match self {
            Self::F32 => 4,
            Self::F16 | Self::Bf16 => 2,
            Self::Q4_0 => 2 + 16,
            Self::Q4_1 => 2 + 2 + 16,
            Self::Q5_0 => 2 + 4 + 16,
            Self::Q5_1 => 2 + 2 + 4 + 16,
            Self::Q8_0 => 2 + 32,
            Self::Q2K => 2 + 2 + 16 + 64,
            Self::Q3K => 2 + 12 + 32 + 64,
            Self::Q4K => 2 + 2 + 12 + 128,
            Self::Q5K => 2 + 2 + 12 + 32 + 128,
            Self::Q6K => 2 + 16 + 64 + 128,
            Self::Q8K => 4 + 32 + 256,
        }
    }

    /// The name that ggml's tools use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::F32 => "F32",
            Self::F16 => "F16",
            Self::Bf16 => "BF16",
            Self::Q4_0 => "Q4_0",
            Self::Q4_1 => "Q4_1",
            Self::Q5_0 => "Q5_0",
            Self::Q5_1 => "Q5_1",
            Self::Q8_0 => "Q8_0",
            Self::Q2K => "Q2_K",
            Self::Q3K => "Q3_K",
            Self::Q4K => "Q4_K",
            Self::Q5K => "Q5_K",
            Self::Q6K => "Q6_K",
            Self::Q8K => "Q8_K",
        }
    }
}

impl fmt::Display for Dtype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name of a `ggml_type` outside [`Dtype`], for messages.
pub(super) fn foreign_name(id: u32) -> &'static str {
    match id {
        4 | 5 | 31..=33 | 36..=38 => "a type that ggml has withdrawn",
        9 => "Q8_1",
        16..=18 | 21 | 22 => "an IQ2 or IQ3 type",
        19 | 29 => "an IQ1 type",
        20 | 23 => "an IQ4 type",
        24..=28 => "an integer type or F64",
        34 | 35 => "a ternary type",
        39 => "MXFP4",
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_for_one_type_each() {
        for dtype in Dtype::ALL {
            assert_eq!(Dtype::from_id(dtype.id()), Some(dtype));
        }
        for id in [4, 5, 9, 16, 24, 29, 31, 39, u32::MAX] {
            assert_eq!(Dtype::from_id(id), None, "{id}");
        }
    }

    #[test]
    fn blocks_have_ggmls_sizes() {
        // ggml's `type_traits`, as (id, numbers, bytes).
        let table = [
            (0, 1, 4),
            (1, 1, 2),
            (2, 32, 18),
            (3, 32, 20),
            (6, 32, 22),
            (7, 32, 24),
            (8, 32, 34),
            (10, 256, 84),
            (11, 256, 110),
            (12, 256, 144),
            (13, 256, 176),
            (14, 256, 210),
            (15, 256, 292),
            (30, 1, 2),
        ];
        for (id, numbers, bytes) in table {
            let dtype = Dtype::from_id(id).expect("ids of the table are known");
            assert_eq!((dtype.block_len(), dtype.block_bytes()), (numbers, bytes), "{dtype}");
        }
    }
}
