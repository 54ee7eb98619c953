//! How often something comes true.

use seed::Stream;
use serde::Serialize;

/// A share, 0 to 1,000 per mille; 333 and 667 stand for one and two thirds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Share(u16);

impl Share {
    /// A share of so many per mille; above 1,000: all.
    #[must_use]
    pub const fn new(per_mille: u16) -> Self {
        Self(if per_mille > 1000 { 1000 } else { per_mille })
    }

    /// In how many of 1,000.
    #[must_use]
    pub const fn per_mille(self) -> u16 {
        self.0
    }

    /// The share of those for whom it does not come true.
    #[must_use]
    pub const fn rest(self) -> Self {
        Self(1000 - self.0)
    }

    /// In how many of how many, in lowest terms: 450 is 9 of 20.
    #[must_use]
    pub const fn odds(self) -> (u32, u32) {
        let (share, of) = match self.0 {
            333 => (1, 3),
            667 => (2, 3),
            share => (share as u32, 1000),
        };
        let (mut divisor, mut rest) = (of, share);
        while rest > 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        (share / divisor, of / divisor)
    }

    /// Whether it comes true. What is certain or impossible takes no draw.
    pub fn draw(self, stream: &mut Stream) -> bool {
        match self.odds() {
            (0, _) => false,
            (1, 1) => true,
            (share, of) => stream.chance(share, of),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_are_in_lowest_terms_and_thirds_are_exact() {
        let odds = |per_mille| Share::new(per_mille).odds();
        assert_eq!([odds(0), odds(450), odds(600), odds(1000)], [(0, 1), (9, 20), (3, 5), (1, 1)]);
        assert_eq!([odds(333), odds(667), odds(2000)], [(1, 3), (2, 3), (1, 1)]);
        assert_eq!(Share::new(333).rest().odds(), (2, 3));
    }

    #[test]
    fn certain_and_impossible_take_no_draw() {
        let stream = || seed::WorldSeed::from_text("share").stream("share", &seed::Path::new());
        let (mut drawn, mut untouched) = (stream(), stream());
        assert!(Share::new(1000).draw(&mut drawn) && !Share::new(0).draw(&mut drawn));
        assert_eq!(drawn.below(1_000_000), untouched.below(1_000_000));
    }
}
