//! Amounts as people write them: SOL with a decimal point, exact to the lamport.

/// Lamports of a SOL.
const LAMPORTS: u64 = 1_000_000_000;
/// Digits behind the point.
const DIGITS: usize = 9;

/// Lamports as SOL, without trailing zeros: `0.002 SOL`.
pub(super) fn show(lamports: u64) -> String {
    format!("{} SOL", number(lamports))
}

/// Lamports as SOL, the number alone.
pub(super) fn number(lamports: u64) -> String {
    let (whole, part) = (lamports / LAMPORTS, lamports % LAMPORTS);
    if part == 0 {
        return whole.to_string();
    }
    format!("{whole}.{}", format!("{part:09}").trim_end_matches('0'))
}

/// SOL as lamports. For clap, so the error is text.
pub(super) fn parse(text: &str) -> Result<u64, String> {
    let wrong = || "write an amount of SOL, such as 0.5".to_owned();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || (whole.is_empty() && part.is_empty()) {
        return Err(wrong());
    }
    if part.len() > DIGITS {
        return Err(format!("a SOL has {DIGITS} digits behind the point, no more"));
    }
    let too_much = || "there is not so much SOL in the world".to_owned();
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| too_much())? };
    let part: u64 = format!("{part:0<DIGITS$}").parse().map_err(|_| wrong())?;
    whole.checked_mul(LAMPORTS).and_then(|lamports| lamports.checked_add(part)).ok_or_else(too_much)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_both_ways() {
        for (text, lamports) in [
            ("0", 0),
            ("0.000000001", 1),
            ("0.002", 2_000_000),
            ("1.5", 1_500_000_000),
            ("18446744073.709551615", u64::MAX),
        ] {
            assert_eq!(parse(text), Ok(lamports));
            assert_eq!(number(lamports), text);
        }
        assert_eq!(parse(".5"), Ok(500_000_000));
        assert_eq!(parse("2."), Ok(2_000_000_000));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["", ".", "-1", "+1", "1,5", "1e3", "0x1", "1 ", "1.0000000001", "٣"] {
            assert!(parse(text).is_err(), "{text:?}");
        }
        let error = parse("18446744073.709551616").expect_err("too much");
        assert!(error.contains("not so much SOL"), "{error}");
        assert!(parse("99999999999999999999").is_err());
    }
}
