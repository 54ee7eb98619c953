//! Who is related to whom: households of couples, their grown children and their old, joined across
//! houses by those who married in.
//!
//! What is kept are marriages and *broods* (the children of the same parents); every other relation
//! follows from these two, so that relations cannot contradict each other.

use crate::person::Relation;
use seed::Stream;

/// Youngest parent, years older than the child.
const GENERATION: u8 = 18;

/// Oldest parent, years older than the child.
const OLDEST_PARENT: u8 = 45;

/// Ages of a settlement's grown people.
const YOUNGEST: u8 = 17;
const OLDEST: u8 = 78;

/// Ages, marriages and broods of a settlement's people, by number.
#[derive(Default)]
pub(super) struct Kinship {
    ages: Vec<u8>,
    spouses: Vec<Option<usize>>,
    broods: Vec<usize>,
    /// Parents that live, by brood.
    parents: Vec<Vec<usize>>,
    /// Heads of households, and those who married into them.
    heads: Vec<usize>,
    married_in: Vec<(usize, usize)>,
}

impl Kinship {
    /// Draws the households of the given sizes.
    pub(super) fn draw(sizes: &[usize], stream: &mut Stream) -> Self {
        let mut kinship = Self::default();
        for &size in sizes {
            kinship.household(size, stream);
        }
        kinship.marry_across(stream);
        kinship
    }

    pub(super) fn age(&self, person: usize) -> u8 {
        self.ages.get(person).copied().unwrap_or(YOUNGEST)
    }

    fn household(&mut self, size: usize, stream: &mut Stream) {
        // Whom a house of this size holds beside its head.
        let form = stream.below(10);
        let (couple, elder, children) = match size {
            0 => return,
            1 => (false, false, 0),
            2 if form < 5 => (true, false, 0),
            2 if form < 8 => (false, false, 1),
            2 => (false, true, 0),
            3 if form < 6 => (true, false, 1),
            3 if form < 8 => (true, true, 0),
            3 => (false, false, 2),
            _ => (true, true, size - 3),
        };
        let (low, high) = match (children > 0, elder) {
            (true, true) => (YOUNGEST + GENERATION + 3, OLDEST - GENERATION - 2),
            (true, false) => (YOUNGEST + GENERATION + 3, OLDEST - 2),
            (false, true) => (YOUNGEST + 2, OLDEST - GENERATION - 2),
            (false, false) => (YOUNGEST, OLDEST),
        };
        let mut age = |low: u8, high: u8| stream.range(low.into(), high.max(low).into()) as u8;
        let head_age = age(low, high);
        let head = self.add(head_age, None);
        self.heads.push(head);
        let mut parents = vec![head];
        if couple {
            let spouse_age = age(head_age.saturating_sub(7).max(low), (head_age + 7).min(high));
            let spouse = self.add(spouse_age, None);
            self.spouses[head] = Some(spouse);
            self.spouses[spouse] = Some(head);
            self.married_in.push((spouse, head));
            parents.push(spouse);
        }
        let youngest = parents.iter().map(|&parent| self.ages[parent]).min().unwrap_or(head_age);
        let brood = self.parents.len();
        for number in 0..children {
            let eldest = youngest.saturating_sub(GENERATION).max(YOUNGEST);
            let low = eldest.saturating_sub(14).max(YOUNGEST);
            let age = age(low, eldest);
            let child = self.add(age, (number > 0).then_some(brood));
            self.parents[self.broods[child]].clone_from(&parents);
        }
        if elder {
            let age = age(head_age + GENERATION, (head_age + 38).min(OLDEST));
            let elder = self.add(age, None);
            let brood = self.broods[head];
            self.parents[brood].push(elder);
        }
    }

    /// Adds somebody, to a brood or to a new one.
    fn add(&mut self, age: u8, brood: Option<usize>) -> usize {
        let brood = brood.unwrap_or_else(|| {
            self.parents.push(Vec::new());
            self.parents.len() - 1
        });
        self.ages.push(age);
        self.spouses.push(None);
        self.broods.push(brood);
        self.ages.len() - 1
    }

    /// Two in three of those who married in come from another house of the settlement, where a
    /// sibling still heads the household, if there is one of fitting age.
    fn marry_across(&mut self, stream: &mut Stream) {
        for (spouse, head) in self.married_in.clone() {
            if !stream.chance(2, 3) {
                continue;
            }
            let fitting: Vec<usize> = self
                .heads
                .iter()
                .copied()
                .filter(|&other| other != head && self.could_be_sibling(spouse, other))
                .filter(|&other| self.broods[other] != self.broods[head])
                .collect();
            if let Some(&sibling) = stream.pick(&fitting) {
                self.broods[spouse] = self.broods[sibling];
            }
        }
    }

    fn could_be_sibling(&self, one: usize, other: usize) -> bool {
        let brood = self.broods[other];
        let siblings = (0..self.ages.len()).filter(|&person| self.broods[person] == brood);
        let near =
            siblings.into_iter().all(|sibling| self.ages[sibling].abs_diff(self.ages[one]) <= 16);
        let apart = GENERATION..=OLDEST_PARENT;
        let old =
            |&parent: &usize| apart.contains(&self.ages[parent].saturating_sub(self.ages[one]));
        near && self.parents[brood].iter().all(old)
    }

    fn parents_of(&self, person: usize) -> &[usize] {
        &self.parents[self.broods[person]]
    }

    fn siblings(&self, one: usize, other: usize) -> bool {
        one != other && self.broods[one] == self.broods[other]
    }

    /// What `other` is to `one`, the nearest relation that holds.
    pub(super) fn relation(&self, one: usize, other: usize) -> Option<Relation> {
        if one == other {
            return None;
        }
        let parent = |child: usize, of: usize| self.parents_of(child).contains(&of);
        let grand = |child: usize, of: usize| {
            self.parents_of(child).iter().any(|&between| parent(between, of))
        };
        let aunt = |child: usize, of: usize| {
            self.parents_of(child).iter().any(|&between| self.siblings(between, of))
        };
        let cousins = || {
            let theirs = self.parents_of(other);
            self.parents_of(one).iter().any(|&a| theirs.iter().any(|&b| self.siblings(a, b)))
        };
        let by_marriage = |one: usize, other: usize| {
            self.spouses[one].is_some_and(|spouse| {
                parent(spouse, other) || parent(other, spouse) || self.siblings(spouse, other)
            })
        };
        Some(if self.spouses[one] == Some(other) {
            Relation::Spouse
        } else if parent(one, other) {
            Relation::Parent
        } else if parent(other, one) {
            Relation::Child
        } else if self.siblings(one, other) {
            Relation::Sibling
        } else if grand(one, other) {
            Relation::Grandparent
        } else if grand(other, one) {
            Relation::Grandchild
        } else if aunt(one, other) {
            Relation::AuntOrUncle
        } else if aunt(other, one) {
            Relation::NieceOrNephew
        } else if cousins() {
            Relation::Cousin
        } else if by_marriage(one, other) || by_marriage(other, one) {
            Relation::InLaw
        } else {
            return None;
        })
    }
}
