//! Prices in words and back: marks with at most three decimals, in whole numbers throughout.
//!
//! The chain counts in lamports, of which a mark has [`LAMPORTS_PER_MARK`]. Somebody else's price may
//! be finer than what is shown; then it is shown a little too high and never too low, and what a
//! wallet holds a little too low and never too high.

use protocol::LAMPORTS_PER_MARK;
use seedbound_interface::limits;
use thiserror::Error;

/// Digits behind the point.
const DECIMALS: usize = 3;
/// Lamports of the last digit that is shown.
const STEP: u64 = LAMPORTS_PER_MARK / 1_000;

/// Why a text is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum PriceError {
    #[error("Enter how many marks first, for example 12 or 12.5.")]
    Empty,
    #[error("That is no number of marks. Right ones: 12, 12.5, 0.25.")]
    NotANumber,
    #[error("A mark has no more than three decimals: 12.125.")]
    TooFine,
    #[error("That is more than there are marks in the world.")]
    TooMuch,
    #[error("Ask for at least 2 marks.")]
    TooLow,
}

/// A price: "12.5 marks".
pub(crate) fn price(lamports: u64) -> String {
    with_unit(number(lamports))
}

/// What a wallet holds: "12.5 marks".
pub(crate) fn held(lamports: u64) -> String {
    with_unit(digits(lamports / STEP))
}

/// A price without its unit, as it is typed: "12.5".
pub(crate) fn number(lamports: u64) -> String {
    digits(lamports.div_ceil(STEP))
}

/// Reads an amount of marks; the lamports.
///
/// # Errors
/// A sentence for the player.
pub(crate) fn amount(text: &str) -> Result<u64, PriceError> {
    let text = text.trim();
    let text = text.strip_suffix("marks").or_else(|| text.strip_suffix("mark")).unwrap_or(text);
    let text = text.trim_end();
    if text.is_empty() {
        return Err(PriceError::Empty);
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(part) || (whole.is_empty() && part.is_empty()) {
        return Err(PriceError::NotANumber);
    }
    let part = part.trim_end_matches('0');
    if part.len() > DECIMALS {
        return Err(PriceError::TooFine);
    }
    // No more than three digits, so this cannot fail.
    let thousandths: u64 = format!("{part:0<DECIMALS$}").parse().unwrap_or(0);
    let whole: u64 = match whole {
        "" => 0,
        digits => digits.parse().map_err(|_| PriceError::TooMuch)?,
    };
    whole
        .checked_mul(LAMPORTS_PER_MARK)
        .and_then(|lamports| lamports.checked_add(thousandths * STEP))
        .ok_or(PriceError::TooMuch)
}

/// Reads what somebody asks for on the market: [`amount`], and no less than the chain takes.
///
/// # Errors
/// A sentence for the player.
pub(crate) fn asked(text: &str) -> Result<u64, PriceError> {
    let lamports = amount(text)?;
    if lamports < limits::PRICE { Err(PriceError::TooLow) } else { Ok(lamports) }
}

fn digits(thousandths: u64) -> String {
    let (whole, part) = (thousandths / 1_000, thousandths % 1_000);
    let text = format!("{whole}.{part:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn with_unit(number: String) -> String {
    if number == "1" { "1 mark".into() } else { format!("{number} marks") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_shown_exactly_and_finer_ones_never_too_low() {
        assert_eq!(price(12_000_000), "12 marks");
        assert_eq!(price(1_000_000), "1 mark");
        assert_eq!(price(2_500_000), "2.5 marks");
        assert_eq!(price(2_005_000), "2.005 marks");
        assert_eq!(price(2_005_001), "2.006 marks");
        assert_eq!(held(2_005_999), "2.005 marks");
        assert_eq!(held(0), "0 marks");
        assert_eq!(price(1_000_000_000), "1000 marks");
        assert_eq!(price(u64::MAX), "18446744073709.552 marks");
    }

    #[test]
    fn what_is_typed_is_read_to_the_lamport() {
        assert_eq!(amount("12"), Ok(12_000_000));
        assert_eq!(amount(" 12.5 "), Ok(12_500_000));
        assert_eq!(amount("0.001"), Ok(1_000));
        assert_eq!(amount(".25 marks"), Ok(250_000));
        assert_eq!(amount("3."), Ok(3_000_000));
        assert_eq!(amount("1.2500000"), Ok(1_250_000));
        for thousandths in [0, 1, 999, 1_000, 123_456, 18_446_744_073_709_551] {
            let lamports = thousandths * STEP;
            assert_eq!(amount(&number(lamports)), Ok(lamports), "{lamports}");
        }
    }

    #[test]
    fn what_is_no_price_gets_words() {
        assert_eq!(amount(""), Err(PriceError::Empty));
        for wrong in ["twelve", "-3", "1e9", "1,5", "1.2.3", ".", "+5", "1 2", "0x10"] {
            assert_eq!(amount(wrong), Err(PriceError::NotANumber), "{wrong:?}");
        }
        assert_eq!(amount("1.0001"), Err(PriceError::TooFine));
        assert_eq!(amount("18446744073710"), Err(PriceError::TooMuch));
        assert_eq!(amount("99999999999999999999999"), Err(PriceError::TooMuch));
        assert_eq!(asked("1.999"), Err(PriceError::TooLow));
        assert_eq!(asked("2"), Ok(2_000_000));
    }
}
