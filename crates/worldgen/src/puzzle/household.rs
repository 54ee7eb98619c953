//! Who lives where: a riddle over the real people of a settlement ("zebra puzzle").
//!
//! Some people, each of another house, and what can be seen or heard of them (trade, clothes, age) are to
//! be matched with houses. The answer is true in the world, the clues are true, they leave one answer and
//! none can be spared. Each clue is what a real person says who is asked.

mod clue;
mod solve;

use super::rules::{Raw, Rules, Search};
use crate::{Person, PersonId, Settlement, SiteId};
use ruleset::{PuzzleRules, Rgb, TradeId};
use seed::Stream;
use serde::{Deserialize, Serialize};

pub use clue::{HouseholdClue, Item};

/// Fewest people that a riddle is about.
const FEWEST: usize = 3;

/// What the value of a category is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Trait {
    /// Who it is.
    Person(PersonId),
    /// What they do for a living.
    Trade(TradeId),
    /// The colour of their clothes: index of a hue of the ruleset.
    Clothes(u16),
    /// Their years.
    Age(u8),
}

/// A riddle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// The settlement.
    pub settlement: SiteId,
    /// Numbers of the houses, from west to east.
    pub houses: Vec<u8>,
    /// People first, then what is told of them: as many values as houses, in an order that tells
    /// nothing.
    pub traits: Vec<Vec<Trait>>,
    /// For each category and value the house: an index of `houses`.
    pub answer: Vec<Vec<u8>>,
    /// What is said.
    pub clues: Vec<HouseholdClue>,
    /// Who says each clue; mostly somebody whom the riddle is not about.
    pub told_by: Vec<PersonId>,
}

/// Saying that an item belongs to a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "HouseholdPlace")]
pub struct Place {
    /// What.
    pub item: Item,
    /// Index of the house in [`Household::houses`].
    pub house: u8,
}

/// A house that nothing was said of yet.
const OPEN: u8 = u8::MAX;

impl Household {
    /// How many answers fit all clues but one (`None`: all clues), counted up to `most`, and the nodes
    /// of the search.
    #[must_use]
    pub fn count(&self, without: Option<usize>, most: u32) -> (u32, u64) {
        let clues: Vec<HouseholdClue> = (self.clues.iter().enumerate())
            .filter(|(index, _)| Some(*index) != without)
            .map(|(_, clue)| *clue)
            .collect();
        solve::count(self.traits.len(), self.houses.len(), &clues, most)
    }

    fn items(&self) -> impl Iterator<Item = Item> {
        let (kinds, count) = (self.traits.len() as u8, self.houses.len() as u8);
        (0..kinds).flat_map(move |kind| (0..count).map(move |value| Item { kind, value }))
    }

    /// The riddle as its players may see it.
    #[must_use]
    pub fn without_answer(&self) -> Self {
        Self { answer: Vec::new(), ..self.clone() }
    }

    /// The place of an item in a state.
    fn index(&self, item: Item) -> usize {
        usize::from(item.kind) * self.houses.len() + usize::from(item.value)
    }
}

impl Rules for Household {
    /// For each item, category by category, the house that it was put into; 255 for none yet.
    type State = Vec<u8>;
    type Move = Place;

    fn start(&self) -> Vec<u8> {
        vec![OPEN; self.traits.len() * self.houses.len()]
    }

    fn moves(&self, state: &Vec<u8>) -> Vec<Place> {
        let houses = 0..self.houses.len() as u8;
        self.items()
            .flat_map(|item| {
                let now = state.get(self.index(item)).copied();
                let other = houses.clone().filter(move |&house| Some(house) != now);
                other.map(move |house| Place { item, house })
            })
            .collect()
    }

    fn apply(&self, state: &Vec<u8>, step: Place) -> Option<Vec<u8>> {
        let known = usize::from(step.item.kind) < self.traits.len()
            && usize::from(step.item.value) < self.houses.len()
            && usize::from(step.house) < self.houses.len();
        let mut next = state.clone();
        *next.get_mut(self.index(step.item)).filter(|_| known)? = step.house;
        Some(next)
    }

    fn is_solved(&self, state: &Vec<u8>) -> bool {
        state.iter().eq(self.answer.iter().flatten())
    }
}

/// A riddle, its answer move by move, and its measure; `None` where too few people can be told apart.
pub(super) fn draw(
    stream: &mut Stream,
    size: u8,
    pieces: u8,
    rules: &PuzzleRules,
    town: &Settlement,
) -> Option<(Household, Vec<Place>, Raw)> {
    let mut kinds = [0_u8, 1, 2];
    stream.shuffle(&mut kinds);
    let mut riddle = None;
    'sizes: for count in (FEWEST..=usize::from(size).max(FEWEST)).rev() {
        for told in (1..=usize::from(pieces).clamp(1, 3)).rev() {
            riddle = cast(stream, count, &kinds[..told], rules, town);
            if riddle.is_some() {
                break 'sizes;
            }
        }
    }
    let mut riddle = riddle?;
    riddle.clues = clue::chosen(stream, &riddle);
    riddle.told_by = riddle.clues.iter().map(|clue| teller(stream, &riddle, *clue, town)).collect();
    let house = |item: Item| riddle.answer[usize::from(item.kind)][usize::from(item.value)];
    let moves: Vec<Place> = riddle.items().map(|item| Place { item, house: house(item) }).collect();
    let (found, nodes) = riddle.count(None, 2);
    let raw = Raw {
        shortest: moves.len() as u32,
        effort: nodes,
        search: Search::Backtracking,
        branching: (moves.len() * riddle.houses.len() * 1000) as u32,
        unique: found == 1,
    };
    Some((riddle, moves, raw))
}

/// Chooses people of different houses that differ in everything that is told of them.
fn cast(
    stream: &mut Stream,
    count: usize,
    kinds: &[u8],
    rules: &PuzzleRules,
    town: &Settlement,
) -> Option<Household> {
    let value = |person: &Person, kind: u8| match kind {
        0 => Trait::Trade(person.trade),
        1 => Trait::Clothes(nearest(rules, person.clothes)),
        _ => Trait::Age(person.age),
    };
    let door = |person: &Person| {
        let house = town.houses.iter().find(|house| house.number == person.house);
        house.map(|house| house.door.x)
    };
    for _ in 0..8 {
        let mut order: Vec<&Person> = town.people.iter().collect();
        stream.shuffle(&mut order);
        let mut chosen: Vec<&Person> = Vec::new();
        for person in order {
            let differs = |other: &&Person| {
                other.house != person.house
                    && door(other) != door(person)
                    && kinds.iter().all(|&kind| value(other, kind) != value(person, kind))
            };
            if chosen.len() < count && door(person).is_some() && chosen.iter().all(differs) {
                chosen.push(person);
            }
        }
        if chosen.len() < count {
            continue;
        }
        chosen.sort_by_key(|person| (door(person), person.house));
        // A category's values with their houses, sorted by value: the order tells nothing.
        let category = |value: &dyn Fn(&Person) -> Trait| {
            let mut values: Vec<(Trait, u8)> =
                chosen.iter().zip(0..).map(|(person, house)| (value(person), house)).collect();
            values.sort_unstable();
            values.into_iter().unzip::<Trait, u8, Vec<_>, Vec<_>>()
        };
        let mut categories = vec![category(&|person| Trait::Person(person.id))];
        categories.extend(kinds.iter().map(|&kind| category(&|person| value(person, kind))));
        let (traits, answer) = categories.into_iter().unzip();
        return Some(Household {
            settlement: town.site.id,
            houses: chosen.iter().map(|person| person.house).collect(),
            traits,
            answer,
            clues: Vec::new(),
            told_by: Vec::new(),
        });
    }
    None
}

/// The hue that is nearest to a colour.
fn nearest(rules: &PuzzleRules, colour: Rgb) -> u16 {
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    let away =
        |hue: Rgb| square(hue.0, colour.0) + square(hue.1, colour.1) + square(hue.2, colour.2);
    let hues = rules.hues.iter().zip(0..);
    hues.min_by_key(|(hue, _)| away(hue.colour)).map_or(0, |(_, index)| index)
}

/// Somebody who says a clue: no one of whom it speaks, and rather a bystander.
fn teller(
    stream: &mut Stream,
    riddle: &Household,
    clue: HouseholdClue,
    town: &Settlement,
) -> PersonId {
    let people = riddle.traits.first().map_or(&[][..], |people| people);
    let house_of = |id: PersonId| {
        let at = people.iter().position(|person| *person == Trait::Person(id))?;
        riddle.answer.first()?.get(at).copied()
    };
    let spoken: Vec<u8> = clue
        .items()
        .into_iter()
        .filter_map(|item| riddle.answer.get(usize::from(item.kind))?.get(usize::from(item.value)))
        .copied()
        .collect();
    let others: Vec<PersonId> = town.people.iter().map(|person| person.id).collect();
    let bystanders: Vec<PersonId> =
        others.iter().copied().filter(|&id| house_of(id).is_none()).collect();
    let unspoken = |id: &&PersonId| house_of(**id).is_none_or(|house| !spoken.contains(&house));
    let strangers: Vec<PersonId> = others.iter().filter(unspoken).copied().collect();
    [bystanders, strangers, others]
        .iter()
        .find_map(|some| stream.pick(some).copied())
        .unwrap_or_default()
}
