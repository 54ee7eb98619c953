//! Names from a culture's phonology: syllables of onset, vowel and coda.

use ruleset::Culture;
use seed::Stream;

/// A given name: "Thorna", "Sveld".
#[must_use]
pub fn given_name(culture: &Culture, stream: &mut Stream) -> String {
    let syllables = 1 + usize::from(stream.chance(3, 4));
    word(culture, stream, syllables, "", (3, 9))
}

/// A family name: "Brackwood".
#[must_use]
pub fn family_name(culture: &Culture, stream: &mut Stream) -> String {
    let ending = ending(&culture.family_endings, stream);
    word(culture, stream, 1, &ending, (4, 11))
}

/// A name of a place: "Whearford".
#[must_use]
pub fn place_name(culture: &Culture, stream: &mut Stream) -> String {
    let ending = ending(&culture.place_endings, stream);
    let syllables = 1 + usize::from(stream.chance(1, 6));
    word(culture, stream, syllables, &ending, (5, 11))
}

/// The first name of `draw` that is not in `taken`; a name that keeps coming back grows.
pub(crate) fn unused(
    taken: &[String],
    stream: &mut Stream,
    culture: &Culture,
    draw: fn(&Culture, &mut Stream) -> String,
) -> String {
    let mut grown = String::new();
    for attempt in 0..10_000 {
        let mut name = draw(culture, stream);
        if attempt >= 50 {
            grown.push_str(stream.pick(&culture.vowels).map_or("a", String::as_str));
            name.push_str(&grown);
        }
        if !taken.contains(&name) {
            return name;
        }
    }
    format!("{}{}", draw(culture, stream), "a".repeat(taken.len() + 1))
}

fn ending(endings: &[String], stream: &mut Stream) -> String {
    stream.pick(endings).cloned().unwrap_or_default()
}

/// A word of some syllables and an ending; drawn again while its length is outside `letters` or it
/// cannot be spoken.
fn word(
    culture: &Culture,
    stream: &mut Stream,
    syllables: usize,
    ending: &str,
    letters: (usize, usize),
) -> String {
    let mut word = String::new();
    for _ in 0..40 {
        word.clear();
        for number in 0..syllables {
            // Clusters stand at the ends of a word; inside, sounds are light.
            let (first, last) = (number == 0, number + 1 == syllables && ending.is_empty());
            word.push_str(sound(&culture.onsets, stream, if first { 9 } else { 1 }));
            word.push_str(sound(&culture.vowels, stream, 9));
            word.push_str(sound(&culture.codas, stream, if last { 9 } else { 1 }));
        }
        word.push_str(ending);
        let count = word.chars().count();
        if (letters.0..=letters.1).contains(&count) && speakable(&word) {
            break;
        }
    }
    capitalised(&word)
}

/// A sound of at most so many letters, if a few draws find one.
fn sound<'a>(sounds: &'a [String], stream: &mut Stream, letters: usize) -> &'a str {
    let mut drawn = "";
    for _ in 0..6 {
        drawn = stream.pick(sounds).map_or("", String::as_str);
        if drawn.chars().count() <= letters {
            break;
        }
    }
    drawn
}

/// No more than two vowels or three consonants in a row, and no letter three times.
fn speakable(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let vowel = |c: &char| "aeiouyäöüáéíóú".contains(*c);
    let tripled = letters.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]);
    let vowels = letters.windows(3).any(|three| three.iter().all(vowel));
    let consonants = letters.windows(4).any(|four| !four.iter().any(vowel));
    !tripled && !vowels && !consonants
}

/// The text with its first letter in upper case.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
