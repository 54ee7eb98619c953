//! Odds in words: shares of weights in per cent, in whole numbers.

use super::item::{Line, rarity as rarity_name};
use crate::theme::colour;
use ruleset::{Rarity, RelicClass};

/// All rarities, by their numbers.
pub(crate) const RARITIES: [Rarity; 5] =
    [Rarity::Common, Rarity::Uncommon, Rarity::Rare, Rarity::Epic, Rarity::Legendary];

/// A weight's share of a sum: "13 %", "0.6 %", "less than 0.1 %".
pub(crate) fn share(weight: u32, sum: u64) -> String {
    if weight == 0 || sum == 0 {
        return "never".into();
    }
    // Tenths of a per cent, to the nearest.
    let tenths = (u64::from(weight) * 2_000 + sum) / (2 * sum);
    match (tenths / 10, tenths % 10) {
        (0, 0) => "less than 0.1 %".into(),
        (whole, 0) => format!("{whole} %"),
        (whole, tenth) => format!("{whole}.{tenth} %"),
    }
}

/// How often each rarity comes out of a kind of relics, a line for each that does.
pub(crate) fn lines(class: &RelicClass) -> Vec<Line> {
    let sum = class.weights.iter().map(|&weight| u64::from(weight)).sum();
    RARITIES
        .into_iter()
        .zip(class.weights)
        .filter(|&(_, weight)| weight > 0)
        .map(|(rarity, weight)| {
            let words = format!("{:>6}  {}", share(weight, sum), rarity_name(rarity));
            Line::small(words, colour::rarity(rarity))
        })
        .collect()
}

/// The rarity of a number on the chain; the highest for one that the game does not know.
pub(crate) fn rarity(number: u8) -> Rarity {
    RARITIES.get(usize::from(number)).copied().unwrap_or(Rarity::Legendary)
}

/// "3 of 500", or "3" where there is no limit.
pub(crate) fn numbered(number: u32, cap: u32) -> String {
    if cap == u32::MAX { number.to_string() } else { format!("{number} of {cap}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_to_a_tenth_and_never_to_nothing() {
        assert_eq!(share(520, 1000), "52 %");
        assert_eq!(share(6, 1000), "0.6 %");
        assert_eq!(share(1, 3), "33.3 %");
        assert_eq!(share(2, 3), "66.7 %");
        assert_eq!(share(1, 1_000_000), "less than 0.1 %");
        assert_eq!(share(0, 1000), "never");
        assert_eq!(share(5, 5), "100 %");
    }

    #[test]
    fn a_class_lists_the_rarities_that_come_out_of_it() {
        let world = crate::testing::core_world();
        let class = world.rules().relics.class(0).expect("a class");
        let class = RelicClass { weights: [0, 750, 200, 44, 6], ..class.clone() };
        let words: Vec<_> = lines(&class).into_iter().map(|line| line.text).collect();
        let wanted = ["  75 %  Uncommon", "  20 %  Rare", " 4.4 %  Epic", " 0.6 %  Legendary"];
        assert_eq!(words, wanted);
    }
}
