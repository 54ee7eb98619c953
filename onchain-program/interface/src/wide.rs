//! Products that are told not to fit. The compiler's own check multiplies into 128 bits, which the
//! chain's target has no instruction or library for.

/// The product, or nothing where it does not fit.
#[must_use]
pub const fn checked_mul(a: u64, b: u64) -> Option<u64> {
    let (a_high, a_low, b_high, b_low) = (a >> 32, a & LOW, b >> 32, b & LOW);
    if a_high != 0 && b_high != 0 {
        return None;
    }
    // Halves of 32 bits, whose products fit; one of the two is zero.
    let cross = a_high.wrapping_mul(b_low) | a_low.wrapping_mul(b_high);
    if cross > LOW {
        return None;
    }
    (cross << 32).checked_add(a_low.wrapping_mul(b_low))
}

const LOW: u64 = u32::MAX as u64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_that_of_the_standard_library() {
        let numbers = [
            0,
            1,
            2,
            3,
            9_999,
            10_000,
            LOW - 1,
            LOW,
            LOW + 1,
            LOW + 2,
            1 << 40,
            u64::MAX / 3,
            u64::MAX / 2,
            u64::MAX - 1,
            u64::MAX,
        ];
        for a in numbers {
            for b in numbers {
                assert_eq!(checked_mul(a, b), a.checked_mul(b), "{a} * {b}");
            }
        }
    }
}
