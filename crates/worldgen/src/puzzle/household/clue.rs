//! What people tell of each other, which of it is enough, and how it is worded.

use super::solve::count;
use super::{Household, Trait};
use crate::Settlement;
use ruleset::Ruleset;
use seed::Stream;
use serde::{Deserialize, Serialize};

/// A value of a category: somebody, a trade, a colour, an age of the riddle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
// Another item crosses the wire under this name.
#[serde(rename = "HouseholdItem")]
pub struct Item {
    /// Index of the category; 0 are the people.
    pub kind: u8,
    /// Index of the value.
    pub value: u8,
}

/// A statement about who lives where. Houses are counted from the west.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HouseholdClue {
    /// The item belongs to the house.
    House(Item, u8),
    /// It does not.
    NotHouse(Item, u8),
    /// Both belong to the same house.
    Same(Item, Item),
    /// They belong to different houses.
    Differ(Item, Item),
    /// The first one's house lies farther west.
    West(Item, Item),
    /// No house of the riddle lies between theirs, which differ.
    Beside(Item, Item),
}

impl HouseholdClue {
    /// Of what it speaks.
    #[must_use]
    pub fn items(self) -> Vec<Item> {
        match self {
            Self::House(one, _) | Self::NotHouse(one, _) => vec![one],
            Self::Same(one, other)
            | Self::Differ(one, other)
            | Self::West(one, other)
            | Self::Beside(one, other) => vec![one, other],
        }
    }

    /// It is true of an assignment (for each category and value the house).
    #[must_use]
    pub fn holds(self, answer: &[Vec<u8>]) -> bool {
        let at = |item: Item| {
            answer
                .get(usize::from(item.kind))
                .and_then(|houses| houses.get(usize::from(item.value)))
        };
        match self {
            Self::House(item, house) => at(item) == Some(&house),
            Self::NotHouse(item, house) => at(item) != Some(&house),
            Self::Same(one, other) => at(one) == at(other),
            Self::Differ(one, other) => at(one) != at(other),
            Self::West(one, other) => at(one) < at(other),
            Self::Beside(one, other) => match (at(one), at(other)) {
                (Some(one), Some(other)) => one.abs_diff(*other) == 1,
                _ => false,
            },
        }
    }

    /// The clue in the ruleset's words, with the names of the settlement's people.
    #[must_use]
    pub fn words(self, riddle: &Household, rules: &Ruleset, town: &Settlement) -> String {
        let table = &rules.puzzles.household_clues;
        let call = |item: Item| {
            let values = riddle.traits.get(usize::from(item.kind));
            match values.and_then(|values| values.get(usize::from(item.value))) {
                Some(Trait::Person(id)) => {
                    let person = town.people.get(usize::from(id.number));
                    let name = person.map_or_else(String::new, |person| person.full_name());
                    table.person.replace("{name}", &name)
                }
                Some(Trait::Trade(id)) => table.trade.replace("{trade}", &rules.trade(*id).name),
                Some(Trait::Clothes(hue)) => {
                    let hue = rules.puzzles.hues.get(usize::from(*hue));
                    table.clothes.replace("{colour}", hue.map_or("", |hue| &hue.name))
                }
                Some(Trait::Age(age)) => table.age.replace("{age}", &age.to_string()),
                None => String::new(),
            }
        };
        let one = |text: &str, item, house: u8| {
            text.replace("{house}", &(u32::from(house) + 1).to_string())
                .replace("{one}", &call(item))
        };
        let two = |text: &str, a, b| text.replace("{other}", &call(b)).replace("{one}", &call(a));
        let said = match self {
            Self::House(item, house) => one(&table.house, item, house),
            Self::NotHouse(item, house) => one(&table.not_house, item, house),
            Self::Same(a, b) => two(&table.same, a, b),
            Self::Differ(a, b) => two(&table.differ, a, b),
            Self::West(a, b) => two(&table.west, a, b),
            Self::Beside(a, b) => two(&table.beside, a, b),
        };
        let mut letters = said.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

/// Clues that leave the answer alone, none superfluous: first what tells little, then what tells much,
/// until one answer is left; then each that the others already say is dropped, what tells much first.
pub(super) fn chosen(stream: &mut Stream, riddle: &Household) -> Vec<HouseholdClue> {
    let (mut little, mut much, mut all) = (Vec::new(), Vec::new(), Vec::new());
    let items: Vec<Item> = riddle.items().collect();
    for &one in &items {
        for house in 0..riddle.houses.len() as u8 {
            all.push(HouseholdClue::House(one, house));
            little.push(HouseholdClue::NotHouse(one, house));
        }
        for &other in items.iter().filter(|&&other| other != one) {
            little.push(HouseholdClue::West(one, other));
            if one < other {
                little.push(HouseholdClue::Beside(one, other));
                if one.kind != other.kind {
                    little.push(HouseholdClue::Differ(one, other));
                    much.push(HouseholdClue::Same(one, other));
                }
            }
        }
    }
    for some in [&mut little, &mut much, &mut all] {
        some.retain(|clue| clue.holds(&riddle.answer));
        stream.shuffle(some);
    }
    // What tells little in thirds: some of what tells much stands between.
    let third = much.len() / 3;
    let cut = little.len().min(4 * riddle.houses.len());
    let rest = little.split_off(cut);
    let pool: Vec<HouseholdClue> =
        [&much[..third], &little[..], &rest[..], &much[third..], &all[..]].concat();
    let count =
        |clues: &[HouseholdClue]| count(riddle.traits.len(), riddle.houses.len(), clues, 2).0;
    // The least beginning of the pool that leaves one answer, by halving.
    let (mut low, mut high) = (0, pool.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if count(&pool[..middle]) == 1 { high = middle } else { low = middle + 1 }
    }
    let mut clues = pool[..low.min(pool.len())].to_vec();
    let mut index = 0;
    while index < clues.len() {
        let clue = clues.remove(index);
        if count(&clues) != 1 {
            clues.insert(index, clue);
            index += 1;
        }
    }
    stream.shuffle(&mut clues);
    clues
}
