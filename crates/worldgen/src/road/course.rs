//! From lattice points to a road: corners are rounded, bridges made level, grades kept climbable.

use super::route::Route;
use super::{Bridge, Road};
use crate::SiteId;
use seed::{Mm, Point};

/// How far before a bridge the road is as high as its deck already: beyond what bends the ground, so
/// that one steps onto the deck without a sill.
const APPROACH: i64 = 8_500;

/// How high a deck is above the water, at least.
const CLEARANCE: Mm = Mm(1_300);

/// How often corners are cut (Chaikin, "An algorithm for high-speed curve generation", 1974).
const CUTS: u32 = 2;

/// A point of the middle line with its height.
type Knot = (Point, Mm);

/// The road along a way.
pub(super) fn draw(id: (SiteId, SiteId), route: &Route) -> Road {
    let decks = decks(route);
    let mut knots: Vec<Knot> = Vec::new();
    let mut bridges = Vec::new();
    let mut stretch: Vec<Knot> = vec![route.points[0]];
    for (step, two) in route.points.windows(2).enumerate() {
        let Some(deck) = decks[step] else {
            stretch.push(two[1]);
            continue;
        };
        knots.extend(rounded(&stretch, before(&decks, step), Some(deck)));
        bridges.push(Bridge {
            first: u16::try_from(knots.len() - 1).unwrap_or(u16::MAX),
            from: two[0].0,
            to: two[1].0,
            deck,
        });
        stretch = vec![(two[1].0, deck)];
    }
    knots.extend(rounded(&stretch, before(&decks, decks.len()), None));
    climbable(&mut knots, route.steepest);
    let (points, heights) = knots.into_iter().unzip();
    Road { id, points, heights, bridges }
}

/// The deck of the bridge that ends where the stretch before `step` begins, if one does.
fn before(decks: &[Option<Mm>], step: usize) -> Option<Mm> {
    decks[..step].iter().rev().find_map(|deck| *deck)
}

/// The height of the deck of each step that is a bridge; bridges that follow on each other are as
/// high as each other.
fn decks(route: &Route) -> Vec<Option<Mm>> {
    let mut decks = vec![None; route.water.len()];
    let mut first = 0;
    while first < decks.len() {
        let mut end = first;
        let mut deck = Mm(i32::MIN);
        while let Some(Some(water)) = route.water.get(end) {
            let banks = route.points[end].1.max(route.points[end + 1].1);
            deck = deck.max(banks).max(*water + CLEARANCE);
            end += 1;
        }
        decks[first..end].fill(Some(deck));
        first = end.max(first + 1);
    }
    decks
}

/// The points of a stretch between bridges, its corners rounded. Where it meets a bridge it is as
/// high as the deck from [`APPROACH`] on.
fn rounded(stretch: &[Knot], from: Option<Mm>, to: Option<Mm>) -> Vec<Knot> {
    let mut knots = stretch.to_vec();
    let (head, tail) = (from.and_then(|deck| landing(&knots, deck)), {
        let mut turned = knots.clone();
        turned.reverse();
        to.and_then(|deck| landing(&turned, deck))
    });
    let (mut start, mut end) = (Vec::new(), Vec::new());
    if let Some(knot) = head {
        start.push((knots[0].0, knot.1));
        knots[0] = knot;
    }
    if let Some(knot) = tail {
        let last = knots.len() - 1;
        end.push((knots[last].0, knot.1));
        knots[last] = knot;
    }
    // A single point lies between two bridges.
    if let (1, Some(deck)) = (knots.len(), from.or(to)) {
        knots[0].1 = deck;
    }
    for _ in 0..CUTS {
        knots = cut(&knots);
    }
    start.into_iter().chain(knots).chain(end).collect()
}

/// The point a little way into a stretch that begins at a bridge.
fn landing(knots: &[Knot], deck: Mm) -> Option<Knot> {
    let (&(from, _), &(to, _)) = (knots.first()?, knots.get(1)?);
    let whole = from.distance(to).max(1);
    Some((between(from, to, APPROACH.min(whole * 2 / 3), whole), deck))
}

/// The point `part` of `whole` on the way.
fn between(from: Point, to: Point, part: i64, whole: i64) -> Point {
    Point {
        x: Mm(share(from.x.0, to.x.0, part, whole)),
        z: Mm(share(from.z.0, to.z.0, part, whole)),
    }
}

fn share(from: i32, to: i32, part: i64, whole: i64) -> i32 {
    (i64::from(from) + ((i64::from(to) - i64::from(from)) * part).div_euclid(whole)) as i32
}

/// Every corner is replaced by two points, a quarter of the way to its neighbours.
fn cut(knots: &[Knot]) -> Vec<Knot> {
    let [first, .., last] = knots else { return knots.to_vec() };
    if knots.len() < 3 {
        return knots.to_vec();
    }
    let at = |a: &Knot, b: &Knot, part: i64| {
        (between(a.0, b.0, part, 4), Mm(share(a.1.0, b.1.0, part, 4)))
    };
    let mut cut = vec![*first];
    for (index, two) in knots.windows(2).enumerate() {
        if index > 0 {
            cut.push(at(&two[0], &two[1], 1));
        }
        if index + 2 < knots.len() {
            cut.push(at(&two[0], &two[1], 3));
        }
    }
    cut.push(*last);
    cut
}

/// Fills the ground up where the way is steeper than people can build.
fn climbable(knots: &mut [Knot], steepest: u32) {
    let drop =
        |one: Knot, other: Knot| Mm((one.0.distance(other.0) * i64::from(steepest) / 1000) as i32);
    for index in 1..knots.len() {
        let least = knots[index - 1].1 - drop(knots[index - 1], knots[index]);
        knots[index].1 = knots[index].1.max(least);
    }
    for index in (1..knots.len()).rev() {
        let least = knots[index].1 - drop(knots[index - 1], knots[index]);
        knots[index - 1].1 = knots[index - 1].1.max(least);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route() -> Route {
        let points = (0..8).map(|i| (Point::metres(i * 16, (i % 2) * 16), Mm(2_000 + i * 300)));
        let mut water = vec![None; 7];
        water[3] = Some(Mm(0));
        water[4] = Some(Mm(500));
        Route { points: points.collect(), water, steepest: 450 }
    }

    #[test]
    fn bridges_are_straight_and_level_and_roads_begin_and_end_where_the_way_does() {
        let route = route();
        let ids = [0, 1].map(|x| SiteId { x, z: 0, number: 0 });
        let road = draw((ids[0], ids[1]), &route);
        assert_eq!(road.points.first(), Some(&route.points[0].0));
        assert_eq!(road.points.last(), Some(&route.points[7].0));
        assert_eq!(road.points.len(), road.heights.len());
        assert_eq!(road.bridges.len(), 2);
        for bridge in &road.bridges {
            let first = usize::from(bridge.first);
            assert_eq!((bridge.from, bridge.to), (road.points[first], road.points[first + 1]));
            assert_eq!([bridge.deck; 2], [road.heights[first], road.heights[first + 1]]);
            assert_eq!(bridge.deck, Mm(3_500));
        }
        for (points, heights) in road.points.windows(2).zip(road.heights.windows(2)) {
            let run = points[0].distance(points[1]);
            assert!(run > 0);
            assert!(i64::from((heights[1] - heights[0]).abs().0) * 1000 <= 451 * run);
        }
    }
}
