//! GPT-2's alphabet: a printable character for each of the 256 bytes, so that byte strings can stand in
//! files of text. Visible Latin-1 characters stand for themselves, the other 68 bytes are U+0100 to
//! U+0143 in their order; a space is therefore `Ġ` and a newline `Ċ`. (Radford et al. 2019, `encoder.py`.)

/// Where the characters of the bytes 127 to 160 begin: after those of 0 to 32.
const AFTER_SPACE: u32 = 0x100 + 33;
/// The character of the soft hyphen, byte 173: the last one.
const SOFT_HYPHEN: u32 = AFTER_SPACE + 34;

/// The character that stands for a byte.
pub(super) fn char_of(byte: u8) -> char {
    let code = u32::from(byte);
    let code = match byte {
        0..=32 => 0x100 + code,
        127..=160 => AFTER_SPACE + (code - 127),
        173 => SOFT_HYPHEN,
        _ => code,
    };
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The byte that a character stands for, or `None` where it isn't of the alphabet.
pub(super) fn byte_of(character: char) -> Option<u8> {
    let code = u32::from(character);
    let byte = match code {
        33..=126 | 161..=172 | 174..=255 => code,
        0x100..AFTER_SPACE => code - 0x100,
        AFTER_SPACE..SOFT_HYPHEN => code - AFTER_SPACE + 127,
        SOFT_HYPHEN => 173,
        _ => return None,
    };
    u8::try_from(byte).ok()
}

/// Bytes, spelt in the alphabet.
pub(super) fn spell(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char_of(byte)).collect()
}

/// The bytes of a spelling, or `None` where a character isn't of the alphabet.
pub(super) fn unspell(text: &str) -> Option<Vec<u8>> {
    text.chars().map(byte_of).collect()
}

/// Whether UTF-8 text can hold this byte at all.
pub(super) fn occurs_in_utf8(byte: u8) -> bool {
    !matches!(byte, 0xC0 | 0xC1 | 0xF5..=0xFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_a_visible_character_of_its_own() {
        let spelling = spell(&(0..=255).collect::<Vec<u8>>());
        assert!(spelling.chars().all(|c| !c.is_whitespace() && !c.is_control()), "{spelling}");
        assert_eq!(unspell(&spelling), Some((0..=255).collect()));
        let mut characters: Vec<char> = spelling.chars().collect();
        characters.sort_unstable();
        characters.dedup();
        assert_eq!(characters.len(), 256);
    }

    #[test]
    fn the_known_characters_of_gpt_2_stand_where_they_should() {
        assert_eq!(spell(b"\0\n a~\x7f\xa0\xa1\xad\xff"), "ĀĊĠa~ġł¡Ńÿ");
        assert_eq!(unspell("a b"), None);
        assert_eq!(unspell("ń"), None);
    }

    #[test]
    fn the_bytes_called_impossible_are_those_that_no_character_has() {
        let mut seen = [false; 256];
        for byte in ('\0'..=char::MAX).flat_map(|c| c.to_string().into_bytes()) {
            seen[usize::from(byte)] = true;
        }
        for byte in 0..=255_u8 {
            assert_eq!(occurs_in_utf8(byte), seen[usize::from(byte)], "{byte:#x}");
        }
    }
}
