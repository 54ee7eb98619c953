//! The names of rarities, which the chain only numbers.

/// Rarities that a class can have.
const COUNT: u8 = 8;
/// The first of them have names; the others are called by their numbers.
const NAMES: [&str; 5] = ["common", "uncommon", "rare", "epic", "legendary"];

/// A rarity's name.
pub(super) fn name(number: u8) -> String {
    NAMES
        .get(usize::from(number))
        .map_or_else(|| format!("rarity {number}"), |name| (*name).to_owned())
}

/// A rarity by its name or number. For clap.
pub(super) fn parse(text: &str) -> Result<u8, String> {
    let named = (0..COUNT).find(|number| name(*number) == text.to_lowercase());
    let numbered = text.parse().ok().filter(|number| *number < COUNT);
    named.or(numbered).ok_or_else(|| {
        "write common, uncommon, rare, epic, legendary, or a number from 0 to 7".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarities_are_named_and_numbered() {
        assert_eq!(parse("Rare"), Ok(2));
        assert_eq!(parse("4"), Ok(4));
        assert_eq!(parse("7"), Ok(7));
        for wrong in ["8", "mythic", "", "-1"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!((name(0).as_str(), name(6).as_str()), ("common", "rarity 6"));
    }

    #[test]
    fn what_a_rarity_is_called_names_it() {
        for number in 0..COUNT {
            assert_eq!(parse(&name(number)), Ok(number));
        }
    }
}
