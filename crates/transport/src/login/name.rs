//! What players may be called: 3 to 20 of ASCII letters, digits, `_`, `-` and `'`. ASCII because a
//! name is how players tell each other apart, and other alphabets have letters that look the same.

use serde::{Deserialize, Serialize};

const SHORTEST: usize = 3;
const LONGEST: usize = 20;

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NameFault {
    /// Fewer than 3 characters.
    #[error("it is too short")]
    TooShort,
    /// More than 20 characters.
    #[error("it is too long")]
    TooLong,
    /// Something besides the allowed characters.
    #[error("it has a character that is not allowed")]
    Character,
}

/// Checks a player's name.
///
/// # Errors
/// What is wrong with it.
pub fn check_name(name: &str) -> Result<(), NameFault> {
    let count = name.chars().count();
    if count < SHORTEST {
        Err(NameFault::TooShort)
    } else if count > LONGEST {
        Err(NameFault::TooLong)
    } else if name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '\'')) {
        Ok(())
    } else {
        Err(NameFault::Character)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_length_and_an_alphabet() {
        for name in ["Bob", "D'Artagnan_99", "abcdefghij-ABCDEFGHI"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        assert_eq!(check_name("ab"), Err(NameFault::TooShort));
        assert_eq!(check_name("abcdefghijklmnopqrstu"), Err(NameFault::TooLong));
        // The second letter is Cyrillic.
        assert_eq!(check_name("B\u{43e}b"), Err(NameFault::Character));
        assert_eq!(check_name("a b c"), Err(NameFault::Character));
        assert_eq!(check_name("<b>\u{202e}"), Err(NameFault::Character));
    }
}
