//! Learning a puzzle's wiring by pulling levers and watching the lamps, as a player does.
//!
//! Nobody but the server knows the wiring. A [`Learner`] knows what it has seen: bots play with it,
//! and it shows that a puzzle can be solved without being told anything.

use super::{MAX_LEVERS, all_lamps, linear};

/// What somebody knows about a puzzle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learner {
    levers: u8,
    rows: Vec<Option<u16>>,
}

/// What an observation taught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learned {
    /// The lever was not known before.
    New,
    /// The lever did what was known already.
    Same,
    /// The lever did something else than before: somebody else pulled at the same time, now or then.
    /// The lever counts as unknown again.
    Contradiction,
    /// No lever of the puzzle, or nothing flipped: not an observation of a pull.
    Nothing,
}

impl Learner {
    /// Knows nothing about a puzzle of `levers` levers (at most 16).
    #[must_use]
    pub fn new(levers: u8) -> Self {
        let levers = levers.min(MAX_LEVERS);
        Self { levers, rows: vec![None; usize::from(levers)] }
    }

    /// Takes note of the lamps before and after a pull.
    pub fn observe(&mut self, lever: u8, before: u16, after: u16) -> Learned {
        let flipped = (before ^ after) & all_lamps(self.levers);
        let Some(row) = self.rows.get_mut(usize::from(lever)) else {
            return Learned::Nothing;
        };
        if flipped == 0 {
            return Learned::Nothing;
        }
        match *row {
            None => {
                *row = Some(flipped);
                Learned::New
            }
            Some(known) if known == flipped => Learned::Same,
            Some(_) => {
                *row = None;
                Learned::Contradiction
            }
        }
    }

    /// The wiring, once every lever is known.
    #[must_use]
    pub fn wiring(&self) -> Option<Vec<u16>> {
        self.rows.iter().copied().collect()
    }

    /// The first lever that is not known yet.
    #[must_use]
    pub fn unknown(&self) -> Option<u8> {
        (0..self.levers).find(|&lever| self.rows[usize::from(lever)].is_none())
    }

    /// The levers that light every lamp from `lamps`, ascending, as far as is known; empty when they
    /// burn already; `None` when what is known does not reach.
    #[must_use]
    pub fn plan(&self, lamps: u16) -> Option<Vec<u8>> {
        // A lever that is not known counts as flipping nothing, so that no plan contains it.
        let rows: Vec<u16> = self.rows.iter().map(|row| row.unwrap_or(0)).collect();
        let missing = all_lamps(self.levers) & !lamps;
        linear::combination(&rows, missing).map(|set| linear::members(set).collect())
    }

    /// The lever to pull next: the plan's first, else one to learn from. `None` when all lamps burn
    /// (or when the known wiring has no solution).
    #[must_use]
    pub fn next_pull(&self, lamps: u16) -> Option<u8> {
        match self.plan(lamps) {
            Some(plan) => plan.first().copied(),
            None => self.unknown(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contradiction_makes_the_lever_unknown_again() {
        let mut learner = Learner::new(3);
        assert_eq!(learner.observe(1, 0b000, 0b011), Learned::New);
        assert_eq!(learner.observe(1, 0b111, 0b100), Learned::Same);
        assert_eq!(learner.observe(1, 0b000, 0b100), Learned::Contradiction);
        assert_eq!(learner.observe(1, 0b100, 0b111), Learned::New);
        assert_eq!(learner.observe(7, 0, 1), Learned::Nothing);
        assert_eq!(learner.observe(0, 5, 5), Learned::Nothing);
        assert_eq!(learner.unknown(), Some(0));
    }
}
