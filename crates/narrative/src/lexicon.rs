//! Everyday words: which topics they ask about, which point at a subject, which say nothing.

use crate::Heard;

/// Everyday words and what they ask about; earlier rows win.
pub(crate) const KEYWORDS: &[(&str, Heard)] = &[
    ("quest quests task tasks errand errands job jobs help reward adventure", Heard::Quest),
    ("dungeon dungeons danger dangers dangerous monster monsters cave caves", Heard::Dungeons),
    ("ruin ruins crypt crypts barrow barrows tomb tombs treasure evil", Heard::Dungeons),
    ("neighbour neighbours neighbor neighbors people folk family lives", Heard::Neighbours),
    ("work trade living craft profession", Heard::Work),
    ("place town village settlement hamlet home", Heard::Place),
    ("bye goodbye farewell cheers later leave", Heard::Farewell),
    ("you your yours yourself name", Heard::Work),
    ("here", Heard::Place),
    ("hello hi hail hey greetings morning evening", Heard::Greeting),
];

/// After these, the words say what is asked about.
const POINTERS: &str = "about know knows known called named find met seen heard is are was who whos \
    where wheres what whats of for";

/// Words that ask about nothing.
const FILLERS: &str = "a an the this that these those there it its me my i im we us they them he him \
    his she her and or but not no yes in on at to by from with near around nearby any some all else \
    anything something anyone someone anybody somebody nothing can could would will should may have \
    has had got do does did doing be been am were tell say speak talk ask please thanks thank how \
    why when which want like more much many so then now today good well ever just too very oh ah \
    let go come see look get give need day sir friend old new up down out off over going looking";

/// Beside "work" these ask for some, not about it.
const WANTS: &str = "any some need looking";

/// The row of [`KEYWORDS`] that holds the word.
pub(crate) fn row(word: &str) -> Option<usize> {
    KEYWORDS.iter().position(|(words, _)| holds(words, word))
}

/// What follows the word is asked about.
pub(crate) fn points(word: &str) -> bool {
    holds(POINTERS, word)
}

/// The word asks for something.
pub(crate) fn wants(word: &str) -> bool {
    holds(WANTS, word)
}

/// The word may be what is asked about.
pub(crate) fn has_substance(word: &str) -> bool {
    !points(word) && !holds(FILLERS, word)
}

fn holds(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_is_in_one_row_and_is_not_passed_over() {
        let all = KEYWORDS.iter().enumerate();
        for (at, word) in all.flat_map(|(at, row)| row.0.split(' ').map(move |word| (at, word))) {
            assert_eq!(row(word), Some(at), "{word}");
            assert!(has_substance(word), "{word}");
        }
    }
}
