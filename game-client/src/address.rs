//! What a player types to say where a server is.

use transport::Invite;

/// Reads an address or an invite.
///
/// # Errors
/// A sentence for the player.
pub(crate) fn read_address(text: &str) -> Result<Invite, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(
            "Enter the server's address, or paste the invite that its host gave you.".into()
        );
    }
    text.parse::<Invite>().map_err(|error| {
        // The transport's words end in a long example; the first half is what matters here.
        let words = error.to_string();
        let what = words.split("; ").next().unwrap_or(&words).to_owned();
        format!(
            "{}. Right ones: play.example.org, 192.0.2.7:27431, seedbound://...#...",
            first_large(&what)
        )
    })
}

/// Says what is wrong with an address, if anything is.
///
/// # Errors
/// A sentence for the player.
pub(crate) fn check_address(text: &str) -> Result<(), String> {
    read_address(text).map(|_| ())
}

/// With a capital letter at its start.
pub(crate) fn first_large(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_invites_are_accepted() {
        for right in ["localhost", "192.0.2.7:7777", "  play.example.org ", "[::1]:27431"] {
            assert_eq!(check_address(right), Ok(()), "{right}");
        }
    }

    #[test]
    fn each_mistake_is_told_in_a_sentence_without_the_long_example() {
        let wrong = |text| check_address(text).expect_err("wrong");
        assert!(wrong("").starts_with("Enter the server's address"));
        assert!(wrong("host:99999").contains("port"));
        assert!(wrong("http://x").contains("seedbound://"));
        assert!(wrong("host#abc").contains("key"));
        assert!(wrong("ho st").len() < 200);
    }
}
