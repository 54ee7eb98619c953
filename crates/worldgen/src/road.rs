//! Roads between settlements.
//!
//! ```text
//! settlements of the cells around -> graph: which are joined -> route: the way over natural land
//!     -> course: smoothed, graded, with bridges -> pieces: what a chunk or a height needs of it
//! ```
//! Which settlements are joined follows from the site cells around them, and a road from its two
//! settlements alone, so that any piece of land finds the roads that cross it by looking at its
//! surroundings, whatever was asked before.

mod course;
mod graph;
mod grid;
mod piece;
mod route;

use crate::{SiteId, World};
pub(crate) use graph::links;
pub(crate) use piece::{HALF_WIDTH, Piece, RIM, bend, made, touching};
use seed::{Canonical, Mm, Point};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A road between two settlements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Road {
    /// The settlements that it joins, the smaller id first.
    pub id: (SiteId, SiteId),
    /// Its middle line, from the edge of the first settlement's level ground to that of the second.
    pub points: Vec<Point>,
    /// The height of its surface above the sea at each of [`Road::points`].
    pub heights: Vec<Mm>,
    /// Its bridges, in the order in which one meets them from the first settlement.
    pub bridges: Vec<Bridge>,
}

/// A straight, level span of a road over water.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bridge {
    /// The index in [`Road::points`] of the point where it begins; it ends at the next one.
    pub first: u16,
    /// Where it begins.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
    /// Height of the deck above the sea.
    pub deck: Mm,
}

impl Canonical for Road {
    const KIND: &'static str = "road";
}

impl Road {
    /// Half the width of a road.
    pub const HALF_WIDTH: Mm = HALF_WIDTH;

    /// Thickness of a bridge's deck.
    pub const DECK: Mm = Mm(400);

    /// How long it is.
    #[must_use]
    pub fn length(&self) -> Mm {
        let sum: i64 = self.points.windows(2).map(|two| two[0].distance(two[1])).sum();
        Mm(i32::try_from(sum).unwrap_or(i32::MAX))
    }

    /// The bridge that begins at this point, if one does.
    #[must_use]
    pub fn bridge_at(&self, point: usize) -> Option<&Bridge> {
        self.bridges.iter().find(|bridge| usize::from(bridge.first) == point)
    }
}

impl World {
    /// The roads whose middle line comes into a rectangle, sorted by [`Road::id`]. The rectangle is
    /// cut to [`World::SIGHT`] on each side of its middle.
    #[must_use]
    pub fn roads_near(&self, min: Point, max: Point) -> Vec<Arc<Road>> {
        let middle = |low: Mm, high: Mm| Mm(low.0.midpoint(high.0));
        let middle = Point { x: middle(min.x, max.x), z: middle(min.z, max.z) };
        let cut = |value: Mm, middle: Mm| value.clamp(middle - Self::SIGHT, middle + Self::SIGHT);
        let min = Point { x: cut(min.x, middle.x), z: cut(min.z, middle.z) };
        let max = Point { x: cut(max.x, middle.x), z: cut(max.z, middle.z) };
        let mut roads = graph::roads_through(self, min, max);
        roads.retain(|road| {
            road.points.windows(2).any(|two| piece::touches(two[0], two[1], min, max, 0))
        });
        roads
    }

    /// The road between two settlements, in any order; `None` where none joins them directly.
    #[must_use]
    pub fn road(&self, one: SiteId, other: SiteId) -> Option<Arc<Road>> {
        let id = (one.min(other), one.max(other));
        self.links(id.0).contains(&id.1).then(|| self.routed(id)).flatten()
    }

    /// The settlements that roads lead to from one, with the length of each road, sorted by id: the
    /// ways by which news and goods travel.
    #[must_use]
    pub fn road_neighbours(&self, of: SiteId) -> Vec<(SiteId, Mm)> {
        let links = self.links(of);
        links.iter().filter_map(|&other| Some((other, self.road(of, other)?.length()))).collect()
    }
}

/// The road of a pair, smaller id first, if the land lets one through.
pub(crate) fn lay(world: &World, id: (SiteId, SiteId)) -> Option<Road> {
    let route = route::find(world, id)?;
    Some(course::draw(id, &route))
}
