//! The way around what stands in it: A* on a grid of metres (Hart, Nilsson and Raphael, "A Formal
//! Basis for the Heuristic Determination of Minimum Cost Paths", 1968).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// A square of the grid: metres east and south.
pub(super) type Square = (i32, i32);

/// Squares that are looked at before the search settles for the nearest one found.
const MOST: usize = 6000;

/// The squares from `from` to `to`, without the first; as near as possible where there is no way.
/// `cost` is what a square costs beyond its distance; `None`: it cannot be entered from there.
pub(super) fn find(
    from: Square,
    to: Square,
    cost: impl Fn(Square, Square) -> Option<u32>,
) -> Vec<Square> {
    let mut open = BinaryHeap::from([Reverse((far(from, to), from))]);
    let mut best = BTreeMap::from([(from, (0_u32, from))]);
    let mut nearest = (far(from, to), from);
    let mut looked = 0;
    while let Some(Reverse((_, here))) = open.pop() {
        looked += 1;
        let left = far(here, to);
        if left < nearest.0 {
            nearest = (left, here);
        }
        if here == to || looked > MOST {
            break;
        }
        let (so_far, _) = best[&here];
        for (dx, dz) in NEIGHBOURS {
            let next = (here.0 + dx, here.1 + dz);
            let diagonal = dx != 0 && dz != 0;
            // Corners are not cut.
            if diagonal
                && (cost(here, (here.0 + dx, here.1)).is_none()
                    || cost(here, (here.0, here.1 + dz)).is_none())
            {
                continue;
            }
            let Some(extra) = cost(here, next) else {
                continue;
            };
            let all = so_far + extra + if diagonal { 14 } else { 10 };
            if best.get(&next).is_none_or(|&(other, _)| all < other) {
                best.insert(next, (all, here));
                open.push(Reverse((all + far(next, to), next)));
            }
        }
    }
    let mut way = Vec::new();
    let mut at = nearest.1;
    while at != from {
        way.push(at);
        at = best[&at].1;
    }
    way.reverse();
    way
}

const NEIGHBOURS: [Square; 8] =
    [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)];

/// Ten for a straight step, fourteen for a diagonal one.
const fn far(from: Square, to: Square) -> u32 {
    let (dx, dz) = (from.0.abs_diff(to.0), from.1.abs_diff(to.1));
    let (long, short) = if dx > dz { (dx, dz) } else { (dz, dx) };
    short.saturating_mul(14).saturating_add((long - short).saturating_mul(10))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wall at x = 5 with a gap at z = 8.
    fn wall(_: Square, to: Square) -> Option<u32> {
        (to.0 != 5 || to.1 == 8).then_some(0)
    }

    #[test]
    fn a_way_leads_through_the_gap() {
        let way = find((0, 0), (10, 0), wall);
        assert!(way.contains(&(5, 8)));
        assert_eq!(way.last(), Some(&(10, 0)));
        assert!(way.windows(2).all(|step| far(step[0], step[1]) <= 14));
    }

    #[test]
    fn without_a_way_it_leads_as_near_as_possible() {
        let shut = |_: Square, to: Square| (to.0 < 5 && to.0 > -20 && to.1.abs() < 20).then_some(0);
        assert_eq!(find((0, 0), (10, 0), shut).last(), Some(&(4, 0)));
        assert!(find((0, 0), (0, 0), wall).is_empty());
    }
}
