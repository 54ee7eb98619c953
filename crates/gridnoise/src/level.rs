//! Which instructions a grid is computed with. They change how long it takes, never a bit.

use pulp::{NullaryFnOnce, Scalar, Simd};

/// A set of instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What the target assumes: SSE2 on x86-64.
    Baseline,
    /// AVX2 and what came with it, 256 bits.
    Avx2,
    /// AVX-512 F, BW, CD, DQ and VL, 512 bits.
    Avx512,
}

impl Level {
    /// Every level, whether this machine has it or not.
    pub const ALL: [Self; 3] = [Self::Baseline, Self::Avx2, Self::Avx512];

    /// Whether this machine has it.
    pub fn is_available(self) -> bool {
        match self {
            Self::Baseline => true,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => pulp::x86::V3::try_new().is_some(),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => pulp::x86::V4::try_new().is_some(),
            #[cfg(not(target_arch = "x86_64"))]
            Self::Avx2 | Self::Avx512 => false,
        }
    }

    /// The widest that this machine has.
    pub fn best() -> Self {
        Self::ALL.into_iter().rev().find(|level| level.is_available()).unwrap_or(Self::Baseline)
    }

    /// Runs something with this level's instructions, or with the baseline's where they are missing.
    pub(crate) fn run<Op: NullaryFnOnce>(self, op: Op) -> Op::Output {
        #[cfg(target_arch = "x86_64")]
        match self {
            Self::Avx512 => {
                if let Some(simd) = pulp::x86::V4::try_new() {
                    return simd.vectorize(op);
                }
            }
            Self::Avx2 => {
                if let Some(simd) = pulp::x86::V3::try_new() {
                    return simd.vectorize(op);
                }
            }
            Self::Baseline => {}
        }
        Scalar::new().vectorize(op)
    }
}
