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

/// Squares along the edge of the window in which the names of site cells differ. A region's middle is
/// at most 4.5 cells from any of its places, so that it spans fewer than ten.
pub(crate) const WINDOW: i32 = 10;

/// Tries for a name of a class; more than are ever needed with the sounds that a ruleset must have.
const TRIES: u32 = 4_000;

/// One of as many classes as a window has squares. Each name belongs to exactly one class, by its
/// letters; squares that take names of their own class only never share a name with another square
/// of the window, and none has to know what the others are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    number: u32,
    of: u32,
}

impl Class {
    /// The class of a square in windows of so many squares along an edge.
    pub(crate) fn of((x, z): (i32, i32), window: i32) -> Self {
        let window = window.clamp(1, 1000);
        let number = z.rem_euclid(window) * window + x.rem_euclid(window);
        Self { number: number.unsigned_abs(), of: (window * window).unsigned_abs() }
    }

    /// Whether a name that begins with `stem` and ends on `ending` belongs to it.
    fn holds(self, stem: u32, ending: &str) -> bool {
        mixed(letters(stem, ending)) % self.of == self.number
    }
}

/// Takes letters into a sum (FNV-1a), upper and lower case alike.
fn letters(sum: u32, text: &str) -> u32 {
    let lower = text.chars().flat_map(char::to_lowercase);
    lower.fold(sum, |sum, letter| (sum ^ u32::from(letter)).wrapping_mul(0x0100_0193))
}

/// Spreads a sum over all bits.
fn mixed(sum: u32) -> u32 {
    let sum = (sum ^ (sum >> 16)).wrapping_mul(0x7feb_352d);
    let sum = (sum ^ (sum >> 15)).wrapping_mul(0x846c_a68b);
    sum ^ (sum >> 16)
}

/// A name of a place that belongs to a class and is not in `taken`.
pub(crate) fn place_name_in(
    culture: &Culture,
    stream: &mut Stream,
    class: Class,
    taken: &[String],
) -> String {
    let mut last = String::new();
    for attempt in 0..TRIES {
        // Longer names where the short ones of the class are used up.
        let syllables = 1 + usize::from(stream.chance(1, 6)) + (attempt / 200) as usize;
        let stem = word(culture, stream, syllables, "", (2, 9 + syllables));
        let sum = letters(0x811c_9dc5, &stem);
        let count = u32::try_from(culture.place_endings.len()).unwrap_or(u32::MAX);
        let first = stream.below(count);
        for step in 0..count {
            let ending = &culture.place_endings[((first + step) % count) as usize];
            if !class.holds(sum, ending) {
                continue;
            }
            last = format!("{stem}{ending}");
            let long = last.chars().count() > 11 + 3 * (attempt / 200) as usize;
            if !long && speakable(&last) && !taken.contains(&last) {
                return last;
            }
        }
    }
    last
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
