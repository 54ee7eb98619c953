//! Finds the settlement where players begin.

use super::plan::{Ground, Place};
use super::survey::Survey;
use crate::SiteId;
use crate::terrain::Terrain;
use ruleset::Ruleset;
use seed::{Point, WorldSeed};

/// How many rings of cells around the origin are searched.
const RINGS: i32 = 6;

/// The home settlement's id and middle: the first cell on a spiral from the origin where the land
/// allows one. If there is none, the origin's cell gets an island.
pub(super) fn find(seed: WorldSeed, rules: &Ruleset, terrain: &mut Terrain) -> (SiteId, Point) {
    for (x, z) in spiral(RINGS) {
        let ground = Ground { seed, survey: Survey { terrain, rules } };
        if let Some(place) = Place::search(ground, x, z) {
            return (SiteId { x, z, number: 0 }, place.at);
        }
    }
    let id = SiteId { x: 0, z: 0, number: 0 };
    let middle = Place::middle(rules, 0, 0);
    let (x, z) = middle.cell();
    terrain.force_island(x, z);
    (id, middle)
}

/// Cells from the origin outwards, ring by ring, each ring clockwise from its north-western corner.
fn spiral(rings: i32) -> Vec<(i32, i32)> {
    let mut cells = vec![(0, 0)];
    for ring in 1..=rings {
        let along = || -ring..ring;
        cells.extend(along().map(|i| (i, -ring)));
        cells.extend(along().map(|i| (ring, i)));
        cells.extend(along().map(|i| (-i, ring)));
        cells.extend(along().map(|i| (-ring, -i)));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spiral_visits_every_cell_once_and_nearer_rings_first() {
        let cells = spiral(3);
        let mut sorted = cells.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), 49);
        let ring = |(x, z): (i32, i32)| x.abs().max(z.abs());
        assert!(cells.windows(2).all(|two| ring(two[0]) <= ring(two[1])), "{cells:?}");
    }
}
