//! The player's name: a first suggestion, and what is allowed.

use transport::NameFault;

/// Says what is wrong with a name, if anything is.
///
/// # Errors
/// A sentence for the player.
pub(crate) fn check_name(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("Choose a name; others will see it above your head.".into());
    }
    let rule = "A name has 3 to 20 letters (A to Z), digits, _, - or '.";
    transport::check_name(name).map_err(|fault| match fault {
        NameFault::TooShort => format!("{name:?} is too short. {rule}"),
        NameFault::TooLong => format!("That is too long. {rule}"),
        NameFault::Character => format!("{name:?} has a character that is not allowed. {rule}"),
    })
}

const FIRST: [&str; 16] = [
    "Al", "Bre", "Cor", "Da", "El", "Fen", "Gwy", "Hal", "Is", "Ka", "Lo", "Mer", "Or", "Ro", "Ta",
    "Wyn",
];
const SECOND: [&str; 16] = [
    "dan", "bert", "da", "dra", "fred", "gar", "la", "len", "lin", "mir", "na", "ric", "ron", "sa",
    "wen", "vin",
];

/// A name for somebody who has not chosen one.
pub(crate) fn random_name() -> String {
    let mut bytes = [0; 3];
    // Without a source of randomness everybody is called the same, and may change it.
    let _ = getrandom::fill(&mut bytes);
    let [first, second, number] = bytes;
    let pick = |words: &[&'static str; 16], byte: u8| words[usize::from(byte % 16)];
    format!("{}{}{}", pick(&FIRST, first), pick(&SECOND, second), u32::from(number) + 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggested_names_are_allowed() {
        for _ in 0..200 {
            let name = random_name();
            assert_eq!(check_name(&name), Ok(()), "{name}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_name_is_said() {
        assert!(check_name("").is_err_and(|why| why.contains("Choose a name")));
        assert!(check_name("x").is_err_and(|why| why.contains("too short")));
        assert!(check_name("bad name").is_err_and(|why| why.contains("not allowed")));
        assert!(check_name(&"a".repeat(21)).is_err_and(|why| why.contains("3 to 20")));
    }
}
