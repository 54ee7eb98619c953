//! Counting the answers of a riddle: domains of houses, narrowed by each clue and by "each house once in
//! every category", then branching on the item with the fewest houses left.

use super::clue::{HouseholdClue, Item};

/// For each item, category by category, the houses that are left: bit `i` is house `i`.
type Domains = Vec<u8>;

/// How many answers fit, counted up to `most`, and the nodes of the search.
pub(super) fn count(kinds: usize, houses: usize, clues: &[HouseholdClue], most: u32) -> (u32, u64) {
    let houses = houses.min(8);
    let full = u8::MAX >> (8 - houses.max(1));
    let (mut found, mut nodes) = (0, 0);
    let mut stack: Vec<Domains> = vec![vec![full; kinds * houses]];
    while let Some(mut domains) = stack.pop() {
        nodes += 1;
        if !narrow(&mut domains, houses, clues) {
            continue;
        }
        let open = domains.iter().enumerate().filter(|(_, left)| left.count_ones() > 1);
        let Some((item, &left)) = open.min_by_key(|(_, left)| left.count_ones()) else {
            found += 1;
            if found >= most {
                break;
            }
            continue;
        };
        for house in (0..houses).filter(|house| left >> house & 1 == 1) {
            let mut next = domains.clone();
            next[item] = 1 << house;
            stack.push(next);
        }
    }
    (found, nodes)
}

/// Takes out what cannot be until nothing changes; false when an item has no house left.
fn narrow(domains: &mut Domains, houses: usize, clues: &[HouseholdClue]) -> bool {
    // Each round takes out something, or is the last.
    for _ in 0..=domains.len() * houses {
        let before = domains.clone();
        for clue in clues {
            apply(domains, houses, *clue);
        }
        for category in domains.chunks_mut(houses.max(1)) {
            once(category, houses);
        }
        if domains.contains(&0) {
            return false;
        }
        if *domains == before {
            return true;
        }
    }
    true
}

fn apply(domains: &mut Domains, houses: usize, clue: HouseholdClue) {
    let at = |item: Item| usize::from(item.kind) * houses + usize::from(item.value);
    let get = |domains: &Domains, item| domains.get(at(item)).copied().unwrap_or(0);
    let keep = |domains: &mut Domains, item, mask: u8| {
        if let Some(left) = domains.get_mut(at(item)) {
            *left &= mask;
        }
    };
    let bit = |house: u8| 1_u8.checked_shl(house.into()).unwrap_or(0);
    match clue {
        HouseholdClue::House(item, house) => keep(domains, item, bit(house)),
        HouseholdClue::NotHouse(item, house) => keep(domains, item, !bit(house)),
        HouseholdClue::Same(one, other) => {
            let both = get(domains, one) & get(domains, other);
            keep(domains, one, both);
            keep(domains, other, both);
        }
        HouseholdClue::Differ(one, other) => {
            for (known, open) in [(one, other), (other, one)] {
                let left = get(domains, known);
                if left.count_ones() == 1 {
                    keep(domains, open, !left);
                }
            }
        }
        HouseholdClue::West(one, other) => {
            // West of the easternmost of the other, east of the westernmost of the one.
            let below = get(domains, other).checked_ilog2().map_or(0, |top| (1_u8 << top) - 1);
            keep(domains, one, below);
            let least = get(domains, one).trailing_zeros();
            keep(domains, other, u8::MAX.checked_shl(least + 1).unwrap_or(0));
        }
        HouseholdClue::Beside(one, other) => {
            let around = |left: u8| left << 1 | left >> 1;
            let (a, b) = (get(domains, one), get(domains, other));
            keep(domains, one, around(b));
            keep(domains, other, around(a));
        }
    }
}

/// Each house belongs to one value of a category.
fn once(category: &mut [u8], houses: usize) {
    for index in 0..category.len() {
        let left = category[index];
        if left.count_ones() == 1 {
            for (other, houses) in category.iter_mut().enumerate() {
                if other != index {
                    *houses &= !left;
                }
            }
        }
    }
    for house in 0..houses {
        let bit = 1_u8 << house;
        let mut able = category.iter_mut().filter(|left| **left & bit != 0);
        if let (Some(only), None) = (able.next(), able.next()) {
            *only = bit;
        }
    }
}
