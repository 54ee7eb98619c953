//! Roads as the ground asks for them.

use super::World;
use super::plan::{Ground, Place};
use crate::road::{self, Piece, Road};
use crate::{Landmark, LandmarkId, Region, RegionId, SiteId, landmark};
use seed::{Mm, Point};
use std::sync::Arc;

/// Edge of the squares of land for which the pieces of roads are kept together.
const BLOCK: i32 = 256_000;

impl World {
    /// Where the settlement of a site cell stands, if it has one: cheaper than the cell's plan.
    pub(crate) fn place(&self, x: i32, z: i32) -> Arc<Option<Place>> {
        self.0.places.get((x, z), || {
            let ground = Ground { seed: self.seed(), survey: self.survey() };
            let home = self.home();
            if (home.x, home.z) == (x, z) {
                // The home was found by the same search; an island was forced where there was none.
                Some(Place::search(ground, x, z).unwrap_or_else(|| Place::forced(ground, x, z)))
            } else {
                Place::find(ground, x, z)
            }
        })
    }

    /// The settlements that roads lead to from one, sorted by id.
    pub(crate) fn links(&self, of: SiteId) -> Arc<Vec<SiteId>> {
        if of.number != 0 {
            return Arc::default();
        }
        self.0.links.get((of.x, of.z), || road::links(self, of))
    }

    /// The road of two settlements that are linked, the smaller id first.
    pub(crate) fn routed(&self, id: (SiteId, SiteId)) -> Option<Arc<Road>> {
        let road = self.0.roads.get(id, || road::lay(self, id).map(Arc::new));
        Option::clone(&road)
    }

    /// The landmark of a square, if it has one.
    pub(crate) fn landmark_of(&self, id: LandmarkId) -> Arc<Option<Arc<Landmark>>> {
        self.0.landmarks.get(id, || landmark::find(self, id).map(Arc::new))
    }

    /// A region, kept: many ask for it.
    pub(crate) fn region_of(&self, id: RegionId) -> Arc<Region> {
        self.0.regions.get(id, || Region::of(self, id))
    }

    /// The pieces of roads that matter to the ground in a rectangle.
    pub(crate) fn ways(&self, min: Point, max: Point) -> Vec<Piece> {
        let first = (min.x.0.div_euclid(BLOCK), min.z.0.div_euclid(BLOCK));
        let last = (max.x.0.div_euclid(BLOCK), max.z.0.div_euclid(BLOCK));
        if first == last {
            return self
                .block(first)
                .iter()
                .filter(|piece| piece.touches(min, max))
                .copied()
                .collect();
        }
        let mut pieces = Vec::new();
        for z in first.1..=last.1 {
            for x in first.0..=last.0 {
                for piece in self.block((x, z)).iter().filter(|piece| piece.touches(min, max)) {
                    // A piece that crosses the border between two blocks is in both.
                    if !pieces.contains(piece) {
                        pieces.push(*piece);
                    }
                }
            }
        }
        pieces
    }

    /// The same for one block of land.
    fn block(&self, (x, z): (i32, i32)) -> Arc<Vec<Piece>> {
        self.0.ways.get((x, z), || {
            let corner = |index: i32| Mm(index.saturating_mul(BLOCK));
            let min = Point { x: corner(x), z: corner(z) };
            let max = Point { x: min.x + Mm(BLOCK), z: min.z + Mm(BLOCK) };
            let rim = road::RIM;
            let wide = (
                Point { x: min.x - rim, z: min.z - rim },
                Point { x: max.x + rim, z: max.z + rim },
            );
            let mut pieces: Vec<Piece> = Vec::new();
            for road in self.roads_near(wide.0, wide.1) {
                for piece in road::touching(&road, min, max) {
                    // Where two roads run along the same points they are one.
                    if !pieces.contains(&piece) && !pieces.contains(&piece.turned()) {
                        pieces.push(piece);
                    }
                }
            }
            pieces
        })
    }
}
