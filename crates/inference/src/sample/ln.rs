//! A natural logarithm that is the same on every machine.
//!
//! The standard library's is the platform's, and platforms differ in the last bit. This one uses the
//! four operations that IEEE 754 rounds in one way only: x = 2^e m with m in [√½, √2), then
//! ln m = 2 artanh s with s = (m - 1) / (m + 1), by the series 2 (s + s³/3 + s⁵/5 + ...). There
//! s² < 0.0295, so the first term left out is below 2^-53 of the sum.

/// The upper bits of ln 2: few enough that a product with an exponent is exact.
const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
/// What [`LN_2_HIGH`] lacks.
const LN_2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);

/// The natural logarithm of a positive, finite, normal `x`, within 2 units in the last place. Other
/// values give a number of no meaning, never a panic.
pub(super) fn ln(x: f64) -> f64 {
    const FRACTION: u64 = (1 << 52) - 1;
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as i32 - 1023;
    let mut mantissa = f64::from_bits((bits & FRACTION) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let z = s * s;
    let mut sum = 0.0;
    for divisor in [23.0, 21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0] {
        sum = (sum + 1.0 / divisor) * z;
    }
    let fraction = 2.0 * s + 2.0 * s * sum;
    let exponent = f64::from(exponent);
    exponent * LN_2_HIGH + (exponent * LN_2_LOW + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units_apart(a: f64, b: f64) -> u64 {
        a.to_bits().abs_diff(b.to_bits())
    }

    #[test]
    fn the_two_parts_of_ln_2_make_it_up() {
        assert_eq!(LN_2_HIGH + LN_2_LOW, std::f64::consts::LN_2);
        assert_eq!(LN_2_HIGH.to_bits() & 0xf_ffff, 0, "room for an exponent's bits");
    }

    #[test]
    fn the_ends_of_the_range_are_as_the_standard_library_has_them() {
        assert_eq!(ln(1.0), 0.0);
        let step = f64::EPSILON / 2.0;
        for x in [step, 1.0 - step, 0.5, std::f64::consts::FRAC_1_SQRT_2, 2.0, 1e300] {
            assert!(units_apart(ln(x), x.ln()) <= 2, "ln {x} = {} and not {}", ln(x), x.ln());
        }
    }

    proptest! {
        #[test]
        fn it_is_within_two_units_of_the_standard_library(
            unit in 1e-16f64..1.0, near in 0.99f64..1.01, large in 1.0f64..1e9,
        ) {
            for x in [unit, near, large] {
                prop_assert!(units_apart(ln(x), x.ln()) <= 2, "ln {} = {}", x, ln(x));
            }
        }
    }
}
