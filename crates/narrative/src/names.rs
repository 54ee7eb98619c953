//! Which of a sheet's names a player's words mean.
//!
//! The names are generated, so matching is by words: somebody may be called by the given or the
//! family name, a dungeon by any word of its name that is not an everyday one. The more words of a
//! name were said, the better it fits; of equally good ones the first on the sheet is meant. The
//! person's own name is how one addresses, not what one asks about.

use crate::lexicon::has_substance;
use crate::word::{Word, words};
use crate::{Fact, FactId, FactSheet};

/// The named fact that the words mean best: another person, a place, a dungeon.
pub(crate) fn meant(sheet: &FactSheet, said: &[Word]) -> Option<FactId> {
    let own = own_name(sheet);
    let mut best: Option<(usize, FactId)> = None;
    for (id, fact) in sheet.facts().filter(|(_, fact)| !matches!(fact, Fact::Name { .. })) {
        let fit = fact.name().map_or(0, |name| fit(&words(name), &own, said));
        if fit > best.map_or(0, |(fit, _)| fit) {
            best = Some((fit, id));
        }
    }
    best.map(|(_, id)| id)
}

/// The word is part of a name on the sheet.
pub(crate) fn is_name(sheet: &FactSheet, word: &Word) -> bool {
    let mut names = sheet.facts().filter_map(|(_, fact)| fact.name());
    has_substance(&word.folded) && names.any(|name| holds(&words(name), word))
}

/// The word is part of the person's own name.
pub(crate) fn is_own_name(sheet: &FactSheet, word: &Word) -> bool {
    holds(&own_name(sheet), word)
}

fn own_name(sheet: &FactSheet) -> Vec<Word> {
    let own = |(_, fact): (FactId, &Fact)| match fact {
        Fact::Name { full } => Some(words(full)),
        _ => None,
    };
    sheet.facts().find_map(own).unwrap_or_default()
}

/// How many words of the name were said that are neither everyday ones nor in `own`; a point more
/// for the whole name in a row.
fn fit(name: &[Word], own: &[Word], said: &[Word]) -> usize {
    let tells = |word: &&Word| has_substance(&word.folded) && !holds(own, word);
    let count = name.iter().filter(tells).filter(|word| holds(said, word)).count();
    let same = |part: &[Word]| part.iter().zip(name).all(|(one, other)| one.folded == other.folded);
    let in_a_row = !name.is_empty() && said.windows(name.len()).any(same);
    count + usize::from(in_a_row)
}

fn holds(words: &[Word], word: &Word) -> bool {
    words.iter().any(|other| other.folded == word.folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit_of(name: &str, own: &str, said: &str) -> usize {
        fit(&words(name), &words(own), &words(said))
    }

    #[test]
    fn the_more_of_a_name_is_said_the_better_it_fits() {
        assert_eq!(fit_of("Barrow of Eldan", "", "where is the barrow of eldan"), 3);
        assert_eq!(fit_of("Barrow of Eldan", "", "the eldan barrow"), 2);
        assert_eq!(fit_of("Barrow of Eldan", "", "a barrow"), 1);
        assert_eq!(fit_of("Barrow of Eldan", "", "of course"), 0);
        assert_eq!(fit_of("", "", "of course"), 0);
    }

    #[test]
    fn the_own_family_name_does_not_mean_kin() {
        assert_eq!(fit_of("Oda Veller", "Tam Veller", "hello veller"), 0);
        assert_eq!(fit_of("Oda Veller", "Tam Veller", "who is oda veller"), 2);
    }
}
